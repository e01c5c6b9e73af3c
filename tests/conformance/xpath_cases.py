"""The recorded evaluations, and what our evaluator makes of each."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from xml.dom import minidom
from zoneinfo import ZoneInfo

from core.forms.expressions import EvaluationContext, ExpressionProblem, compile_expression
from core.forms.expressions.values import to_text
from core.forms.tree import Attribute, Document, Element
from core.forms.tree_xml import parse_xml

ZONE = ZoneInfo("America/Phoenix")
RECORDED_AT = datetime(2026, 11, 22, 18, 44, 28, tzinfo=ZONE)
VOLATILE = re.compile(r"\b(random|uuid|now)\(")
NAMESPACES = {
    "xhtml": "http://www.w3.org/1999/xhtml",
    "h": "http://www.w3.org/1999/xhtml",
    "xf": "http://www.w3.org/2002/xforms",
    "jr": "http://openrosa.org/javarosa",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
}
NUMBER, STRING, BOOLEAN = 1, 2, 3
NODE_LISTS = frozenset({4, 5, 6, 7})
ONE_NODE = frozenset({8, 9})


def read_cases(folder: Path) -> list[dict[str, Any]]:
    """All recorded evaluations."""
    with gzip.open(folder / "conformance" / "xpath_webforms.jsonl.gz", "rt") as lines:
        return [json.loads(line) for line in lines]


def label_of(case: dict[str, Any]) -> str:
    """A name that stays the same from run to run."""
    return f"{case['file']} · {case['expr']} · {case['ctx']} · {case['rt']}"


def outcome(case: dict[str, Any]) -> tuple[bool, object]:
    """Whether we agree with the recording, and what we got."""
    expects_error = "error" in case
    case = dict(case)
    try:
        value = _evaluated(case)
    except (ExpressionProblem, LookupError) as problem:
        return expects_error, problem
    if expects_error:
        return False, value
    return _agrees(case, value), value


def _evaluated(case: dict[str, Any]) -> object:
    """The value we get; the recorded paths in `case` become those of XPath's data model."""
    document = parse_xml(case["xml"].encode(), mixed=True, allow_doctype=True)
    if case["ctx"].startswith("?"):
        raise LookupError(case["ctx"])
    places = DomPlaces(case["xml"])
    node = _node_at(document, places.ours(case["ctx"]))
    namespaces = {**NAMESPACES, **_declared(document)}
    expression = compile_expression(
        case["expr"], namespaces=namespaces, lenient=True, openrosa=case["xforms"]
    )
    context = EvaluationContext(
        node=node,
        root=_primary(document),
        instances=_instances(document),
        now=lambda: RECORDED_AT,
        random=Random(1),
        functions={"jr:itext": lambda _c, values: _itext(document, values, case["test"])},
        language="en",
        tz=ZONE,
    )
    wanted = case.get("type") or case["rt"]
    if wanted == NUMBER:
        return expression.number(context)
    if wanted == STRING:
        return expression.string(context)
    if wanted == BOOLEAN:
        return expression.boolean(context)
    if wanted in NODE_LISTS or wanted in ONE_NODE:
        nodes = expression.nodes(context)
        paths = [_path_of(each) for each in nodes]
        if "val" in case and case["val"] is not None:
            recorded = case["val"]
            case["val"] = (
                places.all_ours(recorded) if isinstance(recorded, list) else places.ours(recorded)
            )
        return paths if wanted in NODE_LISTS else (paths[0] if paths else None)
    return expression.evaluate(context)


def _agrees(case: dict[str, Any], value: Any) -> bool:
    expected, wanted = case["val"], case.get("type") or case["rt"]
    if VOLATILE.search(case["expr"]):
        if case.get("assert") == "assertStringLength":
            return len(value) == case["expected"]
        if case.get("assert") == "assertStringMatches":
            return re.search(case["expected"], value) is not None
        return type(value) is type(expected) or isinstance(value, float)
    if wanted == NUMBER:
        if isinstance(expected, str):
            shown = "-0" if str(value) == "-0.0" else to_text(value, _nowhere())
            return shown == expected
        if value == expected or math.isclose(value, expected, rel_tol=1e-12, abs_tol=1e-12):
            return True
        return case.get("assert") == "assertNumberRounded" and abs(value - expected) < 1e-5
    if wanted in (4, 6):
        if "randomize(" in case["expr"] and not re.search(r",[^\]]*\)$", case["expr"]):
            return sorted(value) == sorted(expected)
        return value == expected or (
            case.get("assert") == "assertUnorderedNodeSet" and sorted(value) == sorted(expected)
        )
    if wanted == 7 and "randomize(" in case["expr"]:
        return sorted(value) == sorted(expected)
    return bool(value == expected)


def _nowhere() -> EvaluationContext:
    document = Document(Element("none"))
    return EvaluationContext(node=document, root=document)


def _declared(document: Document) -> dict[str, str]:
    return {
        prefix: uri
        for element in document.walk()
        for prefix, uri in element.declarations.items()
        if prefix
    }


def _instances(document: Document) -> dict[str, Any]:
    return {
        element.attribute("id"): element
        for element in document.walk()
        if element.name == "instance" and element.attribute("id")
    }


def _itext(document: Document, values: list[Any], test: str) -> Any:
    language = re.search(r"in language '(\w+)'", test)
    wanted = to_text(values[0], _nowhere())
    translations = [e for e in document.walk() if e.name == "translation"]
    chosen = [e for e in translations if language and e.attribute("lang") == language.group(1)]
    for translation in chosen + [e for e in translations if "default" in e.attributes]:
        for text in translation.children:
            if text.attribute("id") == wanted:
                return [child for child in text.children if child.name == "value"]
    return []


def _steps(path: str) -> Iterator[str]:
    yield from (step for step in path.split("/") if step)


class DomPlaces:
    """The recording's paths count DOM nodes; XPath has no doctype node and joins CDATA to text.

    `ours` turns a recorded path into the positions of XPath's own data model.
    """

    def __init__(self, xml: str) -> None:
        self._ours: dict[str, str] = {"/": "/"}
        with minidom.parseString(xml.encode()) as dom:
            self._walk(dom, "", "")

    def _walk(self, node: Any, recorded: str, ours: str) -> None:
        index, text_open = 0, False
        for place, child in enumerate(node.childNodes, start=1):
            is_text = child.nodeType in (child.TEXT_NODE, child.CDATA_SECTION_NODE)
            if child.nodeType == child.DOCUMENT_TYPE_NODE:
                self._ours[f"{recorded}/node()[{place}]"] = ""
                continue
            index += 0 if is_text and text_open else 1
            text_open = is_text
            path, own = f"{recorded}/node()[{place}]", f"{ours}/node()[{index}]"
            self._ours[path] = own
            self._walk(child, path, own)

    def ours(self, recorded: str) -> str:
        path, at, attribute = recorded.partition("/@")
        return self._ours[path] + at + attribute

    def all_ours(self, recorded: list[str]) -> list[str]:
        found = dict.fromkeys(self.ours(path) for path in recorded)
        return [path for path in found if path]


def _node_at(document: Document, path: str) -> Any:
    here: Any = document
    for step in _steps(path):
        if step.startswith("@"):
            name = step[1:]
            if name.startswith("xmlns"):
                prefix = name.partition(":")[2]
                return Attribute(here, prefix, here.declarations.get(prefix, ""), kind=13)
            return Attribute(here, name, here.attributes[name])
        here = here.nodes()[int(step.removeprefix("node()[").removesuffix("]")) - 1]
    return here


def _primary(document: Document) -> Any:
    """Absolute paths of a form start at its primary instance."""
    if document.root.name != "html":
        return document
    instances = (e for e in document.walk() if e.name == "instance" and e.parent.name == "model")
    return next(instances, document)


def _path_of(node: Any) -> str:
    steps: list[str] = []
    here = node
    while here.parent is not None:
        parent = here.parent
        if here.kind == 13:
            steps.append(f"@xmlns:{here.key}")
        elif here.kind == 2:
            prefix = next(
                (p for p, u in _declared_above(parent).items() if u == here.namespace and p), ""
            )
            steps.append(f"@{prefix}:{here.name}" if here.namespace else f"@{here.name}")
        else:
            index = next(i for i, e in enumerate(parent.nodes(), start=1) if e is here)
            steps.append(f"node()[{index}]")
        here = parent
    return "/" + "/".join(reversed(steps))


def _declared_above(element: Any) -> dict[str, str]:
    found: dict[str, str] = {"xml": "http://www.w3.org/XML/1998/namespace"}
    here = element
    while here is not None:
        found = {**here.declarations, **found}
        here = here.parent
    return found


__all__ = ["label_of", "outcome", "read_cases"]
