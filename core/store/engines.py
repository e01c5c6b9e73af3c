"""Opening the encrypted database through SQLAlchemy: one engine that writes, one that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from core.store.capture import provide_permits

if TYPE_CHECKING:
    from pathlib import Path

_READERS = 8
_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA cache_size=-65536",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=10000",
)


def unlock_connection(dbapi: Any, key: bytes) -> None:
    """Give a raw connection its key, before anything else is asked of it."""
    # SQLCipher writes its own complaints on stderr; ours are exceptions.
    dbapi.execute("PRAGMA cipher_log_level=NONE")
    dbapi.execute(f"PRAGMA key=\"x'{key.hex()}'\"")


def connect_raw(path: Path, key: bytes) -> Any:
    """A bare sqlcipher3 connection (autocommit), for backups and checks."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    unlock_connection(connection, key)
    return connection


def open_writer(path: Path, key: bytes) -> Engine:
    """The engine of the writer lane: one connection, each transaction BEGIN IMMEDIATE."""
    return _open(path, key, begin="BEGIN IMMEDIATE", wal=True, poolclass=StaticPool)


def open_readers(path: Path, key: bytes) -> Engine:
    """The engine of all who read: own connections that cannot write."""
    return _open(
        path, key, begin="BEGIN", wal=False,
        poolclass=QueuePool, pool_size=_READERS, max_overflow=_READERS,
    )  # fmt: skip


def _open(path: Path, key: bytes, *, begin: str, wal: bool, **pool: Any) -> Engine:
    from sqlcipher3 import dbapi2

    engine = create_engine(
        f"sqlite:///{path.as_posix()}",
        module=dbapi2,
        # The text of an error must not carry what people answered.
        hide_parameters=True,
        connect_args={"check_same_thread": False},
        **pool,
    )

    @event.listens_for(engine, "connect")
    def _connected(dbapi: Any, record: Any) -> None:
        # SQLAlchemy says BEGIN itself (below); the driver must not.
        dbapi.isolation_level = None
        unlock_connection(dbapi, key)
        for pragma in _PRAGMAS:
            dbapi.execute(pragma)
        if wal:
            dbapi.execute("PRAGMA journal_mode=WAL")
        else:
            dbapi.execute("PRAGMA query_only=ON")
        provide_permits(dbapi, record.info)

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
