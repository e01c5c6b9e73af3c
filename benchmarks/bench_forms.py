"""How fast check-lists open and answers settle. `python benchmarks/bench_forms.py [SHARED]`."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests" / "core" / "forms")]

from monkey import everything, fill, fixed_context, some_answer  # noqa: E402

from core.forms import Delta, FillingSession, Form, read_any, read_form  # noqa: E402
from core.forms.session.problems import NodeUnknown  # noqa: E402

MODEL = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>bench</h:title><model><instance>
 <data id="bench">{nodes}<meta><instanceID/></meta></data></instance>{binds}</model></h:head>
 <h:body>{body}</h:body></h:html>"""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds that a piece of work took, and what it gave."""
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1000, result


def say(name: str, *figures: tuple[str, float]) -> None:
    """One line of the table."""
    print(f"{name:44s}" + "  ".join(f"{label} {figure:9.2f} ms" for label, figure in figures))


def questions(number: int) -> bytes:
    """A flat form: each question is shown once the one before is answered; one sum over all."""
    nodes = "".join(f"<q{i}/>" for i in range(number)) + "<total/>"
    binds = "".join(
        f'<bind nodeset="/data/q{i}" type="int" constraint=". &gt;= 0"'
        + (f" relevant=\"/data/q{i - 1} != ''\"" if i % 5 else "")
        + "/>"
        for i in range(number)
    )
    total = " + ".join(f"coalesce(/data/q{i}, 0)" for i in range(0, number, 20))
    binds += f'<bind nodeset="/data/total" calculate="{total}"/>'
    body = "".join(
        f'<input ref="/data/q{i}"><label>Pergunta {i}</label></input>' for i in range(number)
    )
    return MODEL.format(nodes=nodes, binds=binds, body=body).encode()


def repeats() -> bytes:
    """A repeat with a position and a sum over all of it."""
    nodes = '<rep jr:template=""><a/><n/></rep><rep><a/><n/></rep><sum/>'
    binds = (
        '<bind nodeset="/data/rep/a" type="int"/>'
        '<bind nodeset="/data/rep/n" calculate="position(..)"/>'
        '<bind nodeset="/data/sum" calculate="sum(/data/rep/a)"/>'
    )
    body = (
        '<group ref="/data/rep"><label>R</label><repeat nodeset="/data/rep">'
        '<input ref="/data/rep/a"><label>A</label></input></repeat></group>'
    )
    return MODEL.format(nodes=nodes, binds=binds, body=body).encode()


def chain(number: int) -> bytes:
    """Calculations that each depend on the one before."""
    nodes = "<a/>" + "".join(f"<c{i}/>" for i in range(number))
    binds = '<bind nodeset="/data/a" type="int"/><bind nodeset="/data/c0" calculate="/data/a + 1"/>'
    binds += "".join(
        f'<bind nodeset="/data/c{i}" calculate="/data/c{i - 1} + 1"/>' for i in range(1, number)
    )
    body = '<input ref="/data/a"><label>A</label></input>'
    return MODEL.format(nodes=nodes, binds=binds, body=body).encode()


def answers(form: Form, *, eager: bool) -> tuple[float, list[float]]:
    """The time of a whole filling and of each of its answers."""
    times: list[float] = []
    original = FillingSession.answer

    def measured(self: FillingSession, key: str, value: str | None) -> Delta:
        took, delta = timed(lambda: original(self, key, value))
        times.append(took)
        return delta

    FillingSession.answer = measured  # type: ignore[method-assign]
    try:
        whole, session = timed(lambda: fill(form, seed=3, eager=eager))
        for state in everything(session):
            if state.kind == "question" and not state.readonly and state.relevant:
                with suppress(NodeUnknown):  # an answer before it may have taken it away
                    value = some_answer(session, state, Random(1))
                    session.answer(state.key, value)
    finally:
        FillingSession.answer = original  # type: ignore[method-assign]
    return whole, times


def spread(times: list[float]) -> tuple[tuple[str, float], ...]:
    """Median, 95th percentile, worst."""
    ordered = sorted(times) or [0.0]
    return (
        ("median", statistics.median(ordered)),
        ("p95", ordered[int(len(ordered) * 0.95) - 1]),
        ("worst", ordered[-1]),
    )


def real(shared: Path) -> None:
    """Check-lists of others, where they are at hand."""
    for name in (
        "whova_form.xlsx",
        "soar-facility-survey.xml",
        "child_vaccination_VOL_tool_v12.xml",
        "socio-economic-survey-v20240515.xlsx",
        "250q-form.xml",
    ):
        path = shared / "forms" / name
        data = path.read_bytes()
        load, form = timed(lambda data=data, path=path: read_any(data, filename=path.name))
        again, _ = timed(lambda form=form: read_form(form.xml))
        first, _ = timed(lambda form=form: FillingSession.start(form, fixed_context()))
        whole, times = answers(form, eager=True)
        say(name, ("open", load), ("as XForm", again), ("first state", first))
        say(f"  {len(times)} answers", ("whole filling", whole), *spread(times))
    folder = shared / "forms" / "nigeria-wards"
    media = {
        f.name: f.read_bytes() for f in folder.iterdir() if f.name != "nigeria_wards_external.xml"
    }
    load, form = timed(
        lambda: read_form((folder / "nigeria_wards_external.xml").read_bytes(), media=media)
    )
    session = FillingSession.start(form, fixed_context())
    figures: list[tuple[str, float]] = [("open", load)]
    states = [choice.value for choice in session.choices("/nigeria_wards_external/state")]
    for turn, value in (("first filter", states[0]), ("next", states[1]), ("third", states[2])):
        took, _ = timed(
            lambda value=value: (
                session.answer("/nigeria_wards_external/state", value),
                session.choices("/nigeria_wards_external/lga"),
            )
        )
        figures.append((turn, took))
    lga = session.choices("/nigeria_wards_external/lga")[0].value
    took, _ = timed(
        lambda: (
            session.answer("/nigeria_wards_external/lga", lga),
            session.choices("/nigeria_wards_external/ward"),
        )
    )
    say("wards cascade (11,800 rows)", *figures, ("wards", took))


def made() -> None:
    """Forms made for measuring."""
    for number in (1000, 5000):
        load, form = timed(lambda number=number: read_form(questions(number)))
        first, session = timed(lambda form=form: FillingSession.start(form, fixed_context()))
        pages, _ = timed(session.pages)
        outline, _ = timed(session.outline)
        times = [
            timed(lambda i=i, session=session: session.answer(f"/data/q{i}", "3"))[0]
            for i in range(number)
        ]
        say(
            f"{number} questions",
            ("open", load),
            ("first state", first),
            ("pages", pages),
            ("outline", outline),
        )
        say("  answers", *spread(times))
    form = read_form(repeats())
    session = FillingSession.start(form, fixed_context())
    adds, gives = [], []
    for _ in range(1000):
        took, delta = timed(lambda: session.add_repeat("/data/rep"))
        adds.append(took)
        key = f"/data/rep{{{delta.repeats[0].instance}}}/a"
        gives.append(timed(lambda key=key: session.answer(key, "2"))[0])
    say("1,000 repeats with sum and position", ("total", sum(adds) + sum(gives)))
    say("  adding one", *spread(adds), ("the 1,000th", adds[-1]))
    say("  answering in one", *spread(gives))
    load, form = timed(lambda: read_form(chain(2000)))
    session = FillingSession.start(form, fixed_context())
    took, _ = timed(lambda: session.answer("/data/a", "5"))
    say("2,000 chained calculations", ("open", load), ("one answer", took))


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared"
    if (folder / "forms").is_dir():
        real(folder)
    else:
        print(f"{folder} is not here: only the made forms are measured.")
    made()
