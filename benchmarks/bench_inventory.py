# ruff: noqa: E501
"""The inventory at size: import of a workbook, first rows, search, memory.

python benchmarks/bench_inventory.py [--rows 50000] [--entries 100000]

`--entries`: how many there are when rows and search are measured; what the workbook does not
bring is written before it, and the import is then matched against that.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from core.inventory import EntryFilter, count_entries, list_entries
from core.inventory.workbooks import carry_out, preview, stage
from core.plan import load_municipalities
from core.store import Author, SampleKey, create_store

TYPES = ("Creche", "Centro de Dia", "ERPI", "SAD", "Jardim de Infância", "CATL")
WORDS = ("São Pedro", "Fonte", "Aldeia", "Moinho", "Ninho", "Esperança", "Paroquial", "Santa Maria",
         "Outeiro", "Vale", "Ribeira", "Lapa", "Sol", "Infantil", "Solidariedade", "Amizade")  # fmt: skip
TYPED = ("c", "cr", "cre", "crec", "creche", "crehce", "centro dia maia", "sao pedro", "fonte porto",
         "ribera", "4420", "solidaridade", "rua da", "erpi gaia", "x", "esperanca 17")  # fmt: skip


def make_workbook(path: Path, rows: int, *, seed: int = 1) -> None:
    """Half the rows of their own place, half further services of the place above."""
    from openpyxl import Workbook

    chance = random.Random(seed)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Inventário")
    sheet.append(["Entidade", "NIF", "Equipamento", "Morada", "Código postal", "Concelho",
                  "Resposta social", "Capacidade", "Utentes", "Telefone", "Data"])  # fmt: skip
    towns = [one.name for one in load_municipalities()]
    place: list[object] = []
    for number in range(rows):
        if number % 2 == 0 or not place:
            name = " ".join(chance.sample(WORDS, 2))
            place = [f"Associação {name} {number // 8}", None, f"Centro {name} {seed}{number}",
                     f"Rua {chance.choice(WORDS)}, {number % 900}", f"4{number % 500 + 100}-{number % 999:03d}",
                     chance.choice(towns)]  # fmt: skip
        capacity = chance.randint(10, 90)
        sheet.append([*place, TYPES[(number + number // 2) % 6], capacity, capacity - 3, f"22{number:07d}",
                      datetime(2025, 12, 31)])  # noqa: DTZ001  # fmt: skip
    book.save(path)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--entries", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        make_workbook(path, asked.rows)
        bare = _bare_read(path)
        author = Author(technician_id=uuid4(), device_id=uuid4())
        store, _ = create_store(Path(folder) / "s", unlock=SampleKey(), author=author)
        with store:
            if asked.entries > asked.rows:
                before = Path(folder) / "b.xlsx"
                make_workbook(before, asked.entries - asked.rows, seed=2)
                carry_out(
                    store, preview(store, stage(store, before), day=date(2025, 12, 31)),
                    at=datetime.now(UTC),
                )  # fmt: skip
            started = time.perf_counter()
            staged = stage(store, path)
            read = time.perf_counter()
            ready = preview(store, staged, day=date(2025, 12, 31))
            matched = time.perf_counter()
            applied = carry_out(store, ready, at=datetime.now(UTC))
            done = time.perf_counter()
            print(f"bare openpyxl read {bare:.1f} s; import of {asked.rows} rows "
                  f"{done - started:.1f} s ({(done - started) / bare:.2f} x): read {read - started:.1f}, "
                  f"rows and matching {matched - read:.1f}, written {done - matched:.1f}")  # fmt: skip
            print(dict(applied.made), "problems", len(ready.problems))
            again = time.perf_counter()
            same = preview(store, stage(store, path), day=date(2025, 12, 31)).plan
            print(f"the same file again: {time.perf_counter() - again:.1f} s, "
                  f"made {len(same.made)}, changed {len(same.changed)}")  # fmt: skip
            print(f"{store.read(count_entries)} entries; memory at most "
                  f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")  # fmt: skip
            first = [_timed(lambda: store.read(list_entries)) for _ in range(20)]
            print(f"first 100 rows: median {statistics.median(first):.1f} ms")
            keys = [
                _timed(lambda typed=typed: store.read(  # type: ignore[misc]
                    lambda work: list_entries(work, where=EntryFilter(text=typed), limit=50)))
                for _ in range(5) for typed in TYPED
            ]  # fmt: skip
            keys.sort()
            print(f"search: median {statistics.median(keys):.1f} ms, "
                  f"99 % {keys[int(len(keys) * 0.99)]:.1f} ms, worst {keys[-1]:.1f} ms")  # fmt: skip


def _bare_read(path: Path) -> float:
    from openpyxl import load_workbook

    started = time.perf_counter()
    book = load_workbook(path, read_only=True)
    for _ in book.active.iter_rows(values_only=True):  # type: ignore[union-attr]
        pass
    return time.perf_counter() - started


def _timed(what: object) -> float:
    started = time.perf_counter()
    what()  # type: ignore[operator]
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
