"""The player of the review: exact pictures, several segments on one time base, sealed streams."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.review.player import PlayableSegment, RecordingPlayer

# A machine without a sound card or a graphics card says so once; neither matters here.
pytestmark = pytest.mark.qt_log_ignore(
    "pa_context_connect", "No RHI backend", "No audio device", "PipeWire", "pipewire"
)

FPS = 25
SECONDS = 3


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Three seconds whose grey level tells the picture's number (0, 3, 6 …)."""
    import av
    import numpy as np

    path: Path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=FPS, options={"tune": "zerolatency", "crf": "10"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(FPS * SECONDS):
            picture = np.full((48, 64, 3), number * 3, np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                out.mux(packet)
        for packet in stream.encode():
            out.mux(packet)
    return path.read_bytes()


@pytest.fixture
def player(qtbot: QtBot, clip: bytes) -> Iterator[RecordingPlayer]:
    player = RecordingPlayer()
    length = SECONDS * 1_000_000
    player.load(
        [
            PlayableSegment(start_us=0, duration_us=length, open=lambda: BytesIO(clip)),
            PlayableSegment(start_us=length, duration_us=length, open=lambda: BytesIO(clip)),
        ]
    )
    yield player
    player.unload()


def picture_number(image: QImage) -> int:
    return round(image.pixelColor(32, 24).red() / 3)


def jump_and_see(qtbot: QtBot, player: RecordingPlayer, moment_us: int, number: int) -> None:
    seen: list[int] = []
    player.picture.connect(lambda image: seen.append(picture_number(image)))
    player.jump(moment_us)
    qtbot.waitUntil(lambda: bool(seen) and abs(seen[-1] - number) <= 1, timeout=5000)


def test_a_jump_shows_the_picture_of_that_moment(qtbot: QtBot, player: RecordingPlayer) -> None:
    jump_and_see(qtbot, player, 1_020_000, 25)
    assert player.moment_us == pytest.approx(1_020_000, abs=2_000)


def test_a_jump_into_the_next_segment_stays_on_one_time_base(
    qtbot: QtBot, player: RecordingPlayer
) -> None:
    jump_and_see(qtbot, player, 5_020_000, 50)
    assert player.moment_us == pytest.approx(5_020_000, abs=2_000)
    jump_and_see(qtbot, player, 420_000, 10)


def test_playing_goes_on_into_the_next_segment(qtbot: QtBot, player: RecordingPlayer) -> None:
    player.set_rate(2.0)
    player.jump(2_600_000)
    player.play()
    qtbot.waitUntil(lambda: player.moment_us > 3_300_000, timeout=8000)
    assert player.playing
    player.pause()
    assert not player.playing


def test_stepping_goes_picture_by_picture(qtbot: QtBot, player: RecordingPlayer) -> None:
    player.set_index([number * 40_000 for number in range(FPS * SECONDS)])
    jump_and_see(qtbot, player, 1_000_000 + 10_000, 25)
    player.step(1)
    assert player.moment_us // 40_000 == 26
    player.step(-2)
    assert player.moment_us // 40_000 == 24


def test_the_speed_keeps_to_its_scale(player: RecordingPlayer) -> None:
    assert player.change_rate(1) == 1.5
    assert player.change_rate(-2) == 0.75
    assert [player.change_rate(-1) for _ in range(4)][-1] == 0.25
