"""Duplicados: pairs that look like one, side by side; made one, told apart, or split again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.plan import municipality_name
from core.problem import Sentence
from desktop.inventory.entry_fields import FIELDS, title_of
from desktop.kit import look, theme
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, EmptyState, Page

if TYPE_CHECKING:
    from core.inventory import MergeSummary, RecordValues
    from core.inventory.duplicates import Duplicate
    from core.store import Work

PAIR = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records with all their fields."""

    about: Duplicate
    one: RecordValues
    other: RecordValues


class DuplicatesPage(QWidget):
    """Read when it is shown: it looks through the whole inventory."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._around = around.jobs, around
        self._pair: Pair | None = None
        self._groups: dict[str, QButtonGroup] = {}
        column = look.spaced(QVBoxLayout(self), gap=8)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.empty = EmptyState(
            icon="done",
            title=self.tr("Não há duplicados à vista"),
            words=self.tr("Equipamentos e entidades parecidos aparecem aqui, para decidir."),
        )
        column.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(theme.px(10))
        self.split.setChildrenCollapsible(False)
        self.pairs = QListWidget()
        self.pairs.setObjectName("duplicates_list")
        self.pairs.setAccessibleName(self.tr("Pares parecidos"))
        self.pairs.setWordWrap(True)
        self.pairs.currentItemChanged.connect(lambda *_: self._chosen())
        self.split.addWidget(self.pairs)
        self.sheet = Page(widest=760)
        self.sheet.outer.setContentsMargins(theme.px(10), 0, theme.px(8), 0)
        self.split.addWidget(self.sheet)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 4)
        self.split.setSizes([theme.px(300), theme.px(640)])
        column.addWidget(self.split, 1)
        self.split.hide()
        self.merged = look.spaced(QVBoxLayout(), gap=4)
        column.addLayout(self.merged)
        column.addStretch(0)

    def reload(self) -> None:
        """Look through the inventory again."""

        def read(work: Work) -> tuple[list[Duplicate], list[tuple[MergeSummary, str]]]:
            from core.inventory import list_merges, record
            from core.inventory.duplicates import find_duplicates

            merges = []
            for one in list_merges(work)[:5]:
                if one.split_at is None:
                    kept = record(work, entity=one.entity, entity_id=one.kept_id)
                    merges.append((one, str(kept.values.get("name") or "")))
            return find_duplicates(work)[:300], merges

        self._jobs.read(read, then=self._show, failed=self.banner.show_problem)

    def _show(self, found: tuple[list[Duplicate], list[tuple[MergeSummary, str]]]) -> None:
        pairs, merges = found
        self.pairs.clear()
        for one in pairs:
            words = f"{one.one}\n{one.other}\n"
            sure = self.tr("quase certo") if one.sure else f"{one.score * 100:.0f} %"
            words += f"{title_of(one.entity)} · {municipality_name(one.municipality)} · {sure}"
            item = QListWidgetItem(words)
            item.setData(PAIR, one)
            self.pairs.addItem(item)
        self.split.setVisible(bool(pairs))
        self.empty.setVisible(not pairs)
        if pairs:
            self.pairs.setCurrentRow(0)
        look.clear(self.merged)
        for merge, name in merges:
            row = look.spaced(QHBoxLayout(), gap=8)
            words = self.tr("Juntou-se tudo em «{name}».").format(name=name)
            row.addWidget(look.text(words, kind="soft"))
            again = look.button(self.tr("Separar outra vez"), kind="link", name="duplicates_split")
            again.clicked.connect(partial(self._split, merge.id))
            row.addWidget(again)
            row.addStretch(1)
            self.merged.addLayout(row)

    def _chosen(self) -> None:
        row = self.pairs.currentRow()
        if row < 0:
            look.clear(self.sheet.column)
            return
        about: Duplicate = self.pairs.item(row).data(PAIR)

        def read(work: Work) -> Pair:
            from core.inventory import record

            return Pair(
                about,
                record(work, entity=about.entity, entity_id=about.one_id),
                record(work, entity=about.entity, entity_id=about.other_id),
            )

        self._jobs.read(read, then=self._show_pair, failed=self.banner.show_problem)

    def _show_pair(self, pair: Pair) -> None:
        self._pair, self._groups = pair, {}
        column = self.sheet.column
        look.clear(column)
        words = self.tr("O da esquerda fica. Escolha, campo a campo, o valor que vale.")
        column.addWidget(look.text(words, kind="soft", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        at = 0
        for spec in FIELDS[pair.about.entity]:
            mine, theirs = (one.values.get(spec.name) for one in (pair.one, pair.other))
            if mine in (None, "") and theirs in (None, ""):
                continue
            grid.addWidget(look.text(spec.label(), kind="soft"), at, 0)
            if mine == theirs:
                grid.addWidget(look.text(_words(mine), wrap=True), at, 1, 1, 2)
            else:
                group = QButtonGroup(self)
                for place, value in ((1, mine), (2, theirs)):
                    button = QRadioButton(_words(value))
                    button.setEnabled(value not in (None, ""))
                    group.addButton(button, place)
                    grid.addWidget(button, at, place)
                group.button(2 if mine in (None, "") else 1).setChecked(True)
                self._groups[spec.name] = group
            at += 1
        column.addLayout(grid)
        row = look.spaced(QHBoxLayout(), gap=8)
        apart = look.button(self.tr("São dois diferentes"), name="duplicates_apart")
        apart.clicked.connect(self._apart)
        join = look.button(self.tr("É o mesmo: juntar"), kind="primary", name="duplicates_join")
        join.clicked.connect(self._join)
        row.addStretch(1)
        row.addWidget(apart)
        row.addWidget(join)
        column.addLayout(row)
        column.addStretch(1)

    # -- deciding ----------------------------------------------------------------------------

    def _join(self) -> None:
        pair = self._pair
        if pair is None:
            return
        chosen: dict[str, Any] = {
            name: pair.other.values[name]
            for name, group in self._groups.items()
            if group.checkedId() == 2
        }

        def verb(work: Work) -> UUID:
            from core.inventory import merge

            return merge(
                work, entity=pair.about.entity, kept_id=pair.one.id, gone_id=pair.other.id,
                chosen=chosen,
            )  # fmt: skip

        self._jobs.write(
            verb,
            then=lambda _id: self._done(self.tr("Ficou um só; o histórico dos dois guarda-se.")),
            failed=self.banner.show_problem,
        )

    def _apart(self) -> None:
        pair = self._pair
        if pair is None:
            return

        def verb(work: Work) -> None:
            from core.inventory import say_distinct

            say_distinct(work, entity=pair.about.entity, one_id=pair.one.id, other_id=pair.other.id)

        self._jobs.write(
            verb,
            then=lambda _none: self._done(self.tr("São dois; não voltam a ser propostos.")),
            failed=self.banner.show_problem,
        )

    def _split(self, merge_id: UUID, _on: object = None) -> None:
        at = self._around.now().astimezone(UTC)

        def verb(work: Work) -> int:
            from core.inventory import split

            return len(split(work, merge_id=merge_id, at=at).left)

        def done(left: int) -> None:
            words = self.tr("São dois outra vez, como eram.")
            if left:
                words = self.tr(
                    "São dois outra vez; {count} campos mudados depois ficaram como estão."
                ).format(count=left)
            self._done(words)

        self._jobs.write(verb, then=done, failed=self.banner.show_problem)

    def _done(self, words: str) -> None:
        self.banner.say(Sentence(words, "", ""), kind="good")
        self.reload()


def _words(value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
