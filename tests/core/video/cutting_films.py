"""Films to cut from in a test: segments written as clips, read as if they were sealed."""

from __future__ import annotations

from uuid import uuid4

import av

from core.video import Footage
from core.video.cutting import Film
from core.video.recordings import SegmentSummary
from core.video.test_pattern import read_number


def a_film(*paths, starts=None, duration_us=2_000_000):
    """A film of these files; each segment begins where the last ends unless `starts` says."""
    starts = starts or [number * duration_us for number in range(len(paths))]
    segments = tuple(
        SegmentSummary(
            id=uuid4(),
            number=number,
            start_us=start,
            duration_us=duration_us,
            attachment_id=uuid4(),
            sha256=str(path),
            size=path.stat().st_size,
            name=path.name,
        )
        for number, (path, start) in enumerate(zip(paths, starts, strict=True))
    )
    return Film(uuid4(), segments, lambda name: open(name, "rb"))  # noqa: PTH123


def shown(path):
    """(moment, burnt-in number) of every picture of a file."""
    with path.open("rb") as stream, Footage(stream) as footage:
        return [
            (moment, read_number(footage.picture_at(moment)[0])) for moment in footage.moments()
        ]


def facts(path):
    """(seconds of picture, seconds of sound or None, width, height) of a file."""
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        sound = container.streams.audio[0] if container.streams.audio else None
        heard = (
            sum(len(f.to_ndarray()[0]) / f.sample_rate for f in container.decode(sound))
            if sound
            else None
        )
        return (
            float(video.duration * video.time_base),
            heard,
            video.codec_context.width,
            video.codec_context.height,
        )


def sound_of(path):
    """Its sound as mono int16 at 48 kHz, and the moment (µs) of the first sample."""
    with path.open("rb") as stream, Footage(stream) as footage:
        return footage.heard(rate=48_000)
