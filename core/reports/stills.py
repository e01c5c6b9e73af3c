"""Stills of a visit's recordings, taken straight from the sealed files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Self
from uuid import UUID

from core.problem import Problem
from core.video import Footage

if TYPE_CHECKING:
    from core.store import Store
    from core.video.recordings import SegmentSummary

STILL_HEIGHT = 480  # pixels: a third of a page's width at 200 dpi


@dataclass(frozen=True, slots=True)
class Film:
    """A recording as the take-home needs it: its number in the report and its sealed segments."""

    number: int
    recording_id: UUID
    segments: tuple[SegmentSummary, ...]


class Stills:
    """Takes pictures out of recordings; keeps the last file open, as moments come in order."""

    def __init__(self, store: Store, films: Sequence[Film]) -> None:
        self._store = store
        self._films = {film.recording_id: film for film in films}
        self._open: tuple[str, Footage] | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def still(self, recording_id: UUID, moment_us: int) -> bytes | None:
        """The picture at a moment as JPEG; None where nothing was recorded or can be read."""
        from core.video.still import jpeg

        film = self._films.get(recording_id)
        segment = _segment_at(film.segments, moment_us) if film else None
        if segment is None:
            return None
        try:
            footage = self._footage(segment.sha256)
            image, _ = footage.picture_at(moment_us - segment.start_us)
        except Problem:
            # A damaged file is named by the doctor; the report stands without this picture.
            return None
        return jpeg(image, height=STILL_HEIGHT, quality=82)

    def _footage(self, sha256: str) -> Footage:
        if self._open is None or self._open[0] != sha256:
            self._stack.close()
            stream: BinaryIO = self._stack.enter_context(self._store.files.open(sha256))
            self._open = (sha256, self._stack.enter_context(Footage(stream)))
        return self._open[1]


def _segment_at(segments: Sequence[SegmentSummary], moment_us: int) -> SegmentSummary | None:
    """The segment that shows at a moment; one in a gap takes what showed last."""
    before = [one for one in segments if one.start_us <= moment_us]
    if before:
        return before[-1]
    return segments[0] if segments else None
