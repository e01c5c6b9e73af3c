"""One expression on one XML document, as `terreno forms eval` does it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final, Literal

from core.forms.expressions.context import EvaluationContext, Kind
from core.forms.expressions.expression import compile_expression
from core.forms.expressions.problems import NodesExpected
from core.forms.expressions.values import text_of, to_text
from core.forms.tree import Document
from core.forms.tree_xml import parse_xml

USUAL_NAMESPACES: Final[Mapping[str, str]] = {
    "h": "http://www.w3.org/1999/xhtml",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xf": "http://www.w3.org/2002/xforms",
    "jr": "http://openrosa.org/javarosa",
    "orx": "http://openrosa.org/xforms",
    "odk": "http://www.opendatakit.org/xforms",
    "entities": "http://www.opendatakit.org/xforms/entities",
}


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Kind and value as JSON can carry them: NaN and infinities as text, nodes as their texts."""

    type: Kind
    value: str | float | bool | list[str]


def evaluate_file(
    data: bytes,
    expression: str,
    *,
    context: str = "/",
    wanted: Literal["own", "string", "number", "boolean", "nodeset"] = "own",
    now: datetime | None = None,
    zone: tzinfo | None = None,
    namespaces: Mapping[str, str] | None = None,
) -> Evaluated:
    """Evaluates on the document's own namespaces plus the usual ones.

    In a whole XForm absolute paths start at the primary instance; `jr:itext` speaks the default
    language. `context`: a path to the context node, its first node counts; in an XForm also one
    from the top of the document. `now` must have a zone. Raises XmlRefused, ExpressionProblem.
    """
    document = parse_xml(data, mixed=True, allow_doctype=True)
    names = {**USUAL_NAMESPACES, **_declared(document), **(namespaces or {})}
    around = EvaluationContext(
        node=document,
        root=document,
        instances=instances_in(document),
        functions={"jr:itext": lambda _c, values: _itext(document, values)},
        language="en",
        tz=zone,
    )
    if now is not None:
        around.now = lambda: now
    start = compile_expression(context, namespaces=names)
    nodes = start.nodes(around) if context != "/" else []
    primary = _primary(document)
    around.root = primary
    around.node = primary
    nodes = nodes or start.nodes(around)
    if not nodes:
        raise NodesExpected(source=context, position=0, name="context")
    around.node = nodes[0]
    compiled = compile_expression(expression, namespaces=names, lenient=True)
    if wanted == "string":
        return Evaluated("string", compiled.string(around))
    if wanted == "number":
        return evaluated(compiled.number(around), around)
    if wanted == "boolean":
        return Evaluated("boolean", compiled.boolean(around))
    if wanted == "nodeset":
        return evaluated(compiled.nodes(around), around)
    return evaluated(compiled.evaluate(around), around)


def evaluated(value: Any, context: EvaluationContext) -> Evaluated:
    """A value as kind and plain JSON."""
    if isinstance(value, bool):
        return Evaluated("boolean", value)
    if isinstance(value, str):
        return Evaluated("string", value)
    if isinstance(value, list):
        return Evaluated("nodeset", [text_of(node, context) for node in value])
    if value != value:
        return Evaluated("number", "NaN")
    if math.isinf(value):
        return Evaluated("number", "Infinity" if value > 0 else "-Infinity")
    return Evaluated("number", int(value) if value == int(value) and abs(value) < 1e15 else value)


def instances_in(document: Document) -> dict[str, Any]:
    """The `instance` elements of a whole form, by id."""
    return {
        element.attribute("id"): element
        for element in document.walk()
        if element.name == "instance" and element.attribute("id")
    }


def _primary(document: Document) -> Any:
    """The first `instance` of an XForm, which stands for the document in its expressions."""
    if document.root.name != "html":
        return document
    for element in document.walk():
        if element.name == "instance" and element.parent and element.parent.name == "model":
            return element
    return document


def _itext(document: Document, values: list[Any]) -> list[Any]:
    wanted = to_text(values[0], EvaluationContext(node=document, root=document))
    translations = [e for e in document.walk() if e.name == "translation"]
    translations.sort(key=lambda e: "default" not in e.attributes)
    for translation in translations:
        for text in translation.children:
            if text.attribute("id") == wanted:
                return [child for child in text.children if child.name == "value"]
    return []


def _declared(document: Document) -> dict[str, str]:
    return {
        prefix: uri
        for element in document.walk()
        for prefix, uri in element.declarations.items()
        if prefix
    }
