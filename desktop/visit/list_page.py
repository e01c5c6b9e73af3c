"""All visits: search as one types, filter by state, Enter opens."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import formats, icons, look, theme
from desktop.kit.place import Surroundings
from desktop.kit.widgets import EmptyState, PageHeader
from desktop.visit import words

if TYPE_CHECKING:
    from core.store import Work
    from core.visits import VisitSummary

STATES = ("planned", "underway", "done")


class ListPage(QWidget):
    """Asks the store for what it shows; nothing is kept beside it."""

    opened = Signal(object)
    plan = Signal()
    checklists = Signal()

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(32), theme.px(24), theme.px(32), theme.px(16))
        column.setSpacing(theme.px(10))
        header = PageHeader(self.tr("Visitas"), self.tr("Planear, começar, continuar e rever."))
        lists = look.button(self.tr("Guiões"), icon="list", name="visits_checklists")
        lists.clicked.connect(self.checklists)
        plan = look.button(
            self.tr("Planear visita"), kind="primary", icon="plus", name="visits_plan"
        )
        plan.clicked.connect(self.plan)
        header.add_action(lists)
        header.add_action(plan)
        column.addWidget(header)

        bar = look.spaced(QHBoxLayout(), gap=8)
        self.search = QLineEdit()
        self.search.setObjectName("visits_search")
        self.search.setPlaceholderText(self.tr("Procurar por nome ou local"))
        self.search.setAccessibleName(self.tr("Procurar visitas"))
        self.search.setClearButtonEnabled(True)
        bar.addWidget(self.search, 1)
        self.filters = {}
        for state in STATES:
            button = look.button(words.visit_state(state), icon=words.VISIT_ICONS[state])
            button.setObjectName(f"visits_filter_{state}")
            button.setCheckable(True)
            button.toggled.connect(self.load)
            bar.addWidget(button)
            self.filters[state] = button
        column.addLayout(bar)

        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.tree = QTreeWidget()
        self.tree.setObjectName("visits_list")
        self.tree.setAccessibleName(self.tr("Visitas"))
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.tree.setHeaderLabels(
            [self.tr("Visita"), self.tr("Data"), self.tr("Estado"), self.tr("Registos")]
        )
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for section in (1, 2, 3):
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemActivated.connect(self._open)
        self.stack.addWidget(self.tree)
        self.empty = EmptyState(
            icon="visits",
            title=self.tr("Ainda não há visitas"),
            words=self.tr(
                "Uma visita junta um estudo de caso ou equipamento, uma equipa e um guião. Planeie "
                "a primeira; no dia, começa-se daqui."
            ),
            action=self.tr("Planear uma visita"),
            name="visits_empty_plan",
        )
        self.empty.activated.connect(self.plan)
        self.stack.addWidget(self.empty)
        self.nothing = EmptyState(
            icon="search",
            title=self.tr("Nenhuma visita corresponde"),
            words=self.tr("Mude as palavras ou retire os filtros."),
        )
        self.stack.addWidget(self.nothing)

        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        self._later.timeout.connect(self.load)
        self.search.textChanged.connect(lambda _text: self._later.start())
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.plan)

    def load(self) -> None:
        """Read again with the words and filters of now."""
        wanted = self.search.text()
        states = tuple(state for state, button in self.filters.items() if button.isChecked())

        def read(work: Work) -> list[VisitSummary]:
            from core.visits import list_visits

            return list_visits(work, states=states, search=wanted)

        self._around.jobs.read(read, then=self._show)

    def _show(self, visits: list[VisitSummary]) -> None:
        current = self.tree.currentItem()
        kept = current.data(0, Qt.ItemDataRole.UserRole) if current else None
        self.tree.clear()
        today = self._around.now().date()
        for visit in visits:
            when = visit.planned_for.astimezone()
            day = formats.relative_day(when.date(), today=today)
            item = QTreeWidgetItem(
                [
                    visit.title,
                    f"{day}, {formats.clock(visit.planned_for)}",
                    words.visit_state(visit.state),
                    str(visit.answered),
                ]
            )
            item.setToolTip(0, visit.place or visit.subject)
            item.setIcon(2, icons.icon(words.VISIT_ICONS.get(visit.state, "calendar")))
            item.setData(0, Qt.ItemDataRole.UserRole, visit.id)
            self.tree.addTopLevelItem(item)
            if visit.id == kept:
                self.tree.setCurrentItem(item)
        first = self.tree.topLevelItem(0)
        if self.tree.currentItem() is None and first is not None:
            self.tree.setCurrentItem(first)
        filtered = self.search.text() or any(each.isChecked() for each in self.filters.values())
        self.stack.setCurrentWidget(
            self.tree if visits else self.nothing if filtered else self.empty
        )

    def _open(self, item: QTreeWidgetItem) -> None:
        visit = item.data(0, Qt.ItemDataRole.UserRole)
        if isinstance(visit, UUID):
            self.opened.emit(visit)
