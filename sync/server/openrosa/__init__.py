"""The OpenRosa door: phones with ODK Collect fill in the same check-lists (decision 0037).

https://docs.getodk.org/openrosa/: form list, manifests, forms, and submissions with attachments.
What comes is kept as it came first (`inbox`); `carrying` makes fillings of it.
"""
