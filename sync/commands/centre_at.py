"""The centre of a folder, for one command."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from sync.server.config import ServerConfig


def config_at(folder: Path | None) -> ServerConfig:
    """How the centre is set up. Raises: NotSetUp."""
    from sync.server.config import folder_of, read_config

    return read_config((folder or folder_of()).absolute())


@contextmanager
def transaction(config: ServerConfig) -> Iterator[Connection]:
    """One transaction on its database."""
    from sync.server.database import open_engine

    engine = open_engine(config.database)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
