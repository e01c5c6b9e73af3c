"""What a round brought: each entry with its outcome, and what changed, from what to what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from core.inventory.facilities import Facility
from core.inventory.problems import UnknownRecord
from core.inventory.rounds import InventoryRound, Outcome, RoundEntry
from core.inventory.social_responses import SocialResponse
from core.inventory.taxonomy import social_response_type
from core.inventory.workbooks.safe_cells import put
from core.plan import municipality_name
from core.store import Work
from core.store.changes import DELETED, Change
from core.store.durable import write_whole

_TITLES = ["Município", "Equipamento", "Resposta social", "Resultado", "Campo", "Antes", "Agora"]
_SAID = {
    Outcome.CONFIRMED: "Confirmada", Outcome.CORRECTED: "Corrigida", Outcome.CLOSED: "Encerrada",
    None: "Por ver",
}  # fmt: skip
_NEW = "Nova"
_ASIDE = frozenset({"confirmed_on", "scope", "source_id"})
"""Fields that say how it is known, not what is known."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before the round and now; None: nothing."""

    field: str
    before: Any
    now: Any


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What came of a social response since the round was opened.

    `outcome`: confirmed, corrected, closed; None for one that nobody has seen yet. `fresh`: it
    came into the inventory after the round was opened.
    """

    social_response_id: UUID
    municipality: str
    facility: str
    type_id: str
    type_name: str
    outcome: Outcome | None
    fresh: bool
    fields: tuple[FieldChange, ...]

    @property
    def said(self) -> str:
        """One line: outcome, and field by field what it was and is."""
        parts = ["new" if self.fresh else (self.outcome.value if self.outcome else "due")]
        parts += [f"{one.field}: {one.before} → {one.now}" for one in self.fields]
        return "; ".join(str(one) for one in parts)


def round_changes(work: Work, *, round_id: UUID) -> list[EntryChange]:
    """Every entry of a round, and what is new since, by municipality and facility.

    Raises: UnknownRecord.
    """
    one = work.get(InventoryRound, round_id)
    if one is None:
        raise UnknownRecord(kind="inventory_round", id=round_id)
    opened = work.scalars(select(func.min(Change.number)).where(Change.entity_id == one.id)).one()
    seen = work.execute(
        select(RoundEntry.social_response_id, RoundEntry.outcome).where(
            RoundEntry.round_id == round_id
        )
    )
    outcomes: dict[UUID, Outcome | None] = {one.social_response_id: one.outcome for one in seen}
    changed = _changed(work, opened, one.municipalities)
    rows = work.execute(
        select(SocialResponse.id, SocialResponse.scope, Facility.name, SocialResponse.type_id)
        .join(Facility, Facility.id == SocialResponse.facility_id)
        .where(SocialResponse.scope.in_(one.municipalities))
        .order_by(SocialResponse.scope, func.lower(Facility.name), SocialResponse.id)
    ).all()
    found = []
    for identity, scope, facility, type_id in rows:
        fields = changed.get(identity, {})
        fresh = "facility_id" in fields and fields["facility_id"][0] is None
        if identity not in outcomes and not fresh:
            continue
        if one.types and type_id not in one.types:
            continue
        found.append(
            EntryChange(
                identity, scope, facility, type_id, social_response_type(type_id).name,
                outcomes.get(identity), fresh,
                () if fresh else tuple(
                    FieldChange(name, before, now)
                    for name, (before, now) in sorted(fields.items())
                    if name not in _ASIDE and before != now
                ),
            )
        )  # fmt: skip
    return found


def _changed(
    work: Work, opened: int, municipalities: list[str]
) -> dict[UUID, dict[str, tuple[Any, Any]]]:
    """Social response → field → (value before the round, value of its last change)."""
    now: dict[UUID, dict[str, Any]] = {}
    for identity, field, value in work.execute(
        select(Change.entity_id, Change.field, Change.value)
        .where(
            Change.entity == SocialResponse.__tablename__, Change.number > opened,
            Change.scope.in_(municipalities), Change.field != DELETED,
        )
        .order_by(Change.number)
    ):  # fmt: skip
        now.setdefault(identity, {})[field] = json.loads(value)
    before: dict[UUID, dict[str, Any]] = {}
    asked = list(now)
    for at in range(0, len(asked), 400):
        for identity, field, value in work.execute(
            select(Change.entity_id, Change.field, Change.value)
            .where(
                Change.entity == SocialResponse.__tablename__, Change.number < opened,
                Change.entity_id.in_(asked[at : at + 400]),
            )
            .order_by(Change.number)
        ):  # fmt: skip
            before.setdefault(identity, {})[field] = json.loads(value)
    return {
        identity: {
            field: (before.get(identity, {}).get(field), value) for field, value in fields.items()
        }
        for identity, fields in now.items()
    }


def write_round_changes(work: Work, to: Path, *, round_id: UUID) -> int:
    """A workbook of it: a row for each field that changed, one for an entry without any.

    Whole or not at all. Gives the number of rows. Raises: UnknownRecord, OSError.
    """
    import io

    from openpyxl import Workbook

    rows = []
    for one in round_changes(work, round_id=round_id):
        outcome = _NEW if one.fresh else _SAID[one.outcome]
        start = [municipality_name(one.municipality), one.facility, one.type_name, outcome]
        rows += [
            [*start, each.field, _plain(each.before), _plain(each.now)] for each in one.fields
        ] or [[*start, "", "", ""]]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate([_TITLES, *rows], start=1):
        for place, value in enumerate(row, start=1):
            put(sheet.cell(number, place), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for letter in "ABCDEFG":
        sheet.column_dimensions[letter].width = 26
    made = io.BytesIO()
    book.save(made)
    write_whole(to, made.getvalue())
    return len(rows)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return "" if value is None else value
    return json.dumps(value, ensure_ascii=False)
