"""The page of one entry: every field to be changed in place, figures with their source, history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.problem import Sentence
from desktop.inventory.entry_fields import (
    FIELDS,
    FIGURE_WORDS,
    FieldSpec,
    figure_words,
    kept_of,
    title_of,
)
from desktop.inventory.entry_history import EntryHistory
from desktop.inventory.entry_model import kind_text, status_text
from desktop.inventory.field_editors import LongText, NotUnderstood, editor_of, whole
from desktop.inventory.loans_panel import LoansPanel
from desktop.kit import look, theme
from desktop.kit.jobs import while_alive
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Chip, Page, SectionTitle

if TYPE_CHECKING:
    from core.inventory import Entry, FigureSummary, RecordValues
    from core.store import Work

_SHOWN_MS = 15
"""New fields show with the next turn of the event loop; hidden ones take no focus."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows: the record and those it belongs to, and its figures."""

    records: tuple[RecordValues, ...]
    figures: tuple[FigureSummary, ...]


class EntryPage(Page):
    """`changed` once something was stored."""

    changed = Signal()

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=620, parent=parent)
        self.setObjectName("entry_page")
        self._around, self._jobs = around, around.jobs
        self.entry: Entry | None = None
        self.outer.setContentsMargins(theme.px(12), 0, theme.px(10), theme.px(12))
        self._filled = self._entered = False
        self.banner = Banner()
        self.body = look.spaced(QVBoxLayout(), gap=8)
        self.column.addWidget(self.banner)
        self.column.addLayout(self.body)
        self.column.addStretch(1)

    def show_entry(self, entry: Entry | None) -> None:
        """Show an entry; None empties the page."""
        if entry is not None and self.entry is not None and entry.id == self.entry.id:
            self.entry = entry
            return  # what is being written stays
        self.banner.clear()
        self.entry = entry
        self.reload()

    def enter(self) -> None:
        """The keyboard goes to the first field, as soon as it can be seen."""
        fields = [
            field
            for field in self.findChildren(QLineEdit)
            if field.objectName().startswith("entry_") and field.isVisible()
        ]
        self._entered = not (self._filled and fields)
        if fields and self._filled:
            fields[0].setFocus()
        elif self._filled:
            QTimer.singleShot(_SHOWN_MS, self, self._enter_again)

    def _enter_again(self) -> None:
        if self._entered and self.entry is not None:
            self.enter()

    def flush(self) -> None:
        """Say what is written in a field that was not left yet."""
        for field in self.findChildren(QLineEdit):
            if field.isModified() and field.objectName().startswith("entry_"):
                field.editingFinished.emit()
        for text in self.findChildren(LongText):
            text.flush()

    def reload(self) -> None:
        """Read it anew."""
        entry = self.entry
        self._filled = False
        if entry is None:
            look.clear(self.body)
            return

        def read(work: Work) -> Read:
            from core.inventory import figures_of, records_around

            records = records_around(work, entity=entry.kind, entity_id=entry.id)
            figures = (
                figures_of(work, social_response_id=entry.id)
                if entry.kind == "social_response"
                else []
            )
            return Read(records, tuple(figures))

        self._jobs.read(read, then=partial(self._fill, entry.id), failed=self._gone)

    def _gone(self, problem: BaseException) -> None:
        look.clear(self.body)
        self.banner.show_problem(problem)

    def _fill(self, identity: UUID, read: Read) -> None:
        if self.entry is None or self.entry.id != identity:
            return
        look.clear(self.body)
        head = look.text(self.entry.title, kind="heading", wrap=True)
        head.setObjectName("entry_title")
        self.body.addWidget(head)
        chips = look.spaced(QHBoxLayout(), gap=6)
        chips.addWidget(Chip(kind_text(self.entry)))
        if self.entry.status != "active":
            chips.addWidget(Chip(status_text(self.entry.status), state="warning"))
        chips.addStretch(1)
        self.body.addLayout(chips)
        if self.entry.kind == "social_response":
            self.body.addWidget(self._confirming())
            self._figures(read.figures)
        if self.entry.kind == "bank_item":
            loans = LoansPanel(self._around, self.entry.id)
            loans.refused.connect(self._refused)
            loans.changed.connect(self.banner.clear)
            self.body.addWidget(loans)
        for one in read.records:
            self.body.addWidget(SectionTitle(title_of(one.entity)))
            self._fields(one)
            self._kept(one)
        self.history = EntryHistory(self._around, [(one.entity, one.id) for one in read.records])
        self.body.addWidget(self.history)
        self._filled = True
        if self._entered:
            QTimer.singleShot(_SHOWN_MS, self, self._enter_again)

    # -- confirming and figures --------------------------------------------------------------

    def _confirming(self) -> QWidget:
        assert self.entry is not None
        box = QWidget()
        row = look.spaced(QHBoxLayout(box), gap=8)
        on = self.entry.confirmed_on
        words = (
            self.tr("Confirmado em {day}").format(day=f"{on:%d/%m/%Y}")
            if on
            else self.tr("Ainda ninguém confirmou estes dados")
        )
        row.addWidget(look.text(words, kind="soft", wrap=True), 1)
        confirm = look.button(
            self.tr("Está tudo certo"), icon="check", name="entry_confirm",
            tip=self.tr("Confirmar hoje todos os dados desta resposta"),
        )  # fmt: skip
        confirm.clicked.connect(self._confirm)
        row.addWidget(confirm)
        return box

    def _confirm(self) -> None:
        assert self.entry is not None
        self._edit("social_response", self.entry.id, "confirmed_on", self._today(), again=True)

    def _figures(self, figures: tuple[FigureSummary, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(2))
        current = {one.kind.value: one for one in figures if one.current}
        for at, kind in enumerate(FIGURE_WORDS):
            said = current.get(kind)
            label = look.text(figure_words(kind), kind="soft")
            field = QLineEdit(str(said.value) if said is not None else "")
            field.setObjectName(f"entry_{kind}")
            field.setAccessibleName(figure_words(kind))
            label.setBuddy(field)
            field.editingFinished.connect(partial(self._figure, kind, field))
            row, column = 3 * (at // 2), at % 2
            grid.addWidget(label, row, column)
            grid.addWidget(field, row + 1, column)
            source = look.text(_source_words(said), kind="soft", wrap=True)
            source.setObjectName(f"entry_{kind}_source")
            grid.addWidget(source, row + 2, column)
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def _figure(self, kind: str, field: QLineEdit) -> None:
        if not field.isModified() or self.entry is None:
            return
        field.setModified(False)
        try:
            value = whole(field.text()) if field.text().strip() else None
        except NotUnderstood as error:
            self._say_expected(error)
            return
        if value is None:
            self.reload()  # a statement is not unsaid by emptying the field
            return
        identity, day = self.entry.id, self._today()
        me = self._around.me()

        def verb(work: Work) -> None:
            from core.inventory import FigureKind, SourceKind, add_source, record, record_figures

            scope = record(work, entity="social_response", entity_id=identity).municipality
            source = add_source(
                work, kind=SourceKind.PERSON, title=me.technician.name if me else "", scope=scope,
                day=day, confirmed_by=me.technician.id if me else None,
            )  # fmt: skip
            record_figures(
                work, social_response_id=identity, values={FigureKind(kind): value}, day=day,
                source_id=source, confirmed_by=me.technician.id if me else None,
            )  # fmt: skip

        self._jobs.write(verb, then=self._stored_again, failed=self._refused)

    # -- fields ------------------------------------------------------------------------------

    def _fields(self, one: RecordValues) -> None:
        form = look.form(gap=8)
        for spec in FIELDS[one.entity]:
            editor = editor_of(
                spec,
                one.values.get(spec.name),
                municipality=one.municipality,
                said=partial(self._said, one, spec),
            )
            editor.setObjectName(f"entry_{one.entity}_{spec.name}")
            look.row(form, spec.label(), editor)
        self.body.addLayout(form)

    def _kept(self, one: RecordValues) -> None:
        """What an office's workbook says beside the fields, as it stood there."""
        kept = kept_of(one.values.get("attributes"))
        if not kept:
            return
        self.body.addWidget(look.text(self.tr("Outros dados do ficheiro"), kind="strong"))
        form = look.form(gap=4)
        for title, value in kept.items():
            shown = look.text(str(value), wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            look.row(form, title, shown)
        self.body.addLayout(form)

    def _said(self, one: RecordValues, spec: FieldSpec, value: Any) -> None:
        if isinstance(value, NotUnderstood):
            self._say_expected(value)
            return
        again = spec.kind in ("status", "type")
        self._edit(one.entity, one.id, spec.name, value, again=again)

    def _edit(self, entity: str, identity: UUID, name: str, value: Any, *, again: bool) -> None:
        changes = {name: value}
        if name == "status" and entity == "social_response":
            changes["closed_on"] = self._today() if value == "closed" else None

        def verb(work: Work) -> None:
            from core.inventory import edit

            edit(work, entity=entity, entity_id=identity, changes=changes)

        then = self._stored_again if again else self._stored
        self._jobs.write(verb, then=then, failed=self._refused)

    def _stored(self, _nothing: object) -> None:
        self.banner.clear()
        self.changed.emit()
        if self.entry is not None:
            self.history.reload()

    def _stored_again(self, _nothing: object) -> None:
        self.banner.clear()
        self.changed.emit()
        entry = self.entry
        if entry is None:
            return

        def read(work: Work) -> Entry | None:
            from core.inventory import entries_of

            found = entries_of(work, ids=[entry.id])
            return found[0] if found else None

        def then(now: Entry | None) -> None:
            if self.entry is not None and now is not None and now.id == self.entry.id:
                self.entry = now
                self.reload()

        self._jobs.read(read, then=while_alive(self, then))

    def _refused(self, problem: BaseException) -> None:
        self.banner.show_problem(problem)
        self.ensureVisible(0, 0)

    def _say_expected(self, error: NotUnderstood) -> None:
        self.banner.say(
            Sentence(
                self.tr("Este valor não foi guardado."),
                self.tr("O que lá estava continua guardado."),
                str(error),
            ),
            kind="warning",
        )
        self.ensureVisible(0, 0)

    def _today(self) -> Any:
        return self._around.now().date()


def _source_words(said: FigureSummary | None) -> str:
    if said is None:
        return ""
    parts = []
    if said.day is not None:
        parts.append(f"{said.day:%d/%m/%Y}")
    if said.source is not None and said.source.title:
        parts.append(said.source.title)
    return " · ".join(parts)
