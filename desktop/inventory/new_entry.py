"""«Nova resposta social»: the provider, the place, the type; the rest is written on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.inventory import FacilitySummary, ProviderSummary, social_response_types
from core.plan import load_municipalities
from core.problem import Sentence
from desktop.inventory.field_editors import NotUnderstood, whole
from desktop.kit import look, theme
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, PageHeader

if TYPE_CHECKING:
    from core.store import Work


class NewEntryDialog(QDialog):
    """`made` carries the id of the new social response."""

    made = Signal(object)

    def __init__(
        self, around: Surroundings, *, municipality: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._providers: list[ProviderSummary] = []
        self._facilities: list[FacilitySummary] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("new_entry")
        self.setWindowTitle(self.tr("Nova resposta social"))
        self.setMinimumWidth(theme.px(560))
        column = look.spaced(QVBoxLayout(self), margin=24, gap=12)
        column.addWidget(
            PageHeader(
                self.tr("Nova resposta social"),
                self.tr("Uma entidade ou um equipamento que já exista escolhe-se da lista."),
            )
        )
        self.banner = Banner()
        column.addWidget(self.banner)
        form = look.form()
        self.municipality = QComboBox()
        self.municipality.setObjectName("new_municipality")
        for one in sorted(load_municipalities(), key=lambda one: one.name):
            self.municipality.addItem(one.name, one.dico)
        self.municipality.setCurrentIndex(max(0, self.municipality.findData(municipality)))
        look.row(form, self.tr("Município"), self.municipality)
        self.provider = QLineEdit()
        self.provider.setObjectName("new_provider")
        look.row(form, self.tr("Entidade"), self.provider)
        self.facility = QLineEdit()
        self.facility.setObjectName("new_facility")
        look.row(form, self.tr("Equipamento"), self.facility)
        self.type = QComboBox()
        self.type.setObjectName("new_type")
        for kind in social_response_types():
            if kind.active:
                self.type.addItem(kind.name, kind.id)
        look.row(form, self.tr("Resposta social"), self.type)
        self.capacity = QLineEdit()
        self.capacity.setObjectName("new_capacity")
        self.capacity.setPlaceholderText(self.tr("se se souber"))
        look.row(form, self.tr("Capacidade"), self.capacity)
        column.addLayout(form)
        buttons = look.spaced(QHBoxLayout(), gap=8)
        buttons.addStretch(1)
        close = look.button(self.tr("Cancelar"), name="new_cancel")
        close.clicked.connect(self.reject)
        self.go = look.button(self.tr("Acrescentar"), kind="primary", name="new_go")
        self.go.clicked.connect(self._go)
        self.go.setDefault(True)
        buttons.addWidget(close)
        buttons.addWidget(self.go)
        column.addLayout(buttons)
        look.fit(self)
        self.municipality.currentIndexChanged.connect(lambda _at: self._read())
        self._read()
        self.provider.setFocus()

    def _read(self) -> None:
        dico = self.municipality.currentData()

        def read(work: Work) -> tuple[list[ProviderSummary], list[FacilitySummary]]:
            from core.inventory import list_facilities, list_providers

            return list_providers(work), list_facilities(work, municipality=dico)

        self._around.jobs.read(read, then=self._known)

    def _known(self, found: tuple[list[ProviderSummary], list[FacilitySummary]]) -> None:
        self._providers, self._facilities = found
        for field, names in (
            (self.provider, [one.name for one in self._providers]),
            (self.facility, [one.name for one in self._facilities]),
        ):
            completer = QCompleter(sorted(set(names)), field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)

    def _go(self) -> None:
        provider, facility = self.provider.text().strip(), self.facility.text().strip()
        if not provider:
            self._lacking(self.tr("Falta o nome da entidade."), self.provider)
            return
        try:
            typed = self.capacity.text().strip()
            capacity = whole(typed) if typed else None
        except NotUnderstood as error:
            self._lacking(str(error), self.capacity)
            return
        dico, kind = self.municipality.currentData(), self.type.currentData()
        known = [one for one in self._providers if one.name == provider]
        owner = next(
            (one for one in known if one.municipality == dico), known[0] if known else None
        )
        place = next(
            (one for one in self._facilities
             if one.name == (facility or provider) and one.provider == provider),
            None,
        )  # fmt: skip

        def verb(work: Work) -> UUID:
            from core.inventory import add_facility, add_provider, add_social_response

            if place is not None:
                where = place.id
            else:
                whose = owner.id if owner else add_provider(work, name=provider, municipality=dico)
                where = add_facility(
                    work, provider_id=whose, name=facility or provider, municipality=dico
                )
            return add_social_response(work, facility_id=where, type_id=kind, capacity=capacity)

        self.go.setEnabled(False)
        self._around.jobs.write(verb, then=self._added, failed=self._refused)

    def _added(self, identity: UUID) -> None:
        self.made.emit(identity)
        self.accept()

    def _refused(self, problem: BaseException) -> None:
        self.go.setEnabled(True)
        self.banner.show_problem(problem)
        look.fit(self)

    def _lacking(self, words: str, field: QLineEdit) -> None:
        self.banner.say(Sentence(words, self.tr("Nada foi acrescentado ainda."), ""), kind="info")
        field.setFocus()
        look.fit(self)
