"""Going over to a newer version of the check-list: what changes is shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.problem import Sentence
from desktop.kit import look, theme
from desktop.kit.language import current as window_language
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, Chip, FlowLayout, Page, PageHeader, ProgressLine
from desktop.visit import verbs, words

if TYPE_CHECKING:
    from core.forms import SessionContext
    from core.forms.takeover import Asked, Doubtful, Kept, SetAside
    from core.store import Store, Work
    from core.visits import ChecklistSummary, Planned, VisitSummary

MOST = 150
"""So many lines of a list are shown; of more, how many there are."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A visit, the newer version, and the plan for its draft (None: not begun yet)."""

    visit: VisitSummary
    newer: ChecklistSummary | None
    planned: Planned | None


class VersionPage(Page):
    """Compare, then go over or stay. `done` carries the visit's id and what is to be said."""

    back = Signal(object)
    done = Signal(object, object)
    aside_wanted = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=860, parent=parent)
        self._around = around
        self._visit: UUID | None = None
        self._found: Compared | None = None
        back = look.button(self.tr("Visita"), kind="link", icon="arrow-left", name="version_back")
        back.clicked.connect(lambda: self.back.emit(self._visit))
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.header = PageHeader(self.tr("Passar para a versão nova do guião"))
        self.column.addWidget(self.header)
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.progress = ProgressLine()
        self.column.addWidget(self.progress)
        self.shown = QWidget()
        inside = look.spaced(QVBoxLayout(self.shown), gap=12)
        bar = QWidget()
        self.chips = FlowLayout(bar, gap=theme.px(8))
        inside.addWidget(bar)
        actions = look.spaced(QHBoxLayout(), gap=8)
        self.go = look.button(
            self.tr("Passar para a versão nova"), kind="primary", icon="done", name="version_go"
        )
        self.go.clicked.connect(self._go)
        self.keep = look.button(self.tr("Ficar com esta"), name="version_stay")
        self.keep.clicked.connect(self._stay)
        actions.addWidget(self.go)
        actions.addWidget(self.keep)
        actions.addStretch(1)
        inside.addLayout(actions)
        self.lists = look.spaced(QVBoxLayout(), gap=12)
        inside.addLayout(self.lists)
        self.column.addWidget(self.shown)
        self.column.addStretch(1)

    def start(self, visit: UUID) -> None:
        """Compare the version of a visit's draft with the newest one installed."""
        self._visit, self._found = visit, None
        self.banner.clear()
        self.shown.hide()
        self.header.set_text(self.tr("Passar para a versão nova do guião"))
        self.progress.tell(None, self.tr("A comparar as duas versões…"))
        self.progress.show()
        store, context = self._around.jobs.store, session_context(self._around)
        self._around.jobs.run(
            lambda _step: _compare(store, visit, context), then=self._show, failed=self._failed
        )

    def _failed(self, problem: BaseException) -> None:
        self.progress.hide()
        self.go.setEnabled(True)
        self.banner.show_problem(problem)
        if getattr(problem, "code", "") == "visits.answered-meanwhile" and self._visit:
            self.banner.add_action(self.tr("Comparar outra vez"), partial(self.start, self._visit))

    # -- showing -------------------------------------------------------------------------

    def _show(self, found: Compared) -> None:
        if found.visit.id != self._visit:
            return
        self.progress.hide()
        self._found = found
        look.clear(self.lists)
        look.clear(self.chips)
        if found.newer is None:
            self.banner.say(
                Sentence(
                    self.tr("Não há nenhuma versão mais nova deste guião."),
                    self.tr("Esta visita fica na versão {version}.").format(
                        version=found.visit.checklist_version or "–"
                    ),
                    "",
                ),
                kind="info",
            )
            return
        self.header.set_text(
            self.tr("Passar para a versão {version}").format(version=found.newer.version or "–"),
            self.tr("{title} · agora na versão {version} · {visit}").format(
                title=found.visit.checklist_title,
                version=found.visit.checklist_version or "–",
                visit=found.visit.title,
            ),
        )
        if found.planned is None:
            self._line(self.tr("Ainda ninguém preencheu nada: só muda a versão do guião."))
        else:
            self._show_plan(found.planned)
        self.go.setEnabled(True)
        self.shown.show()
        self.go.setFocus()

    def _show_plan(self, planned: Planned) -> None:
        plan = planned.plan
        changed = plan.changed
        for state, icon, text, count in (
            ("good", "done", self.tr("Passam como estão: {count}"), plan.given - len(changed)),
            ("info", "edit", self.tr("Passam com alterações: {count}"), len(changed)),
            ("warning", "warning", self.tr("Ficam de parte: {count}"), len(plan.aside)),
            ("info", "question", self.tr("Obrigatórias por responder: {count}"), len(plan.asked)),
        ):
            chip = Chip(text.format(count=count), state=state if count else "plain", icon=icon)
            self.chips.addWidget(chip)
        self._line(
            self.tr(
                "O preenchimento antigo fica guardado tal como está. Quem registou, quando e em"
                " que momento do vídeo passa com cada registo."
            )
        )
        self._list(self.tr("Ficam de parte"), plan.aside, self._aside_row)
        self._list(self.tr("Passam com alterações"), changed, self._changed_row)
        self._list(self.tr("Obrigatórias por responder"), plan.asked, self._asked_row)
        self._list(self.tr("A rever: a versão nova não os aceita"), plan.doubtful, self._doubt_row)

    def _line(self, text: str) -> None:
        self.lists.addWidget(look.text(text, kind="soft", wrap=True))

    def _list(self, title: str, entries: Sequence[Any], row: Any) -> None:
        if not entries:
            return
        card = Card()
        card.column.addWidget(look.text(f"{title} ({len(entries)})", kind="heading"))
        for one in entries[:MOST]:
            card.column.addLayout(row(one))
        if len(entries) > MOST:
            more = self.tr("… e mais {count}.").format(count=len(entries) - MOST)
            card.column.addWidget(look.text(more, kind="soft"))
        self.lists.addWidget(card)

    def _aside_row(self, one: SetAside) -> QVBoxLayout:
        where = " · ".join(part for part in (one.section, one.instance) if part)
        return words.entry(one.label, one.shown, where, words.why_aside(one.reason))

    def _changed_row(self, one: Kept) -> QVBoxLayout:
        notes = []
        if one.label != one.label_before and one.label_before:
            notes.append(self.tr("Antes: «{label}»").format(label=one.label_before))
        if one.how == "moved":
            notes.append(self.tr("Mudou de lugar no guião."))
        if one.converted:
            notes.append(self.tr("Escrito de outra forma: {before} → {after}").format(
                before=one.old_value, after=one.value
            ))  # fmt: skip
        value = "" if one.converted else one.value
        return words.entry(one.label or one.label_before, value, "", " ".join(notes))

    def _asked_row(self, one: Asked) -> QVBoxLayout:
        return words.entry(one.label, "", one.section, "")

    def _doubt_row(self, one: Doubtful) -> QVBoxLayout:
        return words.entry(one.label, "", "", one.message)

    # -- doing ---------------------------------------------------------------------------

    def _go(self) -> None:
        found = self._found
        if found is None or found.newer is None:
            return
        self.go.setEnabled(False)
        self._around.jobs.write(
            verbs.go_over(found.visit.id, planned=found.planned, version=found.newer.version_id),
            then=partial(self._gone, found.visit.id, found.newer.version),
            failed=self._failed,
        )

    def _gone(self, visit: UUID, version: str, aside: int) -> None:
        self.done.emit(
            visit,
            Sentence(
                self.tr("A visita passou para a versão {version} do guião.").format(
                    version=version or "–"
                ),
                self.tr("O que cabe nela passou, com quem registou e quando."),
                self.tr("Ficaram de parte: {count}. Podem ser postos à mão.").format(count=aside)
                if aside
                else "",
            ),
        )

    def _stay(self) -> None:
        found = self._found
        if found is None or found.newer is None:
            return
        self._around.jobs.write(
            verbs.stay(found.visit.id, version=found.newer.version_id),
            then=lambda _none: self.back.emit(found.visit.id),
            failed=self._failed,
        )


def session_context(around: Surroundings) -> SessionContext:
    """What a session may know of this laptop."""
    from core.forms import SessionContext

    me = around.me()
    return SessionContext(
        now=around.now,
        username=me.technician.name if me is not None else "",
        device_id=str(me.device_id) if me is not None else "",
        email=me.technician.email if me is not None else "",
        messages=window_language(),
    )


def _compare(store: Store, visit: UUID, context: SessionContext) -> Compared:
    from core.visits import newer_version, plan_for, visit_detail

    def read(work: Work) -> tuple[VisitSummary, ChecklistSummary | None]:
        return visit_detail(work, visit).summary, newer_version(work, visit_id=visit)

    summary, newer = store.read(read)
    planned = None
    if newer is not None and summary.filling_id is not None:
        planned = plan_for(
            store,
            filling_id=summary.filling_id,
            version_id=newer.version_id,
            context=context,
        )
    return Compared(visit=summary, newer=newer, planned=planned)
