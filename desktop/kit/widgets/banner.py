"""What went wrong (or well), said where it happened: what happened · what is safe · what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from core.problem import Sentence
from desktop.kit import icons, look, sentences

_ICONS = {"danger": "error", "warning": "warning", "info": "info", "good": "done"}


class Banner(QFrame):
    """Hidden until it has something to say; never takes the focus away."""

    closed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = look.spaced(QHBoxLayout(self), margin=12, gap=12)
        self._picture = QLabel()
        row.addWidget(self._picture)
        words = look.spaced(QVBoxLayout(), gap=3)
        self.happened = look.text("", kind="strong", wrap=True)
        self.kept = look.text("", wrap=True)
        self.todo = look.text("", wrap=True)
        for label in (self.happened, self.kept, self.todo):
            words.addWidget(label)
        row.addLayout(words, 1)
        self._actions = look.spaced(QHBoxLayout(), gap=8)
        row.addLayout(self._actions)
        self.dismiss = QToolButton()
        self.dismiss.setProperty("kind", "quiet")
        self.dismiss.setAccessibleName(self.tr("Fechar aviso"))
        self.dismiss.setToolTip(self.tr("Fechar aviso"))
        icons.put(self.dismiss, "close", size=16)
        self.dismiss.clicked.connect(self.clear)
        row.addWidget(self.dismiss)
        self.hide()

    def say(self, sentence: Sentence, *, kind: str = "danger") -> None:
        """Show a message; `kind` is danger, warning, info or good."""
        look.clear(self._actions)
        look.set_kind(self, kind)
        icons.put_label(self._picture, _ICONS[kind], role=kind, size=22)
        for label, words in (
            (self.happened, sentence.happened),
            (self.kept, sentence.kept),
            (self.todo, sentence.todo),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(str(sentence))
        self.show()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_problem(self, problem: BaseException) -> None:
        """Say what a problem means for the person."""
        self.say(sentences.for_person(problem))

    def add_action(self, words: str, action: Callable[[], object]) -> None:
        """Offer the next step as a button of the banner shown now."""
        made = look.button(words)
        made.clicked.connect(lambda _checked: action())
        self._actions.addWidget(made)

    def clear(self) -> None:
        """Nothing to say any more."""
        if self.isVisible():
            self.closed.emit()
        self.hide()
