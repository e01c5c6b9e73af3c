"""What every step of the tour needs: the window, the hand, answering, and waiting for rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from desktop.app.tour.answers import TourAnswer
from desktop.app.tour.hand import Hand

if TYPE_CHECKING:
    from desktop.app.window import MainWindow
    from desktop.checklist.place import ChecklistPlace
    from desktop.review.place import ReviewPlace


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that showed as saved, to be found again in everything that leaves the house."""

    key: str
    name: str
    value: str
    moment_us: int | None


@dataclass
class Person:
    """Who takes the tour: what is at hand, where results go, and what was given so far."""

    window: MainWindow
    hand: Hand
    out: Path
    workbook: Path
    clip: Path
    given: list[Given] = field(default_factory=list)
    visit_id: UUID | None = None

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
            field = hand.find(QLineEdit, within=popup)
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

    def _while_modal(self, inside: Callable[[], None], opening: Callable[[], None]) -> None:
        """Run `inside` once the dialog that `opening` opens is up."""
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
