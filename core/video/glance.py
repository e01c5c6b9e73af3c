"""A sealed recording at a glance: small pictures, loudness, the moments of its pictures.

Made once and kept beside the sealed file, encrypted (`SealedFiles.keep_beside`): it goes with the
file when that is erased, and is made again when it is missing or damaged. Moments are µs of the
file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TypeVar

from core.video.footage import Footage
from core.video.still import jpeg

if TYPE_CHECKING:
    from core.store import Store

STRIP_HEIGHT_PX = 54
PER_SECOND = 20
_PICTURE = struct.Struct(">QI")
_COUNTS = struct.Struct(">II")
T = TypeVar("T")

Pictures = tuple[tuple[int, bytes], ...]
"""(moment, JPEG)."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The moment of every picture, and the loudest of each twentieth of a second (0…1)."""

    moments: tuple[int, ...]
    loudness: tuple[float, ...]


def kept_strip(store: Store, sha256: str, *, every_us: int) -> Pictures | None:
    """The filmstrip with a picture each `every_us`, if it is kept."""
    return _unpacked(store.files.beside(sha256, _strip_kind(every_us)), _unpack_strip)


def kept_glance(store: Store, sha256: str) -> Glance | None:
    """Moments and loudness, if they are kept."""
    return _unpacked(store.files.beside(sha256, _GLANCE), _unpack_glance)


def strip(
    store: Store, sha256: str, *, every_us: int, duration_us: int, opened: Callable[[], IO[bytes]]
) -> Pictures:
    """The filmstrip: kept, or made from key pictures now and kept.

    Raises: NoPicture, and what opening raises.
    """
    found = kept_strip(store, sha256, every_us=every_us)
    if found is None:
        with opened() as stream, Footage(stream) as footage:
            found = tuple(
                (at, jpeg(image, height=STRIP_HEIGHT_PX, quality=80))
                for at, image in footage.key_pictures(list(range(0, max(1, duration_us), every_us)))
            )
        packed = b"".join(_PICTURE.pack(at, len(data)) + data for at, data in found)
        store.files.keep_beside(sha256, _strip_kind(every_us), packed)
    return found


def glance(store: Store, sha256: str, *, opened: Callable[[], IO[bytes]]) -> Glance:
    """Moments and loudness: kept, or read now and kept.

    Raises: NoPicture, and what opening raises.
    """
    found = kept_glance(store, sha256)
    if found is None:
        with opened() as stream, Footage(stream) as footage:
            moments, loudness = footage.glance(per_second=PER_SECOND)
        found = Glance(tuple(moments), tuple(round(peak * 255) / 255 for peak in loudness))
        store.files.keep_beside(sha256, _GLANCE, _pack_glance(found))
    return found


_GLANCE = "glance-1"


def _strip_kind(every_us: int) -> str:
    return f"strip-1-{every_us}"


def _pack_glance(found: Glance) -> bytes:
    import numpy as np

    steps = np.diff(np.array((0, *found.moments), np.int64))
    loud = np.round(np.array(found.loudness) * 255).astype(np.uint8)
    head = _COUNTS.pack(len(found.moments), len(found.loudness))
    return head + zlib.compress(steps.astype(">i8").tobytes() + loud.tobytes(), 1)


def _unpack_glance(data: bytes) -> Glance:
    import numpy as np

    moments, loud = _COUNTS.unpack_from(data)
    plain = zlib.decompress(data[_COUNTS.size :])
    if len(plain) != 8 * moments + loud:
        raise ValueError("not a glance")
    steps = np.frombuffer(plain, ">i8", moments)
    peaks = np.frombuffer(plain, np.uint8, loud, 8 * moments) / 255
    return Glance(tuple(np.cumsum(steps).tolist()), tuple(peaks.tolist()))


def _unpack_strip(data: bytes) -> Pictures:
    found, at = [], 0
    while at < len(data):
        moment, size = _PICTURE.unpack_from(data, at)
        at += _PICTURE.size
        found.append((moment, data[at : at + size]))
        at += size
    return tuple(found)


def _unpacked(data: bytes | None, unpack: Callable[[bytes], T]) -> T | None:
    """What it says; None for what this version does not read: it is made anew."""
    if data is None:
        return None
    try:
        return unpack(data)
    except (ValueError, struct.error, zlib.error):
        return None
