"""Clips as phones and cameras make them, written for a test."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np

from core.video.test_pattern import write_number

RATE = 48_000


def a_clip(
    path, *, codec="libx264", seconds=2.0, fps=25, size=(320, 180), sound=True, rotation=0,
    metadata=None, uneven=False, heard=None, form=None,
):  # fmt: skip
    """Write a clip with numbered pictures. `heard`: its sound as int16 at 48 kHz."""
    options = {"use_editlist": "1", "movflags": "use_metadata_tags"}
    form = form or {".mts": "mpegts"}.get(path.suffix)
    with av.open(str(path), "w", format=form, options=options if form is None else {}) as out:
        out.metadata.update(metadata or {})
        video = out.add_stream(codec, rate=fps)
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        video.time_base = Fraction(1, fps * 100)
        video.codec_context.time_base = Fraction(1, fps * (100 if codec != "mpeg4" else 1))
        if rotation:
            video.set_display_rotation(rotation)
        audio = None
        if sound:
            kind = "mp3" if path.suffix == ".avi" else "aac"
            audio = out.add_stream(kind, rate=RATE, layout="mono")
        count = int(seconds * fps)
        for number in range(count):
            image = np.full((size[1], size[0], 3), 90, np.uint8)
            image[: size[1] // 4, : size[0] // 4] = 255  # white upper left corner
            write_number(image, number)
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts = number * (100 if codec != "mpeg4" else 1) + (30 * (number % 2)) * uneven
            frame.time_base = video.codec_context.time_base
            for packet in video.encode(frame):
                out.mux(packet)
        if audio is not None:
            if heard is None:
                heard = np.zeros(int(seconds * RATE), np.int16)
            for start in range(0, len(heard) - 1024, 1024):
                block = av.AudioFrame.from_ndarray(
                    heard[start : start + 1024].reshape(1, -1), format="s16", layout="mono"
                )
                block.sample_rate, block.pts = RATE, start
                for packet in audio.encode(block):
                    out.mux(packet)
            for packet in audio.encode(None):
                out.mux(packet)
        for packet in video.encode(None):
            out.mux(packet)
    return path


def a_room(seconds, *, seed=1, rate=RATE):
    """Someone talks in a room: bursts of noise of uneven length and loudness, int16."""
    chance = np.random.default_rng(seed)
    loud = np.zeros(int(seconds * rate))
    at = 0
    while at < len(loud):
        at += int(chance.exponential(0.35) * rate) + rate // 20
        long = int(chance.uniform(0.05, 0.4) * rate)
        loud[at : at + long] = chance.uniform(0.1, 1)
        at += long
    return (chance.normal(size=len(loud)) * loud * 5000).clip(-32000, 32000).astype(np.int16)
