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
    from uuid import UUID

    from core.inventory import LoanSummary
    from core.store import Work
    from core.visits import FillingSummary, Today, VisitSummary

    Found = tuple[Today, int, list[LoanSummary], list[tuple[UUID, str, int]]]
    """What is on, how many recordings are due, what is late, and where a consent is missing."""

ENTITIES = frozenset(
    {
        "visit", "filling", "answer", "visit_member", "recording", "erasure", "loan", "consent",
        "export_decision",
    }
)  # fmt: skip
_MOST = 5


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
        self._due = 0
        self._late: list[LoanSummary] = []
        self.body = look.spaced(QVBoxLayout(), gap=8)
        page.column.addLayout(self.body)
        Refresh(self.jobs, ENTITIES, self.enter, parent=self)

    def command_plan(self) -> None:
        """Go and plan a visit."""
        self.open_visit.emit("plan")

    def enter(self, argument: object = None) -> None:
        """Read again what is on."""
        now = self.around.now()

        def read(work: Work) -> Found:
            from core.inventory import list_loans
            from core.reports.exportable import kept_back_by_visit
            from core.video.privacy.records import due_recordings
            from core.visits import list_visits, today

            loans = list_loans(work, today=now.date(), only_open=True)
            late = [one for one in loans if one.late]
            kept = kept_back_by_visit(work, at=now)
            titles = {one.id: one.title for one in list_visits(work)} if kept else {}
            unasked = [
                (visit_id, titles.get(visit_id, ""), len(recordings))
                for visit_id, recordings in reversed(kept.items())
            ]
            return today(work, now=now), len(due_recordings(work, at=now)), late, unasked

        self.jobs.read(read, then=self._read)

    def _read(self, found: Found) -> None:
        _, self._due, self._late, self._unasked = found
        self._show(found[0])

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
        self._show_what_is_late()
        self.body.addStretch(1)

    def _show_what_is_late(self) -> None:
        if self._due or self._late or self._unasked:
            self.body.addWidget(SectionTitle(self.tr("A tratar")))
        if self._due:
            self.body.addWidget(self._due_card(self._due))
        for visit_id, title, many in self._unasked[:_MOST]:
            self.body.addWidget(self._unasked_card(visit_id, title, many))
        if len(self._unasked) > _MOST:
            more = self.tr("Faltam consentimentos em mais {count} visitas.").format(
                count=len(self._unasked) - _MOST
            )
            self.body.addWidget(look.text(more, kind="small"))
        for loan in self._late:
            self.body.addWidget(self._late_card(loan))

    def _due_card(self, many: int) -> CardButton:
        card = CardButton(
            self.tr("1 gravação fora do prazo")
            if many == 1
            else self.tr("{count} gravações fora do prazo").format(count=many),
            self.tr("O dia até ao qual se guardava passou: guardar mais tempo, ou apagar."),
            icon="video",
            name="today_due",
        )
        card.clicked.connect(self._show_due)
        return card

    def _unasked_card(self, visit_id: UUID, title: str, many: int) -> CardButton:
        card = CardButton(
            self.tr("Falta o consentimento: {visit}").format(visit=title),
            self.tr("1 gravação não sai deste computador enquanto ninguém o registar.")
            if many == 1
            else self.tr("{count} gravações não saem deste computador enquanto ninguém o registar.")
            .format(count=many),
            icon="lock",
            name=f"unasked_{visit_id}",
        )  # fmt: skip
        card.clicked.connect(partial(self.open_visit.emit, visit_id))
        return card

    def _late_card(self, loan: LoanSummary) -> CardButton:
        assert loan.due_on is not None
        card = CardButton(
            self.tr("Por devolver: {item}").format(item=loan.item),
            self.tr("{who} · {count} · devia ter voltado em {day}").format(
                who=loan.borrower, count=loan.quantity, day=formats.day(loan.due_on)
            ),
            icon="inventory",
            name=f"late_{loan.id}",
        )
        card.trailing.addWidget(Chip(self.tr("Em atraso"), state="warning"))
        card.clicked.connect(partial(self.open_entry.emit, loan.item_id))
        return card

    def _show_due(self) -> None:
        from desktop.today.due_recordings import DueDialog

        dialog = DueDialog(self.jobs, parent=self)
        dialog.open_visit.connect(self.open_visit)
        dialog.open()

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
