"""Inventário: search, table, page of an entry; rounds, duplicates; what comes in and goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.problem import Sentence
from desktop.inventory.bulk_bar import BulkBar
from desktop.inventory.duplicates_page import DuplicatesPage
from desktop.inventory.entry_model import EntryModel
from desktop.inventory.entry_page import EntryPage
from desktop.inventory.entry_table import EntryTable
from desktop.inventory.exporting import KINDS, Exporting
from desktop.inventory.filters import Filters
from desktop.inventory.import_dialog import ImportDialog
from desktop.inventory.map_page import InventoryMap
from desktop.inventory.new_entry import NewEntryDialog
from desktop.inventory.new_item import Kind, NewItemDialog
from desktop.inventory.rounds_page import RoundsPage
from desktop.inventory.views import ViewsButton
from desktop.kit import look, theme
from desktop.kit.jobs import Refresh
from desktop.kit.place import Place, Surroundings
from desktop.kit.widgets import Banner, EmptyState, PageHeader

if TYPE_CHECKING:
    from core.inventory.entries import Area
    from core.store import Work

ENTITIES = frozenset(
    {"provider", "facility", "social_response", "figure", "bank_item", "offer", "loan",
     "inventory_import", "inventory_merge"}
)  # fmt: skip


class InventoryPlace(Place):
    """`enter` takes nothing, the id of an entry to stand on, or a text to search for."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        self._wanted: UUID | None = None
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(24), theme.px(18), theme.px(24), theme.px(10))
        column.setSpacing(theme.px(8))
        self.frame.addLayout(column)
        column.addWidget(self._head())
        self.banner = Banner()
        column.addWidget(self.banner)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("inventory_tabs")
        self.stack = QStackedWidget()
        self.stack.addWidget(self._entries())
        self.empty = EmptyState(
            icon="inventory",
            title=self.tr("O inventário está vazio"),
            words=self.tr(
                "Traga a folha de cálculo que o município já tem: o Terreno propõe o que é cada "
                "coluna e mostra o que vai mudar antes de mudar."
            ),
            action=self.tr("Importar uma folha de cálculo"),
            name="inventory_first_import",
        )
        self.empty.activated.connect(self.import_file)
        self.stack.addWidget(self.empty)
        self.rounds = RoundsPage(around)
        self.rounds.show_entry.connect(self.stand_on)
        self.duplicates = DuplicatesPage(around)
        self.tabs.addTab(self.stack, self.tr("Entradas"))
        self.map = InventoryMap(around)
        self.map.show_entry.connect(self.stand_on)
        self.map.area_drawn.connect(self._in_area)
        self.table.stood_on.connect(self.map.show_current)
        self.tabs.addTab(self.map, self.tr("Mapa"))
        self.tabs.addTab(self.rounds, self.tr("Levantamentos"))
        self.tabs.addTab(self.duplicates, self.tr("Duplicados"))
        self.tabs.currentChanged.connect(self._tab_shown)
        column.addWidget(self.tabs, 1)
        Refresh(self.jobs, ENTITIES, self._again, parent=self)
        for keys, action in (
            ("Ctrl+F", self._search), ("Ctrl+N", self.add_entry), ("Ctrl+I", self.import_file),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def _head(self) -> QWidget:
        header = PageHeader(
            self.tr("Inventário"), self.tr("As respostas sociais, os bancos e as ofertas.")
        )
        add = look.button(self.tr("Nova"), icon="plus", name="inventory_new")
        kinds = QMenu(add)
        kinds.addAction(self.tr("Resposta social (Ctrl+N)")).triggered.connect(self.add_entry)
        kinds.addAction(self.tr("Item de banco")).triggered.connect(
            lambda: self.add_item("bank_item")
        )
        kinds.addAction(self.tr("Oferta")).triggered.connect(lambda: self.add_item("offer"))
        add.setMenu(kinds)
        give = look.button(self.tr("Exportar"), icon="export", name="inventory_export")
        self.exporting = Exporting(self.around, parent=self)
        self.exporting.done.connect(lambda said: self.banner.say(said, kind="good"))
        self.exporting.failed.connect(self._failed)
        menu = QMenu(give)
        for key in KINDS:
            menu.addAction(self.exporting.words(key)).triggered.connect(
                lambda _on=False, key=key: self.exporting.ask(key)
            )
        give.setMenu(menu)
        take = look.button(
            self.tr("Importar…"), kind="primary", icon="download", name="inventory_import",
            tip=self.tr("Uma folha de cálculo, como o município a tem (Ctrl+I)"),
        )  # fmt: skip
        take.clicked.connect(self.import_file)
        for button in (add, give, take):
            header.add_action(button)
        return header

    def _entries(self) -> QWidget:
        whole = QWidget()
        column = look.spaced(QVBoxLayout(whole), gap=8)
        self.filters = Filters()
        self.filters.changed.connect(self._filter)
        self.filters.search.down.connect(self._to_table)
        self.views = ViewsButton(self.around.settings)
        self.views.chosen.connect(self.filters.apply)
        self.views.asked.connect(lambda: self.views.save(self.filters.state()))
        self.filters.line.addWidget(self.views)
        column.addWidget(self.filters)
        self.model = EntryModel(self.jobs, parent=self)
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self.banner.show_problem)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(theme.px(10))
        split.setChildrenCollapsible(False)
        self.table = EntryTable(self.model, self.around.settings)
        self.table.search.connect(self._search)
        self.table.opened.connect(self._to_page)
        self.page = EntryPage(self.around)
        self.page.setMinimumWidth(theme.px(300))
        split.addWidget(self.table)
        split.addWidget(self.page)
        split.setStretchFactor(0, 6)
        split.setStretchFactor(1, 5)
        split.setSizes([theme.px(560), theme.px(420)])
        self.table.stood_on.connect(self.page.show_entry)
        column.addWidget(split, 1)
        foot = look.spaced(QHBoxLayout(), gap=8)
        self.count = look.text("", kind="soft")
        self.count.setObjectName("inventory_count")
        foot.addWidget(self.count)
        self.bulk = BulkBar(self.around)
        self.bulk.done.connect(lambda said: self.banner.say(said, kind="good"))
        self.bulk.failed.connect(self.banner.show_problem)
        self.table.chosen.connect(lambda many: self.bulk.show_chosen(self.table.ids(), many))
        foot.addWidget(self.bulk, 1)
        columns = look.button(self.tr("Colunas"), kind="link", name="inventory_columns")
        columns.clicked.connect(
            lambda: self.table.column_menu().popup(columns.mapToGlobal(columns.rect().topLeft()))
        )
        foot.addStretch(1)
        foot.addWidget(columns)
        column.addLayout(foot)
        return whole

    # -- coming and going --------------------------------------------------------------------

    def enter(self, argument: object = None) -> None:
        if isinstance(argument, UUID):
            self.stand_on(argument)
        elif isinstance(argument, str) and argument:
            self.filters.search.setText(argument)
        self._filter()
        self._tab_shown(self.tabs.currentIndex())
        self._read_types()
        if argument is None:
            self.filters.search.setFocus()

    def leave(self) -> None:
        self.page.flush()

    def _again(self) -> None:
        self.model.refresh()
        self._tab_shown(self.tabs.currentIndex())

    def _filter(self) -> None:
        wanted = self.filters.wanted(today=self.around.now().date())
        self.model.show(wanted)
        if self.tabs.currentWidget() is self.map:
            self.map.show_filter(wanted)

    def _in_area(self, area: Area) -> None:
        self.filters.set_area(area)

    def _tab_shown(self, at: int) -> None:
        page = self.tabs.widget(at)
        if page is self.rounds:
            self.rounds.reload()
        elif page is self.duplicates:
            self.duplicates.reload()
        elif page is self.map:
            self.map.show_filter(self.filters.wanted(today=self.around.now().date()))

    def _read_types(self) -> None:
        def read(work: Work) -> list[tuple[str, str]]:
            from core.inventory import count_by, social_response_type

            found = []
            for identity, _many in count_by(work, field="type_id"):
                try:
                    found.append((identity, social_response_type(identity).name))
                except KeyError:
                    continue  # a bank or an offer
            return sorted(found, key=lambda one: one[1])

        self.jobs.read(read, then=self.filters.offer_types)

    def _counted(self, many: int) -> None:
        self.stack.setCurrentIndex(1 if many == 0 and self.filters.empty else 0)
        words = self.tr("1 entrada") if many == 1 else self.tr("{count} entradas")
        if many == 0:
            words = self.tr("Nada encontrado: tire um filtro, ou escreva menos.")
        self.count.setText(words.format(count=f"{many:,}".replace(",", "\u202f")))
        now = self._wanted or (self.page.entry.id if self.page.entry is not None else None)
        row = self.model.row_of(now) if now is not None else -1
        if row >= 0:
            self.table.stand_on(row)
            self._wanted = None
        elif many and self._wanted is None:
            self.table.stand_on(0)
        elif not many:
            self.page.show_entry(None)

    def stand_on(self, identity: UUID) -> None:
        """Show one entry, whatever the filters were."""
        self.tabs.setCurrentIndex(0)
        self.filters.clear()
        self._wanted = identity

        def read(work: Work) -> str:
            from core.inventory import entries_of

            found = entries_of(work, ids=[identity])
            return found[0].title if found else ""

        def then(title: str) -> None:
            self.filters.search.setText(title)

        self.jobs.read(read, then=then)

    # -- acting ------------------------------------------------------------------------------

    def _search(self) -> None:
        self.tabs.setCurrentIndex(0)
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def _to_table(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.stand_on(0)

    def _to_page(self) -> None:
        self.page.enter()

    def add_entry(self) -> None:
        """A new social response."""
        me = self.around.me()
        chosen = self.filters.municipality.currentData()
        dico = chosen or (me.technician.municipality if me else "")
        dialog = NewEntryDialog(self.around, municipality=dico, parent=self)
        dialog.made.connect(self.stand_on)
        dialog.open()

    def add_item(self, kind: Kind) -> None:
        """Something new in a bank, or an offer."""
        me = self.around.me()
        dico = self.filters.municipality.currentData() or (me.technician.municipality if me else "")
        dialog = NewItemDialog(self.around, kind, municipality=dico, parent=self)
        dialog.made.connect(self.stand_on)
        dialog.open()

    def import_file(self) -> None:
        """Take a workbook in, step by step."""
        dialog = ImportDialog(self.around, parent=self)
        dialog.imported.connect(lambda said: self.banner.say(said, kind="good"))
        dialog.start()

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, OSError):
            self.banner.say(
                Sentence(
                    self.tr("Não foi possível escrever o ficheiro."),
                    self.tr("O inventário não foi alterado."),
                    self.tr("Veja se a pasta existe e se há espaço, e tente de novo."),
                )
            )
        else:
            self.banner.show_problem(problem)
