"""Lines burnt into the picture: straight into its planes, without a way through RGB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.video import opencv
from core.video.cutting.lettering import lines_picture
from core.video.subtitles import Cue

if TYPE_CHECKING:
    import av

_FROM_BELOW = 0.045  # of the height


class Burner:
    """Draws the cues that hold at a moment; made for one picture size and one film."""

    def __init__(self, cues: Sequence[Cue], *, size: tuple[int, int], language: str = "pt") -> None:
        self._cues = sorted(cues, key=lambda one: (one.start_us, one.end_us))
        self._size = size
        self._language = language
        self._lines: tuple[str, ...] = ()
        self._drawn: tuple[int, list[Any]] = (0, [])

    def burn(self, frame: av.VideoFrame, at_us: int) -> av.VideoFrame:
        """The picture (yuv420p, even sides) with the lines of this moment; itself without any."""
        import av

        lines = tuple(
            line
            for cue in self._cues
            if cue.start_us <= at_us < cue.end_us
            for line in cue.text.splitlines()
            if line.strip()
        )
        if not lines:
            return frame
        if self._lines != lines:
            self._lines, self._drawn = lines, self._planes(lines)
        top, planes = self._drawn
        width, height = self._size
        image: Any = frame.to_ndarray()  # (height * 3 / 2, width): Y, then U and V packed
        luma = image[:height]
        chroma = image[height:].reshape(2, height // 2, width // 2)
        _mix(luma[top:], planes[0])
        for plane, drawn in zip(chroma, planes[1:], strict=True):
            _mix(plane[top // 2 :], drawn)
        return av.VideoFrame.from_ndarray(image, format="yuv420p")

    def _planes(self, lines: tuple[str, ...]) -> tuple[int, list[Any]]:
        """Where the band begins, and (what is added, what is left of the picture) per plane."""
        import numpy as np

        cv2 = opencv.load()
        width, height = self._size
        drawn = lines_picture(lines, size=self._size, language=self._language)[: height // 2 * 2]
        # Even sides, so that colour (half as fine) lies on it exactly.
        high = min(height, len(drawn) // 2 * 2)
        drawn = cv2.resize(drawn, (width, high)) if drawn.shape[:2] != (high, width) else drawn
        top = max(0, (height - high - int(height * _FROM_BELOW)) // 2 * 2)
        yuv = cv2.cvtColor(np.ascontiguousarray(drawn[:, :, :3]), cv2.COLOR_BGR2YUV_I420)
        alpha = drawn[:, :, 3]
        half = cv2.resize(alpha, (width // 2, high // 2), interpolation=cv2.INTER_AREA)
        chroma = yuv[high:].reshape(2, high // 2, width // 2)
        return top, [_weighed(yuv[:high], alpha), *(_weighed(one, half) for one in chroma)]


def _weighed(plane: Any, alpha: Any) -> tuple[Any, Any]:
    import numpy as np

    strength = alpha.astype(np.uint16)
    return plane.astype(np.uint16) * strength, 255 - strength


def _mix(below: Any, drawn: tuple[Any, Any]) -> None:
    import numpy as np

    added, left = drawn
    band = below[: len(added)]
    band[:] = ((band * left + added[: len(band)] + 127) // 255).astype(np.uint8)
