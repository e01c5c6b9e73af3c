"""The visit's line: all its recordings on one time base, with the gaps between them.

A moment of the line is microseconds from the first picture of the visit's first recording
(`core.video.timeline`: an instant is `begins_at` + moment).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop.review.records import RecordingItem


@dataclass(frozen=True, slots=True)
class VisitLine:
    """The recordings of a visit where they stand."""

    recordings: tuple[RecordingItem, ...] = ()

    @property
    def duration_us(self) -> int:
        """From the first picture of the first to the end of the last to end."""
        return max((one.offset_us + one.duration_us for one in self.recordings), default=0)

    def find(self, recording_id: UUID | None) -> RecordingItem | None:
        """The recording with this id, if it can be played."""
        return next((one for one in self.recordings if one.id == recording_id), None)

    def place(self, recording_id: UUID | None, moment_us: int) -> int | None:
        """Where a recording's own moment is on the line; None when it cannot be played."""
        found = self.find(recording_id)
        return None if found is None else found.offset_us + moment_us

    def showing(self, at_us: int, *, rather: RecordingItem | None) -> RecordingItem | None:
        """The recording to look at then: `rather` if it ran, else one that did.

        In a gap the next one to begin; after the last, that one. None without any.
        """
        if rather is not None and inside(rather, at_us) is not None:
            return rather
        for one in self.recordings:
            if inside(one, at_us) is not None:
                return one
        later = [one for one in self.recordings if one.offset_us > at_us]
        if later:
            return min(later, key=lambda one: one.offset_us)
        return max(self.recordings, key=lambda one: one.offset_us + one.duration_us, default=None)

    def beside(self, main: RecordingItem, *, at_most: int) -> Sequence[RecordingItem]:
        """The others, those that ran longest together with `main` first."""

        def together(one: RecordingItem) -> int:
            ends = min(one.offset_us + one.duration_us, main.offset_us + main.duration_us)
            return ends - max(one.offset_us, main.offset_us)

        others = [one for one in self.recordings if one.id != main.id]
        return sorted(others, key=together, reverse=True)[:at_most]


def inside(recording: RecordingItem, at_us: int) -> int | None:
    """The recording's own moment at a moment of the line; None when it was not running."""
    found = at_us - recording.offset_us
    return found if 0 <= found <= recording.duration_us else None
