"""A span of a recording cut exactly, by encoding it again: upright, of even sides, with words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.video.cutting.burning import Burner
from core.video.cutting.film import Film
from core.video.cutting.played import Sound, has_sound, pictures, shown_size
from core.video.cutting.written import WrittenFilm
from core.video.subtitles import Cue

if TYPE_CHECKING:
    import av

QUALITY = 20
_SOUND_EVERY_US = 400_000


def encode_span(
    film: Film,
    path: Path,
    *,
    from_us: int,
    until_us: int,
    cues: Sequence[Cue] = (),
    height: int | None = None,
    language: str = "pt",
    told: Callable[[float], None] = lambda _done: None,
) -> None:
    """Write exactly [from, until); every picture keeps its own moment.

    `cues` (counted from `from_us`) are burnt in. `height` makes it smaller. `told(0…1)` may raise
    to stop. Raises: NoPicture, OSError.
    """
    size = fitting(shown_size(film, at_us=from_us), height=height)
    lasts = until_us - from_us
    burner = Burner(cues, size=size, language=language)
    wants = has_sound(film, from_us=from_us, until_us=until_us)
    sound = Sound(film, from_us=from_us, until_us=until_us) if wants else None
    with WrittenFilm(path, size=size, sound=wants, quality=QUALITY) as target:
        heard = -_SOUND_EVERY_US
        for at, picture in _with_changes(film, from_us, until_us, cues):
            target.picture(burner.burn(fitted(picture, size), at), at)
            if sound is not None and at >= heard + _SOUND_EVERY_US:
                target.sound(sound.until(at))
                heard = at
                told(at / lasts)
        if sound is not None:
            target.sound(sound.until(lasts))
        target.flush()
        target.end(lasts)
    told(1.0)


def _with_changes(film: Film, from_us: int, until_us: int, cues: Sequence[Cue]) -> Any:
    """The pictures, and where words come or go while one picture stands, that picture again."""
    edges = sorted({edge for cue in cues for edge in (cue.start_us, cue.end_us) if edge > 0})
    edges = [edge for edge in edges if edge < until_us - from_us]
    last: Any = None
    for at, picture in pictures(film, from_us=from_us, until_us=until_us):
        while edges and edges[0] <= at:
            edge = edges.pop(0)
            if last is not None and edge < at - 20_000:
                yield edge, last
        last = picture
        yield at, picture
    for edge in edges:
        if last is not None:
            yield edge, last


def fitting(size: tuple[int, int], *, height: int | None = None) -> tuple[int, int]:
    """The size as it is written: not higher than asked for, both sides even."""
    width, high = size
    if height is not None and high > height:
        width, high = round(width * height / high), height
    return max(2, width // 2 * 2), max(2, high // 2 * 2)


def fitted(picture: av.VideoFrame, size: tuple[int, int]) -> av.VideoFrame:
    """The picture as yuv420p of this size, with black where its sides are not of that shape."""
    import av
    import numpy as np

    width, height = size
    scale = min(width / picture.width, height / picture.height)
    wide = min(width, max(2, round(picture.width * scale) // 2 * 2))
    high = min(height, max(2, round(picture.height * scale) // 2 * 2))
    # A side cut by a line or two to make it even needs no black beside it.
    wide, high = (width if width - wide <= 2 else wide), (height if height - high <= 2 else high)
    small = picture.reformat(width=wide, height=high, format="yuv420p")
    if (wide, high) == size:
        return small
    inside = small.to_ndarray()
    whole = np.empty((height * 3 // 2, width), np.uint8)
    whole[:height], whole[height:] = 16, 128
    left, top = (width - wide) // 4 * 2, (height - high) // 4 * 2
    whole[top : top + high, left : left + wide] = inside[:high]
    chroma = whole[height:].reshape(2, height // 2, width // 2)
    chroma[:, top // 2 : (top + high) // 2, left // 2 : (left + wide) // 2] = inside[high:].reshape(
        2, high // 2, wide // 2
    )
    return av.VideoFrame.from_ndarray(whole, format="yuv420p")
