"""The editor as a person uses it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPlainTextEdit

from core.forms.authoring import outline, walk
from core.forms.authoring.columns import text_of


class EditorPage:
    """What one does in the editor; every step waits until it has settled."""

    def __init__(self, window) -> None:
        self.window, self.bot = window, window.bot

    # -- what there is -----------------------------------------------------------------------

    @property
    def place(self):
        return self.window.window.shell.room("editor")

    @property
    def desk(self):
        return self.place.desk

    @property
    def bench(self):
        return self.place.bench

    def settled(self) -> None:
        """The book that is shown has been checked, kept, and its preview made."""
        bench, preview = self.bench, self.desk.preview

        def calm() -> bool:
            timers = (bench._check, bench._keep, preview._soon)
            return not any(one.isActive() for one in timers) and not preview._making

        self.bot.waitUntil(calm, timeout=20_000)
        self.window.settled()
        self.bot.waitUntil(calm, timeout=20_000)

    def texts(self) -> list[str]:
        """The outline as it is read, without the title."""
        return self.desk.outline.items_shown()[1:]

    def cell(self, name: str, key: str, language: str | None = None) -> str:
        """A cell of the survey sheet."""
        survey = self.bench.book.survey
        return text_of(survey, survey.line(self.line(name)), key, language)

    def line(self, name: str) -> int:
        return next(one.line for one in walk(outline(self.bench.book)) if one.name == name)

    def preview(self) -> list[str]:
        """The labels of the questions in the preview."""
        rows = self.desk.preview.cards.values()
        return [row.state.label for row in rows if hasattr(row, "state")]

    def card(self, label: str):
        return next(
            row
            for row in self.desk.preview.cards.values()
            if hasattr(row, "editor") and row.state.label == label
        )

    # -- doing -------------------------------------------------------------------------------

    def write(self, field: str, text: str) -> None:
        """Write into a field of the form, in place of what stood there."""
        kinds = (QLineEdit, QPlainTextEdit)
        widget = next(
            one for kind in kinds for one in self.desk.findChildren(kind, field) if one.isVisible()
        )
        widget.setFocus()
        widget.selectAll()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)
        if not text:
            self.bot.keyClick(widget, Qt.Key.Key_Delete)
        if isinstance(widget, QLineEdit):
            widget.editingFinished.emit()

    def add(self, name: str) -> None:
        """Choose from the menu «Acrescentar»."""
        menu = self.desk.add.menu()
        assert isinstance(menu, QMenu)
        action = next(one for one in menu.actions() if one.objectName() == f"add_{name}")
        action.trigger()

    def choose(self, name: str, data) -> None:
        """Take an entry of a box of the form by what it stands for."""

        def found():
            boxes = self.desk.findChildren(QComboBox, name)
            return [one for one in boxes if one.isVisible()]

        self.bot.waitUntil(lambda: bool(found()))
        (box,) = found()
        index = box.findData(data)
        assert index >= 0, [box.itemData(at) for at in range(box.count())]
        box.setCurrentIndex(index)
        box.activated.emit(index)

    def stand(self, name: str) -> None:
        """Click an item in the outline."""
        tree = self.desk.outline
        item = tree._items[self.line(name)]
        tree.scrollToItem(item)
        spot = tree.visualItemRect(item).center()
        self.bot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the outline."""
        self.desk.outline.setFocus()
        self.bot.keyClick(self.desk.outline, key, modifier)


@pytest.fixture
def editor(sample):
    """The editor's start page, in the sample case."""
    sample.go("visits")
    sample.click("visits_checklists")
    sample.click("checklists_new")
    page = EditorPage(sample)
    sample.window.activateWindow()
    sample.bot.waitUntil(sample.window.isActiveWindow)
    yield page
    page.settled()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def new(editor):
    """A new check-list in Portuguese, with one section and one question."""
    editor.window.type("editor_new_title", "Visita ao lar")
    editor.window.click("editor_new")
    editor.settled()
    return editor
