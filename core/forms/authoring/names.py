"""Names of questions and lists: made from labels, unique, and changed wherever they are used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from core.forms.authoring.book import Book, Line
from core.forms.authoring.columns import meaning, text_of, with_text
from core.forms.authoring.kinds import kind_of
from core.forms.authoring.problems import NameNotAllowed

LONGEST: Final = 30
_NAME: Final = re.compile(r"^[A-Za-z_][A-Za-z0-9_.\-]*$")
_MARKUP: Final = re.compile(r"<[^>]*>|\$\{[^}]*\}|[*_#`]")
_TAKEN: Final = frozenset({"meta", "instanceid", "instancename"})


def slug(label: str, *, otherwise: str = "pergunta") -> str:
    """A name from a label: ASCII, lower case, at most 30 characters, cut between words."""
    plain = unicodedata.normalize("NFKD", _MARKUP.sub(" ", label).casefold())
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    words = re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode())
    made = ""
    for word in words:
        longer = f"{made}_{word}" if made else word
        if len(longer) > LONGEST:
            break
        made = longer
    made = made or (words[0][:LONGEST] if words else otherwise)
    return made if made[0].isalpha() else f"p_{made}"[:LONGEST].rstrip("_")


def unique(name: str, taken: Collection[str]) -> str:
    """The name, with a number after it when it is taken; still at most 30 characters."""
    known = {one.casefold() for one in taken} | _TAKEN
    if name.casefold() not in known:
        return name
    number = 2
    while True:
        end = f"_{number}"
        made = f"{name[: LONGEST - len(end)].rstrip('_')}{end}"
        if made.casefold() not in known:
            return made
        number += 1


def names_of(book: Book) -> set[str]:
    """All names of the survey sheet, and those that the converter makes of them."""
    found: set[str] = set()
    for line in book.survey.lines:
        name = text_of(book.survey, line, "name")
        kind = kind_of(text_of(book.survey, line, "type"))
        if not name or kind.role == "end":
            continue
        found.add(name)
        if kind.other:
            found.add(f"{name}_other")
        if text_of(book.survey, line, "repeat_count"):
            found.add(f"{name}_count")
    return found


def list_names(book: Book) -> tuple[str, ...]:
    """The lists of the choices sheet, in their order."""
    found = (text_of(book.choices, line, "list_name") for line in book.choices.lines)
    return tuple(dict.fromkeys(name for name in found if name))


def rename(book: Book, line_id: int, name: str) -> Book:
    """Give a question, section or repeat another name, wherever `${name}` is written too.

    Raises: NameNotAllowed.
    """
    line = book.survey.line(line_id)
    old = text_of(book.survey, line, "name")
    name = name.strip()
    if name == old:
        return book
    if not _NAME.match(name):
        raise NameNotAllowed(name=name, reason="")
    alike = [
        one
        for one in book.survey.lines
        if text_of(book.survey, one, "name") == old
        and kind_of(text_of(book.survey, one, "type")).role != "end"
    ]
    others = names_of(book) - ({old} if len(alike) == 1 else set())
    if name.casefold() in {one.casefold() for one in others} | _TAKEN:
        raise NameNotAllowed(name=name, reason=": já existe")
    kind = kind_of(text_of(book.survey, line, "type"))
    renamed = with_text(book, "survey", line_id, "name", name)
    renamed = _rename_end(renamed, line_id, old, name)
    if not old or len(alike) > 1:
        return renamed  # a reference to one of several of the same name says nothing
    renamed = with_reference(renamed, old, name)
    if kind.role == "repeat":
        renamed = with_reference(renamed, f"{old}_count", f"{name}_count")
    if kind.other:
        renamed = with_reference(renamed, f"{old}_other", f"{name}_other")
    return renamed


def _rename_end(book: Book, line_id: int, old: str, name: str) -> Book:
    """Ends of sections carry the name too, in many workbooks."""
    from core.forms.authoring.outline import item_of

    item = item_of(book, line_id)
    if item is None or not item.holds:
        return book
    end = book.survey.lines[item.last]
    if text_of(book.survey, end, "name") != old or end.id == line_id or not old:
        return book
    return with_text(book, "survey", end.id, "name", name)


def with_reference(book: Book, old: str, name: str) -> Book:
    """The book with `${old}` written `${name}` in every cell of every sheet the editor knows."""
    pattern = re.compile(r"\$\{\s*(last-saved#)?" + re.escape(old) + r"\s*\}")

    def changed(line: Line) -> Line:
        cells = dict(line.cells)
        for column, text in line.cells.items():
            if "${" in text:
                cells[column] = pattern.sub(lambda m: f"${{{m[1] or ''}{name}}}", text)
        return line if cells == line.cells else replace(line, cells=MappingProxyType(cells))

    for sheet in book.sheets:
        lines = [changed(line) for line in sheet.lines]
        if any(now is not then for now, then in zip(lines, sheet.lines, strict=True)):
            book = book.with_sheet(sheet.with_lines(lines))
    return book


def uses_of(book: Book, name: str) -> tuple[int, ...]:
    """The lines of the survey sheet that refer to a name."""
    pattern = re.compile(r"\$\{\s*(?:last-saved#)?" + re.escape(name) + r"\s*\}")
    columns = {one.id for one in book.survey.columns if meaning(one.header).key != "name"}
    return tuple(
        line.id
        for line in book.survey.lines
        if any(pattern.search(text) for column, text in line.cells.items() if column in columns)
    )
