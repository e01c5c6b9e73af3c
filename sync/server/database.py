"""The centre's database: PostgreSQL for real, SQLite for one office; its engine, its revisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import MetaData, create_engine, event, text
from sqlalchemy.types import TypeDecorator

from core.store.changes import AwaitedParent, Change, FieldHead, HeldRow, StoreState
from core.store.mapping import Base
from sync.centre.tables import CentreBase
from sync.server import tables
from sync.server.openrosa import tables as phone_tables
from sync.server.web import tables as web_tables

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

assert tables.EnrolCode.metadata is CentreBase.metadata
assert phone_tables.CollectorRow.metadata is CentreBase.metadata
assert web_tables.PersonRow.metadata is CentreBase.metadata

MIGRATIONS = Path(__file__).with_name("migrations")
_MIGRATING = 0x7E88E40
"""The advisory lock under which one process at a time changes PostgreSQL's tables."""


def _metadata() -> MetaData:
    """The log and heads that centre and laptops share, and the centre's own tables."""
    whole = MetaData(naming_convention=Base.metadata.naming_convention)
    shared = (Change, FieldHead, AwaitedParent, HeldRow, StoreState)
    for table in [Base.metadata.tables[one.__tablename__] for one in shared]:
        table.to_metadata(whole)
    for table in CentreBase.metadata.sorted_tables:
        table.to_metadata(whole)
    return whole


METADATA = _metadata()


def open_engine(url: str, *, connections: int = 16) -> Engine:
    """An engine over `postgresql+psycopg://…` or `sqlite:///…`; commits are on the disk."""
    if url.startswith("sqlite"):
        return _sqlite(url)
    return create_engine(
        url, pool_size=connections, max_overflow=4, pool_pre_ping=True, pool_recycle=1800,
        connect_args={"connect_timeout": 10, "options": "-c lock_timeout=20s"},
    )  # fmt: skip


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _connected(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON",
                       "busy_timeout=30000"):  # fmt: skip
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def upgrade(engine: Engine) -> None:
    """Bring the tables to this version; while other processes serve, and by one at a time."""
    from alembic import command

    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
        command.upgrade(configuration(connection), "head")


def is_current(connection: Connection) -> bool:
    """Whether the tables are this version's (or a newer one's, which only adds)."""
    newest = max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return revision_of(connection) >= newest


def revision_of(connection: Connection) -> str:
    """The revision of the tables; empty if there are none yet."""
    from sqlalchemy import inspect

    if not inspect(connection).has_table("centre_revision"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM centre_revision")).scalar() or "")


def configuration(connection: Connection) -> Config:
    """Alembic's settings, without any file of this machine."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def written_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """How a revision writes our own column types: by name, since they differ by database."""
    if kind == "type" and isinstance(item, TypeDecorator):
        room = type(item).__module__.rsplit(".", 1)[-1]
        return f"{room}.{type(item).__name__}()"
    return False
