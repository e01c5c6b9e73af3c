"""The recorded evaluations that we knowingly answer differently, and the table of all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tests.conformance.xpath_cases import label_of, outcome, read_cases

_NAMESPACE = (
    "XPath 1.0 puts namespace nodes before attributes and every element has that of `xml`; "
    "the recording leaves `xml` out and sorts attributes first."
)
# By `label_of`, with the reason.
KNOWN: dict[str, str] = {
    'xforms/regex.test.ts · regex(/simple/xpath/to/node, "[0-9]{3}") · / · 3': (
        "The specification and JavaRosa match the whole text; the recording finds a part of `1234`."
    ),
    'xforms/jr-itext.test.ts · jr:itext("one") · /node()[1]/node()[2]/node()[4]/node()[4] · 0': (
        "The test binds the prefix `jr` to another namespace in code, which the recording does "
        "not carry."
    ),
    "native/union-operator.test.ts · id('nss25')/namespace::* | id('nss25')/attribute::* · / · 5": (
        _NAMESPACE
    ),
    "native/union-operator.test.ts · id('nss40')/namespace::* · / · 5": _NAMESPACE,
    "native/union-operator.test.ts · "
    "id('nss40')/namespace::* | id('nss40')/namespace::* · / · 5": _NAMESPACE,
    "native/union-operator.test.ts · "
    "id('nss40')/namespace::* | id('nss25')/attribute::* | id('nss25') · / · 4": _NAMESPACE,
}


def failures(cases: list[dict[str, Any]]) -> list[tuple[dict[str, Any], object]]:
    """The cases that come out differently, with what we got."""
    found: list[tuple[dict[str, Any], object]] = []
    for case in cases:
        agrees, got = outcome(case)
        if not agrees:
            found.append((case, got))
    return found


def table(shared: Path) -> str:
    """The section "Expressions" of docs/conformance.md."""
    cases = read_cases(shared)
    total = Counter(case["file"].removesuffix(".test.ts") for case in cases)
    failed = failures(cases)
    wrong = Counter(case["file"].removesuffix(".test.ts") for case, _ in failed)
    right = len(cases) - len(failed)
    lines = [
        "## Expressions",
        "",
        (
            f"{right} of {len(cases)} recorded evaluations agree "
            f"({100 * right / len(cases):.2f} %). `native` is XPath 1.0, `xforms` OpenRosa. Values "
            "of `random()`, `uuid()` and `now()` are compared by kind and length only."
        ),
        "",
        "| Area | Evaluations | Agree | Differ |",
        "|---|---:|---:|---:|",
    ]
    lines += [
        f"| {a} | {n} | {n - wrong[a]} | {wrong[a] or ''} |" for a, n in sorted(total.items())
    ]
    lines += ["", "### Where we differ", ""]
    for label, reason in KNOWN.items():
        area, expression, place, _kind = label.split(" · ")
        lines.append(f"- `{area.removesuffix('.test.ts')}`: `{expression}` at `{place}`. {reason}")
    return "\n".join(lines) + "\n"


__all__ = ["KNOWN", "failures", "label_of", "table"]
