"""Plan a visit: what is visited, when, with which check-list, by whom and in which group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look, theme
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Page, PageHeader, SectionTitle

if TYPE_CHECKING:
    from core.inventory import CaseStudySummary, FacilitySummary
    from core.people import TechnicianSummary
    from core.store import Work
    from core.visits import ChecklistSummary

GROUPS = ("", "A", "B", "C", "D")
NEW = "new"


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen when planning."""

    studies: list[CaseStudySummary]
    facilities: list[FacilitySummary]
    checklists: list[ChecklistSummary]
    technicians: list[TechnicianSummary]


def read_choices(work: Work) -> Choices:
    """Read all lists at once."""
    from core.inventory import list_case_studies, list_facilities
    from core.people import list_technicians
    from core.visits import list_checklists

    return Choices(
        studies=list_case_studies(work),
        facilities=list_facilities(work),
        checklists=list_checklists(work),
        technicians=list_technicians(work),
    )


class PlanPage(Page):
    """A form; saving makes the visit and shows it."""

    back = Signal()
    planned = Signal(object)
    install = Signal()

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=760, parent=parent)
        self._around = around
        self._members: dict[UUID, tuple[QCheckBox, QComboBox]] = {}
        header = PageHeader(
            self.tr("Planear visita"), self.tr("Só o que é preciso; tudo se pode mudar depois.")
        )
        back = look.button(self.tr("Visitas"), kind="link", icon="arrow-left", name="plan_back")
        back.clicked.connect(self.back)
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(header)
        self.banner = Banner()
        self.column.addWidget(self.banner)

        form = look.form()
        self.subject = QComboBox()
        look.row(form, self.tr("O que se visita"), self.subject, name="plan_subject")
        self.new_name = QLineEdit()
        self.new_name.setPlaceholderText(self.tr("Ex.: Centro de Dia da Vila"))
        self.new_provider = QLineEdit()
        self.new_address = QLineEdit()
        self.new_municipality = QComboBox()
        self._new = QFrame()
        self._new.setProperty("kind", "sunken")
        new_form = look.form()
        look.row(new_form, self.tr("Nome do equipamento"), self.new_name, name="plan_new_name")
        look.row(new_form, self.tr("Entidade"), self.new_provider, name="plan_new_provider")
        look.row(new_form, self.tr("Morada"), self.new_address, name="plan_new_address")
        look.row(
            new_form, self.tr("Município"), self.new_municipality, name="plan_new_municipality"
        )
        inside = look.spaced(QVBoxLayout(self._new), margin=14)
        inside.addLayout(new_form)
        form.addRow(self._new)
        when = QWidget()
        row = look.spaced(QHBoxLayout(when), gap=8)
        self.day = look.date_field(around.now().date())
        self.day.setObjectName("plan_day")
        self.day.setAccessibleName(self.tr("Dia da visita"))
        self.time = QTimeEdit()
        self.time.setObjectName("plan_time")
        self.time.setAccessibleName(self.tr("Hora da visita"))
        self.time.setDisplayFormat("HH:mm")
        look.pad(self.time)
        row.addWidget(self.day, 2)
        row.addWidget(self.time, 1)
        look.row(form, self.tr("Quando"), when)
        self.checklist = QComboBox()
        look.row(form, self.tr("Guião e versão"), self.checklist, name="plan_checklist")
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("Se vazio, o nome do que se visita"))
        look.row(form, self.tr("Título"), self.title, name="plan_title")
        self.column.addLayout(form)
        self.no_checklist = look.button(
            self.tr("Ainda não há guiões. Instalar um guião…"), kind="link", icon="download"
        )
        self.no_checklist.setObjectName("plan_install")
        self.no_checklist.clicked.connect(self.install)
        self.column.addWidget(self.no_checklist, 0, Qt.AlignmentFlag.AlignLeft)

        self.column.addWidget(SectionTitle(self.tr("Equipa")))
        self.column.addWidget(
            look.text(
                self.tr("Quem vai, e em que grupo (A–D) se as secções forem repartidas."),
                kind="soft",
                wrap=True,
            )
        )
        self._team = QGridLayout()
        self._team.setColumnStretch(0, 1)
        self.column.addLayout(self._team)
        more = look.spaced(QHBoxLayout(), gap=8)
        self.colleague = QLineEdit()
        self.colleague.setObjectName("plan_colleague")
        self.colleague.setPlaceholderText(self.tr("Nome de outra pessoa da equipa"))
        self.colleague.setAccessibleName(self.tr("Nome de outra pessoa da equipa"))
        self.colleague.returnPressed.connect(self._add_colleague)
        add = look.button(self.tr("Acrescentar"), icon="plus", name="plan_add_colleague")
        add.clicked.connect(self._add_colleague)
        more.addWidget(self.colleague, 1)
        more.addWidget(add)
        self.column.addLayout(more)

        self.save = look.button(
            self.tr("Planear visita"), kind="primary", icon="check", name="plan_save"
        )
        self.save.clicked.connect(self._save)
        self.column.addSpacing(theme.px(8))
        self.column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.subject.currentIndexChanged.connect(self._look)
        self.checklist.currentIndexChanged.connect(self._look)
        self.new_name.textChanged.connect(self._look)

    def start(self) -> None:
        """An empty form for the next full hour."""
        self.banner.clear()
        soon = self._around.now() + timedelta(hours=1)
        self.day.setDate(QDate(soon.year, soon.month, soon.day))
        self.time.setTime(QTime(soon.hour, 0))
        self.title.clear()
        for field in (self.new_name, self.new_provider, self.new_address, self.colleague):
            field.clear()
        self._load()
        self.subject.setFocus()

    def _load(self) -> None:
        self._around.jobs.read(read_choices, then=self._show, failed=self.banner.show_problem)

    def _show(self, choices: Choices) -> None:
        from core.plan import load_municipalities

        self.subject.clear()
        for study in choices.studies:
            self.subject.addItem(
                self.tr("{title} · estudo de caso").format(title=study.title), ("study", study.id)
            )
        for place in choices.facilities:
            self.subject.addItem(
                self.tr("{title} · equipamento").format(title=place.name), ("facility", place.id)
            )
        self.subject.addItem(self.tr("Outro equipamento, ainda não registado…"), (NEW, None))
        self.new_municipality.clear()
        for municipality in load_municipalities():
            self.new_municipality.addItem(municipality.name, municipality.dico)
        me = self._around.me()
        if me is not None:
            index = self.new_municipality.findData(me.technician.municipality)
            self.new_municipality.setCurrentIndex(max(0, index))
        self.checklist.clear()
        for version in choices.checklists:
            words = f"{version.title} · {version.version}" if version.version else version.title
            self.checklist.addItem(words, version.version_id)
        self.no_checklist.setVisible(not choices.checklists)
        self._show_team(choices.technicians)
        self._look()

    def _show_team(self, technicians: list[TechnicianSummary]) -> None:
        kept = {
            key: (box.isChecked(), group.currentData())
            for key, (box, group) in self._members.items()
        }
        look.clear(self._team)
        self._members.clear()
        me = self._around.me()
        for row, person in enumerate(technicians):
            mine = me is not None and me.technician.id == person.id
            box = QCheckBox(f"{person.name} ({self.tr('eu')})" if mine else person.name)
            box.setObjectName(f"plan_member_{row}")
            group = QComboBox()
            group.setAccessibleName(self.tr("Grupo de {name}").format(name=person.name))
            for letter in GROUPS:
                words = self.tr("Grupo {letter}").format(letter=letter)
                group.addItem(words if letter else self.tr("Sem grupo"), letter or None)
            going, letter = kept.get(person.id, (mine, None))
            box.setChecked(going)
            group.setCurrentIndex(max(0, group.findData(letter)))
            group.setEnabled(going)
            box.toggled.connect(group.setEnabled)
            self._team.addWidget(box, row, 0)
            self._team.addWidget(group, row, 1)
            self._members[person.id] = (box, group)

    def _look(self) -> None:
        chosen = self.subject.currentData()
        new = bool(chosen) and chosen[0] == NEW
        self._new.setVisible(new)
        ready = self.checklist.currentData() is not None and bool(chosen)
        self.save.setEnabled(ready and (not new or bool(self.new_name.text().strip())))

    def _add_colleague(self) -> None:
        name = self.colleague.text().strip()
        me = self._around.me()
        if not name:
            return
        municipality = me.technician.municipality if me else self.new_municipality.currentData()

        def write(work: Work) -> UUID:
            from core.people import add_technician

            return add_technician(work, name=name, municipality=municipality)

        def added(technician: UUID) -> None:
            self.colleague.clear()
            self._around.jobs.read(
                _technicians, then=lambda people: self._joined(people, technician)
            )

        self._around.jobs.write(write, then=added, failed=self.banner.show_problem)

    def _joined(self, people: list[TechnicianSummary], technician: UUID) -> None:
        self._show_team(people)
        if technician in self._members:
            self._members[technician][0].setChecked(True)

    def _save(self) -> None:
        kind, subject = self.subject.currentData()
        day, time = self.day.date(), self.time.time()
        when = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute()).astimezone()
        fields: dict[str, Any] = {
            "checklist_version_id": self.checklist.currentData(),
            "planned_for": when,
            "title": self.title.text(),
        }
        team = [
            (key, group.currentData())
            for key, (box, group) in self._members.items()
            if box.isChecked()
        ]
        new = (
            self.new_name.text().strip(),
            self.new_provider.text().strip(),
            self.new_address.text().strip(),
            str(self.new_municipality.currentData()),
        )

        def write(work: Work) -> UUID:
            from core.visits import Member, plan_visit

            if kind == "study":
                fields["case_study_id"] = subject
            elif kind == "facility":
                fields["facility_id"] = subject
            else:
                fields["facility_id"] = _new_facility(work, new)
            return plan_visit(work, team=tuple(Member(key, group) for key, group in team), **fields)

        self.save.setEnabled(False)
        self._around.jobs.write(write, then=self.planned.emit, failed=self._failed)

    def _failed(self, problem: BaseException) -> None:
        self._look()
        self.banner.show_problem(problem)


def _technicians(work: Work) -> list[TechnicianSummary]:
    from core.people import list_technicians

    return list_technicians(work)


def _new_facility(work: Work, new: tuple[str, str, str, str]) -> UUID:
    from core.inventory import add_facility, add_provider

    name, provider, address, municipality = new
    provider_id = add_provider(work, name=provider or name, municipality=municipality)
    return add_facility(
        work, provider_id=provider_id, name=name, municipality=municipality, address=address
    )
