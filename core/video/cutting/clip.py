"""A clip: a span of a recording as a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.video.cutting.copied import can_copy, copy_span
from core.video.cutting.encoded import encode_span
from core.video.cutting.film import Film
from core.video.cutting.placing import placed
from core.video.problems import EmptySpan
from core.video.subtitles import Cue


@dataclass(frozen=True, slots=True)
class MadeClip:
    """What was written: [from, until) of the recording as the file really holds it (µs).

    `encoded`: exactly what was asked for, encoded again. Otherwise it begins at a key picture (in
    recordings made here at most half a second before) and nothing was encoded.
    """

    path: Path
    from_us: int
    until_us: int
    encoded: bool


def make_clip(
    film: Film,
    to: Path,
    *,
    from_us: int,
    until_us: int,
    exact: bool = False,
    burnt_in: Sequence[Cue] = (),
    height: int | None = None,
    language: str = "pt",
    told: Callable[[float], None] = lambda _done: None,
) -> MadeClip:
    """Cut a clip into an MP4.

    It is encoded again if it must be `exact`, if words (`burnt_in`, counted from `from_us`) or a
    smaller `height` are asked for, where the camera changed its picture within the span, and
    where an MP4 cannot hold what a camera wrote.
    Nothing that is there is written over: a free name is taken. `told(0…1)` may raise to stop;
    nothing is left then.

    Raises: EmptySpan, NoPicture, CannotWriteFilm, NoRoomForFilm.
    """
    from_us, until_us = max(0, from_us), min(until_us, film.until_us)
    if until_us <= from_us:
        raise EmptySpan(from_s=from_us / 1e6, until_s=until_us / 1e6)
    encoded = exact or bool(burnt_in) or height is not None
    encoded = encoded or not can_copy(film, from_us=from_us, until_us=until_us)
    with placed(to.with_suffix(".mp4")) as place:
        if encoded:
            encode_span(
                film,
                place.part,
                from_us=from_us,
                until_us=until_us,
                cues=burnt_in,
                height=height,
                language=language,
                told=told,
            )
        else:
            from_us, until_us = copy_span(
                film, place.part, from_us=from_us, until_us=until_us, told=told
            )
    told(1.0)
    return MadeClip(path=place.path, from_us=from_us, until_us=until_us, encoded=encoded)
