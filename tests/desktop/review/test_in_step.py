"""Several recordings of a visit on one line: in step, gaps shown as gaps, any of them the main."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from PySide6.QtCore import QPoint, Qt

from core.store import new_id
from core.video.recordings import RecordingState, add_segment, begin_recording, end_recording
from core.video.timeline import AlignedBy, place_recording
from desktop.review.line import VisitLine, inside
from desktop.review.records import RecordingItem
from tests.desktop.review.conftest import CHOSEN, CLIP_US, NOW, TYPED
from tests.desktop.review.test_place import click_answer

pytestmark = pytest.mark.qt_log_ignore(
    "pa_context_connect", "No RHI backend", "No audio device", "pipewire", "No HW decoder"
)

SECOND = 1_000_000
AFTER_US = 5 * SECOND
PHONE_US = 10 * SECOND


@pytest.fixture(scope="module")
def phone_clip(tmp_path_factory) -> bytes:
    """Ten seconds at 25/s; the grey level is the picture's number."""
    import av
    import numpy as np

    path = tmp_path_factory.mktemp("phone") / "clip.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream(
            "libx264", rate=25, options={"tune": "zerolatency", "crf": "4", "g": "13"}
        )
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(250):
            picture = np.full((48, 64, 3), number, np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                out.mux(packet)
        for packet in stream.encode():
            out.mux(packet)
    return path.read_bytes()


@pytest.fixture
def two(qtbot, recorded, phone_clip):
    """The recorded visit, joined by a phone's clip that begins five seconds later."""
    store, phone = recorded.store, new_id()
    sealed = store.files.seal(BytesIO(phone_clip), media_type="video/mp4", name="telemovel.mp4")

    def join(work):
        begin_recording(
            work,
            recording_id=phone,
            visit_id=recorded.visit_id,
            scope="1304",
            technician_id=None,
            started_at=NOW,
            source_name="Telemóvel",
        )
        add_segment(
            work,
            recording_id=phone,
            number=1,
            start_us=0,
            duration_us=PHONE_US,
            sealed=sealed,
        )
        end_recording(
            work,
            recording_id=phone,
            state=RecordingState.SEALED,
            duration_us=PHONE_US,
            size=(64, 48),
            sound=False,
        )
        begins = NOW + timedelta(microseconds=AFTER_US)
        place_recording(work, recording_id=phone, begins_at=begins, by=AlignedBy.HAND)

    store.write_now(join)
    place = recorded.place
    qtbot.waitUntil(lambda: len(place.companions.shown) == 1, timeout=15_000)
    yield recorded, phone
    place.companions.clear()


def grey(image) -> int:
    return image.pixelColor(image.width() // 2, image.height() // 2).red() if image.width() else -1


def test_an_answer_shows_its_exact_picture_in_all_recordings(qtbot, two):
    recorded, _ = two
    place = recorded.place
    (phone,) = place.companions.shown
    click_answer(qtbot, place, TYPED[0])  # 12 s: 7 s of the phone, its picture 175
    qtbot.waitUntil(lambda: abs(grey(phone.view.image) - 175) <= 1, timeout=10_000)
    assert phone.running
    assert abs(place.player.moment_us - TYPED[2]) < 40_000


def test_a_gap_is_shown_as_a_gap(qtbot, two):
    recorded, _ = two
    place = recorded.place
    (phone,) = place.companions.shown
    click_answer(qtbot, place, TYPED[0])
    qtbot.waitUntil(lambda: not phone.view.image.isNull(), timeout=10_000)
    click_answer(qtbot, place, CHOSEN[0])  # 4 s: the phone was not recording yet
    qtbot.waitUntil(lambda: not phone.running, timeout=10_000)
    assert phone.view.image.isNull()


def test_a_click_makes_the_other_one_the_main_picture_at_the_same_moment(qtbot, two):
    recorded, phone_id = two
    place = recorded.place
    click_answer(qtbot, place, TYPED[0])
    (phone,) = place.companions.shown
    qtbot.mouseClick(phone.view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert place.recording_choice.currentData() == phone_id
    qtbot.waitUntil(lambda: abs(grey(place.view.image) - 175) <= 1, timeout=10_000)
    (laptop,) = place.companions.shown
    assert laptop.recording.id == recorded.recording_id
    qtbot.waitUntil(lambda: abs(laptop.player.moment_us - TYPED[2]) < 40_000, timeout=10_000)
    # Where the phone did not record, the line goes over to the one that did.
    click_answer(qtbot, place, CHOSEN[0])
    assert place.recording_choice.currentData() == recorded.recording_id


def test_they_play_and_rest_together(qtbot, two):
    recorded, _ = two
    place = recorded.place
    (phone,) = place.companions.shown
    click_answer(qtbot, place, TYPED[0])
    qtbot.mouseClick(place.transport.play_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.player.moment_us > TYPED[2] + SECOND, timeout=15_000)
    assert phone.player.playing
    apart = phone.player.moment_us + AFTER_US - place.player.moment_us
    assert abs(apart) < 500_000
    place.player.pause()
    assert not phone.player.playing


def test_the_line_knows_where_each_one_is_and_what_to_show_in_a_gap():
    def one(offset_s: int, seconds: int) -> RecordingItem:
        return RecordingItem(new_id(), "", seconds * SECOND, (), (), offset_us=offset_s * SECOND)

    first, second, later = one(0, 20), one(5, 10), one(60, 10)
    line = VisitLine((first, second, later))
    assert line.duration_us == 70 * SECOND
    assert inside(second, 4 * SECOND) is None
    assert inside(second, 7 * SECOND) == 2 * SECOND
    assert line.showing(7 * SECOND, rather=second) is second
    assert line.showing(18 * SECOND, rather=second) is first
    assert line.showing(40 * SECOND, rather=second) is later
    assert line.showing(99 * SECOND, rather=second) is later
    assert line.beside(first, at_most=1) == [second]
    assert first.duration_us == CLIP_US
