"""The middle of the check-list: one section as a whole, or one page at a time."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.forms.states import Delta, Page
from desktop.checklist.blocks import (
    Block,
    Section,
    blocks_of,
    can_answer,
    questions_in,
    sections,
)
from desktop.checklist.column import QuestionColumn
from desktop.checklist.desk import Desk
from desktop.checklist.making import make_row
from desktop.checklist.paging import page_blocks
from desktop.checklist.rows import InstanceRow, RepeatRow
from desktop.kit import look, theme
from desktop.questions.buttons import press
from desktop.questions.card import QuestionCard
from desktop.questions.editor import is_enter
from desktop.questions.markup import plain


class Middle(QWidget):
    """Shows the questions of the desk. Keys of questions go in and out."""

    answered = Signal(str, object)
    add_wanted = Signal(str)
    remove_wanted = Signal(str)
    moment_wanted = Signal(str)
    person_at = Signal(str)
    section_shown = Signal(str)
    at_end = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk: Desk | None = None
        self.section = ""
        self._pages = False
        self._page = 0
        self._page_list: tuple[Page, ...] = ()
        self._missing: dict[str, str] = {}
        self.column = QuestionColumn(make=self._make_row)
        self.back = press(self.tr("Anterior"), icon="arrow-left")
        self.where = look.text("", kind="soft")
        self.on = press(self.tr("Seguinte"), icon="arrow-right", kind="primary")
        for button in (self.back, self.on):
            button.installEventFilter(self)
        self.on.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.back.clicked.connect(lambda: self._step(-1))
        self.on.clicked.connect(lambda: self._step(1))
        foot = look.spaced(QHBoxLayout(), gap=12)
        foot.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(8))
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.where)
        foot.addStretch(1)
        foot.addWidget(self.on)
        column = look.spaced(QVBoxLayout(self), gap=0)
        column.addWidget(self.column, 1)
        column.addLayout(foot)
        self.column.person_at.connect(self.person_at)
        self.column.left_at_end.connect(self._left)

    def _make_row(self, block: Block) -> QWidget:
        """A row and where its signals lead."""
        desk = self.desk
        assert desk is not None
        row = make_row(block, desk=desk, missing=self._missing.get(block.key, ""))
        if isinstance(row, QuestionCard):
            row.answered.connect(self.answered)
            row.finished.connect(self._finished)
            row.moment_wanted.connect(self.moment_wanted)
        elif isinstance(row, RepeatRow):
            row.add_wanted.connect(self.add_wanted)
        elif isinstance(row, InstanceRow):
            row.remove_wanted.connect(self.remove_wanted)
        return row

    # Opening.

    def open(self, desk: Desk, *, pages: bool) -> None:
        """Show this desk, from its beginning."""
        self.desk = desk
        self._pages = pages
        self._missing = {}
        self.section = ""
        self._page_list = desk.session.pages() if pages else ()
        desk.moment_stamped.connect(self._stamped)
        found = self.sections()
        if found:
            self.show_section(found[0].key)

    def close(self) -> bool:
        """Show nothing."""
        self.column.clear()
        self.desk = None
        self.section = ""
        return True

    def reopen(self) -> None:
        """Build the rows anew: language, look or state of the filling changed."""
        if self.desk is None:
            return
        section = self.section
        self.column.clear()
        if self._pages:
            self._page_list = self.desk.session.pages()
            self._show_page(min(self._page, len(self._page_list) - 1))
        else:
            self.show_section(section)

    def set_pages(self, pages: bool, *, at: str) -> None:
        """One page at a time, or the whole section; stays at the question."""
        if pages == self._pages or self.desk is None:
            return
        self.column.flush()
        self._pages = pages
        self._page_list = self.desk.session.pages() if pages else ()
        self.column.clear()
        self.section = ""
        if not (at and self.go_to(at, focus=True)):
            found = self.sections()
            if found:
                self.show_section(found[0].key)

    # What there is.

    def sections(self) -> list[Section]:
        """The sections that can be shown now."""
        if self.desk is None:
            return []
        return sections(
            self.desk.outline(), roots=self.desk.session.root_keys(), state_of=self.desk.state
        )

    def questions_of(self, section: Section) -> list[str]:
        """The questions of a section that can be answered now."""
        if self.desk is None:
            return []
        keys = questions_in(blocks_of(section.roots, state_of=self.desk.state))
        return [key for key in keys if can_answer(self.desk.state(key))]

    def all_questions(self) -> list[str]:
        """All questions that can be answered now, in order."""
        return [key for section in self.sections() for key in self.questions_of(section)]

    def first_key(self) -> str | None:
        """The first question that can be answered."""
        return next(iter(self.all_questions()), None)

    # Showing.

    def show_section(self, key: str) -> None:
        """Show a section from its top."""
        found = self.sections()
        section = next((one for one in found if one.key == key), found[0] if found else None)
        if section is None or self.desk is None:
            return
        if self._pages:
            for number, page in enumerate(self._page_list):
                if page.section == section.key:
                    self._show_page(number)
                    return
        if section.key != self.section:
            self.column.clear()
        self.section = section.key
        self.column.show_blocks(self._blocks(section))
        self._show_foot(found)
        self.section_shown.emit(section.key)

    def _blocks(self, section: Section) -> list[Block]:
        assert self.desk is not None
        return blocks_of(section.roots, state_of=self.desk.state)

    def _show_page(self, number: int) -> None:
        desk = self.desk
        if desk is None or not 0 <= number < len(self._page_list):
            return
        page = self._page_list[number]
        if number != self._page or page.section != self.section:
            self.column.clear()
        self._page = number
        self.section = page.section
        after = self._page_list[number + 1] if number + 1 < len(self._page_list) else None
        blocks = page_blocks(page, after=after, state_of=desk.state)
        self.column.show_blocks(blocks)
        self._show_foot(self.sections())
        self.section_shown.emit(page.section)

    def _show_foot(self, found: list[Section]) -> None:
        if self._pages:
            self.back.setVisible(self._page > 0)
            self.on.setVisible(self._page + 1 < len(self._page_list))
            self.on.setText(self.tr("Seguinte"))
            self.where.setText(
                self.tr("Página {} de {}").format(self._page + 1, len(self._page_list))
            )
            return
        place = next((n for n, one in enumerate(found) if one.key == self.section), 0)
        self.back.setVisible(place > 0)
        self.on.setVisible(place + 1 < len(found))
        self.on.setText(self.tr("Secção seguinte"))
        self.where.setText(self.tr("Secção {} de {}").format(place + 1, len(found)))

    def show_delta(self, delta: Delta) -> None:
        """Show what an answer changed."""
        desk = self.desk
        if desk is None:
            return
        for key in delta.choices_changed:
            card = self.column.card(key)
            if card is not None:
                card.show_choices(desk.choices(key))
        for state in delta.changed:
            self.column.show_state(desk.state(state.key))
            if state.value:
                self._missing.pop(state.key, None)
        if self._shape_changed(delta):
            self._reshape()

    def _shape_changed(self, delta: Delta) -> bool:
        if delta.added or delta.removed or delta.repeats:
            return True
        shown = {(slot.block.kind, slot.block.key) for slot in self.column.slots_}
        for state in delta.changed:
            kind = "question" if state.kind in {"question", "note"} else "heading"
            if state.kind == "hidden":
                continue
            if state.kind == "repeat" and (("repeat", state.key) in shown) != state.can_add:
                return True
            if ((kind, state.key) in shown) != state.relevant:
                return True
        return False

    def _reshape(self) -> None:
        """Rows came or went: lay out again what is on screen."""
        desk = self.desk
        if desk is None:
            return
        if self._pages:
            here = self._page_list[self._page].key if self._page_list else ""
            self._page_list = desk.session.pages()
            keys = [page.key for page in self._page_list]
            if here in keys:
                self._page = keys.index(here)
            self._show_page(min(self._page, len(self._page_list) - 1))
            return
        found = self.sections()
        section = next((one for one in found if one.key == self.section), None)
        if section is None:
            if found:
                self.show_section(found[0].key)
            return
        self.column.show_blocks(self._blocks(section))
        self._show_foot(found)

    def show_saved(self, key: str, words: str) -> None:
        """«Guardado 14:02» beside an answer."""
        card = self.column.card(key)
        if card is not None:
            card.show_saved(words)

    def show_missing(self, messages: Mapping[str, str]) -> None:
        """Say at each question what is missing there."""
        self._missing = dict(messages)
        for key, message in messages.items():
            card = self.column.card(key)
            if card is not None:
                card.show_missing(message)

    def flush(self) -> None:
        """Say everything that is typed and not said yet."""
        self.column.flush()

    def name_of_instance(self, instance: str) -> str:
        """«Agregado 2»."""
        assert self.desk is not None
        state = self.desk.state(instance)
        repeat = self.desk.state(instance[: instance.rindex("{")])
        label = plain(state.label) or plain(repeat.label) or self.tr("Repetição")
        return f"{label} {state.position}"

    # Going.

    def go_to(self, key: str, *, focus: bool) -> bool:
        """Show a question, section or instance, wherever it stands."""
        if self.desk is None:
            return False
        if self._pages:
            return self._go_to_page(key, focus=focus)
        for section in self.sections():
            if section.key == key and not any(root == key for root in section.roots[:0]):
                blocks = self._blocks(section)
                if not any(block.key == key and block.kind == "question" for block in blocks):
                    self.show_section(key)
                    first = next(iter(self.questions_of(section)), None)
                    if first is not None and focus:
                        self.column.go_to(first, focus=True)
                        self.column.verticalScrollBar().setValue(0)
                    return True
            if any(block.key == key for block in self._blocks(section)):
                if section.key != self.section:
                    self.show_section(section.key)
                if not self.column.go_to(key, focus=False):
                    return False
                if focus:
                    self._focus_in(key)
                return True
        return False

    def _focus_in(self, key: str) -> None:
        """Focus a question, or the first question inside an instance."""
        assert self.desk is not None
        if self.desk.state(key).kind in {"question", "note"}:
            self.column.go_to(key, focus=True)
            return
        inside = questions_in(blocks_of([key], state_of=self.desk.state))
        for first in inside:
            if can_answer(self.desk.state(first)):
                self.column.go_to(first, focus=True)
                return

    def _go_to_page(self, key: str, *, focus: bool) -> bool:
        assert self.desk is not None
        for number, page in enumerate(self._page_list):
            inside = questions_in(blocks_of(page.nodes, state_of=self.desk.state))
            if key == page.section or key in inside or page.key.startswith(f"{key}/"):
                self._show_page(number)
                first = key if key in inside else next(iter(inside), None)
                if focus and first is not None:
                    self.column.go_to(first, focus=True)
                return True
        return False

    def step_section(self, by: int) -> None:
        """To the section after or before."""
        found = self.sections()
        place = next((n for n, one in enumerate(found) if one.key == self.section), 0) + by
        if 0 <= place < len(found):
            self.go_to(found[place].key, focus=True)

    def _step(self, by: int) -> None:
        self.column.flush()
        if not self._pages:
            self.step_section(by)
            return
        self._show_page(self._page + by)
        first = self.column.first_key()
        if first is not None:
            self.column.go_to(first, focus=True)

    def _left(self, forward: bool) -> None:
        """Tab went beyond the last row: the button that goes on."""
        button = self.on if forward else self.back
        if button.isVisible():
            button.setFocus()
        elif forward:
            self.at_end.emit()
        else:
            self.column.setFocus()

    def _finished(self, key: str) -> None:
        if self.column.step_from(key):
            return
        if self._pages and self._page + 1 < len(self._page_list):
            self._step(1)
        else:
            self._left(True)

    def _stamped(self, key: str, moment_us: int) -> None:
        card = self.column.card(key)
        if card is not None:
            card.show_moment(moment_us)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter presses the buttons below too: one key leads through the whole check-list."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QPushButton)
            and is_enter(event)
        ):
            watched.click()
            return True
        return False
