"""Recording beside the check-list: source, live picture, level, and the buttons that matter."""

from __future__ import annotations

from desktop.recording.desk import RecordingDesk
from desktop.recording.panel import RecordingPanel

__all__ = ["RecordingDesk", "RecordingPanel"]
