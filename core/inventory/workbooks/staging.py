"""An office's workbook from file to inventory, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.collecting import building
from core.inventory.workbooks.applying import Applied, apply_import
from core.inventory.workbooks.layout import Layout, find_layouts
from core.inventory.workbooks.mapping import (
    Mapping,
    propose_mapping,
    remember_mapping,
    remembered_mapping,
)
from core.inventory.workbooks.planning import ImportPlan, plan_import
from core.inventory.workbooks.problems import NoTableFound
from core.inventory.workbooks.reading import Workbook, read_workbook
from core.inventory.workbooks.records import RowProblem, RowSet, read_records

if TYPE_CHECKING:
    from core.store import Store, Work


@dataclass(frozen=True, slots=True)
class Staged:
    """A workbook with its tables and how their columns are taken; nothing is written yet."""

    book: Workbook
    layouts: tuple[Layout, ...]
    mappings: tuple[Mapping, ...]

    def with_column(self, table: int, column: int, key: str | None) -> Staged:
        """The same with one column of one table decided otherwise."""
        changed = list(self.mappings)
        changed[table] = changed[table].with_column(column, key)
        return Staged(self.book, self.layouts, tuple(changed))


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows read, and the plan of what an import would do."""

    staged: Staged
    tables: tuple[RowSet, ...]
    plan: ImportPlan

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """What is wrong, cell by cell."""
        return tuple(one for table in self.tables for one in table.problems)


def stage(store: Store, path: Path) -> Staged:
    """Read a file and propose its columns. Raises: NoTableFound, and what `read_workbook` does."""
    book = read_workbook(path)
    layouts = find_layouts(book)
    if not layouts:
        raise NoTableFound(name=path.name)
    mappings = tuple(
        store.read(partial(remembered_mapping, layout=one)) or propose_mapping(one)
        for one in layouts
    )
    named = ("provider.name", "facility.name")
    useful = [
        at for at, one in enumerate(mappings) if any(key in named for key in one.keys().values())
    ]
    if not useful:
        raise NoTableFound(name=path.name)
    return Staged(book, tuple(layouts[at] for at in useful), tuple(mappings[at] for at in useful))


def preview(
    store: Store, staged: Staged, *, day: date, municipality: str | None = None,
    accepted: frozenset[str] = frozenset(), refused: frozenset[str] = frozenset(),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Preview:  # fmt: skip
    """Read the rows, match them, and say what an import would do.

    `municipality` (DICO) for rows that do not tell theirs; `day` that the figures speak of.
    Raises: ImportCancelled.
    """
    with building():
        tables = tuple(
            read_records(
                staged.book.sheets[layout.sheet], layout, mapping, municipality=municipality,
                cancelled=cancelled,
            )
            for layout, mapping in zip(staged.layouts, staged.mappings, strict=True)
        )  # fmt: skip
        records = [one for table in tables for one in table.records]
        plan = store.read(
            partial(
                plan_import, records=records, day=day, accepted=accepted, refused=refused,
                progress=progress, cancelled=cancelled,
            )
        )  # fmt: skip
    return Preview(staged, tables, plan)


def carry_out(
    store: Store, prepared: Preview, *, at: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Applied:  # fmt: skip
    """Write it, all or nothing, and remember how the columns were taken.

    Raises: PlanIsStale, ImportCancelled, the store's problems.
    """
    staged = prepared.staged

    def write(work: Work) -> Applied:
        applied = apply_import(
            work, plan=prepared.plan, file_name=staged.book.path.name,
            sha256=staged.book.sha256, fingerprint=staged.layouts[0].fingerprint, at=at,
            progress=progress, cancelled=cancelled,
        )  # fmt: skip
        for mapping in staged.mappings:
            remember_mapping(work, mapping=mapping, at=at)
        return applied

    with building():
        return store.write_now(write)
