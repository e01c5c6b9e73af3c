"""The way out of an open store: nothing that was given may be lost, and the window never freezes.

First what is still typed is said, a running recording is asked about and stopped; then the page
«A terminar…» stands until answers, photos and recordings are in the store; then whoever still has
refused answers is asked; then what can be left undone is stopped, and the way is free.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import rooms
from desktop.app.gate_page import GatePage
from desktop.kit import look
from desktop.kit.widgets import ProgressLine

if TYPE_CHECKING:
    from desktop.app.window import MainWindow

SOON_MS = 50
FLASH_MS = 150
"""A page that would be gone within this time is not shown."""


class Step(Enum):
    """What comes next on the way out."""

    GO = auto()
    WAIT = auto()
    STAY = auto()


class LeavingPage(GatePage):
    """How much is still to be stored before the window goes."""

    now = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("leaving")
        self.start(
            self.tr("A terminar…"),
            self.tr(
                "O que foi dado está a ser guardado. O Terreno fecha assim que estiver tudo no "
                "disco."
            ),
        )
        self.progress = ProgressLine()
        self.column.addWidget(self.progress)
        stop = look.button(self.tr("Fechar já"), kind="link", name="leaving_now")
        stop.setToolTip(
            self.tr("O que faltar das gravações guarda-se no próximo arranque; nada se perde.")
        )
        stop.clicked.connect(self.now)
        self.column.addWidget(stop)


class Leaving(QObject):
    """Asked before a store is closed; one way out at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._go_on: Callable[[], object] | None = None
        self._page: LeavingPage | None = None
        self._focus: QWidget | None = None
        self._most = 0
        self._sure = self._hurried = False
        self._free = False
        self._look_soon = QTimer(self)
        self._look_soon.setInterval(SOON_MS)
        self._look_soon.timeout.connect(self._look)
        self._show_soon = QTimer(self)
        self._show_soon.setSingleShot(True)
        self._show_soon.setInterval(FLASH_MS)
        self._show_soon.timeout.connect(self._show)

    def may_close(self) -> bool:
        """For the window's close event; it is closed again when all is stored."""
        return self._free or self.may_go(self._close)

    def go(self, go_on: Callable[[], object]) -> None:
        """Call `go_on` once the store may be closed: now, later, or never if the person stays."""
        if self.may_go(go_on):
            go_on()

    def may_go(self, go_on: Callable[[], object]) -> bool:
        """True: at once. False: the person stays, or `go_on` will be called when all is stored."""
        shell = self._window.shell
        if shell is None:
            return True
        if self._go_on is not None:
            return False  # one way out at a time
        rooms.flush(self._window)
        if rooms.recording(self._window) and not self._window.actions_.ends_recording():
            return False
        self._sure, self._hurried, self._most = False, False, 0
        self._focus = QApplication.focusWidget()
        step = self._step()
        if step is Step.WAIT:
            self._go_on = go_on
            shell.setEnabled(False)
            self._look_soon.start()
            self._show_soon.start()
        return step is Step.GO

    def _step(self) -> Step:
        window, jobs = self._window, self._window.jobs
        if jobs is None:
            return Step.GO
        recording = rooms.stop_recording(window)
        if self._hurried:
            # Also what the recorder hands over meanwhile. Closing the store would wait for the
            # segment in hand with the window frozen: it is waited for here.
            rooms.hurry_sealing(window)
        sealing = rooms.sealing(window) is not None
        if jobs.unsettled or sealing or (recording and not self._hurried):
            return Step.WAIT
        if not self._hurried and window.syncing.holds_up():
            return Step.WAIT
        if not self._sure:
            if not window.actions_.may_lose_answers():
                return Step.STAY
            self._sure = True
            jobs.stop_others()
        return Step.WAIT if jobs.waiting else Step.GO

    def _look(self) -> None:
        self._look_soon.stop()  # a question may be asked meanwhile
        step = self._step()
        if step is Step.GO:
            self._at_once()
            return
        if step is Step.STAY:
            self._stay()
            return
        self._look_soon.start()
        if self._page is not None:
            self._tell(self._page)

    def _show(self) -> None:
        page = self._page = LeavingPage()
        page.now.connect(self._hurry)
        self._window.pages.addWidget(page)
        self._window.pages.setCurrentWidget(page)
        self._tell(page)

    def _tell(self, page: LeavingPage) -> None:
        jobs, lane = self._window.jobs, rooms.sealing(self._window)
        left = jobs.unsettled if jobs is not None else 0
        self._most = max(self._most, left)
        if rooms.recording(self._window):
            page.progress.tell(None, self.tr("A terminar a gravação…"))
        elif self._window.syncing.sending:
            page.progress.tell(None, self.tr("A enviar para a central…"))
        elif lane is not None and lane.waiting:
            words = self.tr("A guardar a gravação: faltam {count} partes.")
            page.progress.tell(lane.fraction, words.format(count=lane.waiting))
        elif left and self._most > 1:
            page.progress.tell(1 - left / self._most, self.tr("Faltam {count}.").format(count=left))
        else:
            page.progress.tell(None, self.tr("Quase pronto."))

    def _hurry(self) -> None:
        """What the sealing lane has not begun is done at the next start; the rest is waited for."""
        self._hurried = True
        self._look()

    def _at_once(self) -> None:
        go_on, self._page = self._go_on, None  # the page goes with what is shown next
        self._end()
        if go_on is not None:
            go_on()

    def _close(self) -> None:
        self._free = True
        self._window.close()

    def _end(self) -> None:
        self._window.syncing.stay()
        self._look_soon.stop()
        self._show_soon.stop()
        self._go_on = None

    def _stay(self) -> None:
        self._end()
        if self._hurried:
            rooms.resume_sealing(self._window)
        page, self._page = self._page, None
        shell = self._window.shell
        if shell is not None:
            shell.setEnabled(True)
            self._window.pages.setCurrentWidget(shell)
        if page is not None:
            self._window.pages.removeWidget(page)
            page.deleteLater()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()
