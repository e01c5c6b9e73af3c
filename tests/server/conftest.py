"""Centres to ask: on PostgreSQL and on SQLite, in processes of their own."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text

from tests.server.centres import CentreProcess, config_for
from tests.server.postgres import NoPostgres, running_postgres


@pytest.fixture(scope="session")
def postgres():
    """The URL of a PostgreSQL server for the whole run."""
    server = running_postgres()
    try:
        url = server.__enter__()
    except NoPostgres as error:
        pytest.skip(f"no PostgreSQL here: {error}")
    yield url
    server.__exit__(None, None, None)


@pytest.fixture
def database(postgres, request, tmp_path):
    """An empty database of PostgreSQL; SQLite where a test asks for it by `indirect`."""
    if getattr(request, "param", "postgresql") == "sqlite":
        yield f"sqlite:///{tmp_path / 'centro.db'}"
        return
    name = "t" + tmp_path.name.replace("-", "_").lower()[-40:]
    admin = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield postgres.rsplit("/", 1)[0] + f"/{name}"
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def centre(database, tmp_path):
    """A centre in a process of its own."""
    config = config_for(tmp_path / "centro", database)
    with CentreProcess(config) as running:
        yield running
