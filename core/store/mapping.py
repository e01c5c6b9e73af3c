"""What every table of Terreno stands on: the declarative base, column types, Synced and Local."""

from __future__ import annotations

import enum
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Dialect,
    Float,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy import Uuid as NativeUuid
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

from core.store.ids import id_of, new_id

Work = Session
GLOBAL = "global"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Id16(TypeDecorator[UUID]):
    """A UUID: 16 bytes in SQLite, the native type in PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of the database at hand."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(NativeUuid())
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """Toward the database."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """From the database."""
        if value is None or isinstance(value, UUID):
            return value
        return id_of(value)


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant in UTC, to the microsecond; a naive datetime is refused."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of the database at hand."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Toward the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone; use datetime.now(UTC)")
        if dialect.name == "postgresql":
            return value.astimezone(UTC)
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return _EPOCH + timedelta(microseconds=value)


class Day(TypeDecorator[date]):
    """A calendar day, as ISO text in SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of the database at hand."""
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """Toward the database."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """From the database."""
        return date.fromisoformat(value) if isinstance(value, str) else value


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept digit by digit, as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Toward the database."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """From the database."""
        return None if value is None else Decimal(value)


class Json(TypeDecorator[Any]):
    """A JSON document as text, keys sorted so that equal documents are equal bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Toward the database."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From the database."""
        return None if value is None else json.loads(value)


class EnumText(TypeDecorator[enum.Enum]):
    """A member of an enumeration whose values are text, kept as that text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[enum.Enum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: enum.Enum | None, dialect: Dialect) -> str | None:
        """Toward the database."""
        return None if value is None else str(self.kind(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> enum.Enum | None:
        """From the database."""
        return None if value is None else self.kind(value)


# STRICT tables of SQLite know INTEGER, REAL, TEXT, BLOB only.
@compiles(String, "sqlite")
@compiles(Text, "sqlite")
@compiles(JSON, "sqlite")
def _text(_element: Any, _compiler: Any, **_: Any) -> str:
    return "TEXT"


@compiles(BigInteger, "sqlite")
@compiles(Boolean, "sqlite")
def _integer(_element: Any, _compiler: Any, **_: Any) -> str:
    return "INTEGER"


@compiles(Float, "sqlite")
def _real(_element: Any, _compiler: Any, **_: Any) -> str:
    return "REAL"


class Base(DeclarativeBase):
    """All tables of Terreno; strict types, named constraints."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Id16(),
        datetime: UtcInstant(),
        date: Day(),
        Decimal: Exact(),
        bool: Boolean(),
        float: Float(),
        int: BigInteger(),
        str: Text(),
        bytes: LargeBinary(),
        dict[str, Any]: Json(),
        list[Any]: Json(),
        list[str]: Json(),
    }

    def __init_subclass__(cls, **kw: Any) -> None:
        super().__init_subclass__(**kw)
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table):
            table.dialect_options["sqlite"]["strict"] = True
            if issubclass(cls, Synced):
                _prepare_synced(table)


class Synced:
    """A table whose every field is captured as a `Change` and travels to the other stores.

    `scope` is the municipality (DICO code) whose devices may read the row, or `GLOBAL`.
    """

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-2)
    scope: Mapped[str] = mapped_column(index=True, sort_order=-1, active_history=True)


class Local:
    """A table of this laptop only: cursors, settings, jobs. Never captured, never sent."""


def _prepare_synced(table: Table) -> None:
    table.info["synced"] = True
    for column in table.columns:
        # Values that appear only while SQL is made are not in the history of the object.
        if any(
            found is not None
            for found in (
                column.server_default, column.computed, column.onupdate, column.server_onupdate,
            )
        ):  # fmt: skip
            raise TypeError(
                f"{table.name}.{column.name}: a synced column is filled by default= or by a verb, "
                "or the change log would not know the value"
            )
        if column.name.startswith("_"):
            raise TypeError(f"{table.name}.{column.name}: names with _ belong to the log")


def synced_tables() -> list[Table]:
    """The tables under capture, of all rooms loaded so far."""
    return [table for table in Base.metadata.sorted_tables if table.info.get("synced")]
