"""A laptop's lane of files in a process that may be killed: STORE; prints each place it is at."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

from core.store import Author, SampleKey, open_store
from sync.replica.file_call import FileCall


def main() -> None:
    author = Author(UUID(sys.argv[2]), UUID(sys.argv[3]))
    with open_store(Path(sys.argv[1]), unlock=SampleKey(), author=author) as store:
        outcome = FileCall().run(store, told=lambda file: print(file.done, flush=True))
        print("end", outcome.sent, outcome.fetched, flush=True)


main()
