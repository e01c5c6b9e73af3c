"""Many new rows of one table at once, captured like any other write.

Through objects a row with twelve fields costs some 600 µs; here a fifth of it or less. The
statements are the driver's own, so this is for SQLite (the laptop) only.
"""

from __future__ import annotations

import hashlib
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Float, Text

from core.store.capture import PERMITS, capture_of
from core.store.changes import canonical
from core.store.log import remember_stamp
from core.store.mapping import Id16

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Column, Connection, Table

    from core.store.capture import Capture
    from core.store.mapping import Synced, Work

# Blobs are given as bytearray: the driver takes those as they are, and asks each `bytes` how it
# wants to be stored, which costs a third of the whole.
_CHUNK = 2000
_CACHE = -320_000  # KiB
_CHANGE = (
    "INSERT INTO change (id, digest, entity, entity_id, field, value, parents, author, device, "
    "scope, hlc, transaction_id, ordinal) VALUES (?,?,?,?,?,?,x'',?,?,?,?,?,?)"
)
_HEAD = "INSERT INTO field_head (entity_id, entity, field, change_id, shown) VALUES (?,?,?,?,1)"
_VERSION, _VERSION_MASK = 7 << 76, ~(0xF << 76)
_VARIANT, _VARIANT_MASK = 0b10 << 62, ~(0b11 << 62)


def insert_all(work: Work, model: type[Synced], rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert rows that never existed before, with their changes; gives how many.

    Each row has its `id` (fresh, from `new_id`: the log is not asked about it), its `scope`, and
    its fields by column name; what is left out is null. Values must have the column's type.
    """
    capture = capture_of(work)
    work.flush()
    connection = work.connection()
    table: Table = model.__table__  # type: ignore[attr-defined]
    writer = _Writer(table, connection, capture)
    permits = connection.info[PERMITS]
    permits.all = True
    count = 0
    # Ids of changes are scattered: their index must stay in memory while so many are added.
    driver: Any = connection.connection.dbapi_connection
    usual = driver.execute("PRAGMA cache_size").fetchone()[0]
    driver.execute(f"PRAGMA cache_size={_CACHE}")
    try:
        chunk: list[Mapping[str, Any]] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) == _CHUNK:
                writer.write(chunk)
                count += len(chunk)
                chunk = []
        if chunk:
            writer.write(chunk)
            count += len(chunk)
    finally:
        permits.all = False
        driver.execute(f"PRAGMA cache_size={usual}")
    remember_stamp(connection, writer.stamp)
    return count


class _Writer:
    """Inserts into one table, in one transaction, with one stamp."""

    def __init__(self, table: Table, connection: Connection, capture: Capture) -> None:
        # Plain text: the driver asks every subclass of `str` how it wants to be stored.
        self._entity = str.__str__(table.name)
        self._capture = capture
        self._connection = connection
        self.stamp = capture.clock.tick()
        columns = [column for column in table.columns if column.name not in ("id", "scope")]
        self._columns = [
            (str.__str__(column.name), _binder(column, connection), _spelling(column))
            for column in columns
        ]
        names = ", ".join(f'"{name}"' for name, _, _ in self._columns)
        marks = ",".join("?" * (len(columns) + 2))
        self._sql = f'INSERT INTO "{table.name}" (id, scope, {names}) VALUES ({marks})'  # noqa: S608  names of our own tables

    def write(self, rows: list[Mapping[str, Any]]) -> None:
        """One chunk."""
        entry = self._capture.entry
        author, device = entry.author.technician_id, entry.author.device_id
        transaction = entry.transaction_id
        seed, prefix = transaction.bytes, int.from_bytes(transaction.bytes[:6]) << 80
        # The canonical list of `digest_of` without what differs from change to change.
        tail = f',[],"{author}","{device}",'
        end = f',{self.stamp},"{transaction}"]'
        author_16, device_16, transaction_16 = (
            bytearray(author.bytes),
            bytearray(device.bytes),
            bytearray(transaction.bytes),
        )
        entity, stamp, ordinal = self._entity, self.stamp, entry.ordinal
        blake2b = hashlib.blake2b
        table_rows, changes, heads = [], [], []
        for row in rows:
            identity: UUID = row["id"]
            identity_16, scope = bytearray(identity.bytes), row["scope"]
            quoted_scope = encode_basestring(scope)
            bound: list[Any] = [identity_16, scope]
            values = [("scope", quoted_scope)]
            for name, bind, spell in self._columns:
                value = row.get(name)
                if value is None:
                    bound.append(None)
                    continue
                bound.append(value if bind is None else bind(value))
                values.append((name, spell(value)))
            table_rows.append(bound)
            middle = f'","{entity}","{identity}","'
            close = f"{tail}{quoted_scope}{end}"
            for name, spelt in values:
                number = prefix | int.from_bytes(
                    blake2b(seed + ordinal.to_bytes(4, "big"), digest_size=10).digest()
                )
                number = (number & _VERSION_MASK | _VERSION) & _VARIANT_MASK | _VARIANT
                own = bytearray(number.to_bytes(16))
                hexed = own.hex()
                text = (
                    f'["{hexed[:8]}-{hexed[8:12]}-{hexed[12:16]}-{hexed[16:20]}-{hexed[20:]}'
                    f'{middle}{name}",{encode_basestring(spelt)}{close}'
                )
                digest = bytearray(blake2b(text.encode(), digest_size=16).digest())
                changes.append(
                    (own, digest, entity, identity_16, name, spelt, author_16, device_16, scope,
                     stamp, transaction_16, ordinal)
                )  # fmt: skip
                heads.append((identity_16, entity, name, own))
                ordinal += 1
            self._capture.touched.add((entity, identity))
        entry.ordinal = ordinal
        for sql, many in ((self._sql, table_rows), (_CHANGE, changes), (_HEAD, heads)):
            self._driver.executemany(sql, many)

    @property
    def _driver(self) -> Any:
        return self._connection.connection.dbapi_connection


def _binder(column: Column[Any], connection: Connection) -> Callable[[Any], Any] | None:
    if isinstance(column.type, Id16):
        return _bytes_of
    processor = column.type.bind_processor(connection.dialect)
    return None if isinstance(column.type, (Text, BigInteger)) else processor


def _spelling(column: Column[Any]) -> Callable[[Any], str]:
    """How a value of this column is spelt in the log; the same as `canonical`, sooner."""
    kind = column.type
    if isinstance(kind, Text):
        return encode_basestring
    if isinstance(kind, Id16):
        return _quoted
    if isinstance(kind, BigInteger):
        return lambda value: str(int(value))
    if isinstance(kind, Float):
        return lambda value: repr(float(value))
    if isinstance(kind, Boolean):
        return lambda value: "true" if value else "false"
    return canonical


def _bytes_of(value: UUID) -> bytearray:
    return bytearray(value.bytes)


def _quoted(value: UUID) -> str:
    return f'"{value}"'
