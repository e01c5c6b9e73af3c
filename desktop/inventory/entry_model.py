"""The table's model: pages of the list, read off the UI thread as they come into view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.plan import municipality_name
from desktop.kit import theme
from desktop.kit.jobs import Jobs

if TYPE_CHECKING:
    from core.inventory import Entry, EntryFilter
    from core.store import Work

PAGE = 100
_KEPT_PAGES = 60
Index = QModelIndex | QPersistentModelIndex


def QT_TRANSLATE_NOOP(_context: str, words: str) -> str:
    """Mark a string for translation without translating it yet."""
    return words


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column: its key (a name to sort by), its words, its first width in px, if it counts."""

    key: str
    words: str
    width: int
    number: bool = False
    shown: bool = True

    def title(self) -> str:
        """The word on screen."""
        return QCoreApplication.translate("EntryModel", self.words)


COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec("title", QT_TRANSLATE_NOOP("EntryModel", "Nome"), 240),
    ColumnSpec("type", QT_TRANSLATE_NOOP("EntryModel", "Resposta"), 190),
    ColumnSpec("place", QT_TRANSLATE_NOOP("EntryModel", "Município"), 130),
    ColumnSpec("provider", QT_TRANSLATE_NOOP("EntryModel", "Entidade"), 200),
    ColumnSpec("capacity", QT_TRANSLATE_NOOP("EntryModel", "Capacidade"), 90, number=True),
    ColumnSpec("served", QT_TRANSLATE_NOOP("EntryModel", "Utentes"), 80, number=True),
    ColumnSpec("vacancies", QT_TRANSLATE_NOOP("EntryModel", "Vagas"), 70, number=True),
    ColumnSpec("waiting", QT_TRANSLATE_NOOP("EntryModel", "Espera"), 70, number=True),
    ColumnSpec("status", QT_TRANSLATE_NOOP("EntryModel", "Estado"), 90),
    ColumnSpec("confirmed_on", QT_TRANSLATE_NOOP("EntryModel", "Confirmado"), 100),
    ColumnSpec("address", QT_TRANSLATE_NOOP("EntryModel", "Morada"), 200, shown=False),
    ColumnSpec("postal_code", QT_TRANSLATE_NOOP("EntryModel", "Código postal"), 90, shown=False),
    ColumnSpec("nipc", QT_TRANSLATE_NOOP("EntryModel", "NIF"), 90, shown=False),
    ColumnSpec("code", QT_TRANSLATE_NOOP("EntryModel", "Código"), 90, shown=False),
)


class EntryModel(QAbstractTableModel):
    """`first_shown` once the first rows are there; `counted` carries how many the filter leaves;
    `failed` what went wrong.
    """

    first_shown = Signal()
    counted = Signal(int)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._where: EntryFilter | None = None
        self._sort, self._descending = "title", False
        self._count = 0
        self._pages: dict[int, tuple[Entry, ...]] = {}
        self._asked: set[int] = set()
        self._round = 0

    # -- what is shown -----------------------------------------------------------------------

    def show(self, where: EntryFilter) -> None:
        """Show what a filter leaves; what is on screen stays until the answer is there."""
        self._where = where
        self._again()

    def refresh(self) -> None:
        """Something was changed: read anew, and stay at the same place if as many are left."""
        if self._where is not None:
            self._again(stay=True)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort = COLUMNS[column].key
        self._descending = order == Qt.SortOrder.DescendingOrder
        if self._where is not None:
            self._again()

    def _again(self, *, stay: bool = False) -> None:
        assert self._where is not None
        self._round += 1
        mine, where = self._round, self._where
        sort, descending = self._sort, self._descending

        def read(work: Work) -> tuple[Entry, ...]:
            from core.inventory import entries_at

            return entries_at(
                work, offset=0, where=where, sort=sort, descending=descending, limit=PAGE
            )

        self._jobs.read(read, then=partial(self._came, mine, stay), failed=self.failed.emit)

    def _came(self, mine: int, stay: bool, first: tuple[Entry, ...]) -> None:
        """The first page is shown at once; how many follow is counted after it."""
        if mine != self._round:
            return  # another question was asked meanwhile
        if len(first) < PAGE:
            self._show_first(first, count=len(first), stay=stay)
            return
        if not stay:
            self._show_first(first, count=PAGE, stay=False)
        where = self._where
        assert where is not None

        def read(work: Work) -> int:
            from core.inventory import count_entries

            return count_entries(work, where=where)

        then = partial(self._known, mine, first, stay)
        self._jobs.read(read, then=then, failed=self.failed.emit)

    def _known(self, mine: int, first: tuple[Entry, ...], stay: bool, count: int) -> None:
        if mine != self._round:
            return
        if stay:
            self._show_first(first, count=count, stay=True)
            return
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        self.counted.emit(self._count)

    def _show_first(self, first: tuple[Entry, ...], *, count: int, stay: bool) -> None:
        if stay and count == self._count and count:
            self._pages, self._asked = {0: first}, set()
            bottom = self.index(self._count - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), bottom)
            return
        self.beginResetModel()
        self._count, self._pages, self._asked = count, {0: first}, set()
        self.endResetModel()
        self.first_shown.emit()
        if count != PAGE or stay:
            self.counted.emit(self._count)

    def _ask(self, page: int) -> None:
        if page in self._asked or self._where is None:
            return
        self._asked.add(page)
        mine, where = self._round, self._where
        sort, descending = self._sort, self._descending

        def read(work: Work) -> tuple[Entry, ...]:
            from core.inventory import entries_at

            return entries_at(
                work, offset=page * PAGE, where=where, sort=sort, descending=descending, limit=PAGE
            )

        self._jobs.read(read, then=partial(self._page_came, mine, page), failed=self.failed.emit)

    def _page_came(self, mine: int, page: int, entries: tuple[Entry, ...]) -> None:
        if mine != self._round:
            return
        self._asked.discard(page)
        self._pages[page] = entries
        while len(self._pages) > _KEPT_PAGES:
            farthest = max(self._pages, key=lambda one: abs(one - page))
            del self._pages[farthest]
        top = self.index(page * PAGE, 0)
        bottom = self.index(min(self._count, (page + 1) * PAGE) - 1, len(COLUMNS) - 1)
        self.dataChanged.emit(top, bottom)

    # -- for the view ------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title()
        return None

    def entry(self, row: int) -> Entry | None:
        """The entry of a row; None while it is on its way."""
        page, at = divmod(row, PAGE)
        entries = self._pages.get(page)
        if entries is None:
            self._ask(page)
            return None
        return entries[at] if at < len(entries) else None

    def row_of(self, entity_id: UUID) -> int:
        """The row where an entry stands, if its page is at hand; else -1."""
        for page, entries in self._pages.items():
            for at, one in enumerate(entries):
                if one.id == entity_id:
                    return page * PAGE + at
        return -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spec = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if spec.number else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        if role not in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.ForegroundRole
        ):  # fmt: skip
            return None
        entry = self.entry(index.row())
        if entry is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and spec.key == "title" else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return None if entry.status == "active" else theme.colour("ink_soft")
        return cell_text(entry, spec.key)


def cell_text(entry: Entry, key: str) -> str:
    """What a cell says."""
    if key == "title":
        return entry.title
    if key == "type":
        return kind_text(entry)
    if key == "place":
        return municipality_name(entry.municipality) if entry.municipality != "global" else "–"
    if key == "provider":
        return entry.provider
    if key == "status":
        return status_text(entry.status)
    if key == "confirmed_on":
        return f"{entry.confirmed_on:%d/%m/%Y}" if entry.confirmed_on else ""
    value = getattr(entry, key)
    return "" if value is None else str(value)


KIND_WORDS = {
    "facility": QT_TRANSLATE_NOOP("EntryModel", "Equipamento"),
    "assistive_product": QT_TRANSLATE_NOOP("EntryModel", "Produto de apoio"),
    "food": QT_TRANSLATE_NOOP("EntryModel", "Banco: alimentação"),
    "health": QT_TRANSLATE_NOOP("EntryModel", "Banco: saúde"),
    "education": QT_TRANSLATE_NOOP("EntryModel", "Banco: educação"),
    "clothing": QT_TRANSLATE_NOOP("EntryModel", "Banco: vestuário"),
    "furniture": QT_TRANSLATE_NOOP("EntryModel", "Banco: mobiliário"),
    "time": QT_TRANSLATE_NOOP("EntryModel", "Banco: tempo"),
    "other": QT_TRANSLATE_NOOP("EntryModel", "Banco: outros"),
    "training": QT_TRANSLATE_NOOP("EntryModel", "Formação"),
    "job": QT_TRANSLATE_NOOP("EntryModel", "Emprego"),
    "volunteering": QT_TRANSLATE_NOOP("EntryModel", "Voluntariado"),
}
_STATUS_WORDS = {
    "active": QT_TRANSLATE_NOOP("EntryModel", "Ativa"),
    "suspended": QT_TRANSLATE_NOOP("EntryModel", "Suspensa"),
    "closed": QT_TRANSLATE_NOOP("EntryModel", "Encerrada"),
}


def kind_text(entry: Entry) -> str:
    """The name of the type, or of what it is instead."""
    if entry.kind == "social_response":
        from core.inventory import social_response_type

        return social_response_type(entry.type_id).name
    words = KIND_WORDS.get(entry.type_id or entry.kind) or KIND_WORDS.get(entry.kind, "")
    return QCoreApplication.translate("EntryModel", words)


def status_text(status: str) -> str:
    """The state in a word."""
    return QCoreApplication.translate("EntryModel", _STATUS_WORDS.get(status, status))
