"""Who works here: name and municipality, as changes are signed with them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from core.problem import Sentence
from desktop.kit import look, theme
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Page, SectionTitle

if TYPE_CHECKING:
    from core.people import Me, TechnicianSummary
    from core.store import Work


class MePage(Page):
    """Choose which technician of this store one is, or add oneself."""

    changed = Signal(object)
    leave_store = Signal()

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        from PySide6.QtWidgets import QLineEdit

        super().__init__(widest=640, parent=parent)
        self._around = around
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.column.addWidget(SectionTitle(self.tr("Quem está a trabalhar")))
        self.column.addWidget(
            look.text(
                self.tr("Cada registo fica com o nome de quem o deu."), kind="soft", wrap=True
            )
        )
        form = look.form()
        self.person = QComboBox()
        look.row(form, self.tr("Sou"), self.person, name="me_person")
        self.name = QLineEdit()
        self._name_label = look.row(form, self.tr("Nome"), self.name, name="me_name")
        self.municipality = QComboBox()
        self._place_label = look.row(
            form, self.tr("Município"), self.municipality, name="me_municipality"
        )
        self.column.addLayout(form)
        self.save = look.button(self.tr("Guardar"), kind="primary", icon="check", name="me_save")
        self.save.clicked.connect(self._save)
        self.column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(theme.px(16))
        self.column.addWidget(SectionTitle(self.tr("Espaço de trabalho")))
        where = self.tr("Está a usar o exemplo, com dados fictícios.")
        if not around.sample:
            where = self.tr("Está a usar o seu espaço de trabalho, em {folder}.").format(
                folder=around.jobs.store.folder
            )
        self.column.addWidget(look.text(where, kind="soft", wrap=True))
        leave = look.button(
            self.tr("Sair do exemplo") if around.sample else self.tr("Fechar e bloquear"),
            icon="lock",
            name="me_leave",
        )
        leave.clicked.connect(self.leave_store)
        self.column.addWidget(leave, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.person.currentIndexChanged.connect(self._look)
        self.name.textChanged.connect(self._look)

    def load(self) -> None:
        """Read who could work here."""

        def read(work: Work) -> list[TechnicianSummary]:
            from core.people import list_technicians

            return list_technicians(work)

        self._around.jobs.read(read, then=self._show)

    def _show(self, people: list[TechnicianSummary]) -> None:
        from core.plan import load_municipalities, municipality_name

        me = self._around.me()
        self.person.clear()
        for person in people:
            place = municipality_name(person.municipality)
            self.person.addItem(f"{person.name} · {place}", person.id)
        self.person.addItem(self.tr("Outra pessoa…"), None)
        if me is not None:
            self.person.setCurrentIndex(max(0, self.person.findData(me.technician.id)))
        self.municipality.clear()
        for each in load_municipalities():
            self.municipality.addItem(each.name, each.dico)
        self._look()

    def _look(self) -> None:
        new = self.person.currentIndex() >= 0 and self.person.currentData() is None
        for widget in (self.name, self._name_label, self.municipality, self._place_label):
            widget.setVisible(new)
        self.save.setEnabled(not new or bool(self.name.text().strip()))

    def _save(self) -> None:
        import platform

        chosen = self.person.currentData()
        name, municipality = self.name.text().strip(), str(self.municipality.currentData())
        now = self._around.now()

        def write(work: Work) -> Me:
            from core.people import add_technician, this_is_me

            technician = chosen
            if not isinstance(technician, UUID):
                technician = add_technician(work, name=name, municipality=municipality)
            return this_is_me(work, technician_id=technician, device_name=platform.node(), at=now)

        self._around.jobs.write(write, then=self._saved, failed=self.banner.show_problem)

    def _saved(self, me: Me) -> None:
        if not self._around.sample:
            self._around.settings.change(
                name=me.technician.name, municipality=me.technician.municipality
            )
        self.changed.emit(me)
        self.banner.say(
            Sentence(
                self.tr("A partir de agora os registos são de {name}.").format(
                    name=me.technician.name
                ),
                "",
                "",
            ),
            kind="good",
        )
        self.name.clear()
        self.load()
