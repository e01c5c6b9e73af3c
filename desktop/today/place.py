"""Hoje: visits of the day and to come, and fillings not finished, each one click from going on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.kit import formats, look, theme
from desktop.kit.jobs import Refresh
from desktop.kit.place import Place, Surroundings
from desktop.kit.widgets import CardButton, Chip, EmptyState, Page, PageHeader, SectionTitle

if TYPE_CHECKING:
    from core.store import Work
    from core.visits import FillingSummary, Today, VisitSummary

ENTITIES = frozenset(
    {"visit", "filling", "answer", "visit_member", "Visit", "Filling", "Answer", "VisitMember"}
)


class TodayPlace(Place):
    """Sections come and go with what there is; free to grow."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        page = Page()
        self.frame.addWidget(page)
        self.header = PageHeader(self.tr("Hoje"))
        plan = look.button(
            self.tr("Planear visita"), kind="primary", icon="plus", name="today_plan"
        )
        plan.clicked.connect(self.command_plan)
        self.header.add_action(plan)
        page.column.addWidget(self.header)
        self.body = look.spaced(QVBoxLayout(), gap=8)
        page.column.addLayout(self.body)
        Refresh(self.jobs, ENTITIES, self.enter, parent=self)

    def command_plan(self) -> None:
        """Go and plan a visit."""
        self.open_visit.emit("plan")

    def enter(self, argument: object = None) -> None:
        """Read again what is on."""
        now = self.around.now()

        def read(work: Work) -> Today:
            from core.visits import today

            return today(work, now=now)

        self.jobs.read(read, then=self._show)

    def _show(self, found: Today) -> None:
        today = self.around.now().date()
        me = self.around.me()
        hello = self._greeting(self.around.now().hour)
        if me is not None and me.technician.name:
            hello = f"{hello}, {me.technician.name.split()[0]}"
        self.header.set_text(hello, formats.day(today))
        look.clear(self.body)
        # A draft whose visit is on today would only say the same twice.
        for draft in found.drafts[:1]:
            self.body.addWidget(SectionTitle(self.tr("Continuar onde ficou")))
            self.body.addWidget(self._draft(draft))
        if found.drafts[1:]:
            self.body.addWidget(SectionTitle(self.tr("Outros preenchimentos por acabar")))
            for draft in found.drafts[1:]:
                self.body.addWidget(self._draft(draft))
        if found.visits:
            self.body.addWidget(SectionTitle(self.tr("Visitas de hoje")))
            for visit in found.visits:
                self.body.addWidget(self._visit(visit))
        if found.upcoming:
            self.body.addWidget(SectionTitle(self.tr("Próximas visitas")))
            for visit in found.upcoming:
                self.body.addWidget(self._visit(visit))
        if not (found.visits or found.upcoming or found.drafts):
            empty = EmptyState(
                icon="today",
                title=self.tr("Ainda não há visitas marcadas"),
                words=self.tr(
                    "Aqui vê as visitas do dia, as próximas e o que ficou por acabar. Comece por "
                    "planear a primeira."
                ),
                action=self.tr("Planear uma visita"),
                name="today_empty_plan",
            )
            empty.activated.connect(self.command_plan)
            self.body.addWidget(empty)
        self.body.addStretch(1)

    def _greeting(self, hour: int) -> str:
        if hour < 12:
            return self.tr("Bom dia")
        return self.tr("Boa tarde") if hour < 20 else self.tr("Boa noite")

    def _draft(self, draft: FillingSummary) -> CardButton:
        since = draft.last_answer_at or draft.started_at
        card = CardButton(
            draft.visit_title,
            self.tr("{checklist} · {count} registos · último às {time} de {day}").format(
                checklist=draft.checklist_title,
                count=draft.answered,
                time=formats.clock(since),
                day=formats.day(since.astimezone().date()),
            ),
            icon="edit",
            name=f"draft_{draft.id}",
        )
        card.trailing.addWidget(Chip(self.tr("Continuar"), state="accent", icon="arrow-right"))
        card.clicked.connect(partial(self.open_filling.emit, draft.id))
        return card

    def _visit(self, visit: VisitSummary) -> CardButton:
        when = visit.planned_for.astimezone()
        day = formats.relative_day(when.date(), today=self.around.now().date())
        card = CardButton(
            visit.title,
            f"{day}, {formats.clock(visit.planned_for)} · {visit.place or visit.subject}",
            icon="calendar",
            name=f"visit_{visit.id}",
        )
        if visit.state == "underway":
            card.trailing.addWidget(Chip(self.tr("A decorrer"), state="accent"))
        elif visit.state == "done":
            card.trailing.addWidget(Chip(self.tr("Feita"), state="good"))
        card.clicked.connect(partial(self.open_visit.emit, visit.id))
        card.setMinimumHeight(theme.px(60))
        return card
