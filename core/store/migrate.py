"""From an older file to the tables of today; Alembic is loaded only when there is work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from core.store import problems, schema
from core.store.capture import install_guards

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine


def is_current(connection: Connection) -> bool:
    """Whether the file has the tables of this version. Raises: StoreTooNew."""
    found = schema.revision_of(connection)
    if found is not None and not any(schema.MIGRATIONS.glob(f"versions/{found}_*.py")):
        raise problems.StoreTooNew
    return found == schema.head_revision()


def upgrade(engine: Engine) -> None:
    """Bring the file up to the tables of today: all of it or nothing.

    Raises: StoreTooNew, StoreDamaged (a foreign key that leads nowhere).
    """
    from alembic import command
    from alembic.util import CommandError

    schema.load_tables()
    with engine.connect() as connection:
        # A table that is rebuilt is dropped first, and that would delete what points to it.
        # SQLite takes this pragma only outside a transaction.
        dbapi: Any = connection.connection.dbapi_connection
        dbapi.execute("PRAGMA foreign_keys=OFF")
        connection.begin()
        try:
            command.upgrade(configuration(connection), "head")
            install_guards(connection)
            lost = connection.execute(text("PRAGMA foreign_key_check")).all()
            if lost:
                raise problems.StoreDamaged(detail=f"foreign keys: {lost[0][0]}")
            connection.commit()
        except CommandError as error:
            connection.rollback()
            raise problems.StoreTooNew from error
        except BaseException:
            connection.rollback()
            raise
        finally:
            dbapi.execute("PRAGMA foreign_keys=ON")


def configuration(connection: Connection) -> Config:
    """Alembic's settings, without any file of this machine."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", schema.MIGRATIONS.as_posix().replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
