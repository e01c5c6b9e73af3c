"""Pages of the inventory: filtered, searched and sorted in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select, text

from core.inventory.entries.area import Area, inside
from core.inventory.entries.table import EntryRow
from core.inventory.entries.wanted import query_of
from core.inventory.spelling import sort_key
from core.store import Work

SORTS: dict[str, Any] = {
    "title": EntryRow.title_key,
    "provider": EntryRow.provider_key,
    "type": EntryRow.type_key,
    "place": EntryRow.place_key,
    "capacity": EntryRow.capacity,
    "served": EntryRow.served,
    "confirmed_on": EntryRow.confirmed_on,
    "vacancies": EntryRow.vacancies,
    "waiting": EntryRow.waiting,
    "status": EntryRow.status,
    "postal_code": EntryRow.postal_code,
    "nipc": EntryRow.nipc,
    "code": EntryRow.code,
    "address": EntryRow.address,
}
"""Names to sort by. The first seven have an index; others sort in the database as they go."""
_MAY_LACK = frozenset({"capacity", "served", "confirmed_on", "vacancies", "waiting"})
_MANY = 3000
_LATITUDE, _LONGITUDE = "inventory_entry.latitude", "inventory_entry.longitude"


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What a list shows. Empty says nothing; several values of one field are alternatives."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    parishes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    provider_id: UUID | None = None
    facility_id: UUID | None = None
    located: bool | None = None
    """True: with coordinates; False: without."""
    with_vacancies: bool = False
    unconfirmed_since: date | None = None
    """Not confirmed on that day or later."""
    box: tuple[float, float, float, float] | None = None
    """South, west, north, east in degrees."""
    area: Area = ()
    """Corners of a drawn area in degrees; see `core.inventory.entries.area`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list. `kind`: social_response, facility, bank_item or offer.

    `type_id` is the nomenclature's (the bank's or offer's kind for those); `municipality` a DICO,
    `parish` a DICOFRE or "".
    """

    number: int
    kind: str
    id: UUID
    facility_id: UUID | None
    provider_id: UUID | None
    title: str
    provider: str
    nipc: str
    type_id: str
    municipality: str
    parish: str
    address: str
    postal_code: str
    code: str
    status: str
    capacity: int | None
    served: int | None
    vacancies: int | None
    waiting: int | None
    latitude: float | None
    longitude: float | None
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, and the key from which the next ones follow (None at the end)."""

    entries: tuple[Entry, ...]
    after: tuple[Any, int] | None


_EVERYTHING = EntryFilter()
_COLUMNS = (
    EntryRow.number, EntryRow.kind, EntryRow.entity_id, EntryRow.facility_id,
    EntryRow.provider_id, EntryRow.title, EntryRow.provider, EntryRow.nipc, EntryRow.type_id,
    EntryRow.municipality, EntryRow.parish, EntryRow.address, EntryRow.postal_code, EntryRow.code,
    EntryRow.status, EntryRow.capacity, EntryRow.served, EntryRow.vacancies, EntryRow.waiting,
    EntryRow.latitude, EntryRow.longitude, EntryRow.confirmed_on,
)  # fmt: skip


def list_entries(
    work: Work, *, where: EntryFilter = _EVERYTHING, sort: str = "title", descending: bool = False,
    after: tuple[Any, int] | None = None, limit: int = 100,
) -> Page:  # fmt: skip
    """The next page by key: quick at any depth. Entries without a value come last.

    Raises: KeyError for a name that is not in `SORTS`.
    """
    column = SORTS[sort]
    query = _filtered(work, where)
    if query is None:
        return Page((), None)
    if after is not None:
        query = query.where(_beyond(column, after, descending=descending))
    query = query.add_columns(column.label("sorted_by"))
    rows: list[Any] = []
    for part in _parts(query, sort, descending=descending):
        rows += work.execute(part.limit(limit + 1 - len(rows))).all()
        if len(rows) > limit:
            break
    entries = tuple(Entry(*row[:-1]) for row in rows[:limit])
    last = (rows[limit - 1][-1], rows[limit - 1][0]) if len(rows) > limit else None
    return Page(entries, last)


def entries_at(
    work: Work, *, offset: int, where: EntryFilter = _EVERYTHING, sort: str = "title",
    descending: bool = False, limit: int = 100,
) -> tuple[Entry, ...]:  # fmt: skip
    """Entries from a place in the list: for a scroll bar that is dragged."""
    query = _filtered(work, where)
    if query is None:
        return ()
    rows: list[Any] = []
    for part in _parts(query, sort, descending=descending):
        found = work.execute(part.limit(limit - len(rows)).offset(offset)).all()
        rows += found
        if len(rows) >= limit:
            break
        if found:
            offset = 0
        else:
            many = select(func.count()).select_from(part.order_by(None).subquery())
            offset = max(0, offset - work.execute(many).scalar_one())
    return tuple(Entry(*row) for row in rows)


def count_entries(work: Work, *, where: EntryFilter = _EVERYTHING) -> int:
    """How many entries the filter leaves."""
    query = _filtered(work, where, func.count())
    return 0 if query is None else work.execute(query).scalar_one()


def count_by(work: Work, *, field: str, where: EntryFilter = _EVERYTHING) -> list[tuple[str, int]]:
    """Entries for each value of `municipality`, `parish`, `type_id`, `status` or `kind`."""
    column = {
        "municipality": EntryRow.municipality, "parish": EntryRow.parish,
        "type_id": EntryRow.type_id, "status": EntryRow.status, "kind": EntryRow.kind,
    }[field]  # fmt: skip
    query = _filtered(work, where, column, func.count())
    if query is None:
        return []
    return [(value, many) for value, many in work.execute(query.group_by(column).order_by(column))]


def points(work: Work, *, where: EntryFilter = _EVERYTHING) -> list[tuple[UUID, str, float, float]]:
    """For a map: entry, type, latitude, longitude of all that have coordinates."""
    query = _filtered(
        work, where, EntryRow.entity_id, EntryRow.type_id, EntryRow.latitude, EntryRow.longitude
    )
    if query is None:
        return []
    return [tuple(row) for row in work.execute(query.where(EntryRow.latitude.is_not(None)))]


def placed(work: Work, *, where: EntryFilter = _EVERYTHING) -> list[tuple[UUID, float, float, str]]:
    """For a map that tells states apart: entry, latitude, longitude and status."""
    query = _filtered(
        work, where, EntryRow.entity_id, EntryRow.latitude, EntryRow.longitude, EntryRow.status
    )
    if query is None:
        return []
    return [tuple(row) for row in work.execute(query.where(EntryRow.latitude.is_not(None)))]


def entries_of(work: Work, *, ids: list[UUID]) -> list[Entry]:
    """Entries by the id of what they show; those that are gone are left out."""
    found: dict[UUID, Entry] = {}
    for at in range(0, len(ids), 500):
        query = select(*_COLUMNS).where(EntryRow.entity_id.in_(ids[at : at + 500]))
        for row in work.execute(query):
            entry = Entry(*tuple(row))
            found[entry.id] = entry
    return [found[one] for one in ids if one in found]


def _filtered(work: Work, where: EntryFilter, *columns: Any) -> Select[Any] | None:
    query = select(*(columns or _COLUMNS)).select_from(EntryRow)
    for column, values in (
        (EntryRow.kind, where.kinds),
        (EntryRow.municipality, where.municipalities),
        (EntryRow.parish, where.parishes),
        (EntryRow.type_id, where.types),
        (EntryRow.status, where.statuses),
    ):
        if values:
            query = query.where(column.in_(values))
    for condition in _conditions(where):
        query = query.where(condition)
    typed = sort_key(where.text)
    if len(typed) == 1:
        # The first letter of a search: what begins with it, until there is more to go by.
        return query.where(EntryRow.title_key >= typed, EntryRow.title_key < typed + "\U0010ffff")
    asked = query_of(work, where.text)
    if asked is None:
        return query
    return None if asked == "" else query.where(_matching(work, asked))


def _conditions(where: EntryFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if where.provider_id is not None:
        found.append(EntryRow.provider_id == where.provider_id)
    if where.facility_id is not None:
        found.append(EntryRow.facility_id == where.facility_id)
    if where.located is not None:
        has = EntryRow.latitude.is_not(None)
        found.append(has if where.located else EntryRow.latitude.is_(None))
    if where.with_vacancies:
        found.append(
            or_(
                EntryRow.vacancies > 0,
                and_(EntryRow.vacancies.is_(None), EntryRow.capacity > EntryRow.served),
            )
        )
    if where.unconfirmed_since is not None:
        found.append(
            or_(EntryRow.confirmed_on.is_(None), EntryRow.confirmed_on < where.unconfirmed_since)
        )
    if where.box is not None:
        south, west, north, east = where.box
        found.append(EntryRow.latitude.between(south, north))
        found.append(EntryRow.longitude.between(west, east))
    if where.area:
        found.append(inside(where.area, latitude=_LATITUDE, longitude=_LONGITUDE))
    return found


def _matching(work: Work, asked: str) -> ColumnElement[bool]:
    """Few hits: look those up. Many: walk the list in its order and ask of each."""
    hits = work.execute(
        text("SELECT count(*) FROM (SELECT 1 FROM entry_text WHERE entry_text MATCH :q LIMIT :n)"),
        {"q": asked, "n": _MANY},
    ).scalar_one()
    quoted = asked.replace("'", "''")
    inner = f"SELECT rowid FROM entry_text WHERE entry_text MATCH '{quoted}'"  # noqa: S608  words only
    if hits < _MANY:
        return literal_column(f"inventory_entry.number IN ({inner})")
    return literal_column(f"+inventory_entry.number IN ({inner})")


def _parts(query: Select[Any], sort: str, *, descending: bool) -> list[Select[Any]]:
    """The list as one query after the other, each of which an index can walk."""
    column = SORTS[sort]
    if descending:
        return [query.order_by(column.desc(), EntryRow.number.desc())]
    ordered = query.order_by(column, EntryRow.number)
    if sort not in _MAY_LACK:
        return [ordered]
    # SQLite puts nothing first; a list wants it last. (Descending it does so by itself.)
    return [
        ordered.where(column.is_not(None)),
        query.where(column.is_(None)).order_by(EntryRow.number),
    ]


def _beyond(column: Any, after: tuple[Any, int], *, descending: bool) -> ColumnElement[bool]:
    value, number = after
    further = EntryRow.number < number if descending else EntryRow.number > number
    if value is None:
        return and_(column.is_(None), further)
    past = column < value if descending else column > value
    return or_(past, and_(column == value, further), column.is_(None))
