"""Figures of the store: `python benchmarks/bench_store.py [FOLDER]` (median, p95, worst)."""

from __future__ import annotations

import io
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import select

from core.store import (
    Attachment,
    Author,
    Passphrase,
    SampleKey,
    Work,
    create_store,
    open_store,
)
from core.store.attachments import sealed_names

NOBODY = Author(technician_id=UUID(int=1), device_id=UUID(int=2))
MIB = 1 << 20


def spread(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    last = ordered[int(len(ordered) * 0.95)]
    print(
        f"{name:<46} {statistics.median(ordered) * 1e3:8.2f} ms  {last * 1e3:8.2f}  "
        f"{ordered[-1] * 1e3:8.2f}  n={len(ordered)}"
    )


def timed(action: object, times: int) -> list[float]:
    taken = []
    for number in range(times):
        start = time.perf_counter()
        action(number)  # type: ignore[operator]
        taken.append(time.perf_counter() - start)
    return taken


def row(number: int) -> Attachment:
    return Attachment(scope="g", sha256=f"{number:064d}", size=1, media_type="x/y", name="a")


def main() -> None:
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as made:
        folder = Path(made) / "s"
        start = time.perf_counter()
        store, _ = create_store(folder, unlock=SampleKey(), author=NOBODY)
        print(f"{'create':<46} {(time.perf_counter() - start) * 1e3:8.2f} ms")
        spread("insert of a row (5 changes), one transaction",
               timed(lambda n: store.write_now(lambda work: work.add(row(n))), 400))  # fmt: skip
        first = store.read(lambda work: work.scalars(select(Attachment.id)).first())

        def rename(number: int) -> None:
            def verb(work: Work) -> None:
                work.get_one(Attachment, first).name = str(number)

            store.write_now(verb)

        spread("update of a field (1 change), one transaction", timed(rename, 400))
        start = time.perf_counter()
        store.write_now(lambda work: work.add_all(row(n) for n in range(2000)))
        taken = time.perf_counter() - start
        print(f"{'2,000 rows (10,000 changes), one transaction':<46} {taken * 1e3:8.0f} ms")
        spread("list of 2,400 rows", timed(lambda _: store.read(sealed_names), 20))

        data = os.urandom(64 * MIB)
        start = time.perf_counter()
        sealed = store.files.seal(io.BytesIO(data), media_type="video/mp4", name="v")
        print(f"{'seal 64 MiB with fsync':<46} {64 / (time.perf_counter() - start):8.0f} MiB/s")
        start = time.perf_counter()
        with store.files.open(sealed.sha256) as stream:
            while stream.read(MIB):
                pass
        print(f"{'read it back':<46} {64 / (time.perf_counter() - start):8.0f} MiB/s")
        start = time.perf_counter()
        store.backup_now()
        taken = time.perf_counter() - start
        size = (folder / "terreno.db").stat().st_size / MIB
        print(f"{f'backup of {size:.1f} MiB, checked':<46} {taken * 1e3:8.0f} ms")
        store.close()

        def again(_: int) -> None:
            open_store(folder, unlock=SampleKey(), author=NOBODY).close()

        spread("open and close, sample key", timed(again, 20))
        (folder / "terreno.lock").write_bytes(b"open")
        spread("open after a bad end (integrity check)", timed(again, 1))
        locked = Path(made) / "p"
        create_store(locked, unlock=Passphrase("uma frase longa"), author=NOBODY)[0].close()
        spread("open and close, passphrase (argon2id)", timed(lambda _: open_store(
            locked, unlock=Passphrase("uma frase longa"), author=NOBODY).close(), 5))  # fmt: skip


if __name__ == "__main__":
    main()
