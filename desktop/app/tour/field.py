"""The tour in the field: first start, a check-list, a visit, filling in while recording."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.app.tour.answers import ANSWERS
from desktop.app.tour.person import Person

if TYPE_CHECKING:
    from desktop.checklist.place import ChecklistPlace

RECORD_AT_LEAST_US = 6_000_000
BETWEEN_ANSWERS_MS = 300


class InTheField(Person):
    """Steps 1 to 5 of the visit."""

    def first_start(self) -> None:
        """Welcome, the sample case, *Hoje*, and the plan to read."""
        hand = self.hand
        hand.until(lambda: self._named(QWidget, "welcome_sample"), what="welcome page")
        hand.picture("primeiro-arranque")
        hand.click(hand.find(QWidget, "welcome_sample"))
        hand.until(lambda: self.window.shell is not None, what="sample store", seconds=30)
        hand.pause(400)
        hand.picture("hoje")
        hand.press("rail_plan")
        hand.pause(400)
        hand.picture("plano")

    def install_checklist(self) -> None:
        """Drop a workbook on the check-lists' page, as from a file manager."""
        from desktop.visit.checklists_page import DropZone

        hand = self.hand
        hand.press("rail_visits")
        hand.press("visits_checklists")
        drop_file(hand.find(DropZone), self.workbook)
        hand.until(self._showing_banner, what="answer to the installed check-list", seconds=30)
        hand.picture("instalar-guiao")
        hand.press("checklists_back")

    def plan_visit(self) -> None:
        """Plan a visit to the sample's case study, then open its page."""
        hand = self.hand
        hand.press("visits_plan")
        subject = hand.find(QComboBox, "plan_subject")
        hand.until(lambda: subject.count() > 1, what="what can be visited")
        if subject.currentIndex() < 1:
            choose(subject, 1)
        title = hand.find(QLineEdit, "plan_title")
        title.selectAll()
        hand.type(title, "Visita in loco: Tardes com Sentido")
        for box in hand.window.findChildren(QCheckBox):
            member = box.isVisible() and box.objectName().startswith("plan_member_")
            if member and not box.isChecked():
                hand.click(box, QPoint(10, box.height() // 2))
        hand.picture("planear-visita")
        hand.press("plan_save")
        begin = hand.button("visit_begin")
        hand.pause(500)
        hand.picture("visita")
        hand.click(begin)

    def fill_in_while_recording(self) -> None:
        """Record from the sample clip and fill in the check-list; answers carry their moment."""
        hand = self.hand
        place = self._checklist()
        self._start_recording(place)
        hand.picture("guiao-a-gravar")
        for number, answer in enumerate(ANSWERS):
            self._answer(place, answer)
            hand.pause(BETWEEN_ANSWERS_MS)
            if number == 8:
                self._mark(place)
                self._photo(place)
                hand.picture("guiao-marcador-e-foto")
        hand.until(
            lambda: self._recorded_us(place) >= RECORD_AT_LEAST_US,
            what="six seconds of recording",
        )
        hand.picture("guiao-preenchido")
        self._stop_recording(place)
        hand.picture("guiao-gravado")

    def _start_recording(self, place: ChecklistPlace) -> None:
        panel = self.window.recording_panel()
        assert panel is not None
        # The file dialog belongs to the system and cannot be driven; what it answers can.
        panel.chooser.chosen.emit(f"file:{self.clip}", "")
        panel.chooser.show_address(f"file:{self.clip}")
        self.hand.until(panel.record.isEnabled, what="video file as camera")
        self.hand.pause(400)
        self.hand.click(panel.record)
        self.hand.until(lambda: self._recorded_us(place) > 500_000, what="recording started")

    def _recorded_us(self, place: ChecklistPlace) -> int:
        assert place.desk is not None
        now = place.desk.moment()
        return now[1] if now is not None else 0

    def _mark(self, place: ChecklistPlace) -> None:
        hand, panel = self.hand, self.window.recording_panel()
        assert panel is not None
        hand.activate(self.window)
        hand.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        hand.until(panel.note.isVisible, what="note of the marker")
        hand.type(panel.note, "Planta de emergência")
        hand.key(Qt.Key.Key_Return, target=panel.note)

    def _photo(self, _place: ChecklistPlace) -> None:
        panel = self.window.recording_panel()
        assert panel is not None
        before = panel.list.text()
        self.hand.click(panel.photo)
        self.hand.until(lambda: panel.list.text() != before, what="photo")

    def _stop_recording(self, _place: ChecklistPlace) -> None:
        panel = self.window.recording_panel()
        assert panel is not None
        self.hand.click(panel.record)
        self.hand.until(
            lambda: not panel.recording and not panel.desk.sealing, what="sealed recording"
        )


def choose(box: QComboBox, index: int) -> None:
    """Choose an entry of a drop-down list by keys."""
    box.setFocus()
    while box.currentIndex() < index:
        QTest.keyClick(box, Qt.Key.Key_Down)


def drop_file(target: QWidget, path: Path) -> None:
    """Drop a file as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    middle = target.rect().center()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        # Qt 6.12 deprecates the only constructor that Qt 6.11 has.
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(middle, copy, data, left, none)
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, QDropEvent(QPointF(middle), copy, data, left, none))
