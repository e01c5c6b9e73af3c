"""How Alembic meets the central store: on the connection it is given; SQLite or PostgreSQL."""

from __future__ import annotations

from typing import Any

from alembic import context

from sync.server.database import METADATA, written_type

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table="centre_revision",
    render_item=written_type,
    include_object=lambda item, _name, kind, *_: kind != "table" or item.name in METADATA.tables,
    transactional_ddl=True,
)
_: Any = context.run_migrations()  # type: ignore[func-returns-value]
