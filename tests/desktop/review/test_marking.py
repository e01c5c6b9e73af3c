"""Marking a recording with the tags of a scheme: keys, spans, the timeline, undo, by whom."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from core.visits.marking import (
    TagDraft,
    agreement_of,
    mark,
    marks_of,
    save_scheme,
    scheme_of_visit,
    write_scheme,
)
from desktop.review.agreement_dialog import AgreementDialog
from desktop.review.scheme_dialog import KEY, KIND, LABEL, SchemeDialog

pytestmark = pytest.mark.qt_log_ignore(
    "pa_context_connect", "No RHI backend", "No audio device", "pipewire", "No HW decoder"
)

SECOND = 1_000_000
TAGS = (
    TagDraft(code="queda", label="Risco de queda", key="q", colour="#d55e00"),
    TagDraft(code="espera", label="À espera", kind="span", key="e", colour="#0072b2"),
    TagDraft(code="logo", label="Logótipo", key="k", colour="#009e73"),
)


@pytest.fixture
def marking(qtbot, recorded):
    """The review with a scheme of three tags, the tab open."""
    place = recorded.place
    form_id = place.marking.shown.form_id
    qtbot.waitUntil(lambda: bool(place.marking.shown.form_id), timeout=10_000)
    form_id = place.marking.shown.form_id
    recorded.store.write_now(
        lambda work: save_scheme(work, form_id=form_id, title="Observação", tags=TAGS)
    )
    place.tabs.setCurrentWidget(place.marking_panel)
    place.marking.read()
    qtbot.waitUntil(lambda: place.marking.shown.scheme is not None, timeout=10_000)
    place.view.setFocus()
    return recorded


def marks(recorded):
    return recorded.store.read(lambda work: marks_of(work, visit_id=recorded.visit_id))


def until(qtbot, recorded, wanted):
    """Wait until the marks are these, in the store and in the window."""

    def same():
        listed = [(one.code, one.start_us, one.end_us) for one in marks(recorded)]
        shown = [(o.code, o.start_us, o.end_us) for o in recorded.place.marking.shown.marks]
        return listed == shown == wanted

    qtbot.waitUntil(same, timeout=10_000)


def test_a_key_marks_the_moment_and_a_span_opens_and_closes(qtbot, marking):
    place, player = marking.place, marking.place.player
    player.jump(3 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_Q)
    until(qtbot, marking, [("queda", 3 * SECOND, None)])
    player.jump(5 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_E)
    until(qtbot, marking, [("queda", 3 * SECOND, None), ("espera", 5 * SECOND, None)])
    words = [button.text() for button in place.marking_panel.buttons]
    assert "E   À espera  ● desde 0:05,00" in words
    player.jump(9 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_E)
    until(qtbot, marking, [("queda", 3 * SECOND, None), ("espera", 5 * SECOND, 9 * SECOND)])
    # On the timeline each tag has its lane, above all while somebody marks.
    first, second = marks(marking)
    begin, end = place.timeline.span_positions(f"mark:{second.id}")
    assert begin.x() < end.x()
    assert place.timeline.pin_position(f"mark:{first.id}").y() < begin.y()
    answers = place.timeline.pin_position("/data/s1/q1_4").y()
    assert begin.y() < answers


def test_a_span_can_be_closed_before_where_it_was_opened(qtbot, marking):
    place = marking.place
    place.player.jump(9 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_E)
    place.player.jump(6 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_E)
    until(qtbot, marking, [("espera", 6 * SECOND, 9 * SECOND)])


def test_a_key_that_the_review_uses_marks_with_alt_and_still_plays(qtbot, marking):
    place = marking.place
    place.player.jump(2 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    until(qtbot, marking, [("logo", 2 * SECOND, None)])
    qtbot.keyClick(place.view, Qt.Key.Key_K)
    assert place.player.playing
    place.player.pause()
    assert len(marks(marking)) == 1


def made_by(work, recording_id, tag, start, end, who):
    mark(work, recording_id=recording_id, tag_id=tag, start_us=start, end_us=end, observer=who)


def test_times_and_agreement_of_two_observers(qtbot, marking, tmp_path):
    place = marking.place
    scheme = place.marking.shown.scheme
    span = next(one for one in scheme.tags if one.code == "espera").id
    moment = next(one for one in scheme.tags if one.code == "queda").id
    recording = place.marking_panel.where()[0]

    def both(work):
        for who, late in (("Ana", 0), ("Rui", SECOND)):
            made_by(work, recording, span, 2 * SECOND, 6 * SECOND + late, who)
            made_by(work, recording, moment, 8 * SECOND + late, None, who)

    marking.store.write_now(both)
    place.marking_panel.agreement_button.click()
    dialog = place.findChild(AgreementDialog)
    qtbot.waitUntil(lambda: dialog.budget.rowCount() == 4, timeout=10_000)
    rows = [[dialog.budget.item(r, c).text() for c in range(4)] for r in range(4)]
    assert ["Ana", "À espera", "1", "0:04,00"] in rows
    assert ["Rui", "À espera", "1", "0:05,00"] in rows
    qtbot.waitUntil(lambda: dialog.agreement.rowCount() == 3, timeout=10_000)
    told = {
        dialog.agreement.item(r, 0).text(): dialog.agreement.item(r, 1).text() for r in range(3)
    }
    wanted = marking.store.read(lambda work: agreement_of(work, recording_id=recording))
    kappa = wanted.pairs[0].by_tag["espera"].value
    assert told["À espera"].startswith(f"{kappa:.2f}".replace(".", ","))
    assert 0.5 < kappa < 1
    assert "Cohen" in dialog.method.text()
    # The moments are a second apart: within two seconds they pair, within half a second not.
    assert dialog.agreement.item(2, 2).text() == "2 / 2"
    dialog.within.setCurrentIndex(0)
    dialog.within.activated.emit(0)
    qtbot.waitUntil(lambda: dialog.agreement.item(2, 2).text() == "0 / 2", timeout=10_000)
    dialog.tabs.setCurrentIndex(1)
    for name in ("a.xlsx", "b.csv"):
        dialog.save(tmp_path / name)
        qtbot.waitUntil(lambda name=name: name in dialog.banner.happened.text(), timeout=20_000)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Tempos", "Concordância"]
    assert [cell.value for cell in book["Tempos"][1]][:3] == ["Por", "Etiqueta", "Vezes"]
    assert book["Tempos"].max_row == dialog.budget.rowCount() + 1
    assert (tmp_path / "b.csv").read_text("utf-8-sig").startswith("Por;Etiqueta;Vezes")
    dialog.save(tmp_path / "nenhures" / "c.csv")
    qtbot.waitUntil(lambda: "Não foi possível" in dialog.banner.happened.text(), timeout=20_000)
    dialog.findChild(QPushButton, "agreement_copy").click()
    assert "Ana e Rui" in QApplication.clipboard().text().splitlines()[0]
    dialog.reject()


def test_with_one_observer_it_says_what_is_missing(qtbot, marking):
    place = marking.place
    place.player.jump(3 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_Q)
    until(qtbot, marking, [("queda", 3 * SECOND, None)])
    place.marking_panel.agreement_button.click()
    dialog = place.findChild(AgreementDialog)
    qtbot.waitUntil(lambda: "duas pessoas" in dialog.method.text(), timeout=10_000)
    assert dialog.budget.rowCount() == 1
    dialog.reject()


def test_letters_in_a_field_or_with_another_tab_open_mark_nothing(qtbot, marking):
    place = marking.place
    place.player.jump(2 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_Q)
    until(qtbot, marking, [("queda", 2 * SECOND, None)])
    panel = place.marking_panel
    panel.list.setCurrentItem(panel.list.topLevelItem(0))
    panel.note.setFocus()
    qtbot.keyClicks(panel.note, "que queda")
    qtbot.keyClick(panel.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: marks(marking)[0].note == "que queda", timeout=10_000)
    place.tabs.setCurrentIndex(0)
    place.view.setFocus()
    qtbot.keyClick(place.view, Qt.Key.Key_Q)
    place.tabs.setCurrentWidget(panel)
    place.view.setFocus()
    place.player.jump(4 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_Q)
    until(qtbot, marking, [("queda", 2 * SECOND, None), ("queda", 4 * SECOND, None)])


def test_in_a_small_window_a_span_that_begins_is_seen_to_run(qtbot, marking):
    place, panel = marking.place, marking.place.marking_panel
    many = [
        TagDraft(code=f"c{at}", label=f"Conversa número {at}", key=str(at)) for at in range(1, 10)
    ]
    last = TagDraft(code="fim", label="Despedida", kind="span", key="d")
    form_id = place.marking.shown.form_id
    marking.store.write_now(
        lambda work: save_scheme(work, form_id=form_id, title="Obs", tags=(*TAGS, *many, last))
    )
    place.resize(936, 570)
    qtbot.waitUntil(lambda: "tag_fim" in [b.objectName() for b in panel.buttons], timeout=10_000)
    button = panel.buttons[-1]
    qtbot.waitUntil(lambda: button.visibleRegion().isEmpty(), timeout=10_000)
    qtbot.keyClick(place.view, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: "●" in button.text(), timeout=10_000)
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty(), timeout=10_000)


def test_each_step_can_be_taken_back(qtbot, marking):
    place, panel = marking.place, marking.place.marking_panel
    place.player.jump(5 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_E)
    until(qtbot, marking, [("espera", 5 * SECOND, None)])
    place.player.jump(8 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_E)
    until(qtbot, marking, [("espera", 5 * SECOND, 8 * SECOND)])
    panel.list.setCurrentItem(panel.list.topLevelItem(0))
    place.player.jump(6 * SECOND)
    qtbot.mouseClick(panel.begin_button, Qt.MouseButton.LeftButton)
    until(qtbot, marking, [("espera", 6 * SECOND, 8 * SECOND)])
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    until(qtbot, marking, [])
    for wanted in (
        [("espera", 6 * SECOND, 8 * SECOND)],
        [("espera", 5 * SECOND, 8 * SECOND)],
        [("espera", 5 * SECOND, None)],
        [],
    ):
        assert panel.undo_button.isEnabled()
        qtbot.keyClick(place.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        until(qtbot, marking, wanted)
    assert not panel.undo_button.isEnabled()


def pull(qtbot, timeline, start, by):
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(timeline, left, pos=start)
    for share in (0, 0.5, 1):
        qtbot.mouseMove(timeline, start + QPoint(round(by * share), 0))
        from PySide6.QtCore import QEvent, QPointF
        from PySide6.QtGui import QMouseEvent
        from PySide6.QtWidgets import QApplication

        where = QPointF(start + QPoint(round(by * share), 0))
        event = QMouseEvent(
            QEvent.Type.MouseMove, where, timeline.mapToGlobal(where), Qt.MouseButton.NoButton,
            left, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(timeline, event)
    qtbot.mouseRelease(timeline, left, pos=start + QPoint(by, 0))


def test_a_mark_is_pulled_and_a_span_made_longer_with_the_mouse(qtbot, marking):
    place, timeline = marking.place, marking.place.timeline
    place.player.jump(5 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_E)
    place.player.jump(9 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_E)
    until(qtbot, marking, [("espera", 5 * SECOND, 9 * SECOND)])
    key = f"mark:{marks(marking)[0].id}"
    begin, end = timeline.span_positions(key)
    pull(qtbot, timeline, end, 60)
    qtbot.waitUntil(lambda: (marks(marking)[0].end_us or 0) > 10 * SECOND, timeout=10_000)
    longer = marks(marking)[0]
    assert longer.start_us == 5 * SECOND
    until(qtbot, marking, [("espera", longer.start_us, longer.end_us)])
    begin, end = timeline.span_positions(key)
    pull(qtbot, timeline, QPoint((begin.x() + end.x()) // 2, begin.y()), -60)
    qtbot.waitUntil(lambda: marks(marking)[0].start_us < 4 * SECOND, timeout=10_000)
    moved = marks(marking)[0]
    assert abs((moved.end_us - moved.start_us) - (longer.end_us - longer.start_us)) < 10
    assert timeline.span_positions(key)[0].x() == pytest.approx(begin.x() - 60, abs=2)
    place.player.jump(1 * SECOND)
    qtbot.keyClick(place.view, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: len(place.marking.shown.marks) == 2, timeout=10_000)
    fall = next(one for one in marks(marking) if one.code == "queda")
    pull(qtbot, timeline, timeline.pin_position(f"mark:{fall.id}"), 80)
    qtbot.waitUntil(
        lambda: any(o.code == "queda" and o.start_us > 2 * SECOND for o in marks(marking)),
        timeout=10_000,
    )


def test_a_mark_in_the_list_opens_its_moment_and_the_filter_says_whose_is_shown(qtbot, marking):
    from core.visits.marking import mark

    place, panel = marking.place, marking.place.marking_panel
    scheme = place.marking.shown.scheme
    marking.store.write_now(
        lambda work: [
            mark(
                work,
                recording_id=marking.recording_id,
                tag_id=scheme.offered[0].id,
                start_us=at * SECOND,
                observer=who,
            )
            for at, who in ((3, "Rui"), (7, "Ana"), (11, "Rui"))
        ]
    )
    qtbot.waitUntil(lambda: panel.list.topLevelItemCount() == 3, timeout=10_000)
    at = panel.who.findText("Rui")
    panel.who.setCurrentIndex(at)
    panel.who.activated.emit(at)
    assert panel.list.topLevelItemCount() == 2
    panel.list.itemClicked.emit(panel.list.topLevelItem(1), 0)
    assert place.player.moment_us == 11 * SECOND
    ana = next(one for one in marks(marking) if one.observer == "Ana")
    assert f"mark:{ana.id}" not in {pin.key for pin in place.timeline._pins}


def edited(dialog, row, column, text):
    dialog.table.item(row, column).setText(text)


def test_a_scheme_is_made_changed_and_imported(qtbot, recorded, tmp_path):
    place = recorded.place
    qtbot.waitUntil(lambda: bool(place.marking.shown.form_id), timeout=10_000)
    place.tabs.setCurrentWidget(place.marking_panel)
    assert place.marking_panel.empty.isVisible()
    qtbot.mouseClick(place.marking_panel.scheme_button, Qt.MouseButton.LeftButton)
    dialog = place.findChild(SchemeDialog)
    dialog.title.setText("Observação")
    for label, key in (("Choro", "c"), ("Riso", "c")):
        qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
        row = dialog.table.rowCount() - 1
        edited(dialog, row, LABEL, label)
        edited(dialog, row, KEY, key)
    kind = dialog.table.cellWidget(1, KIND)
    assert isinstance(kind, QComboBox)
    kind.setCurrentIndex(1)
    # The same key twice is refused, and said; nothing is written.
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.banner.isVisible, timeout=10_000)

    def scheme():
        return recorded.store.read(lambda work: scheme_of_visit(work, recorded.visit_id))

    assert scheme() is None
    edited(dialog, 1, KEY, "r")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
    assert [(t.label, t.kind, t.key) for t in scheme().offered] == [
        ("Choro", "moment", "c"),
        ("Riso", "span", "r"),
    ]
    book = tmp_path / "Etiquetas.xlsx"
    write_scheme(TAGS, book)
    again = SchemeDialog(place.jobs, place.marking.shown.form_id, scheme(), parent=place)
    again.open()
    assert again.table.rowCount() == 2
    again.read_workbook(book)
    qtbot.waitUntil(lambda: again.table.rowCount() == 3, timeout=10_000)
    qtbot.mouseClick(again.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not again.isVisible(), timeout=10_000)
    assert [t.label for t in scheme().offered] == ["Risco de queda", "À espera", "Logótipo"]
