"""Which questions a condition can ask about: those before it, with their choices."""

from __future__ import annotations

from core.forms.authoring import Book, outline, walk
from core.forms.authoring.choices import by_list
from core.forms.authoring.columns import text_of
from core.forms.authoring.kinds import CHOOSING
from desktop.editor.condition_box import Askable
from desktop.editor.labels import words_of

MANY = 60
"""More choices than this are typed and not picked."""
_NOT = frozenset({"note", "geotrace", "geoshape"})


def askable_before(book: Book, line: int) -> tuple[Askable, ...]:
    """The questions before a line, in order."""
    known: dict[str, tuple[tuple[str, str], ...]] = {}
    lines = {one.id: one for one in book.survey.lines}
    grouped = by_list(book)
    found: list[Askable] = []
    for item in walk(outline(book)):
        if item.line == line:
            break
        if item.holds or not item.name or item.kind.role == "other" or item.kind.name in _NOT:
            continue
        words = words_of(book, "survey", lines[item.line])
        listed = item.kind.list_name
        if item.kind.name in CHOOSING and listed not in known:
            rows = grouped.get(listed, ())
            known[listed] = tuple(
                (text_of(book.choices, row, "name"), words_of(book, "choices", row))
                for row in (rows if len(rows) <= MANY else ())
            )
        found.append(
            Askable(
                item.name,
                words or item.name,
                item.kind.name,
                known.get(listed, ()) if item.kind.name in CHOOSING else (),
            )
        )
    return tuple(found)
