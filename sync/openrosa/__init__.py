"""Handing finalised fillings in at OpenRosa servers of others: ODK Central, KoboToolbox.

https://docs.getodk.org/openrosa-form-submission/
"""
