"""Functions about what a node is called and where it stands: names, id, language."""

# Every closure has the same four arguments; most need only some of them.
# ruff: noqa: ARG005
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from core.forms.expressions.compiled import Compiled, Run
from core.forms.expressions.context import EvaluationContext
from core.forms.expressions.problems import NodesExpected
from core.forms.expressions.syntax import Call
from core.forms.expressions.values import text_of, to_text
from core.forms.tree import INSTRUCTION, NAMESPACE, XML_NAMESPACE

if TYPE_CHECKING:
    from core.forms.expressions.compiler import Compiler

_C = EvaluationContext
Builder = Callable[["Compiler", Call], Compiled]


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


NAMING: Final[dict[str, Builder]] = {
    "name": _name_with(_full_name),
    "local-name": _name_with(_local_name),
    "namespace-uri": _name_with(_namespace_uri),
    "id": _id,
    "lang": _lang,
}
