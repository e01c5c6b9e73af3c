"""What lines are called on screen; asked for at every keystroke, so remembered by line."""

from __future__ import annotations

from core.forms.authoring import Book, Line
from core.forms.authoring.texts import label_of
from desktop.questions.markup import plain

_known: dict[tuple[str, int], tuple[Line, object, str]] = {}


def words_of(book: Book, role: str, line: Line) -> str:
    """The label of a line in one line without markup; "" when it has none."""
    sheet = book.sheet(role)
    found = _known.get((role, line.id))
    if found is not None and found[0] is line and found[1] is sheet.columns:
        return found[2]
    words = " ".join(plain(label_of(book, role, line)).split())
    if len(_known) > 50_000:
        _known.clear()
    _known[role, line.id] = (line, sheet.columns, words)
    return words
