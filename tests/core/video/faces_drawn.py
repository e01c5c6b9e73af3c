"""A drawn face that the detector takes for one, moving over a picture."""

from __future__ import annotations

import av
import cv2
import numpy as np


def a_face(side):
    """A face of so many pixels, on grey."""
    image = np.full((side, side, 3), 90, np.uint8)
    middle = side // 2

    def ellipse(x, y, wide, high, colour, turn=360):
        sides = (max(1, int(side * wide)), max(1, int(side * high)))
        place = (int(side * x), int(side * y))
        cv2.ellipse(image, place, sides, 0, 0, turn, colour, -1)

    ellipse(0.5, 0.45, 0.34, 0.45, (30, 40, 60))
    ellipse(0.5, 0.55, 0.30, 0.38, (140, 170, 215))
    for x in (0.38, 0.62):
        ellipse(x, 0.45, 0.06, 0.028, (240, 240, 240))
        ellipse(x, 0.45, 0.027, 0.027, (40, 30, 20))
        ellipse(x, 0.385, 0.08, 0.015, (40, 50, 70))
    nose = (middle - int(side * 0.03), int(side * 0.6))
    cv2.line(image, (middle, int(side * 0.47)), nose, (100, 130, 180), max(2, side // 50))
    ellipse(0.5, 0.61, 0.045, 0.02, (90, 110, 160), turn=180)
    ellipse(0.5, 0.72, 0.1, 0.03, (90, 90, 190))
    return cv2.GaussianBlur(image, (0, 0), side / 100)


def a_clip_of_a_face(path, *, seconds=2.0, fps=25, tone=440.0, hidden=lambda _number: False):
    """A face of 140 pixels that goes from left to right, with a tone. None where `hidden`."""
    face = a_face(140)
    count = int(seconds * fps)
    with av.open(str(path), "w", format="mp4") as out:
        video = out.add_stream("libx264", rate=fps)
        video.width, video.height, video.pix_fmt = 640, 360, "yuv420p"
        audio = out.add_stream("aac", rate=48_000, layout="mono")
        for number in range(count):
            image = np.full((360, 640, 3), 90, np.uint8)
            if not hidden(number):
                left = 60 + number * 300 // count
                image[100:240, left : left + 140] = face
            for packet in video.encode(av.VideoFrame.from_ndarray(image, format="bgr24")):
                out.mux(packet)
        heard = np.sin(np.arange(int(seconds * 48_000)) * 2 * np.pi * tone / 48_000)
        heard = (heard * 12_000).astype(np.int16)
        for start in range(0, len(heard) - 1023, 1024):
            block = av.AudioFrame.from_ndarray(
                heard[start : start + 1024].reshape(1, -1), format="s16", layout="mono"
            )
            block.sample_rate, block.pts = 48_000, start
            for packet in audio.encode(block):
                out.mux(packet)
        for stream in (video, audio):
            for packet in stream.encode(None):
                out.mux(packet)
    return path
