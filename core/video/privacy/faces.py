"""Finding faces: OpenCV's FaceDetectorYN with the YuNet model, and following them in time.

Small, turned or hidden faces are missed: nothing here makes people anonymous by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from core.video import opencv
from core.video.cutting.film import Film
from core.video.cutting.played import pictures
from core.video.frames import Image
from core.video.privacy.boxes import Box, Track
from resources import resource

if TYPE_CHECKING:
    import av

MODEL = "models/face_detection_yunet_2023mar.onnx"
SURE = 0.6
"""A score from which a face begins a track."""
FAINT = 0.25
"""A score that is enough to go on with a face that was seen before, or is seen later."""
LONG_SIDE = 960
HOLD_US = 600_000
"""How long a face stays covered before it was first and after it was last seen."""
_EVERY_US = 60_000
_GAP_US = 1_200_000
_SAME = 0.2


def bgr(frame: av.VideoFrame) -> Image:
    """A picture as (height, width, 3) bytes."""
    return cast("Image", frame.to_ndarray(format="bgr24"))


class FaceFinder:
    """The detector, loaded once. Not for several threads at once."""

    def __init__(self, *, long_side: int = LONG_SIDE) -> None:
        self._cv2: Any = opencv.load()
        self._long_side = long_side
        self._size = (320, 320)
        self._net: Any = self._cv2.FaceDetectorYN.create(
            str(resource(MODEL)), "", self._size, FAINT, 0.3, 500
        )

    def faces(self, picture: Image) -> list[tuple[float, Box]]:
        """The faces of a BGR picture as (score 0…1, box)."""
        high, wide = picture.shape[:2]
        scale = min(1.0, self._long_side / max(high, wide))
        size = (max(32, round(wide * scale)), max(32, round(high * scale)))
        if size != self._size:
            self._net.setInputSize(size)
            self._size = size
        small = self._cv2.resize(picture, size, interpolation=self._cv2.INTER_AREA)
        _, found = self._net.detect(small)
        if found is None:
            return []
        return [
            (float(one[14]), Box(float(one[0] / size[0]), float(one[1] / size[1]),
                                 float(one[2] / size[0]), float(one[3] / size[1])))
            for one in found
            if one[2] > 0 and one[3] > 0
        ]  # fmt: skip


Seen = tuple[int, list[tuple[float, Box]]]
"""A moment (µs) and the faces seen at it."""


def find_faces(
    film: Film,
    *,
    finder: FaceFinder | None = None,
    told: Callable[[float], None] = lambda _done: None,
) -> tuple[Track, ...]:
    """All faces of a recording, followed. `told(0…1)` may raise to stop.

    Raises: NoPicture, and the store's problems with files.
    """
    finder = finder or FaceFinder()
    seen: list[Seen] = []
    last = -_EVERY_US
    for at, frame in pictures(film, from_us=0, until_us=film.until_us):
        if at < last + _EVERY_US:
            continue
        last = at
        seen.append((at, finder.faces(bgr(frame))))
        told(min(1.0, at / film.until_us))
    return follow(seen)


@dataclass(slots=True)
class _Growing:
    keys: list[tuple[int, Box]] = field(default_factory=list)


def follow(seen: Iterable[Seen]) -> tuple[Track, ...]:
    """Faces joined to tracks: forwards, then backwards from each first sight.

    A sure sight begins a track; faint ones only carry it on, in both directions. A face that is
    out of sight for less than a second or so is covered in between.
    """
    seen = list(seen)
    used: set[tuple[int, int]] = set()
    tracks: list[_Growing] = []
    _pass(seen, tracks, used=used, begins=True)
    turned = [(-at, faces) for at, faces in reversed(seen)]
    back = [_Growing([(-at, box) for at, box in reversed(one.keys)]) for one in tracks]
    flipped = {(len(seen) - 1 - place, number) for place, number in used}
    _pass(turned, back, used=flipped, begins=False)
    return tuple(_track(one) for one in back)


def _pass(
    seen: list[Seen], tracks: list[_Growing], *, used: set[tuple[int, int]], begins: bool
) -> None:
    """One way through time. Tracks that are whole already only take what follows their end."""
    for place, (at, faces) in enumerate(seen):
        live = [one for one in tracks if 0 < at - one.keys[-1][0] <= _GAP_US]
        pairs = sorted(
            (
                (one.keys[-1][1].overlap(box), number, which)
                for number, (_, box) in enumerate(faces)
                if (place, number) not in used
                for which, one in enumerate(live)
            ),
            reverse=True,
        )
        taken: set[int] = set()
        for same, number, which in pairs:
            if same < _SAME or which in taken or (place, number) in used:
                continue
            taken.add(which)
            used.add((place, number))
            live[which].keys.append((at, faces[number][1]))
        if begins:
            for number, (score, box) in enumerate(faces):
                if score >= SURE and (place, number) not in used:
                    used.add((place, number))
                    tracks.append(_Growing([(at, box)]))


def _track(turned: _Growing) -> Track:
    keys = tuple((-at, box) for at, box in reversed(turned.keys))
    return Track(keys=keys, from_us=max(0, keys[0][0] - HOLD_US), until_us=keys[-1][0] + HOLD_US)
