"""A moment of a recording as a person reads it."""

from __future__ import annotations


def clock_text(moment_us: int) -> str:
    """`3:07` or `1:02:03`; microseconds of the recording's time base in, whole seconds out."""
    seconds = max(0, moment_us) // 1_000_000
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def fine_clock_text(moment_us: int) -> str:
    """`3:07,25`: hundredths of a second, for a timeline that shows single pictures."""
    return f"{clock_text(moment_us)},{max(0, moment_us) // 10_000 % 100:02}"
