"""Check-lists being written: a workbook opened, changed by verbs, checked, and written back.

Pure values and functions over them; no window, no store. A `Book` in, a `Book` out.
"""

from __future__ import annotations

from core.forms.authoring.book import Book, Column, Line, Sheet
from core.forms.authoring.checking import Checked, Placed, check_book
from core.forms.authoring.history import History
from core.forms.authoring.outline import Item, item_of, outline, walk
from core.forms.authoring.problems import NameNotAllowed, NotAWorkbook
from core.forms.authoring.reading import read_book
from core.forms.authoring.starting import new_book
from core.forms.authoring.writing import write_book

__all__ = [
    "Book",
    "Checked",
    "Column",
    "History",
    "Item",
    "Line",
    "NameNotAllowed",
    "NotAWorkbook",
    "Placed",
    "Sheet",
    "check_book",
    "item_of",
    "new_book",
    "outline",
    "read_book",
    "walk",
    "write_book",
]
