"""Inventário: the table of all entries, the page of one, what comes in and goes out."""
