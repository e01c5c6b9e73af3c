"""Entities: what a filling makes of them, and lists grown by what fillings made (ODK Entities)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from core.forms.definition.lists import element_name
from core.forms.states import EntityChange
from core.forms.tree import Document, Element

_YES: Final = frozenset({"1", "true", "true()"})


def entities_of(root: Element) -> tuple[EntityChange, ...]:
    """What a filling (its root, with records) creates and updates, in document order.

    An entity without an id, or whose conditions say neither, is none.
    """
    return tuple(_made(root))


def _made(root: Element) -> Iterator[EntityChange]:
    for owner in root.walk():
        entity = _entity_of(owner)
        if entity is None or not entity.relevant:
            continue
        identifier, dataset = entity.attribute("id"), entity.attribute("dataset")
        creates = entity.attribute("create").strip().lower() in _YES
        updates = entity.attribute("update").strip().lower() in _YES
        if not identifier or not dataset or not (creates or updates):
            continue
        label = entity.child("label")
        yield EntityChange(
            dataset=dataset,
            id=identifier,
            op="create" if creates else "update",
            label=label.text if label is not None and label.relevant else "",
            properties=tuple(_properties(owner)),
        )


def _entity_of(owner: Element) -> Element | None:
    meta = owner.child("meta")
    return meta.child("entity") if meta is not None else None


def _properties(owner: Element) -> Iterator[tuple[str, str]]:
    """Answers that are saved to the entity of `owner`; what is not relevant leaves them alone."""
    for child in owner.children:
        if not child.relevant or _entity_of(child) is not None:
            continue
        bind = child.state.plan.bind
        if bind is not None and bind.save_to and not child.children:
            yield bind.save_to, child.text
        yield from _properties(child)


def grown(document: Document, dataset: str, changes: Iterable[EntityChange]) -> Document:
    """A list with what fillings made of it; the same one when they made nothing.

    Creating what is there updates it: the server may have given it back meanwhile.
    """
    own = [change for change in changes if change.dataset == dataset]
    if not own:
        return document
    root = document.root.copy()
    known = {_text(item, "name"): item for item in root.children}
    for change in own:
        item = known.get(change.id)
        if item is None:
            if change.op == "update":
                continue
            item = known[change.id] = Element("item")
            root.append(item)
            _set(item, "name", change.id)
            _set(item, "label", change.label)
            _set(item, "__version", "1")
        else:
            before = _text(item, "__version")
            if not _text(item, "__branchId"):
                # The last version that came from a server, from which this branch goes off.
                _set(item, "__trunkVersion", before)
            _set(item, "__version", str(int(before) + 1) if before.isdecimal() else "2")
            if change.label:
                _set(item, "label", change.label)
        if not _text(item, "__branchId"):
            _set(item, "__branchId", change.branch)
        for name, value in change.properties:
            _set(item, element_name(name), value)
    return Document(root, frozen=True)


def _text(item: Element, name: str) -> str:
    cell = item.child(name)
    return cell.text if cell is not None else ""


def _set(item: Element, name: str, value: str) -> None:
    cell = item.child(name)
    if cell is None:
        item.append(Element(name, text=value))
    else:
        cell.text = value
