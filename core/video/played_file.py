"""A video file played as if it were a camera: at its own pace, over and over, with its sound."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from core.video.frames import Frame, Samples, SoundBlock, SourceFacts, VideoClock
from core.video.problems import SourceLost, SourceUnavailable

if TYPE_CHECKING:
    import av

RATE = 48_000
_STALE_NS = 500_000_000


class PlayedFile:
    """`file:PATH`. A frame is given when it is due; after the last comes the first again.

    Sound is decoded along with the pictures, so it is only heard while `read` is called.
    """

    def __init__(self, path: Path, *, clock: VideoClock) -> None:
        self._path = path
        self._clock = clock
        self._closed = threading.Event()
        self._sound_blocks: deque[SoundBlock] = deque(maxlen=500)
        self._heard = threading.Condition()
        self._container: av.container.InputContainer | None = None
        self.reopen()

    @property
    def facts(self) -> SourceFacts:
        return self._facts

    def read(self) -> Frame | None:
        import av

        try:
            due, picture = next(self._pictures)
        except (av.error.FFmpegError, OSError, StopIteration) as error:
            raise SourceLost(name=self._path.name, why="no-video") from error
        now = self._clock.monotonic_ns()
        if now - due > _STALE_NS:
            # The reader was away (or the computer slept): a camera goes on from now.
            self._start_ns += now - due
            due = now
        self._closed.wait(max(0, due - now) / 1e9)
        return Frame(picture.to_ndarray(format="bgr24"), due)

    def sound(self) -> FileSound | None:
        return FileSound(self) if self._facts.has_sound else None

    def reopen(self) -> None:
        import av

        self.close()
        self._closed.clear()
        try:
            self._container = av.open(str(self._path))
            video = self._container.streams.video[0]
        except (av.error.FFmpegError, OSError, IndexError) as error:
            self.close()
            why = "missing-file" if isinstance(error, FileNotFoundError) else "no-video"
            raise SourceUnavailable(name=self._path.name, why=why) from None
        rate = float(video.average_rate or 25)
        self._facts = SourceFacts(
            name=self._path.name,
            width=video.codec_context.width,
            height=video.codec_context.height,
            fps=rate if 1 <= rate <= 240 else 25.0,
            has_sound=bool(self._container.streams.audio),
        )
        self._start_ns = self._clock.monotonic_ns()
        self._pictures = self._play()

    def close(self) -> None:
        self._closed.set()
        with self._heard:
            self._heard.notify_all()
        if self._container is not None:
            self._container.close()
            self._container = None

    def next_sound(self, *, seconds: float) -> SoundBlock | None:
        """The next block that was decoded; None when none came in time."""
        with self._heard:
            if not self._sound_blocks and not self._closed.is_set():
                self._heard.wait(seconds)
            return self._sound_blocks.popleft() if self._sound_blocks else None

    def _play(self) -> Iterator[tuple[int, Any]]:
        import av

        container = self._container
        assert container is not None
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        while True:
            end = 0.0
            shown = 0
            for frame in container.decode(*self._streams(container)):
                if frame.pts is None or frame.time_base is None:
                    continue
                at = float(frame.pts * frame.time_base)
                due = self._start_ns + int(at * 1e9)
                if isinstance(frame, av.VideoFrame):
                    shown += 1
                    end = max(end, at + 1 / self._facts.fps)
                    yield due, frame
                else:
                    for block in resampler.resample(frame):
                        self._hear(block, due)
            if not shown:
                return
            self._start_ns += int(end * 1e9)
            container.seek(0)

    def _streams(self, container: av.container.InputContainer) -> list[Any]:
        return [container.streams.video[0], *container.streams.audio[:1]]

    def _hear(self, block: av.AudioFrame, due: int) -> None:
        samples = block.to_ndarray()
        with self._heard:
            self._sound_blocks.append(SoundBlock(cast("Samples", samples.reshape(-1, 1)), due))
            self._heard.notify_all()


class FileSound:
    """The sound of a played file."""

    rate = RATE
    channels = 1

    def __init__(self, file: PlayedFile) -> None:
        self._file = file

    def read(self) -> SoundBlock | None:
        return self._file.next_sound(seconds=0.2)

    def close(self) -> None:
        """The file is closed by who opened it."""
