"""Bringing the flat table up to date with the rows it is made of, in the writer's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import LargeBinary, delete, insert, select, text, type_coerce

from core.inventory.banks import BankItem
from core.inventory.entries.table import EntryRow, SearchWord
from core.inventory.facilities import Facility, Provider
from core.inventory.kinds import Status
from core.inventory.offers import Offer
from core.inventory.social_responses import SocialResponse
from core.inventory.spelling import search_words, sort_key
from core.inventory.taxonomy import social_response_types, synonyms_of
from core.plan import load_parishes, municipality_name
from core.store import Work, derives

_CHUNK = 2000
_T = TypeVar("_T")
_SOURCES = tuple(one.__tablename__ for one in (Provider, Facility, SocialResponse, BankItem, Offer))
_NAMES = tuple(column.name for column in EntryRow.__table__.columns if column.name != "number")


def follow_entries(work: Work, *, touched: Collection[tuple[str, UUID]] | None) -> None:
    """Derive the entries of the touched rows anew; all of them, if `touched` is None."""
    if touched is None:
        work.execute(delete(EntryRow))
        for table in ("entry_text", "entry_word"):
            work.execute(text(f"INSERT INTO {table} ({table}) VALUES ('delete-all')"))  # noqa: S608
        work.execute(delete(SearchWord))
        _derive(work, services=None, facilities=None, items=None, offers=None)
        return
    # Ids stay the 16 bytes that they are in the file: a large import has a hundred thousand.
    by_kind: dict[str, set[bytes]] = {one: set() for one in _SOURCES}
    for entity, entity_id in touched:
        by_kind[entity].add(entity_id.bytes)
    facilities = by_kind["facility"]
    facilities |= set(_ids(work, Facility.id, Facility.provider_id, by_kind["provider"]))
    services = by_kind["social_response"]
    # A facility that just lost or got its last social response changes too.
    facilities |= set(_ids(work, SocialResponse.facility_id, SocialResponse.id, services))
    facilities |= {
        one
        for one in _ids(work, EntryRow.facility_id, EntryRow.entity_id, services)
        if one is not None
    }
    services |= set(_ids(work, SocialResponse.id, SocialResponse.facility_id, facilities))
    items, offers = by_kind["bank_item"], by_kind["offer"]
    _forget(work, services | facilities | items | offers)
    _derive(work, services=services, facilities=facilities, items=items, offers=offers)


derives(_SOURCES, follow_entries)


def _derive(
    work: Work, *, services: set[bytes] | None, facilities: set[bytes] | None,
    items: set[bytes] | None, offers: set[bytes] | None,
) -> None:  # fmt: skip
    number = work.execute(text("SELECT coalesce(max(number), 0) FROM inventory_entry")).scalar_one()
    known: set[str] = set()
    rows: list[tuple[Any, ...]] = []
    texts: list[tuple[int, str]] = []
    sources = (
        (_services(), SocialResponse.id, services, _of_service),
        (_facilities(), Facility.id, facilities, _of_facility),
        (_items(), BankItem.id, items, _of_item),
        (_offers(), Offer.id, offers, _of_offer),
    )
    for query, key, ids, make in sources:
        for row in _rows(work, query, key, ids):
            values, words = make(row)
            number += 1
            rows.append((number, *values))
            found = set(words)
            known |= found
            texts.append((number, " ".join(found)))
            if len(rows) >= _CHUNK * 10:
                _write(work, rows, texts)
                rows, texts = [], []
    _write(work, rows, texts)
    _learn(work, known)


def _write(work: Work, rows: list[tuple[Any, ...]], texts: list[tuple[int, str]]) -> None:
    if not rows:
        return
    driver: Any = work.connection().connection.dbapi_connection
    marks = ",".join("?" * (len(_NAMES) + 1))
    driver.executemany(
        f"INSERT INTO inventory_entry (number, {', '.join(_NAMES)}) VALUES ({marks})",  # noqa: S608
        rows,
    )
    driver.executemany("INSERT INTO entry_text (rowid, words) VALUES (?, ?)", texts)


def _learn(work: Work, words: set[str]) -> None:
    """Keep the words that were not known; they stay when their entries go, and do no harm."""
    fresh = set(words)
    for chunk in _chunks(list(words), _CHUNK):
        fresh -= set(work.scalars(select(SearchWord.word).where(SearchWord.word.in_(chunk))))
    if not fresh:
        return
    ordered = sorted(fresh)
    work.execute(insert(SearchWord), [{"word": word} for word in ordered])
    driver: Any = work.connection().connection.dbapi_connection
    for chunk in _chunks(ordered, _CHUNK):
        numbers = work.execute(
            select(SearchWord.number, SearchWord.word).where(SearchWord.word.in_(chunk))
        ).all()
        driver.executemany(
            "INSERT INTO entry_word (rowid, word) VALUES (?, ?)",
            [tuple(one) for one in numbers],
        )


def _forget(work: Work, ids: set[bytes]) -> None:
    for chunk in _chunks(list(ids), _CHUNK):
        numbers = list(
            work.scalars(select(EntryRow.number).where(_raw(EntryRow.entity_id).in_(chunk)))
        )
        if not numbers:
            continue
        driver: Any = work.connection().connection.dbapi_connection
        driver.executemany("DELETE FROM entry_text WHERE rowid = ?", [(one,) for one in numbers])
        work.execute(delete(EntryRow).where(EntryRow.number.in_(numbers)))


def _services() -> Any:
    one = SocialResponse
    return (
        select(
            _raw(one.id), _raw(one.facility_id), _raw(Facility.provider_id), one.scope,
            Facility.parish,
            Facility.name, Provider.name, Provider.nipc, one.type_id, Facility.address,
            Facility.postal_code, one.code, one.status, Facility.status, one.capacity, one.served,
            one.vacancies, one.waiting, Facility.latitude, Facility.longitude, one.confirmed_on,
            one.name, Facility.phone, Facility.email, one.contact, one.note, Facility.locality,
            Facility.code, Facility.note, Provider.code,
        )
        .join(Facility, Facility.id == one.facility_id)
        .join(Provider, Provider.id == Facility.provider_id)
    )  # fmt: skip


def _of_service(row: Any) -> tuple[tuple[Any, ...], Iterable[str]]:
    (entity_id, facility_id, provider_id, scope, parish, facility, provider, nipc, type_id,
     address, postal_code, code, own, place, capacity, served, vacancies, waiting, latitude,
     longitude, confirmed, name, *more) = row  # fmt: skip
    title = f"{facility} · {name}" if name else facility
    values = (
        "social_response", entity_id, facility_id, provider_id, scope,
        parish or "", title, _key(title), provider, _key(provider), nipc or "", type_id,
        _type(type_id)[0], _place(scope, parish or "")[0], address or "", postal_code or "",
        code or more[5] or "", _status(own, place), capacity, served, vacancies, waiting, latitude,
        longitude, None if confirmed is None else confirmed.isoformat(),
    )  # fmt: skip
    words = _words(title) + _words(provider) + _type(type_id)[1]
    words += _place(scope, parish or "")[1]
    words += search_words(" ".join(filter(None, (address, postal_code, nipc, code, *more))))
    return values, words


def _facilities() -> Any:
    offered = select(SocialResponse.id).where(SocialResponse.facility_id == Facility.id)
    return (
        select(
            _raw(Facility.id), _raw(Facility.provider_id), Facility.scope, Facility.parish,
            Facility.name, Provider.name, Provider.nipc, Facility.address, Facility.postal_code,
            Facility.code, Facility.status, Facility.latitude, Facility.longitude, Facility.phone,
            Facility.email, Facility.note, Facility.locality,
        )
        .join(Provider, Provider.id == Facility.provider_id)
        .where(~offered.exists())
    )  # fmt: skip


def _of_facility(row: Any) -> tuple[tuple[Any, ...], Iterable[str]]:
    (entity_id, provider_id, scope, parish, name, provider, nipc, address, postal_code, code,
     status, latitude, longitude, *more) = row  # fmt: skip
    place, place_words = _place(scope, parish or "")
    values = (
        "facility", entity_id, entity_id, provider_id, scope, parish or "",
        name, _key(name), provider, _key(provider), nipc or "", "", "", place, address or "",
        postal_code or "", code or "", _status(status, None), None, None, None, None, latitude,
        longitude, None,
    )  # fmt: skip
    said = " ".join(filter(None, (address, postal_code, nipc, code, *more)))
    return values, _words(name) + _words(provider) + place_words + search_words(said)


def _items() -> Any:
    one = BankItem
    return select(
        _raw(one.id), _raw(one.facility_id), _raw(one.provider_id), one.scope, one.name, one.bank,
        one.class_code, one.place, one.stock, one.contact, one.note,
    )  # fmt: skip


def _of_item(row: Any) -> tuple[tuple[Any, ...], Iterable[str]]:
    entity_id, facility_id, provider_id, scope, name, bank, code, place, stock, *more = row
    where, place_words = _place(scope, "")
    values = (
        "bank_item", entity_id, facility_id, provider_id, scope, "", name, _key(name), "", "", "",
        bank.value, _key(bank.value), where, place or "", "", code or "",
        Status.ACTIVE.value, stock, None, None, None, None, None, None,
    )  # fmt: skip
    said = " ".join(filter(None, (name, code, place, *more)))
    return values, search_words(said) + place_words


def _offers() -> Any:
    one = Offer
    return select(
        _raw(one.id), _raw(one.facility_id), _raw(one.provider_id), one.scope, one.title, one.kind,
        one.status, one.places, one.description, one.contact,
    )  # fmt: skip


def _of_offer(row: Any) -> tuple[tuple[Any, ...], Iterable[str]]:
    entity_id, facility_id, provider_id, scope, title, kind, status, places, *more = row
    where, place_words = _place(scope, "")
    values = (
        "offer", entity_id, facility_id, provider_id, scope, "", title, _key(title), "", "", "",
        kind.value, _key(kind.value), where, "", "", "", _status(status, None), places,
        None, None, None, None, None, None,
    )  # fmt: skip
    return values, search_words(" ".join(filter(None, (title, *more)))) + place_words


def _status(own: Status | None, place: Status | None) -> str:
    return (own or place or Status.ACTIVE).value


@cache
def _key(name: str) -> str:
    return sort_key(name)


@cache
def _words(name: str) -> list[str]:
    return search_words(name)


@cache
def _type(type_id: str) -> tuple[str, list[str]]:
    for one in social_response_types():
        if one.id == type_id:
            said = f"{one.name} {one.acronym} {one.code or ''} {' '.join(synonyms_of(one.id))}"
            return sort_key(one.name), search_words(said)
    return type_id, search_words(type_id)


@cache
def _place(dico: str, dicofre: str) -> tuple[str, list[str]]:
    name = f"{municipality_name(dico)} {_parishes().get(dicofre, dicofre)}"
    return sort_key(name), search_words(name)


@cache
def _parishes() -> dict[str, str]:
    return {one.dicofre: one.name for one in load_parishes()}


def _raw(column: Any) -> Any:
    """The bytes of an id, as the file has them."""
    return type_coerce(column, LargeBinary)


def _ids(work: Work, wanted: Any, column: Any, ids: set[bytes]) -> Iterator[Any]:
    for chunk in _chunks(list(ids), _CHUNK):
        yield from work.scalars(select(_raw(wanted)).where(_raw(column).in_(chunk)))


def _rows(work: Work, query: Any, key: Any, ids: set[bytes] | None) -> Iterator[Any]:
    if ids is None:
        yield from work.execute(query.order_by(key))
        return
    for chunk in _chunks(sorted(ids), _CHUNK):
        yield from work.execute(query.where(_raw(key).in_(chunk)).order_by(key))


def _chunks(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]
