"""The steps of the tour, in the order of a visit; each step checks what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QWidget,
)

from desktop.app.tour.answers import ANSWERS, LAST_ANSWER, TourAnswer
from desktop.app.tour.hand import Hand

if TYPE_CHECKING:
    from desktop.app.window import MainWindow
    from desktop.checklist.place import ChecklistPlace
    from desktop.review.place import ReviewPlace

RECORD_AT_LEAST_US = 6_000_000
BETWEEN_ANSWERS_MS = 300


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that showed as saved, to be found again in everything that leaves the house."""

    key: str
    name: str
    value: str
    moment_us: int | None


@dataclass(slots=True)
class Journey:
    """One run of the tour: the window, the hand, where results go, and what was given."""

    window: MainWindow
    hand: Hand
    out: Path
    workbook: Path
    clip: Path
    given: list[Given]
    visit_id: UUID | None = None
    filling_id: UUID | None = None

    # 1 ------------------------------------------------------------------------------------

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

    # 2 ------------------------------------------------------------------------------------

    def install_checklist(self) -> None:
        """Drop a workbook on the check-lists' page, as from a file manager."""
        hand = self.hand
        hand.press("rail_visits")
        hand.press("visits_checklists")
        zone = hand.find(QWidget, "Largar aqui um guião")
        drop_file(zone, self.workbook)
        hand.until(self._showing_banner, what="answer to the installed check-list", seconds=30)
        hand.picture("instalar-guiao")
        hand.press("checklists_back")

    # 3 ------------------------------------------------------------------------------------

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

    # 4 and 5 ------------------------------------------------------------------------------

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

    # 6 ------------------------------------------------------------------------------------

    def review(self) -> None:
        """Answer → moment, moment → answer, a finding, finalise, sign for both parties."""
        hand = self.hand
        assert self.visit_id is not None
        self.window.actions_.do("review", self.visit_id)
        place = self._review()
        hand.until(lambda: place.review is not None, what="review")
        hand.until(lambda: not place.view.image.isNull(), what="picture of the recording")
        moments = [given for given in self.given if given.moment_us is not None]
        wanted = next(given for given in moments if given.name == "q9_4")
        self._click_answer(place, wanted.key)
        assert wanted.moment_us is not None
        target = wanted.moment_us
        hand.until(lambda: abs(place.player.moment_us - target) < 40_000, what="jump to the moment")
        hand.pause(300)
        hand.picture("revisao-do-registo-ao-momento")
        first = moments[0]
        hand.click(place.timeline, place.timeline.pin_position(first.key))
        hand.until(
            lambda: (item := place.answers.current_item()) is not None and item.key == first.key,
            what="from the timeline to the answer",
        )
        hand.pause(300)
        hand.picture("revisao-do-momento-ao-registo")
        self._finding(place, wanted.key)
        self._finalise(place)
        self._sign(place, name="Maria João Teixeira", role="Técnica", institution=False)
        self._sign(place, name="Helena Matos", role="Diretora técnica", institution=True)
        hand.picture("assinaturas")

    # 7 ------------------------------------------------------------------------------------

    def take_home(self) -> None:
        """Everything in one folder."""
        hand = self.hand
        place = self._review()
        hand.click(place.home_button)
        folder = hand.find(QLineEdit, "take_home_folder")
        folder.clear()
        hand.type(folder, str(self.out))
        dialog = folder.window()
        hand.press("take_home_go")
        hand.until(lambda: self._showing_banner(dialog), what="take-home folder", seconds=60)
        hand.picture("levar-para-casa")
        hand.press("take_home_close")

    def look_around(self) -> None:
        """The visit as done, *Hoje* again, settings, keys."""
        hand = self.hand
        hand.press("rail_today")
        hand.pause(400)
        hand.picture("hoje-depois")
        hand.press("rail_settings")
        hand.pause(400)
        hand.picture("definicoes")

    # -- parts of steps --------------------------------------------------------------------

    def _answer(self, place: ChecklistPlace, answer: TourAnswer) -> None:
        hand = self.hand
        desk = place.desk
        assert desk is not None
        key = self._key(place, answer.name)
        hand.until(lambda: place.go_to_key(key), what=f"question {answer.name}")
        hand.activate(self.window)
        hand.until(lambda: self._focused_in(place), what=f"focus in {answer.name}")
        focus = QApplication.focusWidget()
        assert focus is not None
        if answer.how == "search":
            hand.key(Qt.Key.Key_Down, target=focus)
            hand.until(QApplication.activePopupWidget, what="list of choices")
            popup = QApplication.activePopupWidget()
            assert popup is not None
            field = hand.find(QLineEdit, "Procurar nas opções", within=popup)
            hand.type(field, answer.keys)
            hand.picture("guiao-procurar-opcao")
            hand.key(Qt.Key.Key_Return, target=field)
        elif answer.how == "choice":
            QTest.keyClick(focus, getattr(Qt.Key, f"Key_{answer.keys}"))
        else:
            hand.type(focus, answer.keys)
            hand.key(Qt.Key.Key_Tab, target=focus)
        hand.until(
            lambda: bool(desk.state(key).value) and not desk.unsaved, what=f"{answer.name} saved"
        )
        moment = desk.moment_of(key)
        self.given.append(
            Given(
                key=key,
                name=answer.name,
                value=desk.state(key).value,
                moment_us=moment[1] if moment is not None else None,
            )
        )

    def _focused_in(self, place: ChecklistPlace) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and place.isAncestorOf(focus)

    def _key(self, place: ChecklistPlace, name: str) -> str:
        return next(key for key in place.middle.all_questions() if key.rsplit("/", 1)[-1] == name)

    def _click_answer(self, place: ReviewPlace, key: str) -> None:
        place.answers.select_key(key)
        self.hand.click(
            place.answers.viewport(),
            place.answers.visualRect(place.answers.currentIndex()).center(),
        )

    def _finding(self, place: ReviewPlace, key: str) -> None:
        hand = self.hand
        self._click_answer(place, key)
        hand.click(place.finding_button)
        form = place.findings.form
        hand.type(form.text, "Falta a planta de emergência no corredor do refeitório.")
        hand.type(form.recommendation, "Afixar a planta e dar conta à equipa.")
        hand.type(form.who, "Direção técnica")
        hand.picture("constatacao")
        hand.click(form.submit)
        hand.until(lambda: place.review and place.review.findings, what="finding saved")
        hand.pause(200)

    def _finalise(self, place: ReviewPlace) -> None:
        """Something is missing: the list says what, a click goes there; then it can be done."""
        from desktop.review.missing_dialog import MissingDialog

        hand = self.hand
        place.tabs.setCurrentIndex(0)

        def choose_missing() -> None:
            hand.until(
                lambda: isinstance(QApplication.activeModalWidget(), MissingDialog),
                what="list of what is missing",
            )
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, MissingDialog)
            hand.picture("o-que-falta")
            first = dialog.list.visualItemRect(dialog.list.item(0)).center()
            hand.click(dialog.list.viewport(), first)

        self._while_modal(choose_missing, lambda: hand.click(place.finalise_button))
        hand.until(lambda: self._named(QWidget, "room_filling"), what="back in the check-list")
        checklist = self._checklist()
        self._answer(checklist, LAST_ANSWER)
        hand.picture("guiao-o-que-faltava")
        assert self.visit_id is not None
        self.window.actions_.do("review", self.visit_id)
        hand.until(place.isVisible, what="review again")
        hand.pause(300)
        hand.until(place.finalise_button.isEnabled, what="finalise button")
        hand.click(place.finalise_button)
        hand.until(
            lambda: place.review is not None and place.review.filling_state == "finalised",
            what="finalised check-list",
        )

    def _sign(self, place: ReviewPlace, *, name: str, role: str, institution: bool) -> None:
        from desktop.review.sign_dialog import SignDialog

        hand = self.hand
        hand.until(place.sign_button.isEnabled, what="sign button")
        before = len(place.review.signatures) if place.review else 0

        def fill() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, SignDialog)
            if institution:
                hand.click(dialog.institution, QPoint(10, dialog.institution.height() // 2))
            hand.type(dialog.name, name)
            hand.type(dialog.role, role)
            hand.draw(dialog.pad, scribble(dialog.pad, seed=len(name)))
            hand.picture("assinar-instituicao" if institution else "assinar-equipa")
            hand.click(dialog.accept_button)

        self._while_modal(fill, lambda: hand.click(place.sign_button))
        hand.until(
            lambda: place.review is not None and len(place.review.signatures) > before,
            what=f"signature of {name}",
        )

    def _while_modal(self, inside: Callable[[], None], opening: Callable[[], None]) -> None:
        """Run `inside` once the dialog that `opening` opens is up."""
        from PySide6.QtCore import QTimer

        failed: list[BaseException] = []

        def run() -> None:
            try:
                inside()
            except BaseException as error:  # noqa: BLE001  carried out of Qt's event loop
                failed.append(error)
                dialog = QApplication.activeModalWidget()
                if isinstance(dialog, QDialog):
                    dialog.reject()

        QTimer.singleShot(150, run)
        opening()
        if failed:
            raise failed[0]

    def _named(self, kind: type[QWidget], name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(kind, name))

    def _showing_banner(self, within: QWidget | None = None) -> bool:
        from desktop.kit.widgets import Banner

        return any(banner.isVisible() for banner in (within or self.window).findChildren(Banner))

    def _checklist(self) -> ChecklistPlace:
        from desktop.checklist.place import ChecklistPlace

        found = self.hand.find(ChecklistPlace, "room_filling")
        self.hand.until(lambda: found.desk is not None, what="check-list open", seconds=30)
        assert found.desk is not None
        self.visit_id = found.desk.opened.summary.visit_id
        self.filling_id = found.desk.opened.summary.id
        self.hand.pause(300)
        return found

    def _review(self) -> ReviewPlace:
        from desktop.review.place import ReviewPlace

        return self.hand.find(ReviewPlace, "room_review")

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
    QApplication.sendEvent(target, QDragEnterEvent(middle, copy, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(middle), copy, data, left, none))


def scribble(pad: QWidget, *, seed: int) -> list[QPoint]:
    """Points of something like a signature."""
    from math import cos, sin

    width, middle = pad.width(), pad.height() / 2
    return [
        QPoint(
            round(width * (0.2 + 0.55 * step / 60)),
            round(middle + 30 * sin(step / (2.1 + seed % 3)) * cos(step / 9)),
        )
        for step in range(61)
    ]
