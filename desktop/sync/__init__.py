"""Exchange with the central store: connecting, what waits, conflicts."""
