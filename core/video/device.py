"""A camera of this computer, opened by its number."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from core.video import opencv
from core.video.frames import Frame, SourceFacts, VideoClock
from core.video.problems import SourceLost, SourceUnavailable
from core.video.v4l2 import Mode, best_mode, modes_of


class DeviceCamera:
    """`device:N`. Its microphone is apart: the window gives one to the recorder.

    `mode` is what the person chose; without one, of what the camera offers what is nearest to
    720 lines at 30 a second.
    """

    def __init__(self, number: int, *, clock: VideoClock, mode: Mode | None = None) -> None:
        self._number = number
        self._clock = clock
        offered = modes_of(Path(f"/dev/video{number}")) if sys.platform == "linux" else []
        self._wanted = _with_form(mode, offered) or best_mode(offered) or Mode(1280, 720, 30.0)
        self._name = f"Câmara {number + 1}"
        self._camera: Any = None
        self.reopen()

    @property
    def facts(self) -> SourceFacts:
        return self._facts

    def read(self) -> Frame | None:
        arrived, image = self._camera.read()
        if not arrived or image is None:
            raise SourceLost(name=self._name, why="no-picture")
        return Frame(image, self._clock.monotonic_ns())

    def sound(self) -> None:
        return None

    def reopen(self) -> None:
        self.close()
        cv2 = opencv.load()
        # Media Foundation takes many seconds to open some cameras; DirectShow does not.
        backend = cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_ANY
        camera = cv2.VideoCapture(self._number, backend)
        if not camera.isOpened():
            camera.release()
            raise SourceUnavailable(name=self._name, why="silent")
        wanted = self._wanted
        if wanted.form:
            camera.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*wanted.form))
        camera.set(cv2.CAP_PROP_FRAME_WIDTH, wanted.width)
        camera.set(cv2.CAP_PROP_FRAME_HEIGHT, wanted.height)
        camera.set(cv2.CAP_PROP_FPS, wanted.fps)
        camera.set(cv2.CAP_PROP_BUFFERSIZE, 2)
        fps = float(camera.get(cv2.CAP_PROP_FPS))
        self._facts = SourceFacts(
            name=self._name,
            width=int(camera.get(cv2.CAP_PROP_FRAME_WIDTH)),
            height=int(camera.get(cv2.CAP_PROP_FRAME_HEIGHT)),
            fps=fps if 1 <= fps <= 240 else 30.0,
            has_sound=False,
        )
        self._camera = camera

    def close(self) -> None:
        if self._camera is not None:
            self._camera.release()
            self._camera = None


def _with_form(mode: Mode | None, offered: list[Mode]) -> Mode | None:
    """The chosen size and rate, in the pixel format in which the camera offers it."""
    if mode is None:
        return None
    wanted = (mode.width, mode.height, round(mode.fps))
    same = [one for one in offered if (one.width, one.height, round(one.fps)) == wanted]
    return best_mode(same, height=mode.height, fps=mode.fps) or mode
