"""The primary instance as the form writes it: its templates, its refs, its instance id."""

from __future__ import annotations

from collections.abc import Mapping

from core.forms.definition.form import JAVAROSA, OPENROSA
from core.forms.tree import Element


def name_instance(instance: Element) -> None:
    """Every submission needs `meta/instanceID`; a form without gets it in OpenRosa's namespace."""
    meta = instance.child("meta")
    if meta is None:
        meta = Element("meta", namespace=OPENROSA, prefix="orx")
        instance.append(meta)
    if meta.child("instanceID") is None:
        meta.append(Element("instanceID", namespace=meta.namespace, prefix=meta.prefix))


def take_templates(instance: Element) -> dict[str, Element]:
    """Takes elements marked `jr:template` out of the instance, by ref; the mark goes too."""
    templates: dict[str, Element] = {}

    def visit(element: Element, ref: str) -> None:
        for child in list(element.children):
            path = f"{ref}/{child.qualified}"
            visit(child, path)
            if f"{{{JAVAROSA}}}template" in child.attributes:
                child.attributes = {
                    k: v for k, v in child.attributes.items() if k != f"{{{JAVAROSA}}}template"
                }
                element.remove(child)
                templates.setdefault(path, child)

    visit(instance, f"/{instance.qualified}")
    return templates


def refs_of(instance: Element, templates: Mapping[str, Element]) -> set[str]:
    """The refs of all nodes that the instance or a template has."""
    refs: set[str] = set()
    stack = [(instance, f"/{instance.qualified}")]
    stack.extend((element, ref) for ref, element in templates.items())
    while stack:
        element, ref = stack.pop()
        refs.add(ref)
        stack.extend((child, f"{ref}/{child.qualified}") for child in element.children)
    return refs


def find_node(instance: Element, ref: str) -> Element | None:
    """The first node with a ref."""
    here: Element | None = instance
    for step in ref.split("/")[2:]:
        if here is None:
            return None
        here = next((c for c in here.children if c.qualified == step), None)
    return here
