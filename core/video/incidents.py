"""What happened to a recording on its way: pictures lost, the camera away, pauses, less effort.

An incident is noted in the segment it happened in, encrypted with it, so that a crash keeps it;
sealing the segment writes it into the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

_TOGETHER_US = 1_000_000


class IncidentKind(StrEnum):
    """`count` matters for dropped pictures, `length_us` for the others."""

    DROPPED = "dropped"
    """Pictures lost because the computer did not keep up."""
    GAP = "gap"
    """The source gave no picture; time and sound went on."""
    PAUSE = "pause"
    """Real time left out of the recording, which stood still."""
    SILENT = "silent"
    """The microphone stopped."""
    SLOWER = "slower"
    """The encoder did less from here on; `detail` says what (`faster`, `half-rate`, `smaller`)."""
    DAMAGED = "damaged"
    """Bytes on the disk were not what was written; this part could not be read."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One of them, at a moment of the recording."""

    kind: IncidentKind
    at_us: int
    length_us: int = 0
    count: int = 0
    detail: str = ""

    def noted(self) -> dict[str, object]:
        """As it is written into a segment."""
        return asdict(self)

    @classmethod
    def read(cls, note: Mapping[str, Any]) -> Incident:
        """From what `noted` gave."""
        return cls(
            IncidentKind(note["kind"]),
            int(note["at_us"]),
            int(note["length_us"]),
            int(note["count"]),
            str(note["detail"]),
        )


def latest(notes: Iterable[Incident]) -> tuple[Incident, ...]:
    """Of several notes on one incident the last, in order of time."""
    found = {(note.kind, note.at_us): note for note in notes}
    return tuple(sorted(found.values(), key=lambda one: (one.at_us, one.kind)))


class Drops:
    """Lost pictures as incidents: those within a second of each other are one."""

    def __init__(self) -> None:
        self.total = 0
        self._run: Incident | None = None
        self._part = 0

    def lost(self, at_us: int, *, part: int = 0) -> Incident:
        """One more; gives the incident as it stands now.

        `part` counts what is closed already: an incident of a closed part grows no more, or its
        pictures would be counted there and in the next.
        """
        self.total += 1
        run = self._run if part == self._part else None
        self._part = part
        if run is None or at_us - (run.at_us + run.length_us) > _TOGETHER_US:
            run = Incident(IncidentKind.DROPPED, at_us, 0, 0)
        self._run = replace(run, length_us=at_us - run.at_us, count=run.count + 1)
        return self._run
