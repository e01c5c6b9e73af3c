"""The questions of a section as one long column that only builds the rows near what is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from core.forms.states import Delta, NodeState
from desktop.checklist.blocks import Block
from desktop.checklist.rows import Row
from desktop.kit import theme
from desktop.questions.card import QuestionCard

AHEAD = 500
"""How far beyond the visible part rows are built, in pixels."""

BEHIND = 200
GUESS = {"question": 120, "heading": 52, "instance": 60, "repeat": 64}


@dataclass(slots=True)
class Slot:
    """A row: where it is, and its widget once it was needed."""

    block: Block
    height: int
    top: int = 0
    widget: QWidget | None = None


class RowMaker(Protocol):
    """Builds the widget of a row."""

    def __call__(self, block: Block) -> QWidget: ...


class Ground(QWidget):
    """What scrolls. It lays its rows out itself, because most of them do not exist yet."""

    row_changed = Signal()
    tab = Signal(bool)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.row_changed.emit()
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.tab.emit(forward)
        return True


class QuestionColumn(QScrollArea):
    """Rows by key. `person_at` says which question has the focus; `left_at_end` that Tab went on
    beyond the last row (True) or before the first (False)."""

    person_at = Signal(str)
    left_at_end = Signal(bool)

    def __init__(self, *, make: RowMaker, widest: int = 820) -> None:
        super().__init__()
        self._make = make
        self._widest = widest
        self.slots_: list[Slot] = []
        self._by_key: dict[str, Slot] = {}
        self._active: QuestionCard | None = None
        self._busy = False
        self.ground = Ground()
        self.setWidget(self.ground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(False)
        self.verticalScrollBar().setSingleStep(40)
        self._relay = QTimer(self)
        self._relay.setSingleShot(True)
        self._relay.setInterval(0)
        self._relay.timeout.connect(self.settle)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(15)
        self._ahead.timeout.connect(self._build_one_ahead)
        self.ground.row_changed.connect(self._relay.start)
        self.ground.tab.connect(self._tab)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.settle())
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    # Rows.

    def show_blocks(self, blocks: Iterable[Block]) -> None:
        """Show these rows. Widgets of rows that stay are kept, with their focus and text."""
        old = self._by_key
        anchor = self._anchor()
        self.slots_ = []
        self._by_key = {}
        for block in blocks:
            name = f"{block.kind} {block.key}"
            slot = old.pop(name, None)
            if slot is None or slot.block != block:
                if slot is not None:
                    self._drop(slot)
                slot = Slot(block=block, height=theme.px(GUESS[block.kind]))
            self.slots_.append(slot)
            self._by_key[name] = slot
        for slot in old.values():
            self._drop(slot)
        self.settle(anchor=anchor)

    def clear(self) -> None:
        """No rows; what is typed is said before."""
        self.flush()
        self.show_blocks([])
        self.verticalScrollBar().setValue(0)

    def _drop(self, slot: Slot) -> None:
        widget = slot.widget
        if widget is None:
            return
        if self._active is not None and widget is self._active:
            self._active = None
        slot.widget = None
        focus = QApplication.focusWidget()
        if focus is not None and widget.isAncestorOf(focus):
            # Hiding would hand the focus to whatever comes next.
            focus.clearFocus()
        widget.hide()
        widget.deleteLater()

    def card(self, key: str) -> QuestionCard | None:
        """The card of a question, if it was built."""
        slot = self._by_key.get(f"question {key}")
        widget = slot.widget if slot is not None else None
        return widget if isinstance(widget, QuestionCard) else None

    def built(self) -> list[QWidget]:
        """The rows that exist as widgets."""
        return [slot.widget for slot in self.slots_ if slot.widget is not None]

    def show_delta(self, delta: Delta, *, choices_of: Callable[[str], tuple[object, ...]]) -> None:
        """Show changed states on the rows that exist."""
        for state in delta.changed:
            self.show_state(state)
        for key in delta.choices_changed:
            card = self.card(key)
            if card is not None:
                card.show_choices(choices_of(key))  # type: ignore[arg-type]

    def show_state(self, state: NodeState) -> None:
        """Show one changed state, if its row exists."""
        for kind in ("question", "heading", "instance", "repeat"):
            slot = self._by_key.get(f"{kind} {state.key}")
            if slot is None or slot.widget is None:
                continue
            if isinstance(slot.widget, (QuestionCard, Row)):
                slot.widget.show_state(state)

    def flush(self) -> None:
        """Say everything that is typed and not said yet."""
        for slot in list(self.slots_):
            if isinstance(slot.widget, QuestionCard):
                slot.widget.flush()

    def typing(self) -> str:
        """The question in whose text the cursor stands; "" for none."""
        focus, card = QApplication.focusWidget(), self._active
        if isinstance(focus, (QLineEdit, QTextEdit, QPlainTextEdit)) and card is not None:
            return card.key if card.isAncestorOf(focus) else ""
        return ""

    # Going somewhere.

    def go_to(self, key: str, *, focus: bool) -> bool:
        """Bring a row into view, near the top; False when it is not in this column."""
        for kind in ("question", "heading", "instance", "repeat"):
            slot = self._by_key.get(f"{kind} {key}")
            if slot is not None:
                self._go(slot, focus=focus)
                return True
        return False

    def _go(self, slot: Slot, *, focus: bool) -> None:
        self._built(slot)
        self.settle(anchor=None)
        view = self.viewport().height()
        top = self.verticalScrollBar().value()
        if slot.top < top or slot.top + slot.height > top + view:
            self.verticalScrollBar().setValue(max(0, slot.top - view // 5))
            self.settle(anchor=None)
        if focus and isinstance(slot.widget, (QuestionCard, Row)):
            slot.widget.take_focus()
            if isinstance(slot.widget, QuestionCard):
                self._set_active(slot.widget)

    def focus_row(self, kind: str, key: str) -> bool:
        """Focus a row that is no question, e.g. `repeat`; False when it is not shown."""
        slot = self._by_key.get(f"{kind} {key}")
        if slot is not None:
            self._go(slot, focus=True)
        return slot is not None

    def first_key(self) -> str | None:
        """The first question of the column."""
        return next((slot.block.key for slot in self.slots_ if slot.block.kind == "question"), None)

    def step_from(self, key: str) -> bool:
        """Focus the row after this question; False at the end."""
        slot = self._by_key.get(f"question {key}")
        return slot is not None and self._step(self.slots_.index(slot), forward=True)

    def _step(self, place: int, *, forward: bool) -> bool:
        step = 1 if forward else -1
        place += step
        while 0 <= place < len(self.slots_):
            slot = self.slots_[place]
            if slot.block.kind != "heading":
                widget = self._built(slot)
                if isinstance(widget, (QuestionCard, Row)) and widget.stops():
                    self._go(slot, focus=False)
                    widget.take_focus(last=not forward)
                    return True
            place += step
        return False

    def _tab(self, forward: bool) -> None:
        place, row = self._focused()
        if row is not None:
            stops = row.stops()
            here = QApplication.focusWidget()
            where = stops.index(here) if here in stops else -1
            if where >= 0 and 0 <= where + (1 if forward else -1) < len(stops):
                stops[where + (1 if forward else -1)].setFocus()
                return
        start = place if place is not None else (-1 if forward else len(self.slots_))
        if not self._step(start, forward=forward):
            self.left_at_end.emit(forward)

    def _focused(self) -> tuple[int | None, QuestionCard | Row | None]:
        widget = QApplication.focusWidget()
        while widget is not None and widget.parentWidget() is not self.ground:
            widget = widget.parentWidget()
        for place, slot in enumerate(self.slots_):
            if slot.widget is widget and isinstance(widget, (QuestionCard, Row)):
                return place, widget
        return None, None

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.ground.isAncestorOf(now):
            return
        _, row = self._focused()
        if isinstance(row, QuestionCard):
            self._set_active(row)
        if row is not None:
            self._show_whole(row)

    def _show_whole(self, row: QWidget) -> None:
        bar = self.verticalScrollBar()
        top, bottom, view = row.y(), row.y() + row.height(), self.viewport().height()
        if top < bar.value():
            bar.setValue(max(0, top - theme.px(24)))
        elif bottom > bar.value() + view:
            bar.setValue(min(top - theme.px(24), bottom - view + theme.px(24)))

    def _set_active(self, card: QuestionCard) -> None:
        if card is self._active:
            return
        if self._active is not None:
            self._active.set_active(False)
            self._active.flush()
        self._active = card
        card.set_active(True)
        self.person_at.emit(card.key)

    # Laying out.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle()

    def _width(self) -> int:
        return min(self.viewport().width(), theme.px(self._widest))

    def _anchor(self) -> tuple[str, int] | None:
        """The first row in sight and how far it stands from the top of the view."""
        top = self.verticalScrollBar().value()
        if top <= 0:
            return None
        for slot in self.slots_:
            if slot.top + slot.height > top:
                return f"{slot.block.kind} {slot.block.key}", slot.top - top
        return None

    def settle(self, *, anchor: tuple[str, int] | None = None) -> None:
        """Build what is in sight, measure it, put everything in its place."""
        if self._busy:
            return
        self._busy = True
        try:
            anchor = anchor or self._anchor()
            for _ in range(6):
                self._place()
                if anchor is not None and anchor[0] in self._by_key:
                    self._scroll_quietly(self._by_key[anchor[0]].top - anchor[1])
                if not self._build_in_sight():
                    break
        finally:
            self._busy = False
        self._ahead.start()

    def _scroll_quietly(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if bar.value() != value:
            bar.setValue(value)

    def _place(self) -> None:
        width = self._width()
        top = theme.px(8)
        for slot in self.slots_:
            slot.top = top
            widget = slot.widget
            if widget is not None:
                if widget.hasHeightForWidth():
                    slot.height = widget.heightForWidth(width)
                else:
                    slot.height = widget.sizeHint().height()
                widget.setGeometry(0, top, width, slot.height)
            top += slot.height
        self.ground.resize(self.viewport().width(), top + theme.px(40))

    def _build_in_sight(self) -> bool:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        made = False
        for slot in self.slots_:
            if slot.top > bottom:
                break
            if slot.widget is None and slot.top + slot.height >= top:
                self._built(slot)
                made = True
        return made

    def _build_one_ahead(self) -> None:
        """One more row beyond what is seen, so that scrolling and Tab meet it ready."""
        top = self.verticalScrollBar().value() - theme.px(BEHIND)
        bottom = top + self.viewport().height() + theme.px(AHEAD)
        for slot in self.slots_:
            if slot.widget is None and slot.top + slot.height >= top and slot.top <= bottom:
                self._built(slot)
                self.settle()
                return

    def _built(self, slot: Slot) -> QWidget:
        if slot.widget is None:
            slot.widget = self._make(slot.block)
            slot.widget.setParent(self.ground)
            slot.widget.show()
        return slot.widget
