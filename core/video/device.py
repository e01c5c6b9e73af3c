"""A camera of this computer, opened by its number."""

from __future__ import annotations

import sys
from typing import Any

from core.video import opencv
from core.video.frames import Frame, SourceFacts, VideoClock
from core.video.problems import SourceLost, SourceUnavailable


class DeviceCamera:
    """`device:N`. Its microphone is apart: the window gives one to the recorder."""

    def __init__(
        self, number: int, *, clock: VideoClock, width: int = 1280, height: int = 720
    ) -> None:
        self._number = number
        self._clock = clock
        self._wanted = (width, height)
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
        camera.set(cv2.CAP_PROP_FRAME_WIDTH, self._wanted[0])
        camera.set(cv2.CAP_PROP_FRAME_HEIGHT, self._wanted[1])
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
