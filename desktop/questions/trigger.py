"""Editor of an acknowledgement: one box to tick."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from core.forms.states import NodeState
from desktop.questions.around import Around
from desktop.questions.choice_face import make_choice
from desktop.questions.editor import Editor, is_enter, upright


class TriggerEditor(Editor):
    """Acknowledge: «OK» when ticked."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.box = make_choice(
            many=True,
            text=self.tr("Tomei conhecimento"),
            shape="row",
            number=0,
            picture=None,
            owner=self,
        )
        self.box.setAccessibleName(f"{self.label}: {self.box.text()}")
        self.box.setMaximumWidth(360)
        self.box.installEventFilter(self)
        self.box.clicked.connect(lambda on: self.say("OK" if on else None))
        upright(self).addWidget(self.box)
        self.box.setChecked(state.value != "")

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        self.box.setChecked(state.value != "")

    def stops(self) -> list[QWidget]:
        return [self.box]

    def digit(self, number: int) -> bool:
        if number == 1:
            self.box.click()
        return number == 1

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if is_enter(event):
                self.finished.emit()
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.say(None)
                return True
        return False
