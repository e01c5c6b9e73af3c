"""The tables of all rooms laid out in a file, and whether a file is up to date."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from core.store import attachments, changes, exchange
from core.store.capture import install_guards
from core.store.derived import mark_derived
from core.store.mapping import Base

if TYPE_CHECKING:
    from sqlalchemy import Connection

# The rooms stand above the store, so it knows the one module that lists them by name only.
TABLE_LIST = "core.all_tables"
MIGRATIONS = Path(__file__).parent / "migrations"
OWN = (
    attachments.Attachment,
    changes.Change,
    changes.FieldHead,
    changes.AwaitedParent,
    changes.HeldRow,
    changes.StoreState,
    exchange.ScopeCursor,
    exchange.ExchangeFact,
    exchange.FileTransfer,
)


def load_tables() -> None:
    """Import the tables of every room."""
    import_module(TABLE_LIST).load()


def head_revision() -> str:
    """The revision that the models stand at; kept in a file so that a start needs no Alembic."""
    return (MIGRATIONS / "HEAD").read_text(encoding="ascii").strip()


def lay_out(connection: Connection) -> None:
    """Make all tables in a new file; a test proves that migrations give the same."""
    load_tables()
    Base.metadata.create_all(connection)
    install_guards(connection)
    connection.execute(
        text("CREATE TABLE alembic_version (version_num TEXT NOT NULL "
             "CONSTRAINT alembic_version_pkc PRIMARY KEY)")
    )  # fmt: skip
    connection.execute(
        text("INSERT INTO alembic_version VALUES (:head)"), {"head": head_revision()}
    )
    mark_derived(connection)


def revision_of(connection: Connection) -> str | None:
    """The revision of an open file."""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
