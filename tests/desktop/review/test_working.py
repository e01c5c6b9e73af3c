"""Working through a recording with the keyboard: loop a span, write a note while it plays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.video.recordings import markers_of

pytestmark = pytest.mark.qt_log_ignore(
    "pa_context_connect", "No RHI backend", "No audio device", "pipewire", "No HW decoder"
)

SECOND = 1_000_000


def test_a_span_is_played_over_and_over_until_it_is_not(qtbot, recorded):
    place = recorded.place
    player = place.player
    place.view.setFocus()
    player.jump(3 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_I)
    player.jump(4 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_O)
    assert player.loop == (3 * SECOND, 4 * SECOND)
    seen = []
    player.moment_changed.connect(seen.append)
    qtbot.keyClick(place.view, Qt.Key.Key_K)
    # It came back to its begin twice.
    qtbot.waitUntil(lambda: seen.count(3 * SECOND) >= 2, timeout=20_000)
    assert max(seen) < 4_600_000
    qtbot.keyClick(place.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert player.loop is None
    qtbot.waitUntil(lambda: player.moment_us > 5 * SECOND, timeout=15_000)
    player.pause()


def test_a_note_stands_where_typing_began_and_the_film_plays_on(qtbot, recorded):
    place, player = recorded.place, recorded.place.player
    player.jump(6 * SECOND)
    player.play()
    qtbot.waitUntil(lambda: player.moment_us > 6 * SECOND + 200_000, timeout=15_000)
    place.view.setFocus()
    qtbot.keyClick(place.view, Qt.Key.Key_N)
    line = place.note_line
    assert line.isVisible()
    before = player.moment_us
    qtbot.keyClick(line.text, "n")
    after = player.moment_us
    qtbot.waitUntil(lambda: player.moment_us > after + SECOND, timeout=15_000)
    qtbot.keyClicks(line.text, "inguem na sala")
    assert player.playing
    qtbot.keyClick(line.text, Qt.Key.Key_Return)

    def kept():
        markers = recorded.store.read(lambda work: markers_of(work, recorded.recording_id))
        return [m for m in markers if m.text == "ninguem na sala"]

    qtbot.waitUntil(lambda: bool(kept()), timeout=10_000)
    assert before - 50_000 <= kept()[0].start_us <= after + 50_000
    assert player.playing
    assert not line.isVisible()
    player.pause()
    qtbot.waitUntil(
        lambda: any(m.text == "ninguem na sala" for m in place.review.recordings[0].markers),
        timeout=10_000,
    )
    # Notes have a lane of their own, below the markers'.
    by_kind = {m.kind: m for m in place.review.recordings[0].markers}
    marker, note = by_kind["marker"], by_kind["note"]
    assert place.timeline.pin_position(note.key).y() > place.timeline.pin_position(marker.key).y()


def test_a_note_can_be_left(qtbot, recorded):
    place = recorded.place
    place.view.setFocus()
    qtbot.keyClick(place.view, Qt.Key.Key_N)
    qtbot.keyClicks(place.note_line.text, "nada")
    qtbot.keyClick(place.note_line.text, Qt.Key.Key_Escape)
    assert not place.note_line.isVisible()
    assert len(place.review.recordings[0].markers) == 1
