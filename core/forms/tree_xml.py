"""XML bytes in and out of the node tree, safe against hostile documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from core.forms.tree import (
    COMMENT,
    NO_ATTRIBUTES,
    TEXT,
    XML_NAMESPACE,
    Comment,
    Document,
    Element,
    Instruction,
    Node,
    Text,
)
from core.problem import Problem, Sentence

XHTML_NAMESPACE: Final = "http://www.w3.org/1999/xhtml"
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MAX_BYTES: Final = 64 * 1024 * 1024
MAX_DEPTH: Final = 200
MAX_ELEMENTS: Final = 450_000


class XmlRefused(Problem):
    """The document is not XML, or is built to do harm."""

    code = "forms.xml-refused"
    pt = Sentence(
        happened="O ficheiro XML não pode ser lido: {reason} (linha {line}).",
        kept="Nada foi alterado.",
        todo="Peça o ficheiro de novo a quem o criou, ou corrija-o na linha indicada.",
    )
    en = Sentence(
        happened="The XML file cannot be read: {reason} (line {line}).",
        kept="Nothing was changed.",
        todo="Ask whoever made the file for it again, or correct it at the line given.",
    )


def parse_xml(
    data: bytes,
    *,
    mixed: bool = False,
    allow_doctype: bool = False,
    frozen: bool = False,
    max_bytes: int = MAX_BYTES,
    max_depth: int = MAX_DEPTH,
) -> Document:
    """Reads a document. `mixed` keeps blank text, comments and instructions as nodes.

    Without it only text that says something is kept, and elements that hold just text keep it
    as `text`. No entity is ever resolved and nothing is fetched. Raises XmlRefused.
    """
    from lxml import etree

    if len(data) > max_bytes:
        raise XmlRefused(reason=f"{len(data)} bytes > {max_bytes}", line=0)
    if data.count(b"<") - data.count(b"</") > MAX_ELEMENTS:
        # Each takes more than half a kilobyte once read.
        raise XmlRefused(reason=f"> {MAX_ELEMENTS} elements", line=0)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=True
    )
    try:
        top = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line: Any = error.lineno or 0
        raise XmlRefused(reason=str(error.msg or "XML"), line=line) from error
    except ValueError as error:
        raise XmlRefused(reason=str(error), line=0) from error
    info: Any = top.getroottree().docinfo
    if info.doctype and (not allow_doctype or _declares_entities(info.internalDTD)):
        raise XmlRefused(reason="DOCTYPE", line=1)
    # Asking each element for its namespaces takes longer than all the rest: only where some
    # are declared below the root.
    declares = data.count(b"xmlns") != len(top.nsmap) or b"\0" in data[:80]
    root = _build(top, mixed=mixed, max_depth=max_depth, declares=declares)
    document = Document(root, frozen=frozen)
    if mixed:
        _keep_outside(top, document)
    return document


def _declares_entities(dtd: Any) -> bool:
    return dtd is not None and any(True for _ in dtd.iterentities())


def _build(top: Any, *, mixed: bool, max_depth: int, declares: bool) -> Element:
    root = _element(top, parent_map={})
    stack = [(top, root, 1)]
    while stack:
        source, target, depth = stack.pop()
        if depth > max_depth:
            raise XmlRefused(reason=f"> {max_depth}", line=source.sourceline or 0)
        if len(source) == 0:
            target.text = source.text or ""
            continue
        keeps_text = mixed or _says_something(source)
        elements = _fill(source, target, mixed=mixed, keeps_text=keeps_text, declares=declares)
        stack.extend((item, element, depth + 1) for item, element in elements)
    return root


def _says_something(source: Any) -> bool:
    text = source.text
    if text and not text.isspace():
        return True
    for item in source:
        text = item.tail
        if text and not text.isspace():
            return True
    return False


def _fill(
    source: Any, target: Element, *, mixed: bool, keeps_text: bool, declares: bool
) -> list[tuple[Any, Element]]:
    """Puts the nodes of a source element into its twin; answers with the elements among them."""
    elements: list[tuple[Any, Element]] = []
    parent_map = source.nsmap if declares else None
    if keeps_text:
        target.content = []
        if source.text:
            target.append(Text(source.text))
    for item in source:
        if isinstance(item.tag, str):
            element = _element(item, parent_map=parent_map)
            target.append(element)
            elements.append((item, element))
        elif mixed:
            target.append(_other(item))
        if keeps_text and item.tail:
            target.append(Text(item.tail))
    if not elements and not mixed:
        # Only comments stood here: the text around them is the value.
        target.text = (source.text or "") + "".join(item.tail or "" for item in source)
        target.content = None
    return elements


def _element(source: Any, *, parent_map: Mapping[str | None, str] | None) -> Element:
    """`parent_map`: what is declared around it; None when it surely declares nothing itself."""
    tag = source.tag
    namespace, name = "", tag
    if tag[0] == "{":
        namespace, name = tag[1:].split("}", 1)
    declarations: Mapping[str, str] = NO_ATTRIBUTES
    if parent_map is not None:
        nsmap = source.nsmap
        if nsmap != parent_map:
            declarations = {
                prefix or "": uri for prefix, uri in nsmap.items() if parent_map.get(prefix) != uri
            }
    attributes = source.items()
    prefix = source.prefix
    if prefix is None and namespace == XHTML_NAMESPACE:
        # Names without a prefix in expressions mean a form's own nodes, never a page's.
        prefix = ""
    return Element(
        name,
        namespace=namespace,
        prefix=prefix,
        attributes=dict(attributes) if attributes else NO_ATTRIBUTES,
        declarations=declarations,
    )


def _other(source: Any) -> Node:
    from lxml import etree

    if source.tag is etree.Comment:
        return Comment(source.text or "")
    return Instruction(str(getattr(source, "target", "")), source.text or "")


def _keep_outside(top: Any, document: Document) -> None:
    before = [_other(item) for item in reversed(list(top.itersiblings(preceding=True)))]
    after = [_other(item) for item in top.itersiblings()]
    if before or after:
        document.content = [*before, document.root, *after]
        for node in document.content:
            node.parent = document


def serialise_xml(node: Element, *, declaration: bool = True) -> bytes:
    """UTF-8 XML of an element or document, with the prefixes it came with.

    Namespaces that the element needs and that were declared further up are declared again.
    """
    out: list[str] = ['<?xml version="1.0" encoding="UTF-8"?>\n'] if declaration else []
    top = node.nodes() if isinstance(node, Document) else [node]
    for item in top:
        _write(item, out=out, scope={"": "", "xml": XML_NAMESPACE})
    return "".join(out).encode("utf-8", "xmlcharrefreplace")


def _write(node: Node, *, out: list[str], scope: dict[str, str]) -> None:
    if isinstance(node, Element):
        _write_element(node, out=out, scope=scope)
    elif node.kind == TEXT:
        out.append(escape_text(node.text))
    elif node.kind == COMMENT:
        out.append(f"<!--{node.text}-->")
    elif isinstance(node, Instruction):
        out.append(f"<?{node.name} {node.text}?>")


def _write_element(element: Element, *, out: list[str], scope: dict[str, str]) -> None:
    declared = {p: u for p, u in element.declarations.items() if scope.get(p) != u}
    inner = {**scope, **declared}
    prefix = element.prefix or ""
    if inner.get(prefix) != element.namespace:
        declared[prefix] = inner[prefix] = element.namespace
    written: list[str] = []
    for name, value in element.attributes.items():
        shown = name
        if name[0] == "{":
            uri, local = name[1:].split("}", 1)
            by = next((p for p, u in inner.items() if u == uri and p), None)
            if by is None:
                by = _free_prefix(inner)
                declared[by] = inner[by] = uri
            shown = f"{by}:{local}"
        written.append(f' {shown}="{escape_attribute(value)}"')
    out.append(f"<{element.qualified}")
    for by, uri in declared.items():
        out.append(f' xmlns{":" + by if by else ""}="{escape_attribute(uri)}"')
    out.extend(written)
    nodes = element.content if element.content is not None else element.children
    if not nodes:
        out.append(f">{escape_text(element.text)}</{element.qualified}>" if element.text else "/>")
        return
    out.append(">")
    for node in nodes:
        _write(node, out=out, scope=inner)
    out.append(f"</{element.qualified}>")


def _free_prefix(scope: Mapping[str, str]) -> str:
    number = 0
    while f"ns{number}" in scope:
        number += 1
    return f"ns{number}"


def escape_text(text: str) -> str:
    """Text safe between tags; characters that XML cannot carry are left out."""
    if not text.isprintable():
        text = _FORBIDDEN.sub("", text)
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace("\r", "&#13;")
    return text


def escape_attribute(text: str) -> str:
    """Text safe inside double quotes."""
    text = escape_text(text).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


__all__ = [
    "XmlRefused",
    "escape_attribute",
    "escape_text",
    "parse_xml",
    "serialise_xml",
]
