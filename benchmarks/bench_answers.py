"""How long an answer of the sample check-list takes to be on the disk, and what screens ask for.

Run: python -m benchmarks.bench_answers

Answer: one delta of the engine (its value and what was calculated from it), written as rows and
Changes in one transaction of an encrypted store, until the commit is on the disk. Milliseconds.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import core.all_tables  # noqa: F401
from core.forms import FillingSession, SessionContext
from core.visits import (
    create_sample,
    list_visits,
    load_filling,
    load_form,
    record_delta,
    record_opening,
    start_filling,
    today,
    visit_detail,
)
from tests.builders import a_store

ANSWERS = 300


def milliseconds(call: Callable[[], Any], *, times: int = 20) -> list[float]:
    """The duration of each call, sorted."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        call()
        taken.append((perf_counter() - start) * 1000)
    return sorted(taken)


def say(what: str, taken: list[float]) -> None:
    """Median, 95th percentile and worst."""
    print(
        f"{what:<24} median {taken[len(taken) // 2]:7.2f}   "
        f"p95 {taken[int(len(taken) * 0.95)]:7.2f}   worst {taken[-1]:7.2f}"
    )


def main() -> None:
    """Print the figures."""
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder) / "store") as store:
        sample = create_sample(store, now=now)
        assert sample is not None
        technician = store.read(lambda work: visit_detail(work, sample.visit_id)).team[0]
        filling = store.write_now(lambda work: start_filling(work, sample.visit_id, at=now))
        session = FillingSession.start(
            load_form(store, sample.checklist_version_id), SessionContext()
        )
        store.write_now(
            lambda work: record_opening(
                work,
                filling_id=filling,
                saved=session.save(),
                technician_id=technician.technician_id,
                at=now,
            )
        )
        number = iter(range(ANSWERS + 1))

        def answer() -> None:
            delta = session.answer("/data/s0/pessoas/beneficiarios", str(next(number) % 40 + 1))
            store.write_now(
                lambda work: record_delta(
                    work,
                    filling_id=filling,
                    delta=delta,
                    technician_id=technician.technician_id,
                    at=now,
                    moment_us=0,
                )
            )

        say("answer", milliseconds(answer, times=ANSWERS))
        say(
            "load a filling",
            milliseconds(lambda: store.read(lambda work: load_filling(work, filling))),
        )
        say("list visits", milliseconds(lambda: store.read(list_visits)))
        say("today", milliseconds(lambda: store.read(lambda work: today(work, now=now))))
        say(
            "a visit's detail",
            milliseconds(lambda: store.read(lambda work: visit_detail(work, sample.visit_id))),
        )
        say(
            "read the form",
            milliseconds(lambda: load_form(store, sample.checklist_version_id), times=5),
        )


if __name__ == "__main__":
    main()
