"""Photos and stills made ready for paper: upright, no larger than print needs, pixels only."""

from __future__ import annotations

LONGEST_SIDE = 1400  # pixels: 12 cm at 300 dpi
QUALITY = 84


def printable(data: bytes, *, longest: int = LONGEST_SIDE) -> bytes | None:
    """The picture as a JPEG of at most `longest` pixels a side; None if it is no picture.

    Decoding and encoding again drops what a camera writes beside the pixels (place, owner, date).
    """
    import cv2
    import numpy as np

    if not data:
        return None
    # Decoding turns the picture upright by its orientation mark.
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        return None
    height, width = pixels.shape[:2]
    scale = longest / max(height, width)
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    done, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return encoded.tobytes() if done else None


def is_png(data: bytes) -> bool:
    """Whether these bytes begin as a PNG does."""
    return data.startswith(b"\x89PNG\r\n\x1a\n")
