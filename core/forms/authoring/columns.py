"""What a header means: `label::Português (pt)` is the label in Portuguese.

The spellings are those that XLSForm's converter takes (https://xlsform.org/en/ref-table/).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from core.forms.authoring.book import Book, Column, Line, Sheet, with_cell

TRANSLATED: Final = frozenset(
    {
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "required_message",
        "image",
        "big-image",
        "audio",
        "video",
    }
)
_SAME: Final = {
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::constraint": "constraint",
    "bind::required": "required",
    "bind::readonly": "readonly",
    "bind::calculate": "calculation",
    "bind::jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "constraining_message": "constraint_message",
    "constraint message": "constraint_message",
    "required message": "required_message",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "calculate": "calculation",
    "read_only": "readonly",
    "read only": "readonly",
    "repeat_count": "repeat_count",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "control::jr:count": "repeat_count",
    "body::jr:count": "repeat_count",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list name": "list_name",
    "listname": "list_name",
    "choice filter": "choice_filter",
    "id_string": "form_id",
    "form id": "form_id",
    "title": "form_title",
    "set form title": "form_title",
    "set form id": "form_id",
    "guidance hint": "guidance_hint",
    "default language": "default_language",
}
# Where a column that a sheet lacks is put: after the last of these that it has.
_AFTER: Final = (
    "list_name",
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "appearance",
    "default",
    "calculation",
    "choice_filter",
    "parameters",
    "repeat_count",
    "readonly",
    "trigger",
    "image",
)
_KNOWN: Final = TRANSLATED | {*_SAME.values(), *_AFTER}


class Meaning(NamedTuple):
    """The plain name of a column and the language of its texts (None: no language named)."""

    key: str
    language: str | None = None


@lru_cache(maxsize=4096)
def meaning(header: str) -> Meaning:
    """What a header stands for; one that means nothing special stands for itself, lower case."""
    text = " ".join(header.split())
    lowered = re.sub(r"\s*:(:?)\s*", r":\1", text.lower())
    known = _SAME.get(lowered) or _SAME.get(lowered.replace(":", "::", 1))
    if known:
        return Meaning(known)
    parts = [part.strip() for part in re.split(r"::|(?<!jr):(?!:)", text)]
    first = parts[0].lower()
    if first == "media" and len(parts) > 1:
        parts, first = parts[1:], parts[1].lower()
    if first in ("bind", "control", "body") and len(parts) > 2:
        whole = f"{first}::{parts[1].lower()}"
        if whole in _SAME:
            return Meaning(_SAME[whole], parts[2] or None)
    first = _SAME.get(first, first)
    if first.replace(" ", "_") in _KNOWN:
        first = first.replace(" ", "_")
    if first in TRANSLATED and len(parts) > 1:
        return Meaning(first, "::".join(parts[1:]) or None)
    if len(parts) == 1:
        return Meaning(first)
    return Meaning(lowered)


Index = dict[tuple[str, str | None], tuple[Column, ...]]
_indices: dict[int, tuple[tuple[Column, ...], Index]] = {}


def _index(sheet: Sheet) -> Index:
    """The columns by their meaning; the same columns are asked about again and again."""
    known = _indices.get(id(sheet.columns))
    if known is not None and known[0] is sheet.columns:
        return known[1]
    made: Index = {}
    for one in sheet.columns:
        said = meaning(one.header)
        made[said] = (*made.get(said, ()), one)
    if len(_indices) > 32:
        _indices.clear()
    _indices[id(sheet.columns)] = (sheet.columns, made)
    return made


def column(sheet: Sheet, key: str, language: str | None = None) -> Column | None:
    """The column of this meaning; None when the sheet has none."""
    found = _index(sheet).get((key, language), ())
    return found[0] if found else None


def text_of(sheet: Sheet, line: Line, key: str, language: str | None = None) -> str:
    """The text of a line in the column of this meaning; "" without one."""
    for one in _index(sheet).get((key, language), ()):
        if one.id in line.cells:
            return line.cells[one.id]
    return ""


def with_column(book: Book, role: str, key: str, language: str | None = None) -> Book:
    """The book with such a column in the sheet, beside those it belongs to."""
    sheet = book.sheet(role)
    if column(sheet, key, language) is not None:
        return book
    written = f"media::{key}" if key in ("image", "big-image", "audio", "video") else key
    made = Column(book.next_id, written if language is None else f"{written}::{language}")
    at = _place(sheet, key)
    columns = (*sheet.columns[:at], made, *sheet.columns[at:])
    return replace(
        book.with_sheet(replace(sheet, columns=columns)),
        next_id=book.next_id + 1,
    )


def _place(sheet: Sheet, key: str) -> int:
    rank = {name: number for number, name in enumerate(_AFTER)}
    if key not in rank:
        return len(sheet.columns)
    at = 0
    for number, one in enumerate(sheet.columns, start=1):
        if rank.get(meaning(one.header).key, len(rank)) <= rank[key]:
            at = number
    return at


def with_text(
    book: Book,
    role: str,
    line_id: int,
    key: str,
    text: str,
    *,
    language: str | None = None,
) -> Book:
    """The book with a text set; the column is made when it is missing and there is a text."""
    sheet = book.sheet(role)
    there = column(sheet, key, language)
    if there is None:
        if not text.strip():
            return book
        book = with_column(book, role, key, language)
        sheet = book.sheet(role)
        there = column(sheet, key, language)
        assert there is not None
    line = sheet.line(line_id)
    changed = with_cell(line, there.id, text)
    return book if changed is line else book.with_sheet(sheet.with_line(changed))
