"""From the canonical JSON of the log to the values of a table's columns."""

from __future__ import annotations

import base64
import json
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Boolean, Float, Integer, LargeBinary, String

from core.store.mapping import Day, EnumText, Exact, Id16, Json, UtcInstant

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from sqlalchemy import Column, Table

UNREADABLE = (ValueError, TypeError, KeyError, InvalidOperation, RecursionError)
"""What a value that does not fit its column raises."""


class Incomplete(Exception):
    """A column that must have a value has none (yet)."""


def row_of(table: Table, entity_id: UUID, values: Mapping[str, str]) -> dict[str, Any]:
    """The row of a table from canonical values by column name; what the table lacks is left out.

    Raises: Incomplete; one of UNREADABLE for a value that does not fit.
    """
    row: dict[str, Any] = {"id": entity_id}
    for name, nullable, revive in _columns(table):
        text = values.get(name, "null")
        value = None if text == "null" else revive(json.loads(text))
        if value is None and not nullable:
            raise Incomplete(name)
        row[name] = value
    return row


def only_plain(table: Table, names: Collection[str]) -> bool:
    """Whether these columns of a table say neither whose a row is nor point to others."""
    return all(
        name in table.columns
        and name not in ("id", "scope")
        and not table.columns[name].foreign_keys
        for name in names
    )


def fields_of(table: Table, values: Mapping[str, str]) -> dict[str, Any]:
    """Some columns of a row from canonical values by name.

    Raises: Incomplete; one of UNREADABLE for a value that does not fit; KeyError for no column.
    """
    known = {name: (nullable, revive) for name, nullable, revive in _columns(table)}
    found: dict[str, Any] = {}
    for name, text in values.items():
        nullable, revive = known[name]
        value = None if text == "null" else revive(json.loads(text))
        if value is None and not nullable:
            raise Incomplete(name)
        found[name] = value
    return found


def unknown_fields(table: Table, values: Mapping[str, str]) -> bool:
    """Whether the log tells more of the row than this version's table can show."""
    return any(name not in table.columns and text != "null" for name, text in values.items())


@cache
def _columns(table: Table) -> tuple[tuple[str, bool, Callable[[Any], Any]], ...]:
    return tuple(
        (column.name, bool(column.nullable), _reviver(column))
        for column in table.columns
        if column.name != "id"
    )


def _reviver(column: Column[Any]) -> Callable[[Any], Any]:
    match column.type:
        case Id16():
            return UUID
        case UtcInstant():
            return _instant
        case Day():
            return date.fromisoformat
        case Exact():
            return Decimal
        case EnumText() as kind:
            return kind.kind
        case Json():
            return _as_it_is
        case Boolean():
            return _of(bool)
        case Float():
            return _number
        case Integer():
            return _of(int)
        case LargeBinary():
            return _bytes
        case String():
            return _of(str)
    return _as_it_is


def _of(kind: type) -> Callable[[Any], Any]:
    def exactly(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{type(value).__name__} where {kind.__name__} belongs")
        return value

    return exactly


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone")
    return instant


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("no number")
    return float(value)


def _bytes(value: Any) -> bytes:
    return base64.b64decode(value, validate=True)


def _as_it_is(value: Any) -> Any:
    return value
