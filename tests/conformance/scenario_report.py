"""The recorded sessions that go differently on our engine: why, by name, and the table of all."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.conformance.scenario_cases import Difference, numbered, play, read_scenarios

Kind = Literal["client", "phone", "javarosa", "decision", "lacking"]
MEANING: dict[Kind, str] = {
    "client": "about the reference's own test client or its own limits, not about the engine",
    "phone": "needs a sensor that a desktop does not have",
    "javarosa": "we do as the specification or JavaRosa says",
    "decision": "we decided otherwise, and say why",
    "lacking": "to do",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Differences of one cause: `name` and `difference` are searched for as patterns."""

    kind: Kind
    reason: str
    name: str = ""
    difference: str = ""

    def covers(self, name: str, difference: Difference) -> bool:
        return bool(
            re.search(self.name, name) and re.search(self.difference, str(difference), re.DOTALL)
        )


KNOWN: tuple[Known, ...] = (
    Known(
        "client",
        "Web-forms' parser wants an element there; the test says that JavaRosa loads the form.",
        difference=r"Failed to evaluate node for expression",
    ),
    Known(
        "client",
        "An error of the test client, not of the form.",
        difference="what is an appropriate form",
    ),
    Known(
        "client",
        "The client edits a submission there; here the recording is opened for viewing.",
        r"instance data when editing|bind calculation",
    ),
    Known("phone", "Asks for the position of the device.", r"setgeopoint action > set point"),
    Known("javarosa", "Cycles are refused; so the test's name.", difference=r"in a circle"),
    Known(
        "javarosa",
        "The form loads in JavaRosa; web-forms sees a cycle.",
        difference=r"Potential Infinite Loop",
    ),
    Known(
        "javarosa",
        "An absolute path inside a repeat means the own instance (decision 0004).",
        r"updates inner calculations with multiple",
    ),
    Known(
        "client",
        "The value is chance, `2 * random()`: JavaRosa gives another at each run, too.",
        r"repeatInstanceDeletion_withoutReferences",
    ),
    Known(
        "decision",
        "A line and then a point make one longer line; the reference wants only points there.",
        r"non-geopoint value in a multiple argument call",
    ),
    Known(
        "javarosa",
        "The sum of nothing is 0 (XPath 1.0).",
        difference=r"(sum|summary)', what='value', expected='', got='0'",
    ),
    Known("javarosa", "A missing file is a warning; so the test's name.", r"Missing external file"),
    Known(
        "javarosa",
        "The distance along fewer than two points is 0, as the test's name says.",
        difference=r"does not represent GPS coordinates",
    ),
    Known(
        "javarosa",
        "A time without seconds and a moment that is only a date are taken, as JavaRosa does.",
        r"has null when (incorrect value|invalid datetime)",
    ),
    Known("decision", "Text is composed (NFC) as it comes in, not only in the XML.", r"combining"),
    Known(
        "decision",
        "The language of the window never changes what is submitted.",
        r"jr:itext function in calculate|choice name call > respects language",
    ),
    Known(
        "javarosa",
        "An itext's further forms (alternative text) are not part of the label.",
        difference=r"AltText",
    ),
    Known(
        "javarosa",
        "The form is one of JavaRosa's own and loads there.",
        difference="Unexpected body element",
    ),
    Known(
        "javarosa",
        "A first-load action also fills what is not relevant yet (JavaRosa; decision 0005).",
        r"does not update after field becomes",
    ),
    Known("javarosa", "Empty lines of a CSV are no choices.", r"row delimiter: LFLF"),
    Known(
        "decision",
        "Blanks around the names of a CSV's columns are no part of them.",
        r"whitespace padding around column delimiter",
    ),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one session went."""

    name: str
    area: str
    difference: Difference | None
    known: Known | None


def outcomes(shared: Path) -> list[Outcome]:
    """Plays all sessions."""
    found: list[Outcome] = []
    for name, steps in numbered(read_scenarios(shared)).items():
        difference = play(steps)
        known = None
        if difference is not None:
            known = next((each for each in KNOWN if each.covers(name, difference)), None)
        found.append(Outcome(name, steps[0]["file"].removesuffix(".test.ts"), difference, known))
    return found


def table(found: list[Outcome]) -> str:
    """The section "Sessions" of docs/conformance.md."""
    different = [each for each in found if each.difference is not None]
    kinds = Counter(each.known.kind if each.known else "unknown" for each in different)
    applying = len(found) - kinds["client"] - kinds["phone"]
    agree = len(found) - len(different)
    apart = applying - kinds["javarosa"]
    lines = [
        "## Sessions",
        "",
        (
            f"{agree} of {len(found)} recorded sessions agree at every step "
            f"({100 * agree / len(found):.1f} %); of the {applying} that apply here "
            f"{100 * agree / applying:.1f} %. With the {kinds['javarosa']} where the specification "
            f"or JavaRosa says otherwise set apart, {agree} of {apart}: "
            f"{100 * agree / apart:.1f} %. Compared are relevance, "
            "values, read-only, required, choices with labels, what is missing, constraint "
            "messages, repeat instances, and the submitted XML; uuids and moments by form only. "
            "Answers are given as `terreno forms drive` gives them. A default of the wrong type "
            "that we keep and show as wrong, and the reference drops, counts as the same; so "
            "does a form that the reference refuses and we take with a warning at install. "
            "Steps at which the reference's own test client stopped are passed over."
        ),
        "",
        "| Why different | Sessions |",
        "|---|---:|",
    ]
    lines += [f"| {text} | {kinds[kind]} |" for kind, text in MEANING.items()]
    lines += ["", "| Area | Sessions | Agree |", "|---|---:|---:|"]
    total = Counter(each.area for each in found)
    wrong = Counter(each.area for each in different)
    lines += [f"| {area} | {n} | {n - wrong[area]} |" for area, n in sorted(total.items())]
    lines += ["", "### Sessions that differ", ""]
    for known in KNOWN:
        names = [each.name for each in different if each.known is known]
        if names:
            lines.append(f"- **{known.kind}**: {known.reason}")
            lines += [f"  - {_short(name)}" for name in names]
    return "\n".join(lines) + "\n"


def _short(name: str) -> str:
    text = name.replace("|", "/").replace("<", "‹").replace(">", "›").replace("`", "")
    return text if len(text) <= 160 else f"{text[:70]} … {text[-85:]}"
