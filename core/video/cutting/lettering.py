"""Words as pictures, set by typst in our own font: title cards and lines under the picture.

Nothing is written to the disk; what a person wrote is data to typst, never markup.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from core.video import opencv
from resources import resource

if TYPE_CHECKING:
    import typst

_CARD = "films/card.typ"
_LINES = "films/lines.typ"
_LONGEST = {"title": 150, "section": 110, "visit": 90, "line": 150}


@dataclass(frozen=True, slots=True)
class Card:
    """What a title card says; `number` is small above the title (e.g. «3 de 12»)."""

    title: str
    section: str = ""
    visit: str = ""
    time: str = ""
    number: str = ""


def card_picture(card: Card, *, size: tuple[int, int], language: str = "pt") -> Any:
    """The card as BGR (height, width, 3)."""
    words = {
        "title": _shortened(card.title, _LONGEST["title"]) or "–",
        "section": _shortened(card.section, _LONGEST["section"]),
        "visit": _shortened(card.visit, _LONGEST["visit"]),
        "time": card.time,
        "number": card.number,
    }
    return _set(_CARD, {**words, "width": size[0], "height": size[1], "lang": language})[:, :, :3]


def lines_picture(lines: tuple[str, ...], *, size: tuple[int, int], language: str = "pt") -> Any:
    """Lines on a dark ground as wide as the picture, BGRA (as high as they need, width, 4)."""
    shown = [_shortened(line, _LONGEST["line"]) for line in lines]
    return _set(_LINES, {"lines": shown, "width": size[0], "height": size[1], "lang": language})


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    import typst

    return typst.Compiler(font_paths=[str(resource("fonts"))])


def _set(template: str, words: dict[str, Any]) -> Any:
    import numpy as np

    png: Any = _compiler().compile(
        resource(template).read_bytes(),
        format="png",
        ppi=72.0,
        sys_inputs={"card": json.dumps(words)},
    )
    if isinstance(png, list):
        png = png[0]  # too much for one page: what fits on the first
    cv2 = opencv.load()
    return cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED)


def _shortened(text: str, longest: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"
