"""The inventory's table at size: first rows, search as one types, sorting, a dragged scroll bar.

QT_QPA_PLATFORM=offscreen python -m benchmarks.bench_inventory_window [ENTRIES]
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from core.inventory import EntryFilter, Facility, Provider, SocialResponse
from core.plan import load_municipalities
from core.store import Author, SampleKey, Store, Work, create_store, insert_all, new_id
from desktop.inventory.entry_model import COLUMNS, EntryModel
from desktop.inventory.entry_table import EntryTable
from desktop.kit.jobs import Jobs
from desktop.kit.settings import SettingsFile

WORDS = ("São Pedro", "Fonte", "Aldeia", "Moinho", "Ninho", "Esperança", "Paroquial", "Lapa",
         "Outeiro", "Vale", "Ribeira", "Sol", "Infantil", "Solidariedade", "Amizade")  # fmt: skip
TYPED = ("creche maia", "sao pedro", "fonte porto", "ribera", "solidaridade", "rua da lapa",
         "centro de dia", "amizade gaia", "moinhu", "xyz")  # fmt: skip
TYPES = ("1103", "1104", "1105", "2101", "2103", "2107")


def fill(store: Store, count: int) -> None:
    """That many social responses, two in each place."""
    chance = random.Random(5)
    towns = [one.dico for one in load_municipalities()]
    providers, facilities, offered = [], [], []
    for number in range(count // 2):
        town = chance.choice(towns)
        name = " ".join(chance.sample(WORDS, 2))
        whose, where = new_id(), new_id()
        providers.append({"id": whose, "scope": town, "name": f"Associação {name} {number}"})
        facilities.append(
            {"id": where, "scope": town, "provider_id": whose, "name": f"Centro {name} {number}",
             "address": f"Rua {chance.choice(WORDS)}, {number % 900}",
             "latitude": chance.uniform(40.85, 41.45), "longitude": chance.uniform(-8.8, -8.2)}
        )  # fmt: skip
        for kind in chance.sample(TYPES, 2):
            capacity = chance.randint(10, 90)
            offered.append(
                {"id": new_id(), "scope": town, "facility_id": where, "type_id": kind,
                 "capacity": capacity, "served": capacity - 3,
                 "confirmed_on": date(2026, chance.randint(1, 11), 3)}
            )  # fmt: skip

    def verb(work: Work) -> None:
        for table, rows in (
            (Provider, providers),
            (Facility, facilities),
            (SocialResponse, offered),
        ):
            insert_all(work, table, rows)

    store.write_now(verb)


def main(count: int) -> None:
    """Print the figures."""
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        author = Author(technician_id=uuid4(), device_id=uuid4())
        store, _ = create_store(Path(folder) / "store", unlock=SampleKey(), author=author)
        fill(store, count)
        jobs = Jobs(store)
        model = EntryModel(jobs)
        table = EntryTable(model, SettingsFile(Path(folder) / "d.ini"))
        table.resize(1000, 600)
        table.show()

        def until(done: Callable[[], object], start: float) -> float:
            while not done():
                app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            return (time.perf_counter() - start) * 1000

        def ask(where: EntryFilter) -> float:
            came: list[bool] = []
            link = model.first_shown.connect(lambda: came.append(True))
            start = time.perf_counter()
            model.show(where)
            took = until(lambda: came, start)
            model.first_shown.disconnect(link)
            until(lambda: jobs.waiting == 0, start)
            return took

        print(f"{count} entries, encrypted")
        print(f"first rows: {ask(EntryFilter()):.0f} ms; again {ask(EntryFilter()):.0f} ms")
        keys = [ask(EntryFilter(text=one[: at + 1])) for one in TYPED for at in range(len(one))]
        worst = sorted(keys)[int(len(keys) * 0.99)]
        print(f"a key of a search: median {statistics.median(keys):.0f} ms, 99 % {worst:.0f} ms")
        ask(EntryFilter())
        for at, spec in enumerate(COLUMNS):
            came: list[int] = []
            link = model.counted.connect(came.append)
            start = time.perf_counter()
            model.sort(at)
            print(f"sort by {spec.key}: {until(lambda came=came: came, start):.0f} ms")
            model.counted.disconnect(link)
        model.sort(0)
        until(lambda: jobs.waiting == 0, time.perf_counter())
        chance, drags = random.Random(7), []
        for _ in range(30):
            row = chance.randrange(model.rowCount())
            start = time.perf_counter()
            table.scrollTo(model.index(row, 0))
            drags.append(until(lambda row=row: model.entry(row) is not None, start))
        print(
            f"a dragged scroll bar: median {statistics.median(drags):.0f} ms, "
            f"worst {max(drags):.0f} ms"
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory of the process, filling included: {peak:.0f} MB")
        jobs.close()
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
