"""Fields of the form in the middle: texts in each language, and a form that folds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import icons, look, theme


class OurUndo(QObject):
    """Fields leave undo and redo to the editor: one history for everything."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return True
        return False


class Line(QLineEdit):
    """One line that is shown anew without losing the caret."""

    def __init__(self, undo: OurUndo) -> None:
        super().__init__()
        self.installEventFilter(undo)

    def show_text(self, text: str) -> None:
        """Show a text; while one is typing it stands there already."""
        if text != self.text().strip():
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)  # a long text is read from its beginning


class Paragraph(QPlainTextEdit):
    """A few lines of text; Tab goes on."""

    typed = Signal(str)

    def __init__(self, undo: OurUndo, *, rows: int = 2) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        # The style sheet's least height would let a crowded form squeeze it to one line.
        self.setStyleSheet(f"min-height: {theme.px(20 * rows + 2)}px;")
        self.setMaximumHeight(theme.px(18 + 20 * rows))
        self.installEventFilter(undo)
        self._quiet = False
        self.textChanged.connect(self._typed)

    def _typed(self) -> None:
        if not self._quiet:
            self.typed.emit(self.toPlainText())

    def show_text(self, text: str) -> None:
        """Show a text; while one is typing it stands there already."""
        if text != self.toPlainText().strip():
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False


def language_name(language: str | None) -> str:
    """«Português» of «Português (pt)»."""
    return (language or "").partition("(")[0].strip()


class Elided(QLabel):
    """A line of text that ends in … where there is no room; the whole is its tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "heading")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, words: str) -> None:
        """Show a text."""
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setText(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.colour("ink"))
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


def slim(box: QComboBox) -> QComboBox:
    """A box no wider than its column, however long its entries are."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(4)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


class Texts(QWidget):
    """A caption and a field for each language. `edited`: language and text."""

    edited = Signal(object, str)

    def __init__(self, caption: str, *, name: str, undo: OurUndo, rows: int = 1) -> None:
        super().__init__()
        self._caption, self._name, self._rows, self._undo = caption, name, rows, undo
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = look.spaced(QVBoxLayout(self), gap=3)
        self.caption = look.text(caption, kind="strong")
        column.addWidget(self.caption)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self.fields: dict[str | None, Line | Paragraph] = {}
        self._labels: list[QLabel] = []

    def set_caption(self, caption: str) -> None:
        """Say what the texts are."""
        self._caption = caption
        self.caption.setText(caption)

    def show_texts(self, texts: dict[str | None, str]) -> None:
        """Show the texts, with a field for each language."""
        if list(texts) != list(self.fields):
            self._build(list(texts))
        for language, text in texts.items():
            self.fields[language].show_text(text)

    def _build(self, languages: Sequence[str | None]) -> None:
        look.clear(self._grid)
        self.fields = {}
        for number, language in enumerate(languages):
            field: Line | Paragraph
            if self._rows > 1:
                field = Paragraph(self._undo, rows=self._rows)
                field.typed.connect(lambda text, one=language: self.edited.emit(one, text))
            else:
                field = Line(self._undo)
                field.textEdited.connect(lambda text, one=language: self.edited.emit(one, text))
            said = language_name(language)
            field.setObjectName(f"{self._name}_{number}")
            field.setAccessibleName(f"{self._caption} {said}".strip())
            if len(languages) > 1:
                label = look.text(said, kind="small")
                label.setBuddy(field)
                self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(field, number, 1)
            self.fields[language] = field


class Fold(QWidget):
    """A button that shows and hides what belongs to it."""

    toggled = Signal(bool)

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__()
        column = look.spaced(QVBoxLayout(self), gap=6)
        self.button: QPushButton = look.button(words, kind="link", icon="chevron-right", name=name)
        self.button.setCheckable(True)
        self.body = QWidget()
        self.inside = look.spaced(QVBoxLayout(self.body), gap=8)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.body)
        self.body.hide()
        self.button.toggled.connect(self._toggle)

    def _toggle(self, on: bool) -> None:
        self.body.setVisible(on)
        icons.put(
            self.button, "chevron-down" if on else "chevron-right", role="accent_ink", size=18
        )
        self.toggled.emit(on)


def narrow_form() -> QFormLayout:
    """A form for a narrow column: every label above its field."""
    form = look.form(gap=6)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    return form
