"""A bundle: changes and files for one recipient in one encrypted, signed file on a USB stick."""
