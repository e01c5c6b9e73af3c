"""Cells that no program runs: text stays text, whatever it begins with."""

from __future__ import annotations

import re
from typing import Any

# https://owasp.org/www-community/attacks/CSV_Injection
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Excel reads no control characters, and takes 32,767 characters in a cell.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767


def put(cell: Any, value: Any) -> None:
    """Write a value into a cell of openpyxl; text is never taken as a formula."""
    if isinstance(value, str):
        value = _UNREADABLE.sub("", value)[:_LONGEST]
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(_LIKE_A_FORMULA):
            # Even after somebody edits the cell and leaves it again.
            cell.quotePrefix = True


def delimited(value: Any) -> str:
    """A value as text in a CSV: a quote before what a spreadsheet would run."""
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, str) and text.startswith(_LIKE_A_FORMULA):
        return "'" + text
    return text


def undelimited(text: str) -> str:
    """What `delimited` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_LIKE_A_FORMULA) else text
