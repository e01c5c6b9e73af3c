"""What a source of pictures or sound gives: frames and blocks stamped with the monotonic clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    Samples = NDArray[np.int16]
else:  # numpy is heavy and the window starts without it
    Image = Samples = Any


class VideoClock(Protocol):
    """The part of `core.store.Clock` that recording needs."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...

    def monotonic_ns(self) -> int:
        """Nanoseconds that never jump."""
        ...


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a source says of itself. `fps` is what it promises, frames are stamped on arrival."""

    name: str
    width: int
    height: int
    fps: float
    has_sound: bool


@dataclass(frozen=True, slots=True)
class Coding:
    """How a camera encodes: what must stay the same for its bytes to go into one file."""

    width: int
    height: int
    head: bytes
    """Sequence and picture parameters (Annex B)."""


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A picture as the camera itself encoded it: H.264, Annex B, without B pictures."""

    data: bytes
    key: bool
    coding: Coding


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture, BGR (height, width, 3), and when it arrived; `coded` if the camera encodes."""

    image: Image
    captured_ns: int
    coded: Coded | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SoundBlock:
    """Interleaved int16 samples (count, channels); the stamp is that of the first sample."""

    samples: Samples
    captured_ns: int


class SoundSource(Protocol):
    """A microphone, or the sound of a file."""

    @property
    def rate(self) -> int: ...

    @property
    def channels(self) -> int: ...

    def read(self) -> SoundBlock | None:
        """The next block; None when nothing came within about 0.2 s.

        Raises: SourceLost.
        """
        ...

    def close(self) -> None: ...


class FrameSource(Protocol):
    """A camera, or what plays its part."""

    @property
    def facts(self) -> SourceFacts: ...

    def read(self) -> Frame | None:
        """The next frame; None when none came in the source's own time-out (at most 2 s).

        Raises: SourceLost.
        """
        ...

    def sound(self) -> SoundSource | None:
        """The source's own sound, if it has any."""
        ...

    def reopen(self) -> None:
        """Try once to get a lost source back.

        Raises: SourceUnavailable.
        """
        ...

    def close(self) -> None: ...
