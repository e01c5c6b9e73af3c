"""What an editor may ask of the place it stands in: files, pictures of a recording, the time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.video.frames import SoundSource


@dataclass(frozen=True, slots=True)
class FileOffer:
    """A file that a person gives to a question: a path to copy from, or its bytes."""

    content: Path | bytes
    name: str
    media_type: str


class Around(Protocol):
    """The place around the questions. Every callback comes on the window's thread."""

    @property
    def media(self) -> Mapping[str, bytes]:
        """Files that came with the check-list, by the name that labels use."""

    def now(self) -> datetime:
        """The present instant, with the zone that answers are written in."""

    def keep(
        self,
        offer: FileOffer,
        *,
        key: str,
        then: Callable[[str], None],
        failed: Callable[[str], None],
    ) -> None:
        """Keep a file and record it as the answer of `key`, also when the editor is gone by then.

        `then` gets the name recorded, `failed` a sentence for the person.
        """

    def fetch(self, name: str, *, then: Callable[[bytes | None], None]) -> None:
        """The bytes of a kept file; None when it is not on this computer."""

    def microphone(self) -> SoundSource | None:
        """The microphone that sound is recorded with, listening; None when there is none."""

    def still(self) -> bytes | None:
        """A JPEG of what the camera sees now; None when nothing is being recorded."""
