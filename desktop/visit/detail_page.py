"""One visit: begin or go on; team, sections, consents, recordings, findings, taking home."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.consent import ConsentRows
from desktop.kit import formats, look, theme
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, Chip, FlowLayout, Page, PageHeader
from desktop.visit import parts, verbs, words
from desktop.visit.change_dialog import ChangeDialog, ChangedPlan
from desktop.visit.due_card import DueCard
from desktop.visit.reading import Section, Shown, read_sections, read_visit
from desktop.visit.versions_line import VersionsLine

if TYPE_CHECKING:
    from core.store import Work
    from core.visits import MemberSummary

GROUPS = ("A", "B", "C", "D")
LEAVE = "leave"


class DetailPage(Page):
    """Shows what is; each change is one verb and the page reads itself again."""

    back = Signal()
    open_filling = Signal(object)
    open_review = Signal(object)
    take_home = Signal(object)
    open_entry = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=1080, parent=parent)
        self._around = around
        self._visit: UUID | None = None
        self.shown: Shown | None = None
        self._sections: tuple[UUID, tuple[Section, ...]] | None = None

        back = look.button(self.tr("Visitas"), kind="link", icon="arrow-left", name="visit_back")
        back.clicked.connect(self.back)
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.header = PageHeader("")
        self.begin = look.button("", kind="primary", icon="play", name="visit_begin")
        self.begin.clicked.connect(self._begin)
        self.header.add_action(self.begin)
        self.column.addWidget(self.header)
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.versions = VersionsLine()
        self.column.addWidget(self.versions)
        bar = QWidget()
        self._chips = FlowLayout(bar, gap=theme.px(8))
        self.column.addWidget(bar)
        actions = look.spaced(QHBoxLayout(), gap=8)
        self.review = look.button(self.tr("Rever"), icon="video", name="visit_review")
        self.review.clicked.connect(lambda: self.open_review.emit(self._visit))
        self.home = look.button(self.tr("Levar para casa"), icon="export", name="visit_home")
        self.home.clicked.connect(lambda: self.take_home.emit(self._visit))
        self.change = look.button(self.tr("Alterar"), icon="edit", name="visit_change")
        self.change.clicked.connect(self._ask_change)
        self.finish = look.button(self.tr("Dar a visita por feita"), icon="done")
        self.finish.setObjectName("visit_finish")
        self.finish.clicked.connect(self._finish)
        for button in (self.review, self.home, self.change, self.finish):
            actions.addWidget(button)
        actions.addStretch(1)
        self.column.addLayout(actions)

        columns = look.spaced(QHBoxLayout(), gap=16)
        self._columns = columns
        left, right = look.spaced(QVBoxLayout(), gap=14), look.spaced(QVBoxLayout(), gap=14)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        self.column.addLayout(columns)
        self._team = self._card(left, self.tr("Equipa"))
        self._parts = self._card(left, self.tr("Quem tem que secção"))
        self._subject = self._card(left, self.tr("O que se visita"))
        self._due = DueCard(around)
        self._due.open_entry.connect(self.open_entry)
        self._due.failed.connect(self.banner.show_problem)
        left.addWidget(self._due)
        left.addStretch(1)
        self._consent_rows = ConsentRows(around.jobs, now=around.now)
        self._consent_rows.failed.connect(self.banner.show_problem)
        self._card(right, self.tr("Consentimentos")).addWidget(self._consent_rows)
        self._recordings = self._card(right, self.tr("Gravações"))
        self._findings = self._card(right, self.tr("Constatações"))
        right.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where they fit, else one."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < theme.px(780)
        wanted = QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        if self._columns.direction() != wanted:
            self._columns.setDirection(wanted)

    def _card(self, column: QVBoxLayout, title: str) -> QVBoxLayout:
        card = Card()
        card.column.addWidget(look.text(title, kind="heading"))
        inside = look.spaced(QVBoxLayout(), gap=8)
        card.column.addLayout(inside)
        column.addWidget(card)
        return inside

    def show_visit(self, visit: UUID) -> None:
        """Open a visit."""
        self._visit = visit
        self.banner.clear()
        self.reload()
        self.begin.setFocus()

    def reload(self) -> None:
        """Read the visit again."""
        if self._visit is not None:
            self._around.jobs.read(
                partial(read_visit, visit_id=self._visit, at=self._around.now()),
                then=self._show,
                failed=self.banner.show_problem,
            )

    # -- showing -------------------------------------------------------------------------

    def _show(self, shown: Shown) -> None:
        detail = shown.detail
        visit = detail.summary
        if visit.id != self._visit:
            return
        self.shown = shown
        when = formats.day_and_clock(visit.planned_for)
        self.header.set_text(visit.title, " · ".join(x for x in (when, visit.place) if x))
        self.versions.show_visit(shown)
        look.clear(self._chips)
        self._chips.addWidget(
            Chip(
                words.visit_state(visit.state),
                state=words.VISIT_LOOKS.get(visit.state, "plain"),
                icon=words.VISIT_ICONS.get(visit.state),
            )
        )
        title = f"{visit.checklist_title} {visit.checklist_version}".strip()
        self._chips.addWidget(Chip(title, icon="visits"))
        answered = self.tr("{state} · {count} registos").format(
            state=words.filling_state(visit.filling_state), count=visit.answered
        )
        self._chips.addWidget(Chip(answered, icon="edit"))
        for signature in detail.signatures:
            self._chips.addWidget(
                Chip(
                    self.tr("Assinado por {name}").format(name=signature.name),
                    state="good",
                    icon="signature",
                )
            )
        begun = visit.filling_id is not None
        finalised = visit.filling_state in ("finalised", "sent")
        self.begin.setText(
            self.tr("Ver o preenchimento")
            if finalised
            else self.tr("Continuar")
            if begun
            else self.tr("Começar visita")
        )
        self.review.setEnabled(begun)
        self.home.setEnabled(begun)
        self.finish.setVisible(visit.state == "underway")
        self._show_team(detail.team)
        parts.show_subject(self._subject, shown)
        self._due.show_visit(visit.id, detail.facility.id if detail.facility else None)
        self._consent_rows.show_visit(visit.id, detail.consents)
        parts.show_recordings(self._recordings, shown.recordings)
        parts.show_findings(self._findings, detail.findings)
        self._show_sections()

    def _show_team(self, team: tuple[MemberSummary, ...]) -> None:
        look.clear(self._team)
        from core.plan import municipality_name

        for member in team:
            row = look.spaced(QHBoxLayout(), gap=8)
            who = look.spaced(QVBoxLayout(), gap=0)
            who.addWidget(look.text(member.name, wrap=True))
            below = [municipality_name(member.municipality), member.role]
            who.addWidget(look.text(" · ".join(x for x in below if x), kind="small", wrap=True))
            row.addLayout(who, 1)
            row.addWidget(
                self._group_choice(
                    member.group,
                    self.tr("Grupo de {name}").format(name=member.name),
                    partial(self._put_in_group, member.technician_id),
                    self.tr("Sem grupo"),
                    leave=self.tr("Retirar da equipa"),
                )
            )
            self._team.addLayout(row)
        if not team:
            self._team.addWidget(look.text(self.tr("Ninguém na equipa ainda."), kind="soft"))
        others = self.shown.others if self.shown else ()
        if others:
            add = QComboBox()
            add.setObjectName("visit_join")
            add.setAccessibleName(self.tr("Juntar à equipa"))
            add.addItem(self.tr("Juntar à equipa…"), None)
            for person in others:
                add.addItem(person.name, person.id)
            add.activated.connect(lambda _index: self._join(add.currentData()))
            self._team.addWidget(add)

    def _group_choice(
        self,
        group: str | None,
        name: str,
        chosen: partial[None],
        nobody: str,
        *,
        leave: str = "",
    ) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(name)
        choice.addItem(nobody, None)
        for letter in GROUPS:
            choice.addItem(self.tr("Grupo {letter}").format(letter=letter), letter)
        if leave:
            choice.addItem(leave, LEAVE)
        choice.setCurrentIndex(max(0, choice.findData(group)))
        choice.activated.connect(lambda _index: chosen(choice.currentData()))
        return choice

    def _show_sections(self) -> None:
        assert self.shown is not None
        version = self.shown.detail.summary.checklist_version_id
        if self._sections is None or self._sections[0] != version:
            store = self._around.jobs.store
            self._around.jobs.run(
                lambda _step: (version, read_sections(store, version)),
                then=self._take_sections,
                failed=self.banner.show_problem,
            )
            return
        assigned = self.shown.detail.sections
        look.clear(self._parts)
        for section in self._sections[1]:
            row = look.spaced(QHBoxLayout(), gap=8)
            row.addWidget(look.text(section.label, wrap=True), 1)
            row.addWidget(
                self._group_choice(
                    assigned.get(section.key),
                    self.tr("Grupo da secção {name}").format(name=section.label),
                    partial(self._assign, section.key),
                    self.tr("Todos"),
                )
            )
            self._parts.addLayout(row)
        if not self._sections[1]:
            self._parts.addWidget(
                look.text(
                    self.tr("Este guião não tem secções; todos preenchem tudo."),
                    kind="soft",
                    wrap=True,
                )
            )

    def _take_sections(self, found: tuple[UUID, tuple[Section, ...]]) -> None:
        self._sections = found
        if self.shown is not None and self.shown.detail.summary.checklist_version_id == found[0]:
            self._show_sections()

    # -- doing ---------------------------------------------------------------------------

    def _do(self, verb: Callable[[Work], Any]) -> None:
        self._around.jobs.write(verb, failed=self.banner.show_problem)

    def _begin(self) -> None:
        if self._visit is None:
            return
        self.begin.setEnabled(False)
        self._around.jobs.write(
            verbs.begin(self._visit, at=self._around.now()), then=self._begun, failed=self._failed
        )

    def _begun(self, filling: UUID) -> None:
        self.begin.setEnabled(True)
        self.open_filling.emit(filling)

    def _failed(self, problem: BaseException) -> None:
        self.begin.setEnabled(True)
        self.banner.show_problem(problem)

    def _finish(self) -> None:
        if self._visit is not None:
            self._do(verbs.finish(self._visit, at=self._around.now()))

    def _ask_change(self) -> None:
        if self.shown is None:
            return
        detail = self.shown.detail
        dialog = ChangeDialog(
            ChangedPlan(
                title=detail.summary.title,
                planned_for=detail.summary.planned_for.astimezone(),
                place=detail.summary.place,
                notes=detail.notes,
            ),
            parent=self,
        )
        dialog.changed.connect(partial(self._change, detail.summary.id))
        dialog.open()

    def _change(self, visit: UUID, plan: ChangedPlan) -> None:
        self._do(verbs.change(visit, plan=plan))

    def _put_in_group(self, technician: UUID, group: Any) -> None:
        if self._visit is None:
            return
        if group == LEAVE:
            self._do(verbs.take_out(self._visit, technician=technician))
        else:
            self._do(verbs.put_in_group(self._visit, technician=technician, group=group))

    def _join(self, technician: UUID | None) -> None:
        if technician is not None:
            self._put_in_group(technician, None)

    def _assign(self, section: str, group: Any) -> None:
        if self._visit is not None:
            self._do(verbs.assign(self._visit, section=section, group=group))
