"""A technician records with the panel: from choosing the camera to the sealed recording."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from core.people import list_consents, record_consent
from core.reports import NoConsent, exportable_recording
from core.store import SystemClock
from core.video import events
from core.video.recordings import RecordingState, list_recordings, markers_of, segments_of
from core.visits.marking import TagDraft, marks_of, save_scheme
from desktop.recording.states import DeskState
from tests.core.video.rtsp_server import RtspCamera

SLOW = 20_000


def ready(qtbot, panel, address):
    panel.chooser.chosen.emit(address, "none")
    qtbot.waitUntil(lambda: panel.desk.state is DeskState.READY, timeout=SLOW)
    qtbot.waitUntil(lambda: panel.desk.latest_frame() is not None, timeout=SLOW)


def recorded(qtbot, panel, us):
    qtbot.waitUntil(lambda: (panel.desk.moment() or (None, 0))[1] >= us, timeout=SLOW)


def test_recording_from_a_file_to_the_store(qtbot, panel, house, clip):
    ready(qtbot, panel, f"file:{clip}")
    assert panel.chip.text() == "Pronta"
    assert panel.desk.moment() is None
    with qtbot.waitSignal(panel.desk.started, timeout=SLOW) as started:
        qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    (recording_id,) = started.args
    assert panel.chip.text() == "A gravar"
    assert panel.record.text() == "Parar"
    assert not panel.chooser.isEnabled()
    recorded(qtbot, panel, 1_000_000)
    assert panel.desk.moment()[0] == recording_id

    with qtbot.waitSignal(panel.desk.photo_taken, timeout=SLOW) as photo:
        qtbot.mouseClick(panel.photo, Qt.MouseButton.LeftButton)
    assert photo.args[2] >= 1_000_000

    with qtbot.waitSignal(panel.desk.marker_added, timeout=SLOW):
        panel.mark()
    assert panel.note.isVisible()
    qtbot.keyClicks(panel.note, "Rampa sem corrimao")
    qtbot.keyClick(panel.note, Qt.Key.Key_Return)
    assert not panel.note.isVisible()
    assert "Rampa sem corrimao" in panel.list.text()

    with qtbot.waitSignal(panel.desk.sealed, timeout=SLOW):
        qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    assert panel.desk.state is DeskState.READY
    (recording,) = house.store.read(partial(list_recordings, visit_id=house.visit_id))
    assert recording.state is RecordingState.SEALED
    assert recording.sound
    assert recording.source_name == clip.name
    (segment,) = house.store.read(partial(segments_of, recording_id=recording_id))
    assert house.store.files.has(segment.sha256)
    (marker,) = house.store.read(partial(markers_of, recording_id=recording_id))
    assert marker.text == "Rampa sem corrimao"

    from core.visits import visit_detail

    detail = house.store.read(partial(visit_detail, visit_id=house.visit_id))
    (evidence,) = detail.evidence
    assert evidence.kind == "photo"
    assert evidence.recording_id == recording_id


def test_a_pause_holds_the_time(qtbot, panel):
    ready(qtbot, panel, "test:320x180@30")
    qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    recorded(qtbot, panel, 300_000)
    qtbot.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    assert panel.chip.text() == "Em pausa"
    stood = panel.desk.moment()
    assert panel.pause.text() == "Continuar"
    frame = panel.desk.latest_frame()
    qtbot.waitUntil(lambda: panel.desk.latest_frame() is not frame)
    assert panel.desk.moment() == stood
    qtbot.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    recorded(qtbot, panel, stood[1] + 100_000)
    with qtbot.waitSignal(panel.desk.stopped, timeout=SLOW):
        panel.toggle_record()


def test_a_missing_camera_is_explained(qtbot, panel, house):
    missing = house.path / "não existe.mp4"
    with qtbot.waitSignal(panel.desk.said, timeout=SLOW):
        panel.chooser.chosen.emit(f"file:{missing}", "none")
    assert "não existe.mp4" in panel.banner.happened.text()
    assert panel.chip.text() == "Sem câmara"
    assert not panel.record.isEnabled()


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (events.DiskFull(65_000_000), ("disco está cheio", "1:05", "Liberte espaço")),
        (events.SourceGone(1, why="x"), ("deixou de dar imagem", "guardado", "retoma sozinha")),
        (events.EncoderSlow(1, step="faster"), ("não acompanha", "Nada parou", "feche outros")),
        (events.SoundGone(1, why="x"), ("microfone", "sem som", "Ligue-o")),
    ],
)
def test_what_goes_wrong_is_said_with_what_is_kept(panel, event, words):
    panel.desk._heard(None, event)
    said = [panel.banner.happened.text(), panel.banner.kept.text(), panel.banner.todo.text()]
    for part, sentence in zip(words, said, strict=True):
        assert part in sentence


def test_no_microphone_is_said_and_not_fatal(qtbot, panel, clip):
    panel.desk.choose("", microphone_address="none")
    qtbot.waitUntil(lambda: panel.desk.state is DeskState.EMPTY)
    assert "Sem microfone" in panel.level.words


def test_the_source_is_remembered_without_its_password(panel, house):
    panel.chooser.chosen.emit("http://ana:segredo@127.0.0.1:9/video", "none")
    assert house.settings.value.camera == "http://127.0.0.1:9/video"
    assert "segredo" not in (house.path / "settings.ini").read_text()


def test_everything_is_reached_with_the_keyboard_and_named(qtbot, panel):
    ready(qtbot, panel, "test:320x180@30")
    panel.record.setFocus()
    qtbot.keyClick(panel.record, Qt.Key.Key_Space)
    recorded(qtbot, panel, 100_000)
    for button in panel.findChildren(QPushButton):
        if button.isVisible() and button.parent() is panel:
            assert button.accessibleName()
            assert button.height() >= 40
            assert button.width() >= 40
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(panel.desk.stopped, timeout=SLOW):
        qtbot.keyClick(panel.record, Qt.Key.Key_Space)


def test_small_it_keeps_picture_and_buttons(qtbot, panel):
    panel.set_compact(True)
    panel.resize(700, 60)
    assert panel.picture.width() <= 100
    assert panel.record.isVisible()
    assert panel.record.text() == ""
    assert panel.record.accessibleName() == "Gravar"
    assert not panel.chooser.isVisible()
    panel.set_compact(False)
    assert panel.record.text() == "Gravar"


def test_closing_while_recording_keeps_what_was_recorded(qtbot, panel, house, clip):
    from core.video.sealing import recover_recordings
    from core.video.sealing_lane import sealing_lane

    ready(qtbot, panel, f"file:{clip}")
    panel.toggle_record()
    recorded(qtbot, panel, 500_000)
    panel.close_down()
    QApplication.processEvents()
    assert sealing_lane(house.store).wait(20)
    recover_recordings(house.store)
    (recording,) = house.store.read(partial(list_recordings, visit_id=house.visit_id))
    assert recording.state is RecordingState.SEALED
    assert recording.duration_us >= 400_000


def test_a_recording_stamps_only_the_answers_of_its_own_visit(qtbot, panel, house):
    ready(qtbot, panel, "test:320x180@30")
    panel.toggle_record()
    recorded(qtbot, panel, 100_000)
    panel.set_visit(uuid4())
    assert panel.desk.moment() is None
    assert panel.recording
    panel.set_visit(house.visit_id)
    assert panel.desk.moment() is not None
    with qtbot.waitSignal(panel.desk.stopped, timeout=SLOW):
        panel.toggle_record()


def test_after_the_note_one_is_back_where_one_was(qtbot, panel):
    ready(qtbot, panel, "test:320x180@30")
    panel.toggle_record()
    recorded(qtbot, panel, 100_000)
    panel.photo.setFocus()
    with qtbot.waitSignal(panel.desk.marker_added, timeout=SLOW):
        panel.mark()
    assert panel.note.hasFocus()
    qtbot.keyClick(panel.note, Qt.Key.Key_Escape)
    assert panel.photo.hasFocus()
    assert not panel.note.isVisible()
    with qtbot.waitSignal(panel.desk.stopped, timeout=SLOW):
        panel.toggle_record()


def test_a_camera_that_goes_is_shown_and_comes_back(qtbot, panel):
    camera = RtspCamera(SystemClock())
    try:
        ready(qtbot, panel, camera.address)
        panel.toggle_record()
        recorded(qtbot, panel, 300_000)
        camera.behaviour = "close"
        qtbot.waitUntil(lambda: panel.chip.text() == "Sem imagem", timeout=SLOW)
        assert "deixou de dar imagem" in panel.banner.happened.text()
        assert panel.picture.dimmed
        assert panel.desk.moment() is not None  # answers keep their moment
        camera.behaviour = "give"
        qtbot.waitUntil(lambda: panel.chip.text() == "A gravar", timeout=SLOW)
        assert "voltou" in panel.banner.happened.text()
        with qtbot.waitSignal(panel.desk.sealed, timeout=SLOW):
            panel.toggle_record()
    finally:
        camera.stop()


def test_a_recording_that_cannot_be_sealed_yet_is_kept_and_said(qtbot, panel, house, monkeypatch):
    from core.store.problems import DiskFull
    from core.video import sealing

    def full(*args, **kwargs):
        raise DiskFull

    ready(qtbot, panel, "test:320x180@30")
    with monkeypatch.context() as patched:
        patched.setattr(sealing, "seal_segment", full)
        panel.toggle_record()
        recorded(qtbot, panel, 300_000)
        with qtbot.waitSignal(panel.desk.said, timeout=SLOW):
            panel.toggle_record()
    assert "ainda não se pode rever" in panel.banner.kept.text()
    assert not panel.desk.sealing
    sealing.recover_recordings(house.store)
    (recording,) = house.store.read(partial(list_recordings, visit_id=house.visit_id))
    assert recording.state is RecordingState.SEALED


def test_a_photo_and_a_marker_that_the_store_refuses_are_held(qtbot, panel, house, monkeypatch):
    from core.store import problems
    from core.visits import list_evidence

    ready(qtbot, panel, "test:320x180@30")
    with qtbot.waitSignal(panel.desk.started, timeout=SLOW) as started:
        panel.toggle_record()
    recorded(qtbot, panel, 200_000)
    real = house.store.write

    def full(*_args, **_named):
        raise problems.DiskFull

    monkeypatch.setattr(house.store.files, "seal", full)
    monkeypatch.setattr(house.store, "write", lambda _verb: real(full))
    panel.desk.take_photo()
    panel.mark()
    qtbot.waitUntil(lambda: panel.desk.holding.unsaved == 2, timeout=SLOW)
    assert panel.desk.holding.pending
    monkeypatch.undo()
    panel.desk.holding.again()
    qtbot.waitUntil(lambda: not panel.desk.holding.pending, timeout=SLOW)
    (photo,) = house.store.read(partial(list_evidence, visit_id=house.visit_id))
    assert photo.kind == "photo"
    assert len(house.store.read(partial(markers_of, recording_id=started.args[0]))) == 1
    with qtbot.waitSignal(panel.desk.stopped, timeout=SLOW):
        panel.toggle_record()


def test_a_note_being_typed_is_kept_when_the_window_closes(qtbot, panel, house):
    ready(qtbot, panel, "test:320x180@30")
    with qtbot.waitSignal(panel.desk.started, timeout=SLOW) as started:
        panel.toggle_record()
    recorded(qtbot, panel, 200_000)
    with qtbot.waitSignal(panel.desk.marker_added, timeout=SLOW):
        panel.mark()
    qtbot.keyClicks(panel.note, "Rampa")
    panel.flush()
    qtbot.waitUntil(lambda: house.jobs.unsettled == 0, timeout=SLOW)
    (marker,) = house.store.read(partial(markers_of, recording_id=started.args[0]))
    assert marker.text == "Rampa"


TAGS = (
    TagDraft(code="queda", label="Risco de queda", key="q", colour="#d55e00"),
    TagDraft(code="espera", label="À espera", kind="span", key="e", colour="#0072b2"),
)


def test_tags_of_the_scheme_are_pressed_while_recording(qtbot, panel, house):
    assert not panel.tags.isVisible()
    house.store.write_now(
        lambda work: save_scheme(work, form_id="curto", title="Observação", tags=TAGS)
    )
    qtbot.waitUntil(lambda: len(panel.tags.buttons) == 2, timeout=SLOW)
    fall, wait = panel.tags.buttons
    assert not fall.isEnabled()
    ready(qtbot, panel, "test:320x180@30")
    qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    recorded(qtbot, panel, 200_000)
    qtbot.waitUntil(fall.isEnabled, timeout=SLOW)
    qtbot.mouseClick(fall, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(wait, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wait.text().startswith("● À espera desde"), timeout=SLOW)
    recorded(qtbot, panel, 700_000)
    qtbot.mouseClick(wait, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wait.text() == "À espera", timeout=SLOW)
    with qtbot.waitSignal(panel.desk.sealed, timeout=SLOW):
        panel.toggle_record()
    assert not fall.isEnabled()
    made = house.store.read(partial(marks_of, visit_id=house.visit_id))
    told = {one.code: one for one in made}
    assert told["queda"].end_us is None
    assert told["espera"].end_us - told["espera"].start_us > 100_000
    assert told["espera"].recording_id == told["queda"].recording_id


def test_alt_and_a_number_mark_too_and_a_letter_stays_with_the_answer(qtbot, panel, house):
    house.store.write_now(
        lambda work: save_scheme(work, form_id="curto", title="Observação", tags=TAGS)
    )
    qtbot.waitUntil(lambda: len(panel.tags.buttons) == 2, timeout=SLOW)
    ready(qtbot, panel, "test:320x180@30")
    panel.toggle_record()
    recorded(qtbot, panel, 200_000)
    panel.activateWindow()
    qtbot.keyClick(panel, Qt.Key.Key_Q)
    qtbot.keyClick(panel, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    verb = partial(marks_of, visit_id=house.visit_id)
    qtbot.waitUntil(lambda: [one.code for one in house.store.read(verb)] == ["queda"], timeout=SLOW)
    with qtbot.waitSignal(panel.desk.stopped, timeout=SLOW):
        panel.toggle_record()


def consents(house):
    return house.store.read(partial(list_consents, visit_id=house.visit_id))


def test_consent_is_asked_when_recording_starts_and_marked_where_it_was_given(qtbot, panel, house):
    ready(qtbot, panel, "test:320x180@30")
    assert not panel.consent.isVisible()
    qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    recorded(qtbot, panel, 300_000)
    qtbot.waitUntil(panel.consent.isVisible, timeout=SLOW)
    assert QApplication.focusWidget() is not panel.consent.who  # who fills in goes on typing
    assert not panel.consent.yes.isEnabled()
    qtbot.keyClicks(panel.consent.who, "Ana Reis")
    qtbot.keyClick(panel.consent.who, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.consent.isVisible(), timeout=SLOW)
    (consent,) = consents(house)
    assert (consent.who, consent.purpose, consent.how) == ("Ana Reis", "visit", "spoken")
    assert consent.recording_id is None
    with qtbot.waitSignal(panel.desk.sealed, timeout=SLOW):
        qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    (recording,) = house.store.read(partial(list_recordings, visit_id=house.visit_id))
    (marker,) = house.store.read(partial(markers_of, recording_id=recording.id))
    assert (marker.kind, marker.text) == ("consent", "Consentimento: Ana Reis")
    assert exportable_recording(house.store, recording.id, at=SystemClock().now())

    # Nobody is asked again in the same visit.
    qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    recorded(qtbot, panel, 300_000)
    qtbot.waitUntil(lambda: house.jobs.waiting == 0, timeout=SLOW)
    assert not panel.consent.isVisible()


def test_consent_can_wait_and_until_then_nothing_leaves(qtbot, panel, house):
    ready(qtbot, panel, "test:320x180@30")
    qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.consent.isVisible, timeout=SLOW)
    panel.consent.who.setFocus()
    qtbot.keyClick(panel.consent.who, Qt.Key.Key_Escape)
    assert panel.consent.inside.isHidden()
    assert panel.consent.missing.isVisible()
    assert panel.recording
    recorded(qtbot, panel, 500_000)
    with qtbot.waitSignal(panel.desk.sealed, timeout=SLOW):
        qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    (recording,) = house.store.read(partial(list_recordings, visit_id=house.visit_id))
    with pytest.raises(NoConsent):
        exportable_recording(house.store, recording.id, at=SystemClock().now())
    qtbot.mouseClick(panel.consent.missing, Qt.MouseButton.LeftButton)
    assert panel.consent.inside.isVisible()
    qtbot.keyClicks(panel.consent.who, "Ana Reis")
    qtbot.mouseClick(panel.consent.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.consent.isVisible(), timeout=SLOW)
    assert exportable_recording(house.store, recording.id, at=SystemClock().now())


def test_a_consent_given_on_another_laptop_takes_the_question_away(qtbot, panel, house):
    ready(qtbot, panel, "test:320x180@30")
    qtbot.mouseClick(panel.record, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.consent.isVisible, timeout=SLOW)
    house.store.write_now(
        lambda work: record_consent(
            work, visit_id=house.visit_id, scope="1304", who="Ana", purpose="visit",
            text_version="1", given_at=SystemClock().now(),
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: not panel.consent.isVisible(), timeout=SLOW)
