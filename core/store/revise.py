"""A developer's tool: `python -m core.store.revise "message"` writes the next revision.

It compares the models of all rooms with what the revisions so far lay out. `--replace` writes the
latest revision anew (only before it has been released); `--samples DIR` keeps a sample store of
the new version for the tests.
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
from pathlib import Path
from uuid import UUID

from core.store import migrate, schema
from core.store.attachments import attach
from core.store.engines import open_writer
from core.store.log import Author
from core.store.mapping import GLOBAL
from core.store.store import create_store
from core.store.vault import SampleKey

_NOBODY = Author(technician_id=UUID(int=1), device_id=UUID(int=2))


def revise(message: str, *, replace: bool = False) -> str:
    """Write the next revision beside the others; gives its number."""
    from alembic import command
    from alembic.script import ScriptDirectory

    schema.load_tables()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_writer(Path(folder) / "blank.db", bytes(32))
        with engine.connect() as connection, connection.begin():
            config = migrate.configuration(connection)
            scripts = ScriptDirectory.from_config(config)
            latest = scripts.get_current_head()
            if replace and latest is not None:
                revision = scripts.get_revision(latest)
                latest = str(revision.down_revision) if revision.down_revision else None
                Path(revision.path).unlink()
            (schema.MIGRATIONS / "versions").mkdir(exist_ok=True)
            number = f"{int(latest or 0) + 1:04d}"
            if latest is not None:
                command.upgrade(config, "head")
            command.revision(config, message, autogenerate=True, rev_id=number)
        engine.dispose()
    (schema.MIGRATIONS / "HEAD").write_text(f"{number}\n", encoding="ascii")
    return number


def keep_sample(folder: Path, number: str) -> Path:
    """A small store of the newest version, under the well-known key, for tests to come."""
    kept = folder / number
    shutil.rmtree(kept, ignore_errors=True)
    store, _ = create_store(kept, unlock=SampleKey(), author=_NOBODY)
    with store:
        content = io.BytesIO("Guião da visita ao centro de dia".encode())
        sealed = store.files.seal(content, media_type="text/plain", name="guião.txt")
        store.write_now(lambda work: attach(work, sealed, scope=GLOBAL))
    (kept / "terreno.lock").unlink()
    return kept


def main() -> None:
    """The command line of this tool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("message")
    parser.add_argument("--replace", action="store_true")
    parser.add_argument("--samples", type=Path)
    asked = parser.parse_args()
    number = revise(asked.message, replace=asked.replace)
    print(number)  # noqa: T201
    if asked.samples:
        print(keep_sample(asked.samples, number))  # noqa: T201


if __name__ == "__main__":
    main()
