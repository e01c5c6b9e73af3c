"""A check-list begun from nothing."""

from __future__ import annotations

from core.forms.authoring.blank import blank_parts
from core.forms.authoring.book import Book
from core.forms.authoring.names import slug
from core.forms.authoring.reading import book_of
from core.forms.authoring.structure import add_question, add_section
from core.forms.authoring.texts import with_setting

_TEXTS = ("label", "hint")
_REST = (
    "required",
    "relevant",
    "constraint",
    "appearance",
    "default",
    "calculation",
    "choice_filter",
    "parameters",
    "readonly",
)


def new_book(
    *, title: str, languages: tuple[str, ...], section: str = "", question: str = ""
) -> Book:
    """A check-list of this title in these languages (the first is the one fillings start in).

    With `section`, it begins with one section of this label, and with `question` a text question
    in it.
    """
    texts = [f"{key}::{language}" for key in _TEXTS for language in languages]
    survey = ["type", "name", *texts, *_REST]
    choices = ["list_name", "name", *(f"label::{language}" for language in languages)]
    settings = ["form_title", "form_id", "version", "default_language"]
    book = book_of(blank_parts({"survey": [survey], "choices": [choices], "settings": [settings]}))
    for key, text in (
        ("form_title", title),
        ("form_id", slug(title, otherwise="guiao")),
        ("default_language", languages[0]),
    ):
        book = with_setting(book, key, text)
    if section:
        book, line = add_section(book, labels={languages[0]: section})
        if question:
            book, _ = add_question(book, kind="text", labels={languages[0]: question}, inside=line)
    return book
