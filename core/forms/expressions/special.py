"""Functions that need more than their values: laziness, the context node, position, chance."""

# Every closure has the same four arguments; most need only some of them.
# ruff: noqa: ARG005
from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from core.forms.expressions.compiled import Compiled, Run, as_boolean, as_number, as_text
from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.dates import moment_of_text
from core.forms.expressions.numbers import text_of_number
from core.forms.expressions.order import in_order
from core.forms.expressions.problems import InstanceUnknown, NodesExpected
from core.forms.expressions.repeats import indexed_repeat
from core.forms.expressions.syntax import Call
from core.forms.expressions.values import text_of, to_text
from core.forms.tree import DOCUMENT, INSTRUCTION, NAMESPACE, XML_NAMESPACE, Document

if TYPE_CHECKING:
    from core.forms.expressions.compiler import Compiler

_C = EvaluationContext
Builder = Callable[["Compiler", Call], Compiled]


def _true(compiler: Compiler, call: Call) -> Compiled:
    value = call.name == "true"
    if call.arguments:
        return compiler.wrong_count(call, "0")
    return Compiled("boolean", lambda c, n, p, s: value, fixed=True)


def _not(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 1:
        return compiler.wrong_count(call, "1")
    part = compiler.part(call.arguments[0])
    run = as_boolean(part)
    return Compiled("boolean", lambda c, n, p, s: not run(c, n, p, s), fixed=part.fixed)


def _boolean(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 1:
        return compiler.wrong_count(call, "1")
    part = compiler.part(call.arguments[0])
    return Compiled("boolean", as_boolean(part), fixed=part.fixed)


def _string(compiler: Compiler, call: Call) -> Compiled:
    if not call.arguments:
        return Compiled("string", lambda c, n, p, s: text_of(n, c))
    if len(call.arguments) > 1:
        return compiler.wrong_count(call, "0–1")
    part = compiler.part(call.arguments[0])
    return Compiled("string", as_text(part), fixed=part.fixed)


def _number(compiler: Compiler, call: Call) -> Compiled:
    number_of = compiler.number_of
    if not call.arguments:
        return Compiled("number", lambda c, n, p, s: number_of(text_of(n, c), c))
    if len(call.arguments) > 1:
        return compiler.wrong_count(call, "0–1")
    part = compiler.part(call.arguments[0])
    run = as_number(part, number_of)
    if not compiler.openrosa or part.kind in ("number", "boolean"):
        return Compiled("number", run, fixed=part.fixed)
    text_run = as_text(part)

    def whole_days(c: _C, n: Any, p: int, s: int) -> str:
        # As text, the number of a date is its whole days, as both reference engines have it.
        number = run(c, n, p, s)
        if number == number and moment_of_text(text_run(c, n, p, s), c) is not None:
            number = math.floor(number)
        return text_of_number(number)

    return Compiled("number", run, fixed=part.fixed, text=whole_days)


def _if(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 3:
        return compiler.wrong_count(call, "3")
    asked, yes, no = (compiler.part(argument) for argument in call.arguments)
    test, one, other = as_boolean(asked), yes.run, no.run
    kind = yes.kind if yes.kind == no.kind else "any"
    return Compiled(
        kind,
        lambda c, n, p, s: one(c, n, p, s) if test(c, n, p, s) else other(c, n, p, s),
        fixed=asked.fixed and yes.fixed and no.fixed,
    )


def _coalesce(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) < 1:
        return compiler.wrong_count(call, "≥ 1")
    parts = [compiler.part(argument) for argument in call.arguments]
    runs = [as_text(part) for part in parts]
    last = runs[-1]

    def run(c: _C, n: Any, p: int, s: int) -> str:
        for each in runs[:-1]:
            text = each(c, n, p, s)
            if text not in ("", "NaN"):
                return str(text)
        return str(last(c, n, p, s))

    return Compiled("string", run, fixed=all(part.fixed for part in parts))


def _once(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 1:
        return compiler.wrong_count(call, "1")
    run = compiler.text(call.arguments[0])

    def keep(c: _C, n: Any, p: int, s: int) -> str:
        own = text_of(n, c)
        if own != "":
            return own
        text = run(c, n, p, s)
        return "" if text == "NaN" else str(text)

    return Compiled("string", keep)


def _current(compiler: Compiler, call: Call) -> Compiled:
    if call.arguments:
        return compiler.wrong_count(call, "0")
    return Compiled(
        "nodes", lambda c, n, p, s: [c.node if c.current is None else c.current], fixed=True
    )


def _instance(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 1:
        return compiler.wrong_count(call, "1")
    part = compiler.part(call.arguments[0])
    name = as_text(part)
    source, position = compiler.source, call.position

    def run(c: _C, n: Any, p: int, s: int) -> list[Any]:
        wanted = name(c, n, p, s)
        document = c.instances.get(wanted)
        if document is None:
            raise InstanceUnknown(source=source, position=position, name=wanted)
        return [document]

    return Compiled("nodes", run, fixed=part.fixed)


def _last(compiler: Compiler, call: Call) -> Compiled:
    if call.arguments:
        return compiler.wrong_count(call, "0")
    return Compiled("number", lambda c, n, p, s: float(s), positional=True)


def _position(compiler: Compiler, call: Call) -> Compiled:
    if not call.arguments:
        return Compiled("number", lambda c, n, p, s: float(p), positional=True)
    if len(call.arguments) > 1 or not compiler.openrosa:
        return compiler.wrong_count(call, "0–1")
    part = compiler.part(call.arguments[0])
    if part.kind not in ("nodes", "any"):
        return compiler.later(
            NodesExpected(source=compiler.source, position=call.position, name="position")
        )
    nodes_of = part.run

    def run(c: _C, n: Any, p: int, s: int) -> float:
        nodes = nodes_of(c, n, p, s)
        return float(position_of(nodes[0])) if nodes else float("nan")

    return Compiled("number", run)


def position_of(node: Any) -> int:
    """1-based place of an element among its siblings of the same name."""
    parent = node.parent
    if parent is None or node.kind == DOCUMENT:
        return 1
    if node.kind != 1:
        return 1
    if node.prefix is None:
        alike = parent.named(node.name)
    else:
        alike = [e for e in parent.children if e.name == node.name and e.prefix == node.prefix]
    for at, other in enumerate(alike, start=1):
        if other is node:
            return at
    return 1


def _own_or_first(compiler: Compiler, call: Call) -> Run | Compiled:
    """The node a name function is about; None for an empty set."""
    if not call.arguments:
        return lambda c, n, p, s: n
    if len(call.arguments) > 1:
        return compiler.wrong_count(call, "0–1")
    part = compiler.part(call.arguments[0], many=True)
    if part.kind not in ("nodes", "any"):
        return compiler.later(
            NodesExpected(source=compiler.source, position=call.position, name=call.name)
        )
    run = part.run

    def first(c: _C, n: Any, p: int, s: int) -> Any:
        nodes = run(c, n, p, s)
        return nodes[0] if isinstance(nodes, list) and nodes else None

    return first


def _name_with(give: Callable[[Any], str]) -> Builder:
    def build(compiler: Compiler, call: Call) -> Compiled:
        found = _own_or_first(compiler, call)
        if isinstance(found, Compiled):
            return found
        node_of = found

        def run(c: _C, n: Any, p: int, s: int) -> str:
            node = node_of(c, n, p, s)
            return "" if node is None else give(node)

        return Compiled("string", run)

    return build


def _full_name(node: Any) -> str:
    if node.kind == 1:
        return str(node.qualified)
    if node.kind == 2 and node.namespace:
        return f"{_prefix_for(node)}{node.name}"
    return _local_name(node)


def _prefix_for(attribute: Any) -> str:
    here = attribute.parent
    while here is not None:
        for prefix, uri in here.declarations.items():
            if uri == attribute.namespace and prefix:
                return f"{prefix}:"
        here = here.parent
    return "xml:" if attribute.namespace == XML_NAMESPACE else ""


def _local_name(node: Any) -> str:
    return str(node.name) if node.kind in (1, 2, INSTRUCTION, NAMESPACE) else ""


def _namespace_uri(node: Any) -> str:
    return str(node.namespace) if node.kind in (1, 2) else ""


def _id(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 1:
        return compiler.wrong_count(call, "1")
    run = compiler.part(call.arguments[0], many=True).run

    def find(c: _C, n: Any, p: int, s: int) -> list[Any]:
        value = run(c, n, p, s)
        texts = [text_of(e, c) for e in value] if isinstance(value, list) else [to_text(value, c)]
        wanted = {word for text in texts for word in text.split()}
        top = n
        while top.parent is not None:
            top = top.parent
        key = f"{{{XML_NAMESPACE}}}id"
        seen: set[str] = set()
        found: list[Any] = []
        for element in top.walk():
            own = element.attributes.get("id") or element.attributes.get(key)
            if own in wanted and own not in seen:
                seen.add(own)
                found.append(element)
        return found

    return Compiled("nodes", find)


def _lang(compiler: Compiler, call: Call) -> Compiled:
    if len(call.arguments) != 1:
        return compiler.wrong_count(call, "1")
    run = compiler.text(call.arguments[0])
    key = f"{{{XML_NAMESPACE}}}lang"

    def speaks(c: _C, n: Any, p: int, s: int) -> bool:
        wanted = run(c, n, p, s).lower()
        here = n
        while here is not None:
            own = getattr(here, "attributes", {}).get(key)
            if own is not None:
                return bool(own.lower() == wanted or own.lower().startswith(f"{wanted}-"))
            here = here.parent
        return False

    return Compiled("boolean", speaks)


def _choice_name(compiler: Compiler, call: Call) -> Compiled:
    return _with_handler(compiler, call, "jr:choice-name", low=2, high=2, fallback=_first_text)


def _itext(compiler: Compiler, call: Call) -> Compiled:
    return _with_handler(compiler, call, "jr:itext", low=1, high=1, fallback=_first_text)


def _first_text(c: _C, values: list[Any]) -> str:
    return to_text(values[0], c)


def _version(c: _C, _values: list[Any]) -> str:
    return c.root.root.attribute("version")


def _version_call(compiler: Compiler, call: Call) -> Compiled:
    return _with_handler(compiler, call, "version", low=0, high=0, fallback=_version)


def _with_handler(
    compiler: Compiler,
    call: Call,
    name: str,
    *,
    low: int,
    high: int,
    fallback: Callable[[_C, list[Any]], Any],
) -> Compiled:
    if not low <= len(call.arguments) <= high:
        return compiler.wrong_count(call, str(low) if low == high else f"{low}–{high}")
    runs = [compiler.part(argument).run for argument in call.arguments]

    def run(c: _C, n: Any, p: int, s: int) -> Any:
        values = [each(c, n, p, s) for each in runs]
        handler = c.functions.get(name)
        return fallback(c, values) if handler is None else handler(c, values)

    return Compiled("any", run)


def _pulldata(compiler: Compiler, call: Call) -> Compiled:
    return _with_handler(compiler, call, "pulldata", low=4, high=4, fallback=_pull)


def _pull(c: _C, values: list[Any]) -> str:
    name, column, key_column, key = (to_text(value, c) for value in values)
    document = c.instances.get(name)
    if not isinstance(document, Document):
        return ""
    index: dict[str, Any] | None = document.indexes.get(("pulldata", key_column))
    if index is None:
        index = {}
        for item in document.root.children:
            cell = _cell(item, key_column)
            if cell is not None:
                index.setdefault(cell, item)
        if document.frozen:
            document.indexes["pulldata", key_column] = index
    found: Any = index.get(key)
    return (_cell(found, column) or "") if found is not None else ""


def _cell(item: Any, column: str) -> str | None:
    """A column of a row: a child's text, or an attribute's with `@`."""
    if column.startswith("@"):
        return item.attributes.get(column[1:])  # type: ignore[no-any-return]
    child = item.child(column)
    return None if child is None else str(child.text)


def _randomize(compiler: Compiler, call: Call) -> Compiled:
    if not 1 <= len(call.arguments) <= 2:
        return compiler.wrong_count(call, "1–2")
    part = compiler.part(call.arguments[0], many=True)
    if part.kind not in ("nodes", "any"):
        return compiler.later(
            NodesExpected(source=compiler.source, position=call.position, name="randomize")
        )
    nodes_of = part.run
    seed_part = compiler.part(call.arguments[1]) if len(call.arguments) == 2 else None
    seed_text = as_text(seed_part) if seed_part is not None else None
    seed_number = as_number(seed_part, compiler.number_of) if seed_part is not None else None

    def run(c: _C, n: Any, p: int, s: int) -> list[Any]:
        nodes = in_order(nodes_of(c, n, p, s))
        if seed_text is None or seed_number is None:
            c.random.shuffle(nodes)
            return nodes
        return shuffled(nodes, seed=seed_of(seed_number(c, n, p, s), seed_text(c, n, p, s)))

    return Compiled("nodes", run)


def seed_of(number: float, text: str) -> int:
    """A whole number for `shuffled`: numbers cut to 32 bits, other text by its SHA-256."""
    if number == number:
        if number in (float("inf"), float("-inf")):
            return 0
        return int(number)
    if text in ("", "NaN"):
        return 0
    raw = hashlib.sha256(text.encode()).digest()[:8]
    return int.from_bytes(raw, "big", signed=True)


def shuffled(nodes: list[Any], *, seed: int) -> list[Any]:
    """The order Collect and Enketo give: Fisher and Yates with Park and Miller's generator."""
    modulus = 2_147_483_647
    state = abs(seed) % modulus * (-1 if seed < 0 else 1)
    if state <= 0:
        state += modulus - 1
    order: list[Any] = []
    for node in nodes:
        state = state * 16_807 % modulus
        at = int((state - 1) / (modulus - 1) * (len(order) + 1))
        order.append(node)
        order[at], order[-1] = node, order[at]
    return order


def _indexed_repeat(compiler: Compiler, call: Call) -> Compiled:
    count = len(call.arguments)
    if count < 3 or count > 7 or count % 2 == 0:
        return compiler.wrong_count(call, "3, 5, 7")
    return indexed_repeat(compiler, call)


SPECIAL: Final[dict[str, Builder]] = {
    "true": _true,
    "false": _true,
    "not": _not,
    "boolean": _boolean,
    "string": _string,
    "number": _number,
    "last": _last,
    "position": _position,
    "name": _name_with(_full_name),
    "local-name": _name_with(_local_name),
    "namespace-uri": _name_with(_namespace_uri),
    "id": _id,
    "lang": _lang,
    "current": _current,
}
OPENROSA_SPECIAL: Final[dict[str, Builder]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "instance": _instance,
    "indexed-repeat": _indexed_repeat,
    "randomize": _randomize,
    "pulldata": _pulldata,
    "version": _version_call,
    "jr:choice-name": _choice_name,
    "jr:itext": _itext,
}
