"""How Alembic meets the store: on the connection it is given, with the models of all rooms."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

from core.store.mapping import Base


def of_the_models(item: Any, _name: str | None, kind: str, reflected: bool, other: Any) -> bool:  # noqa: FBT001  Alembic calls it so
    """Virtual tables (full text) are made by their revision's own words, not compared."""
    return not (kind == "table" and reflected and other is None and item.name.startswith("entry_"))


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write what SQLite stores, so that an old revision needs no class of today."""
    if kind == "type" and isinstance(item, TypeDecorator):
        stored = item.load_dialect_impl(sqlite.dialect())
        return f"sa.{type(stored).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain_type,
    include_object=of_the_models,
    transactional_ddl=True,
    compare_type=True,
)
context.run_migrations()
