"""What a newer version of the check-list has no place for: seen, copied, marked as dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.problem import Sentence
from desktop.kit import formats, look
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, Chip, Page, PageHeader
from desktop.visit import verbs, words
from desktop.visit.version_page import session_context

if TYPE_CHECKING:
    from core.forms import SessionContext
    from core.store import Store, Work
    from core.visits import AsideSummary, Planned, VisitSummary


@dataclass(frozen=True, slots=True)
class Left:
    """A visit and what was put aside in it; `older`: the filling that one can still go back to."""

    visit: VisitSummary
    entries: tuple[AsideSummary, ...]
    older: UUID | None


class AsidePage(Page):
    """The list of a visit. `done` carries the visit's id and what is to be said."""

    back = Signal(object)
    done = Signal(object, object)
    aside_wanted = Signal(object)
    open_filling = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=860, parent=parent)
        self._around = around
        self._visit: UUID | None = None
        self._left: Left | None = None
        back = look.button(self.tr("Visita"), kind="link", icon="arrow-left", name="aside_back")
        back.clicked.connect(lambda: self.back.emit(self._visit))
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.header = PageHeader(self.tr("Postos de parte"))
        self.fill = look.button(self.tr("Continuar o guião"), icon="play", name="aside_fill")
        self.fill.clicked.connect(self._open_filling)
        self.header.add_action(self.fill)
        self.column.addWidget(self.header)
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.column.addWidget(
            look.text(
                self.tr(
                    "Registos que a versão nova do guião não tem onde guardar. Continuam na versão"
                    " em que foram feitos; aqui pode copiá-los para o lugar certo e dá-los por"
                    " tratados."
                ),
                kind="soft",
                wrap=True,
            )
        )
        self.older = look.button("", kind="link", icon="arrow-left", name="aside_go_back")
        self.older.clicked.connect(self._go_back)
        self.column.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        self.list = look.spaced(QVBoxLayout(), gap=8)
        self.column.addLayout(self.list)
        self.column.addStretch(1)

    def show_visit(self, visit: UUID) -> None:
        """Open the list of a visit."""
        self._visit = visit
        self.banner.clear()
        self.reload()

    def reload(self) -> None:
        """Read it again."""
        visit = self._visit
        if visit is not None:
            self._around.jobs.read(
                partial(_read, visit=visit), then=self._show, failed=self.banner.show_problem
            )

    def _show(self, left: Left) -> None:
        if left.visit.id != self._visit:
            return
        self._left = left
        self.header.set_text(self.tr("Postos de parte"), left.visit.title)
        self.fill.setEnabled(left.visit.filling_id is not None)
        self.older.setVisible(left.older is not None)
        if left.older is not None:
            versions = {one.version for one in left.entries}
            self.older.setText(
                self.tr("Voltar à versão anterior ({version})").format(version=versions.pop())
                if len(versions) == 1
                else self.tr("Voltar à versão anterior")
            )
        look.clear(self.list)
        for one in left.entries:
            self.list.addWidget(self._card(one))
        if not left.entries:
            self.list.addWidget(look.text(self.tr("Não há nada de parte."), kind="soft"))

    def _card(self, one: AsideSummary) -> Card:
        card = Card()
        when = formats.day_and_clock(one.answered_at)
        who = " · ".join(part for part in (one.technician, when) if part)
        where = " · ".join(part for part in (one.section, one.instance) if part)
        if one.moment_us is not None:
            who = self.tr("{who} · vídeo {clock}").format(
                who=who, clock=formats.duration(one.moment_us)
            )
        version = self.tr("Versão {version}").format(version=one.version or "–")
        notes = " · ".join(part for part in (version, where, who) if part)
        row = look.spaced(QHBoxLayout(), gap=12)
        row.addLayout(words.entry(one.label, one.shown, notes, words.why_aside(one.reason)), 1)
        if one.sha256 is not None:
            row.addWidget(Chip(self.tr("Ficheiro na visita"), icon="file"))
        copy = look.button(self.tr("Copiar"), kind="quiet", icon="copy", name="aside_copy")
        copy.setAccessibleName(self.tr("Copiar «{label}»").format(label=one.label))
        copy.clicked.connect(partial(self._copy, one.shown))
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        handled = one.handled_at is not None
        mark = look.button(
            self.tr("Repor por tratar") if handled else self.tr("Dar por tratado"),
            kind="quiet" if handled else "",
            icon="" if handled else "done",
            name="aside_handle",
        )
        mark.setAccessibleName(f"{mark.text()}: {one.label}")
        mark.clicked.connect(partial(self._handle, one.id, not handled))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        card.column.addLayout(row)
        if one.handled_at is not None:
            told = self.tr("Tratado por {who}, {when}").format(
                who=one.handled_by or "–", when=formats.day_and_clock(one.handled_at)
            )
            card.column.addWidget(
                Chip(told, state="good", icon="done"), 0, Qt.AlignmentFlag.AlignLeft
            )
        return card

    # -- doing ---------------------------------------------------------------------------

    def _copy(self, text: str, _checked: object = None) -> None:
        QGuiApplication.clipboard().setText(text)
        self.banner.say(Sentence(self.tr("Copiado. Pode colar no guião."), "", ""), kind="info")

    def _handle(self, aside: UUID, done: bool, _checked: object = None) -> None:
        me = self._around.me()
        self._around.jobs.write(
            verbs.handle(
                aside,
                done=done,
                technician=me.technician.id if me is not None else None,
                at=self._around.now(),
            ),
            failed=self.banner.show_problem,
        )

    def _open_filling(self) -> None:
        if self._left is not None and self._left.visit.filling_id is not None:
            self.open_filling.emit(self._left.visit.filling_id)

    def _go_back(self) -> None:
        left = self._left
        if left is None or left.older is None or left.visit.filling_id is None:
            return
        self.older.setEnabled(False)
        store, context = self._around.jobs.store, session_context(self._around)
        older, version = left.older, left.visit.checklist_version_id
        self._around.jobs.run(
            lambda _step: _plan(store, older, version, context),
            then=partial(self._return, left.visit),
            failed=self._failed,
        )

    def _return(self, visit: VisitSummary, planned: Planned) -> None:
        assert visit.filling_id is not None
        self._around.jobs.write(
            verbs.return_to(planned, filling=visit.filling_id),
            then=lambda _none: self._returned(visit.id),
            failed=self._failed,
        )

    def _returned(self, visit: UUID) -> None:
        self.older.setEnabled(True)
        self.done.emit(
            visit,
            Sentence(
                self.tr("A visita voltou à versão anterior do guião."),
                self.tr("O preenchimento está como estava antes de passar."),
                "",
            ),
        )

    def _failed(self, problem: BaseException) -> None:
        self.older.setEnabled(True)
        self.banner.show_problem(problem)


def _read(work: Work, *, visit: UUID) -> Left:
    from core.visits import anything_newer, list_aside, replaced_fillings, visit_detail

    summary = visit_detail(work, visit).summary
    older = None
    if summary.filling_id is not None and summary.filling_state == "draft":
        replaced = replaced_fillings(work, visit_id=visit)
        if replaced and not anything_newer(work, filling_id=summary.filling_id, than=replaced[0]):
            older = replaced[0]
    return Left(visit=summary, entries=tuple(list_aside(work, visit_id=visit)), older=older)


def _plan(store: Store, older: UUID, version: UUID, context: SessionContext) -> Planned:
    from core.visits import plan_for

    return plan_for(store, filling_id=older, version_id=version, context=context)
