"""How Alembic meets the store: on the connection it is given, with the models of all rooms."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

from core.store.mapping import Base


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
    transactional_ddl=True,
    compare_type=True,
)
context.run_migrations()
