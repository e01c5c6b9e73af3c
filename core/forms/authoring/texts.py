"""Languages of a check-list, its title and identity, and the stamp of each version."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from core.forms.authoring.book import Book, Column, Line
from core.forms.authoring.columns import TRANSLATED, column, meaning, text_of, with_text
from core.forms.authoring.names import slug

_STAMP: Final = re.compile(r"^(\d{8})(\d{2})$")


def languages(book: Book) -> tuple[str | None, ...]:
    """The languages of the texts, in the order of their columns; None: texts in no named one."""
    known = (book.survey.columns, book.choices.columns, book.settings)
    last = next(iter(_spoken), None)
    if last is not None and all(a is b for a, b in zip(last[0], known, strict=True)):
        return last[1]
    made = _languages(book)
    _spoken[:] = [(known, made)]
    return made


_spoken: list[tuple[tuple[object, ...], tuple[str | None, ...]]] = []


def _languages(book: Book) -> tuple[str | None, ...]:
    found: dict[str | None, None] = {}
    for sheet in (book.survey, book.choices):
        for one in sheet.columns:
            key, language = meaning(one.header)
            if key in TRANSLATED and (language is not None or key == "label"):
                found.setdefault(language)
    first = setting(book, "default_language")
    ordered = sorted(found, key=lambda one: one != first) if first in found else list(found)
    return tuple(ordered) or (None,)


def add_language(book: Book, language: str, *, present: str = "") -> Book:
    """Room for texts in another language.

    `present`: what the texts there are now are in, when their columns name no language; they get
    its name, and it becomes the language that a filling starts in.
    """
    language = language.strip()
    if not language or language in languages(book):
        return book
    if None in languages(book) and present and present != language:
        for role in ("survey", "choices"):
            sheet = book.sheet(role)
            columns = tuple(_named(one, present) for one in sheet.columns)
            book = book.with_sheet(replace(sheet, columns=columns))
        if not setting(book, "default_language"):
            book = with_setting(book, "default_language", present)
    from core.forms.authoring.columns import with_column

    for role, keys in (("survey", ("label", "hint")), ("choices", ("label",))):
        if book.sheet(role).columns:
            for key in keys:
                book = with_column(book, role, key, language)
    return book


def _named(one: Column, language: str) -> Column:
    key, there = meaning(one.header)
    if key not in TRANSLATED or there is not None:
        return one
    return replace(one, header=f"{one.header}::{language}")


def setting(book: Book, key: str) -> str:
    """A setting of the check-list; "" without one."""
    for line in book.settings.lines[:1]:
        return text_of(book.settings, line, key)
    return ""


def with_setting(book: Book, key: str, text: str) -> Book:
    """The book with a setting; its sheet and row are made when they are missing."""
    if not book.settings.lines:
        if not text.strip():
            return book
        line = Line(book.next_id)
        book = replace(
            book.with_sheet(replace(book.settings, lines=(line,))), next_id=book.next_id + 1
        )
    return with_text(book, "settings", book.settings.lines[0].id, key, text)


def identified(book: Book) -> Book:
    """The book with a title and an id, made from each other when one is missing."""
    title, identifier = setting(book, "form_title"), setting(book, "form_id")
    if not title:
        book = with_setting(book, "form_title", identifier or "Guião")
    if not identifier:
        made = slug(setting(book, "form_title"), otherwise="guiao")
        book = with_setting(book, "form_id", made)
    return book


def stamped(book: Book, *, today: date) -> Book:
    """The book with its next version: the day and a number, e.g. 2026112301 (yyyymmddNN)."""
    return with_setting(book, "version", next_version(setting(book, "version"), today=today))


def next_version(version: str, *, today: date) -> str:
    """The version after this one. Always greater than it, when it is such a stamp."""
    day = today.strftime("%Y%m%d")
    found = _STAMP.match(version)
    if found is None or found[1] < day:
        return f"{day}01"
    number = int(found[2]) + 1
    return f"{found[1]}{number:02d}" if number < 100 else str(int(version) + 1)


def has_translations(book: Book) -> bool:
    """Whether texts stand in more than one language."""
    return len(languages(book)) > 1


def label_of(book: Book, role: str, line: Line) -> str:
    """The label in the first language that has one."""
    sheet = book.sheet(role)
    for language in languages(book):
        found = text_of(sheet, line, "label", language)
        if found:
            return found
    there = column(sheet, "label")
    return line.cells.get(there.id, "") if there is not None else ""
