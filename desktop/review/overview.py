"""The whole recording at a glance: filmstrip, sound, picture moments; off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.review.records import RecordingItem

STRIP_PICTURES = 24
STRIP_HEIGHT_PX = 54


@dataclass(frozen=True, slots=True)
class Overview:
    """Moments in microseconds of the recording's time base; peaks from 0 to 1."""

    strip: tuple[tuple[int, bytes], ...]
    wave: tuple[float, ...]
    index: tuple[int, ...]


def overview_of(recording: RecordingItem) -> Overview:
    """Decode what the timeline shows; each segment gives its share."""
    from core.video import filmstrip, index_of, waveform

    strip: list[tuple[int, bytes]] = []
    wave: list[float] = []
    index: list[int] = []
    total = max(1, recording.duration_us)
    for segment in recording.segments:
        share = segment.duration_us / total
        pictures = max(2, round(STRIP_PICTURES * share))
        with segment.open() as stream:
            strip += [
                (segment.start_us + at, data)
                for at, data in filmstrip(stream, count=pictures, height=STRIP_HEIGHT_PX)
            ]
        with segment.open() as stream:
            index += [segment.start_us + at for at in index_of(stream)]
        with segment.open() as stream:
            wave += waveform(stream)
    return Overview(strip=tuple(strip), wave=tuple(wave), index=tuple(index))
