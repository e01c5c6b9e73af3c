"""The process that test_kill.py kills: it writes numbered rows and says which are saved.

Without a number it makes the store."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Mapped

from core.store import Author, Base, SampleKey, Synced, create_store, open_store


class Note(Synced, Base):
    """One numbered row."""

    __tablename__ = "test_note"

    number: Mapped[int]
    body: Mapped[str]


def main() -> None:
    author = Author(technician_id=UUID(int=1), device_id=UUID(int=2))
    if len(sys.argv) == 2:
        create_store(Path(sys.argv[1]), unlock=SampleKey(), author=author)[0].close()
        return
    store = open_store(Path(sys.argv[1]), unlock=SampleKey(), author=author)
    number = int(sys.argv[2])
    while True:
        row = Note(scope="g", number=number, body="x" * (number * 37 % 5000))
        store.write_now(lambda work, row=row: work.add(row))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    main()
