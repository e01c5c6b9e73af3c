"""A reel: moments of one or several recordings in one film, each after a card that names it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.video.cutting.burning import Burner
from core.video.cutting.encoded import QUALITY, fitted
from core.video.cutting.film import Film
from core.video.cutting.lettering import Card, card_picture
from core.video.cutting.placing import placed
from core.video.cutting.played import Sound, pictures
from core.video.cutting.written import RATE, WrittenFilm
from core.video.problems import EmptySpan
from core.video.subtitles import Cue

if TYPE_CHECKING:
    pass

SIZE = (1280, 720)
FPS = 30
CARD_US = 2_500_000


@dataclass(frozen=True, slots=True)
class ReelPart:
    """A span of a recording and what its card says; `cues` count from the span's start."""

    film: Film
    from_us: int
    until_us: int
    card: Card
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeReel:
    """What was written. `places`: where in the film each part's card begins (µs)."""

    path: Path
    duration_us: int
    places: tuple[int, ...]


def make_reel(
    parts: Sequence[ReelPart],
    to: Path,
    *,
    title: Card | None = None,
    size: tuple[int, int] = SIZE,
    fps: int = FPS,
    card_us: int = CARD_US,
    language: str = "pt",
    told: Callable[[float], None] = lambda _done: None,
) -> MadeReel:
    """Join the parts into one MP4 of one size and one rate, with a chapter for each.

    Pictures of another shape stand on black; where a recording has no sound there is silence. A
    `title` card stands before them all. `told(0…1)` may raise to stop; nothing is left then.

    Raises: EmptySpan, NoPicture, CannotWriteFilm, NoRoomForFilm.
    """
    if not parts:
        raise EmptySpan(from_s=0, until_s=0)
    for part in parts:
        if part.until_us <= part.from_us or part.from_us >= part.film.until_us:
            raise EmptySpan(from_s=part.from_us / 1e6, until_s=part.until_us / 1e6)
    whole = sum(_length(part) + card_us for part in parts) + (card_us if title else 0)
    with (
        placed(to) as place,
        WrittenFilm(place.part, size=size, sound=True, quality=QUALITY) as target,
    ):
        reel = _Reel(target, size=size, fps=fps, told=lambda us: told(min(1.0, us / whole)))
        if title is not None:
            target.chapter(0, title.title)
            reel.card(title, card_us, language)
        places = []
        for part in parts:
            places.append(reel.at_us)
            target.chapter(reel.at_us, part.card.title)
            reel.card(part.card, card_us, language)
            reel.part(part, language)
        target.flush()
        target.end(reel.at_us)
        lasts = reel.at_us
    told(1.0)
    return MadeReel(path=place.path, duration_us=lasts, places=tuple(places))


def _length(part: ReelPart) -> int:
    return min(part.until_us, part.film.until_us) - part.from_us


class _Reel:
    """Puts pictures one after the other at an even rate, and as much sound beside them."""

    def __init__(
        self,
        target: WrittenFilm,
        *,
        size: tuple[int, int],
        fps: int,
        told: Callable[[int], None],
    ) -> None:
        self._target, self._size, self._fps, self._told = target, size, fps, told
        self._ticks = 0
        self._heard = 0

    @property
    def at_us(self) -> int:
        return self._ticks * 1_000_000 // self._fps

    def card(self, card: Card, lasts_us: int, language: str) -> None:
        import av

        image = card_picture(card, size=self._size, language=language)
        picture = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(format="yuv420p")
        for _ in range(lasts_us * self._fps // 1_000_000):
            self._show(picture)
        self._silence()

    def part(self, part: ReelPart, language: str) -> None:
        lasts = _length(part)
        burner = Burner(part.cues, size=self._size, language=language)
        sound = Sound(part.film, from_us=part.from_us, until_us=part.until_us)
        began = self._ticks
        shown: Any = None
        end: list[tuple[int, Any]] = [(lasts, None)]
        decoded = pictures(part.film, from_us=part.from_us, until_us=part.from_us + lasts)
        for at, picture in chain(decoded, end):
            # Every tick before this picture shows the one before it.
            while shown is not None and (tick := self._since(began)) < at:
                self._show(burner.burn(shown, tick))
                if self._ticks % (self._fps // 2) == 0:
                    self._hear(sound.until(self._since(began)))
                    self._told(self.at_us)
            if picture is not None:
                shown = fitted(picture, self._size)
        self._hear(sound.until(self._since(began)))
        self._silence()

    def _since(self, began: int) -> int:
        return (self._ticks - began) * 1_000_000 // self._fps

    def _show(self, picture: Any) -> None:
        self._target.picture(picture, self.at_us)
        self._ticks += 1

    def _hear(self, samples: Any) -> None:
        self._heard += len(samples)
        self._target.sound(samples)

    def _silence(self) -> None:
        """So much that sound and picture stand at the same moment."""
        import numpy as np

        missing = self.at_us * RATE // 1_000_000 - self._heard
        if missing > 0:
            self._hear(np.zeros((missing, 2), np.int16))
