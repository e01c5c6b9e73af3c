"""A filling as OpenRosa submission XML: what is not relevant is left out."""

from __future__ import annotations

from core.forms.definition.form import OPENROSA, XFORMS, Form
from core.forms.tree import Element
from core.forms.tree_xml import serialise_xml


def submission_of(root: Element, form: Form) -> bytes:
    """The XML that an OpenRosa server takes: form id, version, relevant nodes, meta."""
    copy = relevant_copy(root)
    if copy is None:
        copy = Element(root.name, namespace=root.namespace, prefix=root.prefix)
    if not copy.attribute("id"):
        copy.set_attribute("id", form.form_id)
    _declare(copy, form)
    return serialise_xml(copy)


def _declare(copy: Element, form: Form) -> None:
    used = {element.prefix for element in copy.walk() if element.prefix}
    declared = dict(copy.declarations)
    for prefix in used:
        uri = form.namespaces.get(prefix)
        if uri is not None:
            declared.setdefault(prefix, uri)
    if any(key.startswith(f"{{{OPENROSA}}}") for e in copy.walk() for key in e.attributes):
        declared.setdefault("orx", OPENROSA)
    copy.declarations = declared


def relevant_copy(element: Element) -> Element | None:
    """A copy without what is not relevant; None when the element itself is not."""
    if not element.relevant:
        return None
    # The form's own namespace is only there because the instance stands inside the form.
    inherited = element.namespace == XFORMS and not element.prefix
    copy = Element(
        element.name,
        namespace="" if inherited else element.namespace,
        prefix=element.prefix,
        text=element.text if not element.children else "",
        attributes=dict(element.attributes),
        declarations={p: u for p, u in element.declarations.items() if u != XFORMS},
    )
    for child in element.children:
        inner = relevant_copy(child)
        if inner is not None:
            copy.append(inner)
    return copy
