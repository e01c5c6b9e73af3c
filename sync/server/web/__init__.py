"""The page of the central store, for the AMP's team and the coordinators of municipalities."""
