"""What an import would do: made, changed, doubts to decide, and what is wrong, cell by cell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.inventory.entry_fields import field_words, kept_words, title_of
from desktop.kit import language, look, theme

if TYPE_CHECKING:
    from core.inventory.workbooks import Doubt, Preview

_MOST = 500


class PreviewPage(QWidget):
    """`decided` carries the keys of doubts that are the same, and of those that are new."""

    decided = Signal(object, object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = look.spaced(QVBoxLayout(self), gap=8)
        self.summary = look.text("", kind="strong", wrap=True)
        self.summary.setObjectName("import_summary")
        column.addWidget(self.summary)
        self.tabs = QTabWidget()
        column.addWidget(self.tabs, 1)
        self._accepted: set[str] = set()
        self._refused: set[str] = set()

    def show_preview(self, ready: Preview) -> None:
        """Show it; what has nothing to show has no tab."""
        plan = ready.plan
        self.summary.setText(
            self.tr(
                "Novos: {providers} entidades, {facilities} equipamentos, {offered} respostas "
                "sociais. Campos que mudam: {changed}. Linhas iguais ao que já há: {same}."
            ).format(
                providers=plan.count("provider"), facilities=plan.count("facility"),
                offered=plan.count("social_response"), changed=len(plan.changed), same=plan.same,
            )
        )  # fmt: skip
        while self.tabs.count():
            page = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if page is not None:
                page.deleteLater()
        if plan.doubts:
            self.tabs.addTab(
                self._doubts(plan.doubts),
                self.tr("Por decidir ({count})").format(count=len(plan.doubts)),
            )
        if ready.problems:
            self.tabs.addTab(
                self._problems(ready),
                self.tr("Células com problemas ({count})").format(count=len(ready.problems)),
            )
        if plan.changed:
            self.tabs.addTab(
                self._changes(ready),
                self.tr("O que muda ({count})").format(count=len(plan.changed)),
            )
        if plan.made:
            self.tabs.addTab(
                self._made(ready), self.tr("O que é novo ({count})").format(count=len(plan.made))
            )

    def _doubts(self, doubts: tuple[Doubt, ...]) -> QWidget:
        page = QWidget()
        column = look.spaced(QVBoxLayout(page), gap=6)
        row = look.spaced(QHBoxLayout(), gap=8)
        words = self.tr(
            "Provavelmente já estão no inventário. As linhas por decidir não são importadas."
        )
        row.addWidget(look.text(words, kind="soft", wrap=True), 1)
        same = look.button(self.tr("Todos são os mesmos"), name="import_all_same")
        same.clicked.connect(lambda: self.decided.emit({"*"}, set()))
        new = look.button(self.tr("Todos são novos"), name="import_all_new")
        new.clicked.connect(lambda: self.decided.emit(set(), {"*"}))
        row.addWidget(same)
        row.addWidget(new)
        column.addLayout(row)
        self._accepted, self._refused = set(), set()
        table = _table(
            [self.tr("Na folha"), self.tr("No inventário"), self.tr("Parecença"), ""],
            parent=page,
        )
        table.setRowCount(min(len(doubts), _MOST))
        for at, one in enumerate(doubts[:_MOST]):
            for place, words in enumerate((one.asked, one.found, f"{one.score * 100:.0f} %")):
                table.setItem(at, place, QTableWidgetItem(words))
            table.setCellWidget(at, 3, self._choice(one))
            table.setRowHeight(at, theme.px(38))
        column.addWidget(table, 1)
        decide = look.button(self.tr("Aplicar as decisões"), kind="primary", name="import_decide")
        decide.clicked.connect(lambda: self.decided.emit(self._accepted, self._refused))
        foot = look.spaced(QHBoxLayout(), gap=8)
        foot.addStretch(1)
        foot.addWidget(decide)
        column.addLayout(foot)
        return page

    def _choice(self, one: Doubt) -> QWidget:
        box = QWidget()
        row = look.spaced(QHBoxLayout(box), gap=4)
        same, new = look.button(self.tr("É o mesmo")), look.button(self.tr("É novo"))
        for button in (same, new):
            button.setCheckable(True)
            row.addWidget(button)
        same.clicked.connect(partial(self._decide, one.key, same, new, self._accepted))
        new.clicked.connect(partial(self._decide, one.key, new, same, self._refused))
        return box

    def _decide(
        self, key: str, pressed: QWidget, other: QWidget, chosen: set[str], _on: object = None
    ) -> None:
        from PySide6.QtWidgets import QPushButton

        assert isinstance(pressed, QPushButton)
        assert isinstance(other, QPushButton)
        other.setChecked(False)
        self._accepted.discard(key)
        self._refused.discard(key)
        if pressed.isChecked():
            chosen.add(key)

    def _problems(self, ready: Preview) -> QWidget:
        english = language.current() == "en"
        table = _table(
            [self.tr("Célula"), self.tr("Coluna"), self.tr("O que está"),
             self.tr("O que se esperava"), self.tr("Fica de fora")], parent=self,
        )  # fmt: skip
        table.setRowCount(min(len(ready.problems), _MOST))
        for at, one in enumerate(ready.problems[:_MOST]):
            expected = one.expected_en if english else one.expected_pt
            left = self.tr("a linha") if one.left_out else self.tr("a célula")
            where = f"{one.sheet}!{one.column}{one.row}"
            for place, words in enumerate((where, one.title, one.found, expected, left)):
                table.setItem(at, place, QTableWidgetItem(words))
        return table

    def _changes(self, ready: Preview) -> QWidget:
        table = _table(
            [self.tr("O quê"), self.tr("Campo"), self.tr("Agora"), self.tr("Passa a")], parent=self
        )
        changed = ready.plan.changed
        table.setRowCount(min(len(changed), _MOST))
        for at, one in enumerate(changed[:_MOST]):
            old, new = one.old, one.new
            if one.field == "attributes":
                old, new = kept_words(old, against=new) or None, kept_words(new, against=old)
            words = (title_of(one.entity), field_words(one.entity, one.field), old, new)
            for place, each in enumerate(words):
                table.setItem(at, place, QTableWidgetItem("–" if each is None else str(each)))
        return table

    def _made(self, ready: Preview) -> QWidget:
        from core.inventory import social_response_type
        from core.plan import municipality_name

        table = _table(
            [self.tr("O quê"), self.tr("Nome"), self.tr("Município"), self.tr("Capacidade")],
            parent=self,
        )
        made = ready.plan.made[:_MOST]
        table.setRowCount(len(made))
        for at, one in enumerate(made):
            name = one.values.get("name") or ""
            if one.entity == "social_response":
                name = social_response_type(one.values["type_id"]).name
            capacity = one.values.get("capacity")
            words = (
                title_of(one.entity), name, municipality_name(one.scope),
                "" if capacity is None else str(capacity),
            )  # fmt: skip
            for place, each in enumerate(words):
                table.setItem(at, place, QTableWidgetItem(each))
        return table


def _table(headers: list[str], *, parent: QWidget) -> QTableWidget:
    table = QTableWidget(0, len(headers), parent)
    table.setHorizontalHeaderLabels(headers)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.setTabKeyNavigation(False)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setHighlightSections(False)
    return table
