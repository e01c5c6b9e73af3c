"""A clip from a phone or another camera: what it is, and how it is sealed as it came."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from core.store.problems import DiskFull
from core.video.cut_short import held_us
from core.video.problems import NotAClip
from core.video.sealing import RESERVE_BYTES

if TYPE_CHECKING:
    from typing import BinaryIO

    from _typeshed import WriteableBuffer

    from core.store import SealedFile, Store

CLIP_SUFFIXES = (".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mts", ".m2ts", ".mpg", ".3gp")
_MEDIA_TYPES = {
    ".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".mkv": "video/x-matroska",
    ".webm": "video/webm", ".avi": "video/x-msvideo", ".mts": "video/mp2t", ".m2ts": "video/mp2t",
    ".mpg": "video/mpeg", ".3gp": "video/3gpp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """What a clip says of itself. Sides are as it is shown, after its `rotation` (degrees)."""

    name: str
    duration_us: int
    """Of what the file really holds, whatever its header promises."""
    width: int
    height: int
    fps: float
    codec: str
    rotation: int
    sound: bool
    created_at: datetime | None
    """When its first picture was taken, by the camera's own clock (aware); None if it is silent."""
    changed_at: datetime
    """When the file was last written: at best the end of the clip."""
    camera: str
    """Maker and model, "" where the clip does not say."""
    missing_us: int = 0
    """What its header promises and the file does not hold: it was cut off in copying."""


@dataclass(frozen=True, slots=True)
class SealedClip:
    """A clip that is safely among the sealed files, byte for byte."""

    facts: ClipFacts
    file: SealedFile


def clip_facts(path: Path) -> ClipFacts:
    """Look at a clip without reading all of it.

    Raises: NotAClip, OSError.
    """
    changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    with path.open("rb") as stream:
        return facts_of(stream, name=path.name, changed_at=changed_at)


def facts_of(stream: IO[bytes], *, name: str, changed_at: datetime) -> ClipFacts:
    """As `clip_facts`, of an open stream. Raises: NotAClip."""
    import av

    try:
        with av.open(stream, "r") as container:
            video = container.streams.video[0]
            first = next(container.decode(video))
            promised = _duration_us(container, video)
            held = held_us(container, promised_us=promised, size=stream.seek(0, os.SEEK_END))
            told = {key.lower(): value for key, value in container.metadata.items()}
            told |= {key.lower(): value for key, value in video.metadata.items()}
            rotation = int(first.rotation or 0)
            sides = (first.width, first.height)
            width, height = sides[::-1] if rotation % 180 else sides
            rate = float(video.average_rate or video.guessed_rate or 0)
            return ClipFacts(
                name=name,
                duration_us=held,
                width=width,
                height=height,
                fps=round(rate, 3),
                codec=video.codec_context.name,
                rotation=rotation,
                sound=bool(container.streams.audio),
                created_at=_created(told, duration_us=promised),
                changed_at=changed_at,
                camera=_camera(told),
                missing_us=promised - held,
            )
    except (av.error.FFmpegError, IndexError, StopIteration):
        raise NotAClip(name=name) from None


def seal_clip(
    store: Store, path: Path, *, told: Callable[[float], None] = lambda _fraction: None
) -> SealedClip:
    """Copy a clip into the store as it is, named by its hash.

    `told(0…1)` is called all along; what it raises ends the copying and leaves nothing behind.

    Raises: NotAClip, DiskFull, OSError.
    """
    facts = clip_facts(path)
    size = path.stat().st_size
    if shutil.disk_usage(store.folder).free - size < RESERVE_BYTES:
        raise DiskFull
    media_type = _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
    with path.open("rb", buffering=0) as raw:
        counted: Any = io.BufferedReader(_Counted(raw, size=size, told=told), 1 << 20)
        file = store.files.seal(_as_binary(counted), media_type=media_type, name=path.name)
    return SealedClip(facts, file)


class _Counted(io.RawIOBase):
    """Reads a file and tells how far it is."""

    def __init__(self, raw: IO[bytes], *, size: int, told: Callable[[float], None]) -> None:
        super().__init__()
        self._raw = raw
        self._size = max(1, size)
        self._told = told
        self._done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._raw.read(len(view))
        view[: len(data)] = data
        self._done += len(data)
        self._told(min(1.0, self._done / self._size))
        return len(data)


def _as_binary(stream: Any) -> BinaryIO:
    found: BinaryIO = stream
    return found


def _duration_us(container: Any, video: Any) -> int:
    if video.duration and video.time_base:
        return int(video.duration * video.time_base * 1_000_000)
    return int(container.duration or 0)


def _created(told: Mapping[str, str], *, duration_us: int) -> datetime | None:
    # Apple writes the beginning with its zone; the plain field is the beginning in UTC, but
    # Android writes it when the file is closed.
    for name in ("com.apple.quicktime.creationdate", "creation_time", "date"):
        with suppress(KeyError, ValueError):
            found = datetime.fromisoformat(told[name])
            found = found if found.tzinfo else found.replace(tzinfo=UTC)
            if found.year < 1990:  # a camera that was never set
                continue
            if name == "creation_time" and any(key.startswith("com.android") for key in told):
                found -= timedelta(microseconds=duration_us)
            return found.astimezone(UTC)
    return None


def _camera(told: Mapping[str, str]) -> str:
    names = ("com.apple.quicktime", "com.android", "")
    for prefix in names:
        dot = f"{prefix}." if prefix else ""
        maker = told.get(f"{dot}make") or told.get(f"{dot}manufacturer") or ""
        model = told.get(f"{dot}model") or ""
        if maker or model:
            return " ".join(f"{'' if model.startswith(maker) else maker} {model}".split())
    return ""


def clips_in(paths: list[Path]) -> list[Path]:
    """The clips among files and folders, by name; folders are looked into once."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        found += [
            one
            for one in inside
            if one.is_file() and (one == path or one.suffix.lower() in CLIP_SUFFIXES)
        ]
    return list(dict.fromkeys(Path(os.path.abspath(one)) for one in found))  # noqa: PTH100
