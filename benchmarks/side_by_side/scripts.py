"""What is measured: forms, and the steps of one filling, the same for every engine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_REPOSITORY), str(_REPOSITORY / "tests" / "core" / "forms")]

from made import chain, questions, repeats, wide_repeats  # noqa: E402
from monkey import fill, fixed_context  # noqa: E402

from core.forms import FillingSession, Form, read_any, read_form  # noqa: E402

Step = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A form with its media and the steps of one filling. `whole`: a filling to the end."""

    name: str
    xml: str
    steps: list[Step]
    media: str = "."
    files: tuple[str, ...] = ()
    whole: bool = True
    parts: dict[str, slice] = field(default_factory=dict)


def _filled(form: Form, wanted: dict[str, str]) -> list[Step]:
    """The steps of the monkey that says yes where it can; `wanted`: answers by question name."""
    steps: list[Step] = []
    with _noted(steps, wanted):
        fill(form, seed=3, eager=True, limit=1000)
    return steps


@contextmanager
def _noted(steps: list[Step], wanted: dict[str, str]) -> Iterator[None]:
    originals = FillingSession.answer, FillingSession.add_repeat, FillingSession.choices

    def answer(self: FillingSession, key: str, value: str | None) -> Any:
        ref = self.state(key).ref
        value = wanted.get(ref.rpartition("/")[2], value)
        steps.append({"op": "answer", "ref": ref, "value": value or ""})
        return originals[0](self, key, value)

    def add_repeat(self: FillingSession, key: str) -> Any:
        steps.append({"op": "add_repeat", "ref": self.state(key).ref})
        return originals[1](self, key)

    def choices(self: FillingSession, key: str) -> Any:
        steps.append({"op": "choices", "ref": self.state(key).ref})
        return originals[2](self, key)

    FillingSession.answer = answer  # type: ignore[method-assign]
    FillingSession.add_repeat = add_repeat  # type: ignore[method-assign]
    FillingSession.choices = choices  # type: ignore[method-assign]
    try:
        yield
    finally:
        FillingSession.answer = originals[0]  # type: ignore[method-assign]
        FillingSession.add_repeat = originals[1]  # type: ignore[method-assign]
        FillingSession.choices = originals[2]  # type: ignore[method-assign]


def _answer(ref: str, value: str) -> Step:
    return {"op": "answer", "ref": ref, "value": value}


def real(forms: Path) -> Iterator[Case]:
    """Check-lists of others, where they are at hand."""
    many = {"building_type": "single", "childNum": "140", "inHome": "yes", "childPresent": "yes"}
    many |= {"consent": "yes", "dob_year": "2026", "dobknown": "yes", "health_card": "yes"}
    for title, name, wanted in (
        ("WHO verbal autopsy", "whova_form.xlsx", {}),
        ("Child vaccination", "child_vaccination_VOL_tool_v12.xml", many),
        ("Facility survey", "soar-facility-survey.xml", {}),
    ):
        form = read_any((forms / name).read_bytes(), filename=name)
        steps = _filled(form, wanted)
        yield Case(title, form.xml.decode(), steps, media=str(forms))
    yield _cascade(forms / "nigeria-wards")


def _cascade(folder: Path) -> Case:
    xml = (folder / "nigeria_wards_external.xml").read_text(encoding="utf-8")
    files = ("lgas.xml", "wards.xml")
    media = {name: (folder / name).read_bytes() for name in files}
    session = FillingSession.start(read_form(xml.encode(), media=media), fixed_context())
    state, lga, ward = (f"/nigeria_wards_external/{name}" for name in ("state", "lga", "ward"))
    steps: list[Step] = []
    for value in [choice.value for choice in session.choices(state)][:12]:
        session.answer(state, value)
        town = session.choices(lga)[0].value
        session.answer(lga, town)
        steps += [_answer(state, value), {"op": "choices", "ref": lga}]
        steps += [_answer(lga, town), {"op": "choices", "ref": ward}]
    parts = {"first filter": slice(0, 2), "a later one": slice(4, 6)}
    parts["wards, first"] = slice(2, 4)
    parts["wards, later"] = slice(6, 8)
    return Case("Wards cascade", xml, steps, str(folder), files, whole=False, parts=parts)


def generated(*, size: float = 1.0) -> Iterator[Case]:
    """Forms made for measuring; `size` below 1 makes them smaller."""
    many, links = int(5000 * size), int(2000 * size)
    flat = [_answer(f"/data/q{i}", "3") for i in range(many)]
    yield Case(f"{many:,} questions", questions(many), flat)
    steps: list[Step] = []
    times = int(1000 * size)
    for number in range(1, times + 1):
        if number > 1:
            steps.append({"op": "add_repeat", "ref": "/data/rep"})
        steps.append(_answer(f"/data/rep[{number}]/a", "2"))
    last = {"the last one added": slice(-2, -1)}
    yield Case(f"{times:,} repeats, sum and position(..)", repeats(), steps, parts=last)
    yield Case(
        f"{links:,} chained calculations",
        chain(links),
        [_answer("/data/a", str(value)) for value in (5, 6, 7)],
        whole=False,
        parts={"one answer": slice(2, 3)},
    )
    steps = []
    for number in range(1, int(200 * size) + 1):
        if number > 1:
            steps.append({"op": "add_repeat", "ref": "/data/rep"})
        steps += [_answer(f"/data/rep[{number}]/q{i}", "1") for i in range(50)]
    yield Case(f"{int(200 * size)} repeats × 50 questions", wide_repeats(50), steps)
