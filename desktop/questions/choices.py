"""Editors of choices that are all in sight: lists, columns, likert, table rows."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.forms.states import ChoiceState, NodeState
from desktop.questions.around import Around
from desktop.questions.choice_face import Shape, make_choice
from desktop.questions.editor import Editor, is_enter, touch, upright
from desktop.questions.markup import plain
from desktop.questions.media import PlayButton
from desktop.questions.on_map import ChoiceMap

COLUMNS = re.compile(r"(?:columns|compact)-(\d+)")


def columns_of(appearance: frozenset[str], *, choices: int) -> int:
    """In how many columns the choices stand; 0 for one row with all of them."""
    for name in appearance:
        match = COLUMNS.fullmatch(name)
        if match:
            return max(1, int(match[1]))
    if appearance & {"likert", "list-nolabel", "list", "label"}:
        return 0
    if appearance & {"horizontal", "horizontal-compact", "columns-pack", "compact"}:
        return 0 if choices <= 6 else 4
    if appearance & {"columns", "columns-flex"}:
        return 2 if choices <= 8 else 3
    return 1


def words_of(value: str) -> list[str]:
    """The choices in a value of several."""
    return value.split()


class ChoicesEditor(Editor):
    """All choices in sight. 1–9 press them, arrows walk, Delete clears."""

    many = False

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.choices: tuple[ChoiceState, ...] = ()
        self.buttons: list[QAbstractButton] = []
        self.plays: list[PlayButton] = []
        column = upright(self)
        self._grid_home = QWidget()
        self._grid = QGridLayout(self._grid_home)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        column.addWidget(self._grid_home)
        self._empty = QLabel(self.tr("Sem opções para já: dependem de outra pergunta."))
        self._empty.setWordWrap(True)
        column.addWidget(self._empty)
        self._clear: QPushButton | None = None
        self._showing = False

    def show_choices(self, choices: tuple[ChoiceState, ...]) -> None:
        if choices == self.choices and self.buttons:
            return
        self.choices = choices
        had_focus = any(button.hasFocus() for button in self.buttons)
        for gone in (*self.buttons, *self.plays):
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.buttons, self.plays = [], []
        self._empty.setVisible(not choices)
        count = columns_of(self.state.appearance, choices=len(choices)) or max(1, len(choices))
        shape = self._shape()
        for index, choice in enumerate(choices):
            button = self._make(choice, number=index + 1, shape=shape)
            # Beside each column of choices one for what plays; all stay children of one widget, by
            # which radio buttons know that they belong together.
            row, place = index // count, 2 * (index % count)
            self._grid.addWidget(button, row, place)
            self.buttons.append(button)
            play = self._play(choice)
            if play is not None:
                self._grid.addWidget(play, row, place + 1)
                self.plays.append(play)
        for place in range(count):
            self._grid.setColumnStretch(2 * place, 1)
        self._mark(self.state.value)
        if had_focus and self.buttons:
            self.buttons[0].setFocus()

    def _shape(self) -> Shape:
        if self.state.appearance & {"list-nolabel"}:
            return "bare"
        if self.state.appearance & {"likert", "no-buttons", "compact", "horizontal"}:
            return "tile"
        pictures = sum(1 for choice in self.choices if choice.image in self.around.media)
        if pictures and columns_of(self.state.appearance, choices=len(self.choices)) != 1:
            return "tile"
        return "row"

    def _make(self, choice: ChoiceState, *, number: int, shape: Shape) -> QAbstractButton:
        picture = None
        if choice.image and choice.image in self.around.media:
            picture = QPixmap()
            picture.loadFromData(self.around.media[choice.image])
        button = make_choice(
            many=self.many,
            text=plain(choice.label) or choice.value,
            shape=shape,
            number=number if number <= 9 and shape == "row" else 0,
            picture=picture,
            owner=self._grid_home,
        )
        button.setAccessibleDescription(self.label)
        button.installEventFilter(self)
        button.clicked.connect(lambda _=False, value=choice.value: self._pressed(value))
        return button

    def _play(self, choice: ChoiceState) -> PlayButton | None:
        """What plays the choice's sound, or else its film."""
        for name, moving in ((choice.audio, False), (choice.video, True)):
            if name and name in self.around.media:
                play = PlayButton()
                play.load(self.around.media[name], name=name, moving=moving)
                label = plain(choice.label) or choice.value
                play.setAccessibleName(f"{play.text()}: {label}")
                return play
        return None

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        self._mark(state.value)

    def _mark(self, value: str) -> None:
        """Show which are chosen. Radio buttons can only be emptied outside exclusiveness."""
        chosen = set(words_of(value))
        for button, choice in zip(self.buttons, self.choices, strict=True):
            wanted = choice.value in chosen
            if button.isChecked() != wanted:
                if not self.many and not wanted:
                    button.setAutoExclusive(False)
                    button.setChecked(False)
                    button.setAutoExclusive(True)
                else:
                    button.setChecked(wanted)

    def _pressed(self, value: str) -> None:
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        for button in self.buttons:
            if button.isChecked():
                return [button, *self.plays]
        return [*self.buttons[:1], *self.plays]

    def digit(self, number: int) -> bool:
        if not 1 <= number <= len(self.buttons):
            return False
        self.buttons[number - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._press(number - 1)
        return True

    def _press(self, index: int) -> None:
        self.buttons[index].click()

    def clear(self) -> None:
        """No choice."""
        self.say(None)
        self._mark("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        if is_enter(event):
            self.finished.emit()
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
            return True
        step = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Left: -1,
        }.get(Qt.Key(event.key()))
        if step is None or watched not in self.buttons:
            return False
        place = self.buttons.index(watched) + step
        if 0 <= place < len(self.buttons):
            self.buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
        return True


class OneEditor(ChoicesEditor):
    """Select one. Pressing the chosen one again takes it back."""

    def _pressed(self, value: str) -> None:
        if self.state.value == value:
            self.clear()
            return
        self.say(value)
        if "quick" in self.state.appearance:
            self.finished.emit()


class OneOnMapEditor(OneEditor):
    """Select one of choices that have a place (`geometry`), on the map or in the list beside it."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.map = ChoiceMap(label=self.label)
        self.map.picked.connect(self._picked)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertWidget(0, self.map)

    def show_choices(self, choices: tuple[ChoiceState, ...]) -> None:
        super().show_choices(choices)
        self.map.setVisible(self.map.show_choices(choices))

    def _mark(self, value: str) -> None:
        super()._mark(value)
        self.map.show_chosen(value)

    def _picked(self, value: str) -> None:
        self.say(value)


class ManyEditor(ChoicesEditor):
    """Select multiple."""

    many = True

    def _pressed(self, _value: str) -> None:
        chosen = [
            choice.value
            for button, choice in zip(self.buttons, self.choices, strict=True)
            if button.isChecked()
        ]
        offered = {choice.value for choice in self.choices}
        lost = [word for word in words_of(self.state.value) if word not in offered]
        self.say(" ".join([*chosen, *lost]) or None)


class TableHead(QWidget):
    """The labels above the rows of a table of choices (appearance `label`)."""

    def __init__(self, choices: tuple[ChoiceState, ...]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, choice in enumerate(choices):
            head = QLabel(plain(choice.label))
            head.setWordWrap(True)
            head.setMinimumWidth(touch())
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(head, 0, place)
            grid.setColumnStretch(place, 1)
