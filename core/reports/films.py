"""Recordings as ordinary MP4 files: the segments of each joined without encoding again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from core.reports.stills import Film

if TYPE_CHECKING:
    from av.container import InputContainer

    from core.video.recordings import SegmentSummary

Opened = Callable[[str], IO[bytes]]
_BLOCK = 1 << 20
_PACKETS = 500


@dataclass(frozen=True, slots=True)
class FilmFile:
    """A video file and the part of its recording that it holds, in microseconds."""

    path: Path
    number: int
    from_us: int
    until_us: int


def write_film(
    film: Film, folder: Path, *, open_file: Opened, on_block: Callable[[], None] = lambda: None
) -> list[FilmFile]:
    """Write a recording; one file, or several where the camera changed its picture meanwhile.

    `open_file` opens a sealed file by its SHA-256. `on_block` is called all along; what it raises
    ends the copying.
    """
    written: list[FilmFile] = []
    for number, run in enumerate(_runs(film.segments, open_file=open_file), start=1):
        suffix = "" if number == 1 else f"-parte-{number}"
        path = folder / f"gravacao-{film.number}{suffix}{kind_of(run)}"
        if len(run) == 1:
            with open_file(run[0].sha256) as source, path.open("wb") as target:
                while block := source.read(_BLOCK):
                    on_block()
                    target.write(block)
        else:
            _join(run, path, open_file=open_file, on_block=on_block)
        last = run[-1]
        written.append(
            FilmFile(
                path=path,
                number=film.number,
                from_us=run[0].start_us,
                until_us=last.start_us + last.duration_us,
            )
        )
    return written


def kind_of(segments: Sequence[SegmentSummary]) -> str:
    """How the file's name ends: a clip that was joined goes home as it came, ours are MP4."""
    if len(segments) != 1:
        return ".mp4"
    return Path(segments[0].name).suffix.lower() or ".mp4"


def _runs(
    segments: Sequence[SegmentSummary], *, open_file: Opened
) -> list[tuple[SegmentSummary, ...]]:
    """Neighbours that can stand in one file: same picture size, same codec, same sound."""
    import av

    if len(segments) < 2:
        return [tuple(segments)] if segments else []
    runs: list[tuple[Any, list[SegmentSummary]]] = []
    for segment in segments:
        with open_file(segment.sha256) as stream, av.open(stream, "r") as source:
            shape = _shape(source)
        if runs and runs[-1][0] == shape:
            runs[-1][1].append(segment)
        else:
            runs.append((shape, [segment]))
    return [tuple(run) for _, run in runs]


def _shape(source: InputContainer) -> tuple[object, ...]:
    return tuple(
        (
            stream.type,
            stream.codec_context.name,
            getattr(stream.codec_context, "width", 0),
            getattr(stream.codec_context, "height", 0),
            getattr(stream.codec_context, "sample_rate", 0),
            bytes(stream.codec_context.extradata or b""),
        )
        for stream in source.streams.get()
        if stream.type in ("video", "audio")
    )


def _join(
    segments: Sequence[SegmentSummary],
    path: Path,
    *,
    open_file: Opened,
    on_block: Callable[[], None],
) -> None:
    """Copy the packets one segment after the other, each moved to its place in time."""
    import av

    origin = segments[0].start_us
    with ExitStack() as stack:
        target = stack.enter_context(
            av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        )
        outputs: dict[str, Any] = {}
        last: dict[str, int] = {}
        for segment in segments:
            stream = stack.enter_context(open_file(segment.sha256))
            source = stack.enter_context(av.open(stream, "r"))
            inputs = [one for one in source.streams.get() if one.type in ("video", "audio")]
            for one in inputs:
                if one.type not in outputs:
                    outputs[one.type] = target.add_stream_from_template(one)
            for count, packet in enumerate(source.demux(*inputs)):
                if count % _PACKETS == 0:
                    on_block()
                if packet.dts is None or packet.pts is None:
                    continue
                kind = packet.stream.type
                base = packet.time_base
                moved = round((segment.start_us - origin) / 1_000_000 / base)
                # Sound may reach a few samples over the end of its segment: time never goes back.
                dts = max(packet.dts + moved, last.get(kind, -(1 << 62)) + 1)
                packet.pts = max(packet.pts + moved, dts)
                packet.dts = last[kind] = dts
                packet.stream = outputs[kind]
                target.mux(packet)
