"""A picture as JPEG."""

from __future__ import annotations

from core.video import opencv
from core.video.frames import Image


def jpeg(image: Image, *, height: int | None = None, quality: int = 90) -> bytes:
    """The picture as JPEG, made smaller to `height` if it is larger."""
    cv2 = opencv.load()
    if height is not None and height < image.shape[0]:
        width = max(1, round(image.shape[1] * height / image.shape[0]))
        image = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("not a picture")
    return bytes(data)
