"""The fictional case that training days use, and the scripts that made it."""
