"""What an import would do: rows matched to the inventory, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from core.inventory.facilities import Facility, Provider
from core.inventory.kinds import Status
from core.inventory.matching import (
    Known,
    Match,
    Verdict,
    load_known,
    match_facility,
    match_provider,
)
from core.inventory.matching.known import KnownPlace, KnownProvider, street_of
from core.inventory.social_responses import SocialResponse
from core.inventory.spelling import spelt_out
from core.inventory.workbooks.fields import FIGURES, IN_ATTRIBUTES
from core.inventory.workbooks.problems import ImportCancelled
from core.inventory.workbooks.records import Record
from core.store import Change, Work, new_id

_ASKED_EVERY = 500
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """A field of an existing record that the workbook tells otherwise."""

    entity: str
    id: UUID
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Doubt:
    """A facility of the workbook that is probably one of the inventory: for a person to decide.

    `key` names it in `accepted`/`refused`; `rows` are (sheet, row).
    """

    key: str
    asked: str
    found: str
    found_id: UUID
    score: float
    rows: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A row to be made: table and fields, its id given already."""

    entity: str
    id: UUID
    scope: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What would be made, changed and left as it is. `stamp` is where the log stood."""

    made: tuple[NewRecord, ...]
    changed: tuple[FieldDiff, ...]
    same: int
    doubts: tuple[Doubt, ...]
    """Not decided: their rows are left out of the import."""
    stamp: int
    day: date

    def count(self, entity: str) -> int:
        """How many rows of a table would be made."""
        return sum(one.entity == entity for one in self.made)


def log_stamp(work: Work) -> int:
    """Where the log stands as far as the inventory goes."""
    return (
        work.execute(
            select(func.max(Change.number)).where(
                Change.entity.in_(("provider", "facility", "social_response", "figure"))
            )
        ).scalar()
        or 0
    )


def plan_import(
    work: Work, *, records: Iterable[Record], day: date, accepted: frozenset[str] = frozenset(),
    refused: frozenset[str] = frozenset(), cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportPlan:  # fmt: skip
    """Match every record and say what would happen.

    `day`: what the figures speak of where a row has no day. `accepted`: keys of doubts that are
    the same place ("*" is all of them); `refused`: that are new ("*" likewise). Raises:
    ImportCancelled.
    """
    planner = _Planner(work, accepted, refused, day)
    every = list(records)
    for at, record in enumerate(every):
        if at % _ASKED_EVERY == 0:
            if cancelled():
                raise ImportCancelled
            progress(at, len(every))
        planner.take(record)
    progress(len(every), len(every))
    return planner.plan()


def resolve_records(work: Work, *, records: Iterable[Record]) -> list[tuple[Record, UUID]]:
    """Which social response of the inventory each record surely is; others are left out."""
    planner = _Planner(work, frozenset(), frozenset(), date.min)
    found = []
    for record in records:
        identity = planner.take(record)
        if identity is not None and identity not in planner.made:
            found.append((record, identity))
    return found


class _Planner:
    def __init__(
        self, work: Work, accepted: frozenset[str], refused: frozenset[str], day: date
    ) -> None:
        self._work = work
        self._known: Known = load_known(work)
        self._accepted, self._refused, self._day = accepted, refused, day
        self._providers: dict[Any, KnownProvider] = {}
        self._places: dict[Any, KnownPlace | None] = {}
        self._made: dict[UUID, NewRecord] = {}
        self._diffs: dict[tuple[UUID, str], FieldDiff] = {}
        self._doubts: dict[str, Doubt] = {}
        self._doubt_keys: dict[Any, str] = {}
        self._same = 0
        self._services: dict[tuple[UUID, str, str], UUID] = {}
        self._of_place: dict[tuple[UUID, str], list[UUID]] = {}
        """Place and type → its services, of places that stand in the inventory."""
        self._rows: dict[UUID, Any] = {}
        for table in (Provider, Facility, SocialResponse):
            for row in work.execute(select(table.__table__)).mappings():
                self._rows[row["id"]] = row
                if table is SocialResponse:
                    key = (row["facility_id"], row["type_id"], spelt_out(row["name"] or ""))
                    if self._services.setdefault(key, row["id"]) == row["id"]:
                        self._of_place.setdefault(key[:2], []).append(row["id"])

    @property
    def made(self) -> dict[UUID, NewRecord]:
        """What would be made so far."""
        return self._made

    def take(self, record: Record) -> UUID | None:
        """Match one record; gives its social response (None: it has none, or it is in doubt)."""
        parts: dict[str, dict[str, Any]] = {
            "provider": {}, "facility": {}, "social_response": {}, "other": {},
        }  # fmt: skip
        for key, value in record.values.items():
            table, _, column = key.partition(".")
            parts[table][column] = value
        provider = self._provider(parts["provider"], parts["facility"], record.municipality)
        place = self._place(parts["facility"], provider, record)
        if place is None:
            return None
        if record.type_id is not None:
            return self._service(parts["social_response"], parts["other"], place, record)
        if parts["other"]:
            self._keep("facility", place.id, parts["other"])
        if parts["social_response"].get("note"):
            self._compare("facility", place.id, {"note": parts["social_response"]["note"]})
        return None

    def _provider(
        self, own: dict[str, Any], facility: dict[str, Any], municipality: str
    ) -> KnownProvider:
        name = own.get("name") or facility["name"]
        key = (name, own.get("nipc"), own.get("code"), municipality)
        if key in self._providers:
            return self._providers[key]
        asked = KnownProvider(
            new_id(), name, spelt_out(name), own.get("nipc", ""), own.get("code", ""), municipality
        )
        found = match_provider(self._known, asked)
        given = {**own, "name": name}
        if found.verdict is Verdict.CERTAIN and found.provider is not None:
            provider = found.provider
            if found.by != "code":
                # An office's abbreviation is no better name.
                given.pop("name")
            self._compare("provider", provider.id, given)
        elif found.provider is not None and "*" in self._accepted:
            provider = found.provider
        else:
            provider = asked
            self._known.add_provider(asked, likeness=False)
            self._made[asked.id] = NewRecord("provider", asked.id, municipality, given)
        self._providers[key] = provider
        return provider

    def _place(
        self, own: dict[str, Any], provider: KnownProvider, record: Record
    ) -> KnownPlace | None:
        address, postal = own.get("address", ""), own.get("postal_code", "")
        key = (own["name"], provider.id, address, postal, record.municipality, own.get("code"))
        if key in self._places:
            place = self._places[key]
            if place is None:
                self._note_row(self._doubt_keys[key], record)
            return place
        street, doors = street_of(address)
        asked = KnownPlace(
            new_id(), provider, own["name"], spelt_out(own["name"]), own.get("code", ""),
            record.municipality, own.get("parish", ""), street, doors, postal,
            own.get("latitude"), own.get("longitude"),
        )  # fmt: skip
        found = match_facility(self._known, asked)
        place = self._decided(key, asked, found, record)
        if place is asked:
            self._known.add_place(asked, likeness=False)
            values = {**own, "provider_id": provider.id}
            self._made[asked.id] = NewRecord("facility", asked.id, record.municipality, values)
        elif place is not None:
            given = dict(own)
            if found.by != "code" or spelt_out(given["name"]) == place.key:
                given.pop("name")
            self._compare("facility", place.id, given)
        self._places[key] = place
        return place

    def _decided(
        self, key: Any, asked: KnownPlace, found: Match, record: Record
    ) -> KnownPlace | None:
        if found.place is None:
            return asked
        if found.verdict is Verdict.CERTAIN:
            return found.place
        if found.place.id in self._made:
            # Two rows of one workbook that look alike: the office wrote them as two.
            return asked
        doubt = f"{asked.municipality}/{asked.key}/{asked.street}/{asked.postal_code}"
        if doubt in self._accepted or "*" in self._accepted:
            return found.place
        if doubt in self._refused or "*" in self._refused:
            return asked
        self._doubt_keys[key] = doubt
        if doubt not in self._doubts:
            self._doubts[doubt] = Doubt(
                doubt, asked.name, found.place.name, found.place.id, round(found.score, 3), ()
            )
        self._note_row(doubt, record)
        return None

    def _note_row(self, doubt: str, record: Record) -> None:
        one = self._doubts[doubt]
        self._doubts[doubt] = replace(one, rows=(*one.rows, (record.sheet, record.row)))

    def _keep(self, entity: str, identity: UUID, told: dict[str, Any]) -> None:
        """Columns that no field fits go to what is known of the entry beside its fields."""
        made = self._made.get(identity)
        known = (made.values if made else self._rows[identity]).get("attributes") or {}
        kept = {**known.get(IN_ATTRIBUTES, {}), **told}
        if made is not None:
            made.values["attributes"] = {IN_ATTRIBUTES: kept}
        else:
            self._compare(entity, identity, {"attributes": {**known, IN_ATTRIBUTES: kept}})

    def _service(
        self, own: dict[str, Any], told: dict[str, Any], place: KnownPlace, record: Record
    ) -> UUID:
        assert record.type_id is not None
        key = (place.id, record.type_id, spelt_out(own.get("name", "")))
        found = self._services.get(key)
        if found is None and not key[2]:
            named = self._of_place.get(key[:2], [])
            found = named[0] if len(named) == 1 else None
        day = record.day or self._day
        if found is None:
            identity = new_id()
            self._services[key] = identity
            if place.id not in self._made:
                self._of_place.setdefault(key[:2], []).append(identity)
            values = {
                **own, "facility_id": place.id, "type_id": record.type_id, "_day": day,
            }  # fmt: skip
            self._made[identity] = NewRecord(
                "social_response", identity, record.municipality, values
            )
        else:
            identity = found
            self._compare("social_response", found, own, day=day)
        if told:
            self._keep("social_response", identity, told)
        return identity

    def _compare(
        self, entity: str, identity: UUID, given: dict[str, Any], *, day: date | None = None
    ) -> None:
        made = self._made.get(identity)
        if made is not None:
            for name, value in given.items():
                made.values.setdefault(name, value)
            return
        row = self._rows[identity]
        differs = False
        for name, value in given.items():
            old = row.get(name)
            if name == "status" and (old or Status.ACTIVE) == value:
                continue
            if old == value or (
                isinstance(value, str) and spelt_out(str(old or "")) == spelt_out(value)
            ):
                continue
            field = f"{name}@{day.isoformat()}" if day and name in FIGURES else name
            self._diffs[identity, name] = FieldDiff(entity, identity, field, old, value)
            differs = True
        if entity == "social_response" and not differs:
            self._same += 1

    def plan(self) -> ImportPlan:
        return ImportPlan(
            made=tuple(self._made.values()),
            changed=tuple(self._diffs.values()),
            same=self._same,
            doubts=tuple(self._doubts.values()),
            stamp=log_stamp(self._work),
            day=self._day,
        )
