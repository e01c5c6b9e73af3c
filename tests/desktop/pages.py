"""Page objects: what a person sees and does in the window, without how it is built."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QTreeWidget,
    QWidget,
)

from desktop.app.window import MainWindow
from desktop.kit.widgets import CardButton


class WindowPage:
    """The main window as a person uses it; every step waits until the window has settled."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.bot, self.window = qtbot, window

    # -- finding -------------------------------------------------------------------------

    def find(self, kind: type, name: str):
        """The visible widget of this object name."""
        for widget in self.window.findChildren(kind, name):
            if widget.isVisible():
                return widget
        raise AssertionError(f"nothing visible called {name}")

    def seen(self) -> str:
        """All words on screen."""
        labels = [each for each in self.window.findChildren(QLabel) if each.isVisible()]
        buttons = [each for each in self.window.findChildren(QAbstractButton) if each.isVisible()]
        return "\n".join(each.text() for each in (*labels, *buttons))

    def until_seen(self, words: str) -> None:
        """Wait until these words are on screen."""
        self.bot.waitUntil(lambda: words in self.seen(), timeout=20_000)

    def settled(self) -> None:
        """Wait until no work is under way."""
        self.bot.waitUntil(
            lambda: (
                self.window.background.waiting == 0
                and (self.window.jobs is None or self.window.jobs.waiting == 0)
            ),
            timeout=30_000,
        )
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # -- doing ---------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Press a button or card with the mouse."""
        widget = self.find(QWidget, name)
        assert widget.isEnabled(), f"{name} cannot be pressed"
        if isinstance(widget, CardButton):
            self.bot.mouseClick(widget, Qt.MouseButton.LeftButton)
        else:
            assert isinstance(widget, QAbstractButton)
            widget.setFocus()
            self.bot.keyClick(widget, Qt.Key.Key_Space)
        self.settled()

    def type(self, name: str, text: str) -> None:
        """Write into a field, in place of what stood there."""
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        if text.isascii():
            self.bot.keyClicks(field, text)
        else:
            # Qt's simulated keys know ASCII only; accents come as from an input method.
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(field, event)

    def choose(self, name: str, words: str) -> None:
        """Take the entry of a list that holds these words."""
        box = self.find(QComboBox, name)
        index = next(at for at in range(box.count()) if words in box.itemText(at))
        box.setCurrentIndex(index)
        box.activated.emit(index)
        self.settled()

    def tick(self, name: str, *, on: bool = True) -> None:
        """Set a check box."""
        box = self.find(QCheckBox, name)
        if box.isChecked() != on:
            self.bot.keyClick(box, Qt.Key.Key_Space)

    def key(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in whatever has the focus."""
        target = QApplication.focusWidget() or self.window
        self.bot.keyClick(target, key, modifier)
        self.settled()

    def close(self) -> None:
        """Close the window; it may still have something to store."""
        self.window.close()
        self.bot.waitUntil(lambda: not self.window.isVisible(), timeout=20_000)

    # -- the ways through the window --------------------------------------------------------

    def start(self) -> None:
        """The window comes up."""
        self.window.show()
        self.bot.waitExposed(self.window)
        self.window.start()
        self.settled()

    def open_sample(self) -> None:
        """First start, first card."""
        with self.bot.waitSignal(self.window.opened, timeout=60_000):
            self.click("welcome_sample")
        self.settled()

    def create(self, *, passphrase: str, name: str, municipality: str) -> str:
        """First start, second card, up to the recovery key, which is returned."""
        self.click("welcome_create")
        self.type("create_name", name)
        self.choose("create_municipality", municipality)
        self.type("create_passphrase", passphrase)
        self.type("create_again", passphrase)
        self.click("create_finish")
        key = self.find(QLabel, "recovery_key").text()
        self.tick("recovery_sure")
        with self.bot.waitSignal(self.window.opened, timeout=30_000):
            self.click("recovery_done")
        self.settled()
        return key

    def go(self, place: str) -> None:
        """Press a place in the rail."""
        self.click(f"rail_{place}")

    def visits(self) -> list[str]:
        """The titles in the list of visits."""
        tree = self.find(QTreeWidget, "visits_list")
        return [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]

    def open_first_visit(self) -> UUID:
        """Enter on the first visit of the list."""
        tree = self.find(QTreeWidget, "visits_list")
        item = tree.topLevelItem(0)
        tree.setCurrentItem(item)
        visit = item.data(0, Qt.ItemDataRole.UserRole)
        tree.setFocus()
        self.bot.keyClick(tree, Qt.Key.Key_Return)
        self.settled()
        return visit

    def palette(self, text: str) -> None:
        """Ctrl+K, a few letters, Enter."""
        self.window.actions_.palette()
        self.settled()
        field = self.find(QLineEdit, "palette_field")
        self.bot.keyClicks(field, text)
        assert self.find(QListWidget, "palette_list").count() > 0
        self.bot.keyClick(field, Qt.Key.Key_Return)
        self.settled()
