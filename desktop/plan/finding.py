"""Searching a tree as one types, without regard for accents or case."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

MORE = Qt.ItemDataRole.UserRole + 1


def folded(text: str) -> str:
    """Lower case without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def keep_matching(tree: QTreeWidget, wanted: str) -> QTreeWidgetItem | None:
    """Hide what does not match; parents and children of a match stay. Returns the first match."""
    terms = folded(wanted).split()
    first: list[QTreeWidgetItem] = []
    for index in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(index)
        if item is not None:
            _keep(item, terms, inside=False, first=first)
    return first[0] if first else None


def _keep(
    item: QTreeWidgetItem, terms: list[str], *, inside: bool, first: list[QTreeWidgetItem]
) -> bool:
    text = f"{folded(item.text(0))} {item.data(0, MORE) or ''}"
    own = all(term in text for term in terms)
    if own and terms:
        first.append(item)
    below = False
    for index in range(item.childCount()):
        child = item.child(index)
        if child is not None:
            below = _keep(child, terms, inside=inside or own, first=first) or below
    visible = own or below or inside
    item.setHidden(not visible)
    if terms and below:
        item.setExpanded(True)
    return own or below
