"""A simulated person: finds what is on screen, clicks, types, and waits until something shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

W = TypeVar("W", bound=QWidget)


class TourStuck(RuntimeError):
    """Something that should have shown did not; the tour says which step it was at."""


class Hand:
    """Acts on one window as a person would, and takes numbered pictures of it."""

    def __init__(
        self, window: QWidget, *, pictures: Path, tell: Callable[[str], object] = print
    ) -> None:
        self.window = window
        self._pictures = pictures
        self._tell = tell
        self._number = 0
        self.taken: list[Path] = []
        pictures.mkdir(parents=True, exist_ok=True)

    # -- waiting ---------------------------------------------------------------------------

    def until(self, condition: Callable[[], object], *, what: str, seconds: float = 20.0) -> None:
        """Let the window live until the condition holds.

        Raises: TourStuck after `seconds`.
        """
        end = monotonic() + seconds
        while not condition():
            if monotonic() > end:
                raise TourStuck(what)
            self._live(15)

    def pause(self, milliseconds: int) -> None:
        """Let the window live for a while: video time passes, animations end."""
        timer = QElapsedTimer()
        timer.start()
        while timer.elapsed() < milliseconds:
            self._live(15)

    def _live(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    # -- finding ---------------------------------------------------------------------------

    def find(self, kind: type[W], name: str = "", *, within: QWidget | None = None) -> W:
        """The visible widget of this class; with that object name, if one is given.

        Raises: TourStuck.
        """
        found: list[W] = []

        def look() -> bool:
            found[:] = [
                widget
                for widget in (within or self._top()).findChildren(kind)
                if widget.isVisible() and name in ("", widget.objectName())
            ]
            return bool(found)

        self.until(look, what=f"{kind.__name__} «{name}»")
        return found[0]

    def button(self, name: str, *, within: QWidget | None = None) -> QAbstractButton:
        """The visible, enabled button with this object name."""
        found: list[QAbstractButton] = []

        def look() -> bool:
            found[:] = [
                button
                for button in (within or self._top()).findChildren(QAbstractButton)
                if button.isVisible() and button.isEnabled() and button.objectName() == name
            ]
            return bool(found)

        self.until(look, what=f"button «{name}»")
        return found[0]

    def _top(self) -> QWidget:
        return QApplication.activeModalWidget() or self.window

    # -- acting ----------------------------------------------------------------------------

    def click(self, target: QWidget, at: QPoint | None = None) -> None:
        """A left click, in the middle unless told where."""
        self.activate(target.window())
        QTest.mouseClick(
            target,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            at if at is not None else target.rect().center(),
        )
        self._live(20)

    def activate(self, window: QWidget) -> None:
        """Bring the window to the front, as a person's click does; no display does it for us."""
        if not window.isActiveWindow():
            window.activateWindow()
            self._live(10)

    def press(self, name: str, *, within: QWidget | None = None) -> None:
        """Click the button with this object name."""
        self.click(self.button(name, within=within))

    def type(self, target: QWidget, text: str) -> None:
        """Type into a field, key by key."""
        self.activate(target.window())
        target.setFocus()
        for letter in text:
            # QTest types ASCII only; a Portuguese keyboard gives letters as the event's text.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                none = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(target, QKeyEvent(kind, 0, none, letter))
        self._live(20)

    def key(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        target: QWidget | None = None,
    ) -> None:
        """One key to the widget that has the focus."""
        QTest.keyClick(target or QApplication.focusWidget() or self.window, key, modifier)
        self._live(20)

    def draw(self, target: QWidget, points: list[QPoint]) -> None:
        """Press, move along the points, release: a signature."""
        QTest.mousePress(
            target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0]
        )
        for point in points[1:]:
            QTest.mouseMove(target, point)
            self._live(4)
        QTest.mouseRelease(
            target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1]
        )
        self._live(20)

    # -- pictures --------------------------------------------------------------------------

    def picture(self, name: str) -> Path:
        """Keep what is on screen as `NN-name.png`."""
        self._live(60)
        self._number += 1
        path = self._pictures / f"{self._number:02}-{name}.png"
        self._top_window().grab().save(str(path))
        self.taken.append(path)
        self._tell(f"  {path.name}")
        return path

    def _top_window(self) -> QWidget:
        return self._top().window()
