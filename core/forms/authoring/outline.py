"""The survey sheet as people see it: sections, repeats and questions inside one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.forms.authoring.book import Book, Line, Sheet
from core.forms.authoring.columns import text_of
from core.forms.authoring.kinds import Kind, kind_of


@dataclass(frozen=True, slots=True)
class Item:
    """A row with what is inside it. `first` and `last`: its lines, from 0, the end row included.

    `last` is the last line there is when a section was never closed.
    """

    line: int
    kind: Kind
    name: str
    first: int
    last: int
    parent: int | None
    children: tuple[Item, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether questions can be put inside."""
        return self.kind.role in ("group", "repeat")


def outline(book: Book) -> tuple[Item, ...]:
    """The items at the top, in order. Rows without a type (comments) are no items."""
    # The same sheet is asked about many times between two changes.
    last = next(iter(_last), None)
    if last is not None and last[0] is book.survey:
        return last[1]
    items = _items(book.survey)
    _last[:] = [(book.survey, items)]
    return items


_last: list[tuple[Sheet, tuple[Item, ...]]] = []


def _items(sheet: Sheet) -> tuple[Item, ...]:
    stack: list[tuple[Line | None, int, list[Item]]] = [(None, 0, [])]
    kinds = [kind_of(text_of(sheet, line, "type")) for line in sheet.lines]
    for number, (line, kind) in enumerate(zip(sheet.lines, kinds, strict=True)):
        if kind.role == "empty":
            continue
        if kind.role == "end":
            if len(stack) > 1:
                _close(stack, number, sheet)
            continue
        if kind.role in ("group", "repeat"):
            stack.append((line, number, []))
            continue
        above = stack[-1][0]
        stack[-1][2].append(
            Item(
                line.id,
                kind,
                text_of(sheet, line, "name"),
                number,
                number,
                above.id if above is not None else None,
            )
        )
    while len(stack) > 1:
        _close(stack, len(sheet.lines) - 1, sheet)
    return tuple(stack[0][2])


def _close(stack: list[tuple[Line | None, int, list[Item]]], last: int, sheet: Sheet) -> None:
    line, first, inside = stack.pop()
    assert line is not None
    above = stack[-1][0]
    stack[-1][2].append(
        Item(
            line.id,
            kind_of(text_of(sheet, line, "type")),
            text_of(sheet, line, "name"),
            first,
            last,
            above.id if above is not None else None,
            tuple(inside),
        )
    )


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """All items, each before what is inside it."""
    for item in items:
        yield item
        yield from walk(item.children)


def item_of(book: Book, line_id: int) -> Item | None:
    """The item of a line; None for a comment, an end or a line that is gone."""
    return next((item for item in walk(outline(book)) if item.line == line_id), None)


def siblings_of(book: Book, item: Item) -> tuple[Item, ...]:
    """The items beside an item, itself among them."""
    if item.parent is None:
        return outline(book)
    above = item_of(book, item.parent)
    return above.children if above is not None else ()
