"""Writing an import: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from core.inventory.editing import edit
from core.inventory.facilities import Facility, Provider
from core.inventory.figures import InventorySource, record_figures
from core.inventory.imports import InventoryImport
from core.inventory.kinds import FigureKind, SourceKind
from core.inventory.social_responses import SocialResponse
from core.inventory.workbooks.fields import FIGURES
from core.inventory.workbooks.planning import ImportPlan, log_stamp
from core.inventory.workbooks.problems import ImportCancelled, PlanIsStale
from core.store import GLOBAL, Work, insert_all, new_id, transaction_of

_TABLES: dict[str, Any] = {
    "provider": Provider, "facility": Facility, "social_response": SocialResponse,
}  # fmt: skip
_ASKED_EVERY = 500


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did; `import_id` is what `undo_import` takes (None: there was nothing)."""

    import_id: UUID | None
    made: Mapping[str, int]
    changed: int
    same: int


def apply_import(
    work: Work, *, plan: ImportPlan, file_name: str, sha256: str, fingerprint: str, at: datetime,
    kind: SourceKind = SourceKind.WORKBOOK,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Applied:  # fmt: skip
    """Do what the plan says. Raises: PlanIsStale, ImportCancelled."""
    if log_stamp(work) != plan.stamp:
        raise PlanIsStale
    total = len(plan.made) + len(plan.changed)
    counts = {name: plan.count(name) for name in _TABLES}
    if total == 0:
        return Applied(None, counts, 0, plan.same)
    steps = _Steps(total, progress, cancelled)
    sources = _sources(plan, file_name, kind)
    insert_all(work, InventorySource, sources.values())
    for entity, table in _TABLES.items():
        insert_all(work, table, _rows(plan, entity, sources, steps))
    _change(work, plan, sources, steps)
    record = InventoryImport(
        id=new_id(), scope=GLOBAL, file_name=file_name, sha256=sha256, fingerprint=fingerprint,
        imported_at=at, undoes=transaction_of(work), undone_at=None,
        counts=counts | {"changed": len(plan.changed), "same": plan.same},
    )  # fmt: skip
    work.add(record)
    work.flush()
    return Applied(record.id, counts, len(plan.changed), plan.same)


class _Steps:
    def __init__(
        self, total: int, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> None:
        self._total, self._progress, self._cancelled = total, progress, cancelled
        self._done = 0

    def one(self) -> None:
        """Count a row. Raises: ImportCancelled."""
        if self._done % _ASKED_EVERY == 0:
            if self._cancelled():
                raise ImportCancelled
            self._progress(self._done, self._total)
        self._done += 1


def _sources(plan: ImportPlan, title: str, kind: SourceKind) -> dict[date, dict[str, Any]]:
    days = {one.values["_day"] for one in plan.made if "_day" in one.values} | {plan.day}
    days |= {
        date.fromisoformat(one.field.partition("@")[2]) for one in plan.changed if "@" in one.field
    }
    return {
        day: {"id": new_id(), "scope": GLOBAL, "kind": kind, "title": title, "day": day}
        for day in sorted(days)
    }


def _rows(
    plan: ImportPlan, entity: str, sources: dict[date, dict[str, Any]], steps: _Steps
) -> Iterator[dict[str, Any]]:
    for one in plan.made:
        if one.entity != entity:
            continue
        steps.one()
        row = {"id": one.id, "scope": one.scope, **one.values}
        day = row.pop("_day", None)
        if day is not None and any(row.get(name) is not None for name in FIGURES):
            row["source_id"] = sources[day]["id"]
        yield row


def _change(
    work: Work, plan: ImportPlan, sources: dict[date, dict[str, Any]], steps: _Steps
) -> None:
    by_row: dict[tuple[str, UUID], dict[str, Any]] = {}
    figures: dict[tuple[UUID, date], dict[FigureKind, int]] = {}
    for one in plan.changed:
        name, _, day = one.field.partition("@")
        if day:
            said = figures.setdefault((one.id, date.fromisoformat(day)), {})
            said[FigureKind(name)] = one.new
        else:
            by_row.setdefault((one.entity, one.id), {})[name] = one.new
    for (entity, identity), changes in by_row.items():
        steps.one()
        edit(work, entity=entity, entity_id=identity, changes=changes)
    for (identity, said_on), values in figures.items():
        steps.one()
        record_figures(
            work, social_response_id=identity, values=values, day=said_on,
            source_id=sources[said_on]["id"],
        )  # fmt: skip
