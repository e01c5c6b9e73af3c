"""After a crash: recordings that were not closed are cut to their last whole record and closed."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from core.problem import Problem
from core.video.container import HEADER, SUFFIX, RecordReader, close_torn, open_recording
from core.video.events import RecordedSegment
from core.video.footage import Footage
from core.video.incidents import Incident, latest
from core.video.problems import NoPicture, RecordingDamaged
from core.video.salvage import ASIDE, finish_salvage, salvage

LOST_AT_MOST_US = 500_000

in_use: set[Path] = set()
"""Folders of recordings that run in this process: recovery leaves them alone."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recovered:
    """A recording found in the folder of recordings in progress.

    `torn`: it had not been closed; at most `lost_us` before the end are missing.
    `damaged` names files found damaged now: what could be read of them is in `segments`, and they
    are kept beside it. `sealed` of the segments are in the store now; `problem` is why not all.
    """

    recording_id: UUID
    segments: tuple[RecordedSegment, ...]
    duration_us: int
    torn: bool
    lost_us: int
    damaged: tuple[Path, ...] = ()
    problem: Problem | None = None
    sealed: int = 0


def recover(folder: Path, *, key: bytes) -> list[Recovered]:
    """Repair and list what is in `folder`, but for recordings that run in this process.

    A damaged segment is replaced by what can be read of it; the damaged file is put aside under
    another name and named here this once.
    """
    found = []
    for place in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            recording_id = UUID(place.name)
        except ValueError:
            continue
        if place in in_use:
            continue
        found.append(_recover_one(place, recording_id=recording_id, key=key))
    return found


def measure(path: Path, *, key: bytes) -> RecordedSegment | None:
    """What a segment's file really holds; None when there is no picture in it.

    Raises: RecordingDamaged.
    """
    with RecordReader(path, key=key) as reader:
        about, end = reader.about, reader.end
        notes = reader.notes()
    if about is None:
        return None
    try:
        with open_recording(path, key=key) as stream, Footage(stream, name=path.name) as footage:
            moments = footage.moments()
            width, height = footage.size
    except NoPicture:
        return None
    if not moments:
        return None
    usual = (moments[-1] - moments[0]) // (len(moments) - 1) if len(moments) > 1 else 0
    duration = moments[-1] + usual if end is None else int(end["duration_us"])
    return RecordedSegment(
        path=path,
        number=int(about["number"]),
        start_us=int(about["start_us"]),
        duration_us=duration,
        width=width,
        height=height,
        sound=bool(about["sound"]),
        incidents=latest(Incident.read(note) for note in notes),
    )


def _recover_one(place: Path, *, recording_id: UUID, key: bytes) -> Recovered:
    segments: list[RecordedSegment] = []
    damaged: list[Path] = []
    torn = False
    finish_salvage(place)
    for path in sorted(place.glob(f"*{SUFFIX}")):
        try:
            with RecordReader(path, key=key) as reader:
                complete = reader.complete and not reader.torn
                if reader.damaged():
                    raise RecordingDamaged(name=path.name)
        except FileNotFoundError:
            continue  # sealed by another thread meanwhile
        except RecordingDamaged:
            if path.stat().st_size < HEADER:  # killed before anything was in it
                torn = True
                path.unlink()
                continue
            damaged.append(path.with_name(path.name + ASIDE))
            if not salvage(path, key=key):
                continue
            complete = True
        segment = measure(path, key=key)
        if not complete:
            torn = True
            if segment is None:
                path.unlink()  # it was killed before its first quarter of a second
                continue
            cut = close_torn(path, key=key, end={"duration_us": segment.duration_us})
            _log.info("recording %s closed after a crash, %d bytes cut", place.name, cut)
        if segment is not None:
            segments.append(segment)
    if not any(place.iterdir()):
        place.rmdir()
    last = segments[-1] if segments else None
    return Recovered(
        recording_id=recording_id,
        segments=tuple(segments),
        duration_us=last.start_us + last.duration_us if last else 0,
        torn=torn,
        lost_us=LOST_AT_MOST_US if torn else 0,
        damaged=tuple(damaged),
    )
