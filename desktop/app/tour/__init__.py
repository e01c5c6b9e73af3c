"""The tour: the real windows, driven with simulated keys and mouse through a whole visit."""
