"""Protecting people in recordings: faces covered, voices changed, retention and erasure."""
