"""Plano: the plan's tree to read, with search, and the training routes with their moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look, theme
from desktop.kit.jobs import Step
from desktop.kit.place import Place, Surroundings
from desktop.kit.widgets import Chip, FlowLayout, Page, PageHeader, SectionTitle
from desktop.plan.finding import folded, keep_matching

if TYPE_CHECKING:
    from core.plan import InterventionArea, OperationalResponse, Plan, PriorityAxis, TrainingRoute

NODE = Qt.ItemDataRole.UserRole


class PlanPlace(Place):
    """Tree at the left, what is chosen at the right; read only."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        self.plan: Plan | None = None
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(32), theme.px(24), theme.px(32), theme.px(16))
        column.setSpacing(theme.px(10))
        self.frame.addLayout(column)
        self.header = PageHeader(
            self.tr("Plano"),
            self.tr(
                "PEMAS 14-17: eixos, áreas, respostas operativas, ações e roteiros formativos."
            ),
        )
        column.addWidget(self.header)
        self.search = QLineEdit()
        self.search.setObjectName("plan_search")
        self.search.setPlaceholderText(self.tr("Procurar no plano, sem precisar de acentos"))
        self.search.setAccessibleName(self.tr("Procurar no plano"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        column.addWidget(self.search)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.px(12))
        self.tabs = QTabWidget()
        self.tabs.setObjectName("plan_tabs")
        self.tree = self._tree("plan_tree", self.tr("Árvore do plano"))
        self.routes = self._tree("plan_routes", self.tr("Roteiros formativos"))
        self.tabs.addTab(self.tree, self.tr("Plano"))
        self.tabs.addTab(self.routes, self.tr("Roteiros"))
        self.tabs.currentChanged.connect(lambda _index: self._chosen())
        split.addWidget(self.tabs)
        self.sheet = Page(widest=720)
        self.sheet.outer.setContentsMargins(theme.px(12), 0, theme.px(8), 0)
        split.addWidget(self.sheet)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 6)
        split.setSizes([theme.px(400), theme.px(460)])
        column.addWidget(split, 1)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)

    def enter(self, argument: object = None) -> None:
        """Load the plan the first time; `argument` is the code of something to show."""
        if self.plan is None:

            def load(_step: Step) -> Plan:
                from core.plan import load_plan

                return load_plan()

            self.jobs.run(load, then=lambda plan: self._show(plan, argument))
        elif isinstance(argument, str):
            self.choose(argument)

    def choose(self, code: str) -> bool:
        """Show the axis, area, RO or route of this code."""
        for tree, tab in ((self.tree, 0), (self.routes, 1)):
            for item in _items(tree):
                if getattr(item.data(0, NODE), "code", "") == code:
                    self.tabs.setCurrentIndex(tab)
                    tree.setCurrentItem(item)
                    tree.scrollToItem(item)
                    return True
        return False

    def _tree(self, name: str, label: str) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName(name)
        tree.setAccessibleName(label)
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(False)
        tree.setWordWrap(True)
        tree.setIndentation(theme.px(18))
        tree.setAnimated(False)
        tree.currentItemChanged.connect(lambda *_: self._chosen())
        return tree

    # -- filling -----------------------------------------------------------------------------

    def _show(self, plan: Plan, argument: object) -> None:
        self.plan = plan
        for axis in plan.axes:
            top = _item(f"{axis.number} · {axis.name}", axis, bold=True)
            for area in axis.areas:
                middle = _item(area.name, area)
                for operational in area.operational:
                    leaf = _item(operational.name, operational)
                    # Actions are found by the search without standing in the tree.
                    leaf.setData(
                        0,
                        NODE + 1,
                        folded(" ".join(action.text for action in operational.actions)),
                    )
                    middle.addChild(leaf)
                top.addChild(middle)
            self.tree.addTopLevelItem(top)
            top.setExpanded(True)
        for route in plan.routes:
            self.routes.addTopLevelItem(_item(f"{route.code} · {route.name}", route))
        for tree in (self.tree, self.routes):
            first = tree.topLevelItem(0)
            if first is not None:
                tree.setCurrentItem(first)
        if isinstance(argument, str):
            self.choose(argument)

    def _find(self, wanted: str) -> None:
        for tree in (self.tree, self.routes):
            found = keep_matching(tree, wanted)
            if found is not None and wanted:
                tree.setCurrentItem(found)

    def _chosen(self) -> None:
        tree = self.tree if self.tabs.currentIndex() == 0 else self.routes
        item = tree.currentItem()
        look.clear(self.sheet.column)
        if item is None:
            return
        node = item.data(0, NODE)
        from core.plan import InterventionArea, OperationalResponse, PriorityAxis, TrainingRoute

        match node:
            case PriorityAxis():
                self._axis(node)
            case InterventionArea():
                self._area(node)
            case OperationalResponse():
                self._operational(node)
            case TrainingRoute():
                self._route(node)
        self.sheet.column.addStretch(1)

    # -- sheets ------------------------------------------------------------------------------

    def _head(self, above: str, title: str) -> None:
        self._say(above, "small")
        self._say(title, "heading")

    def _say(self, words: str, kind: str = "") -> None:
        if words:
            self.sheet.column.addWidget(look.text(words, kind=kind, wrap=True))

    def _links(self, targets: list[tuple[str, str]]) -> None:
        for code, words in targets:
            button = look.button(words, kind="link", icon="arrow-right")
            button.clicked.connect(lambda _on, code=code: self.choose(code))
            self.sheet.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _axis(self, axis: PriorityAxis) -> None:
        self._head(self.tr("Eixo Prioritário {number}").format(number=axis.number), axis.name)
        self.sheet.column.addWidget(SectionTitle(self.tr("Áreas de Intervenção")))
        self._links([(area.code, area.name) for area in axis.areas])

    def _area(self, area: InterventionArea) -> None:
        assert self.plan is not None
        self._head(self.tr("Área de Intervenção"), area.name)
        self.sheet.column.addWidget(SectionTitle(self.tr("Objetivo Geral")))
        self._say(area.general_objective)
        self.sheet.column.addWidget(SectionTitle(self.tr("Objetivos Específicos")))
        for objective in area.objectives:
            self._say(f"{objective.code.rsplit('.', 1)[-1]} · {objective.name}")
        self.sheet.column.addWidget(SectionTitle(self.tr("Respostas Operativas")))
        self._links([(each.code, each.name) for each in area.operational])
        routes = self.plan.routes_of(area.code)
        if routes:
            self.sheet.column.addWidget(SectionTitle(self.tr("Roteiros Formativos")))
            self._links([(route.code, f"{route.code} · {route.name}") for route in routes])

    def _operational(self, found: OperationalResponse) -> None:
        assert self.plan is not None
        self._head(self.tr("Resposta Operativa · {code}").format(code=found.code), found.name)
        area = next((a for a in self.plan.areas() if found in a.operational), None)
        if area is not None:
            for objective in area.objectives:
                if objective.code == found.objective:
                    self.sheet.column.addWidget(SectionTitle(self.tr("Objetivo Específico")))
                    self._say(objective.name)
        self.sheet.column.addWidget(SectionTitle(self.tr("Ações Estratégicas")))
        for number, action in enumerate(found.actions, start=1):
            self._say(f"{number}. {action.text}")
        if found.inherited_actions:
            self._say(
                self.tr("No documento a célula está em branco: são as ações da linha anterior."),
                "small",
            )
        if found.strategic_unit:
            self.sheet.column.addWidget(SectionTitle(self.tr("Unidade Estratégica")))
            self._say(found.strategic_unit)
        codes = (*found.routes, *found.complementary_routes)
        if codes:
            self.sheet.column.addWidget(SectionTitle(self.tr("Roteiros Formativos")))
            self._links([(code, self._route_words(code)) for code in codes])

    def _route_words(self, code: str) -> str:
        assert self.plan is not None
        return f"{code} · {self.plan.route(code).name}"

    def _route(self, route: TrainingRoute) -> None:
        assert self.plan is not None
        self._head(
            self.tr("Roteiro Formativo temático")
            if route.thematic
            else self.tr("Roteiro Formativo"),
            f"{route.code} · {route.name}",
        )
        chips = QWidget()
        flow = FlowLayout(chips, gap=theme.px(8))
        for number, words in enumerate(
            (
                self.tr("Formação em sala"),
                self.tr("Visita in loco"),
                self.tr("Workshop de integração"),
            ),
            start=1,
        ):
            flow.addWidget(Chip(f"{number} · {words}", state="accent", icon=""))
        self.sheet.column.addWidget(SectionTitle(self.tr("Momentos")))
        self.sheet.column.addWidget(chips)
        self._say(
            self.tr(
                "Cada roteiro escolhe estudos de caso, junta municípios-formadores e "
                "municípios-formandos, e deixa um produto estratégico."
            ),
            "soft",
        )
        phases = (
            (
                self.tr("Preparar"),
                self.tr("parâmetros de seleção, candidaturas, grupos e calendário"),
            ),
            (self.tr("Fazer"), self.tr("os três momentos, por esta ordem")),
            (self.tr("Deixar"), self.tr("produto estratégico e avaliação")),
        )
        self.sheet.column.addWidget(SectionTitle(self.tr("Fases")))
        for name, words in phases:
            row = look.spaced(QHBoxLayout(), gap=8)
            label = look.text(name, kind="strong")
            label.setFixedWidth(theme.px(90))
            row.addWidget(label)
            row.addWidget(look.text(words, wrap=True), 1)
            self.sheet.column.addLayout(row)
        area = next((a for a in self.plan.areas() if a.code == route.area), None)
        if area is not None:
            self.sheet.column.addWidget(SectionTitle(self.tr("Área de Intervenção")))
            self._links([(area.code, area.name)])
        self.sheet.column.addWidget(SectionTitle(self.tr("Respostas Operativas")))
        self._links([(code, self.plan.operational(code).name) for code in route.operational])


def _item(words: str, node: object, *, bold: bool = False) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    item.setData(0, NODE, node)
    item.setToolTip(0, words)
    if bold:
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
    return item


def _items(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    found: list[QTreeWidgetItem] = []
    waiting = [tree.topLevelItem(index) for index in range(tree.topLevelItemCount())]
    while waiting:
        item = waiting.pop(0)
        if item is not None:
            found.append(item)
            waiting[:0] = [item.child(index) for index in range(item.childCount())]
    return found
