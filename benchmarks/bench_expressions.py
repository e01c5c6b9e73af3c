"""Microseconds per expression, and a cascade over 11,800 wards.

Run: python -m benchmarks.bench_expressions
"""

from __future__ import annotations

import json
import sys
from time import perf_counter

from core.forms.expressions import EvaluationContext, Expression, compile_expression
from core.forms.tree import Document, Element

ROWS = 11_800
USUAL = (
    "/data/g/a = 'yes'",
    "../a = 'yes' and ../n > 3",
    "selected(../many, 'b')",
    "if(../n > 3, 'high', 'low')",
    "../n * 2 + 1",
    "concat(../a, ' ', ../n)",
    "string-length(.) < 100",
    "regex(../a, '[a-z]+')",
    ". >= 0 and . <= 120",
    "count-selected(../many) > 1",
    "coalesce(../empty, ../a)",
    "sum(/data/rep/x)",
)


def leaf(name: str, text: str) -> Element:
    """An element with a value."""
    return Element(name, text=text)


def filling() -> Document:
    """A small primary instance with ten repeats."""
    data = Element("data")
    group = Element("g")
    for name, text in (("a", "yes"), ("n", "7"), ("many", "a b c"), ("empty", "")):
        group.append(leaf(name, text))
    data.append(group)
    data.append(leaf("state", ""))
    data.append(leaf("district", ""))
    for number in range(10):
        repeat = Element("rep")
        repeat.append(leaf("x", str(number)))
        data.append(repeat)
    return Document(data)


def wards() -> Document:
    """A frozen list: 20 states, 25 districts in each, wards in each of those."""
    root = Element("root")
    for number in range(ROWS):
        item = Element("item")
        item.append(leaf("name", f"ward-{number}"))
        item.append(leaf("label", f"Ward {number}"))
        item.append(leaf("state", f"s{number % 20}"))
        item.append(leaf("district", f"d{number % 500}"))
        root.append(item)
    return Document(root, frozen=True)


def microseconds(expression: Expression, context: EvaluationContext, *, times: int) -> float:
    """The best of five rounds, per evaluation."""
    best = float("inf")
    for _round in range(5):
        begin = perf_counter()
        for _time in range(times):
            expression.evaluate(context)
        best = min(best, perf_counter() - begin)
    return best / times * 1e6


def main() -> None:
    """Prints the figures as one JSON object, one line each."""
    document = filling()
    node = document.root.children[0].children[1]
    context = EvaluationContext(node=node, root=document, instances={"wards": wards()})
    figures: dict[str, float] = {}
    for source in USUAL:
        compiled = compile_expression(source, namespaces={})
        figures[f"us · {source}"] = round(microseconds(compiled, context, times=2_000), 2)
    begin = perf_counter()
    for source in USUAL:
        compile_expression(source, namespaces={})
    figures["us · compile one"] = round((perf_counter() - begin) / len(USUAL) * 1e6, 1)
    cascade = compile_expression(
        "instance('wards')/root/item[state = /data/state and district = /data/district]",
        namespaces={},
    )
    for number, (state, district) in enumerate((("s1", "d21"), ("s2", "d42"), ("s3", "d3"))):
        document.root.children[1].text = state
        document.root.children[2].text = district
        begin = perf_counter()
        found = cascade.nodes(context)
        name = "first" if number == 0 else f"later {number}"
        figures[f"ms · cascade {name}"] = round((perf_counter() - begin) * 1e3, 3)
        figures[f"rows · cascade {name}"] = len(found)
    json.dump(figures, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
