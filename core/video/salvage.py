"""A segment with damaged records: what is whole before and after them is read out.

The video inside is fragmented MP4: a head, then fragments that each know their time. A damaged
record costs the fragments that lie in it, and no others.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.problem import Problem
from core.video.container import RecordReader, RecordWriter
from core.video.footage import Footage
from core.video.incidents import Incident, IncidentKind
from core.video.problems import NoPicture, RecordingDamaged

ASIDE = ".danificada"
"""Put behind the name of a damaged file, which is kept: recovery looks at it once."""
_PART = ".parte"
_RECORD_BYTES = 256 * 1024
_BOX = struct.Struct(">I4s")


@dataclass(frozen=True, slots=True)
class _Whole:
    """Head, fragments before the first hole, and the runs of fragments after each hole."""

    head: bytes
    runs: tuple[bytes, ...]


def salvage(path: Path, *, key: bytes) -> bool:
    """Put a whole segment in the place of a damaged one, which is kept beside it (`ASIDE`).

    False, with the damaged file put aside all the same, when nothing of it can be read.
    Safe to repeat after a kill. Memory: the segment, twice.

    Raises: OSError, with the damaged file left where it was.
    """
    part = path.with_name(path.name + _PART)
    part.unlink(missing_ok=True)
    try:
        with RecordReader(path, key=key) as reader:
            about, end, notes = reader.about, reader.end, reader.notes()
            found = _whole(reader.whole_runs())
        if about is None or found is None:
            raise RecordingDamaged(name=path.name)
        holes = list(_holes(found, name=path.name, start_us=int(about["start_us"])))
        with Footage(io.BytesIO(found.head + b"".join(found.runs)), name=path.name) as footage:
            moments = footage.moments()
        if not moments:
            raise NoPicture(name=path.name)
    except Problem:
        path.replace(path.with_name(path.name + ASIDE))
        return False
    writer = RecordWriter(part, key=key, about=about)
    try:
        whole = found.head + b"".join(found.runs)
        for start in range(0, len(whole), _RECORD_BYTES):
            writer.append(whole[start : start + _RECORD_BYTES])
        for note in [*notes, *(hole.noted() for hole in holes)]:
            writer.note(note)
        writer.close(end or {"duration_us": moments[-1]})
    except OSError:
        part.unlink(missing_ok=True)
        raise
    path.replace(path.with_name(path.name + ASIDE))
    part.replace(path)
    return True


def finish_salvage(place: Path) -> None:
    """After a kill between the two renames of `salvage`: do the second one."""
    for part in place.glob(f"*{_PART}"):
        path = part.with_name(part.name.removesuffix(_PART))
        if path.exists():
            part.unlink()
        else:
            part.replace(path)


def _whole(runs: list[list[bytes]]) -> _Whole | None:
    first, *others = [b"".join(run) for run in runs]
    head_end = 0
    for offset, size, kind in _boxes(first):
        if kind in (b"ftyp", b"moov"):
            head_end = offset + size
            if kind == b"moov":
                break
    else:
        return None
    parts = [_fragments(first[head_end:])]
    for run in others:
        # A run begins anywhere inside a fragment: look for the next one's first box.
        found = b""
        at = run.find(b"moof")
        while at >= 0 and not found:
            if at >= 4:
                found = _fragments(run[at - 4 :])
            at = run.find(b"moof", at + 4)
        parts.append(found)
    return _Whole(first[:head_end], tuple(parts))


def _fragments(data: bytes) -> bytes:
    """The whole pairs of `moof` and `mdat` at the beginning of `data`."""
    end = 0
    before = b""
    for offset, size, kind in _boxes(data):
        if kind == b"mdat" and before == b"moof":
            end = offset + size
        elif kind != b"moof":
            break
        before = kind
    return data[:end]


def _boxes(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    offset = 0
    while offset + _BOX.size <= len(data):
        size, kind = _BOX.unpack_from(data, offset)
        if size < _BOX.size or offset + size > len(data):
            return
        yield offset, size, kind
        offset += size


def _holes(found: _Whole, *, name: str, start_us: int) -> Iterator[Incident]:
    """Between which moments of the recording pictures are missing."""
    for place in range(1, len(found.runs)):
        before = _moments(found.head + b"".join(found.runs[:place]), name=name)
        after = next(
            (
                moments[0]
                for run in found.runs[place:]
                if (moments := _moments(found.head + run, name=name))
            ),
            None,
        )
        since = before[-1] if before else 0
        length = after - since if after is not None else 0
        yield Incident(IncidentKind.DAMAGED, start_us + since, max(0, length))


def _moments(data: bytes, *, name: str) -> list[int]:
    try:
        with Footage(io.BytesIO(data), name=name, as_stamped=True) as footage:
            return footage.moments()
    except NoPicture:
        return []
