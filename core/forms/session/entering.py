"""What a person gives as an answer, brought into the form that its question keeps."""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

from core.forms.session.choices import Offering
from core.forms.session.lexical import cast_entry
from core.forms.tree import Element

_MULTIPLE: Final = frozenset({"select", "rank"})
_TRIMMED: Final = frozenset(
    {"int", "decimal", "date", "time", "dateTime", "geopoint", "geotrace", "geoshape", "boolean"}
)


def entered(element: Element, value: str | None, *, offering: Offering) -> str:
    """An answer as it is kept: one form for each character, no blanks around, choices in order."""
    # One form for each character, whatever keyboard or paste it came from.
    text = value or ""
    if not text.isascii():
        text = normalize("NFC", text)
    plan = element.state.plan
    if plan.type in _TRIMMED:
        text = text.strip()
    if plan.control is not None and plan.control.kind in _MULTIPLE:
        given = dict.fromkeys(text.split())
        if plan.control.kind == "select" and len(given) > 1:
            # In the order of the choices, as other engines write it.
            offered = [choice.value for choice in offering.choices(element)]
            given = dict.fromkeys([*(v for v in offered if v in given), *given])
        text = " ".join(given)
    return cast_entry(plan.type, text) if text else text
