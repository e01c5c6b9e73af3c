"""What is cut from recordings: clips, reels with title cards, stills, words in the picture."""

from __future__ import annotations

from core.video.cutting.clip import MadeClip, make_clip
from core.video.cutting.film import Film, film_of
from core.video.cutting.lettering import Card
from core.video.cutting.reel import MadeReel, ReelPart, make_reel
from core.video.cutting.stills import StillTaker, write_still

__all__ = [
    "Card", "Film", "MadeClip", "MadeReel", "ReelPart", "StillTaker", "film_of", "make_clip",
    "make_reel", "write_still",
]  # fmt: skip
