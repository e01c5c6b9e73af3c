"""Check-lists to begin from: one for each training route of the plan."""
