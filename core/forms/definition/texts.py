"""Labels, hints and messages: literal text, outputs inside it, and texts by language (itext)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from core.forms.definition.form import NO_WORDING, Language, Wording
from core.forms.tree import Element, Text

if TYPE_CHECKING:
    from core.forms.expressions import Expression

_ITEXT: Final = re.compile(r"^\s*jr:itext\(\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)\s*$")

Compiling = Callable[[str], "Expression | None"]


def parts_of(element: Element, *, compiling: Compiling) -> tuple[Any, ...]:
    """The pieces of an element's text; outputs become expressions. Blank space is folded."""
    pieces: list[Any] = []
    if element.content is None and not element.children:
        text = element.text.strip()
        return (text,) if text else ()
    for node in element.nodes():
        if isinstance(node, Text):
            pieces.append(node.text)
        elif isinstance(node, Element) and node.name == "output":
            source = node.attribute("value") or node.attribute("ref")
            expression = compiling(source) if source else None
            if expression is not None:
                pieces.append(expression)
        elif isinstance(node, Element):
            pieces.extend(parts_of(node, compiling=compiling))
    if pieces and isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if pieces and isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return tuple(piece for piece in pieces if piece != "")


def wording_of(element: Element | None, *, compiling: Compiling) -> Wording:
    """The text of a `<label>`, `<hint>` and their like."""
    if element is None:
        return NO_WORDING
    ref = element.attribute("ref")
    if ref:
        wording = wording_from(ref, compiling=compiling)
        if wording:
            return wording
    return Wording(parts=parts_of(element, compiling=compiling))


def wording_from(source: str, *, compiling: Compiling) -> Wording:
    """The text that an expression names: `jr:itext('id')`, or the value at a path."""
    found = _ITEXT.match(source)
    if found:
        return Wording(itext_id=found[1] if found[1] is not None else found[2])
    expression = compiling(source)
    if expression is None:
        return NO_WORDING
    inner = re.match(r"^\s*jr:itext\((.*)\)\s*$", source, re.DOTALL)
    if inner:
        identifier = compiling(inner[1])
        return Wording(itext=identifier) if identifier is not None else NO_WORDING
    return Wording(parts=(expression,))


def message_from(source: str, *, compiling: Compiling) -> Wording:
    """A constraint or required message: itext reference, or the words themselves."""
    if not source:
        return NO_WORDING
    if source.lstrip().startswith("jr:itext("):
        return wording_from(source, compiling=compiling)
    return Wording(parts=(source,))


def languages_of(
    itext: Element | None, *, compiling: Compiling
) -> tuple[tuple[str, ...], str | None, dict[str, Language]]:
    """Languages in order, the default one, and all texts."""
    if itext is None:
        return (), None, {}
    names: list[str] = []
    default: str | None = None
    texts: dict[str, Language] = {}
    for translation in itext.children:
        if translation.name != "translation":
            continue
        name = translation.attribute("lang")
        names.append(name)
        if "default" in translation.attributes and default is None:
            default = name
        forms: dict[str, dict[str, tuple[Any, ...]]] = {}
        for text in translation.children:
            values: dict[str, tuple[Any, ...]] = {}
            for value in text.children:
                if value.name == "value":
                    values[value.attribute("form")] = parts_of(value, compiling=compiling)
            forms[text.attribute("id")] = values
        texts[name] = Language(name=name, texts=forms)
    if default is None and names:
        default = names[0]
    return tuple(names), default, texts
