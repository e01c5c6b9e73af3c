"""How long a filling takes to open: `python benchmarks/bench_opening.py [SHARED]`.

The check-list is installed in an encrypted store; a fresh process then does what the window does:
form, answers, session with its first state. Once more in the same process is the second opening.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]

import core.all_tables  # noqa: E402
from core.forms import FillingSession, SessionContext, read_any  # noqa: E402
from core.store import Author, SampleKey, Store, open_store  # noqa: E402
from core.visits import filling, load_filling, load_form, load_media  # noqa: E402

NAMES = ("whova_form.xlsx", "soar-facility-survey.xml", "child_vaccination_VOL_tool_v12.xml")


def opened(store: Store, filling_id: UUID) -> tuple[float, float]:
    """Milliseconds for the form and for the session on it."""
    start = time.perf_counter()
    summary = store.read(lambda work: filling(work, filling_id))
    saved = store.read(lambda work: load_filling(work, filling_id))
    form = load_form(store, summary.checklist_version_id)
    load_media(store, summary.checklist_version_id)
    read = time.perf_counter()
    context = SessionContext(now=lambda: datetime.now(UTC))
    if saved.values:
        FillingSession.resume(form, saved, context)
    else:
        FillingSession.start(form, context)
    return (read - start) * 1000, (time.perf_counter() - read) * 1000


def child(folder: Path, filling_id: UUID) -> None:
    """A process that opens the filling twice."""
    with open_store(folder, unlock=SampleKey(), author=Author(uuid4(), uuid4())) as store:
        for turn in ("first", "again"):
            form, session = opened(store, filling_id)
            print(f"  {turn}: form {form:6.1f} ms, session {session:5.1f} ms")


def main(shared: Path) -> None:
    """Every form, each in a store and a process of its own."""
    from tests.builders import a_store
    from tests.filling_places import a_filling

    core.all_tables.load()
    for name in NAMES:
        data = (shared / "forms" / name).read_bytes()
        start = time.perf_counter()
        form = read_any(data, filename=name)
        print(f"{name}: read from the file in {(time.perf_counter() - start) * 1000:.0f} ms")
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "store"
            with a_store(folder) as store:
                filling_id = a_filling(store, form=form)
            command = [sys.executable, __file__, "--open", str(folder), str(filling_id)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--open"]:
        core.all_tables.load()
        child(Path(sys.argv[2]), UUID(sys.argv[3]))
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared")
