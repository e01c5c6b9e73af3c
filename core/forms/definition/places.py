"""Where in the file a node of the form was written: workbook rows, or lines of the XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# What an attribute of a bind is called as a column of the survey sheet.
COLUMNS: Mapping[str, str] = {
    "relevant": "relevant",
    "required": "required",
    "readonly": "readonly",
    "constraint": "constraint",
    "calculate": "calculation",
    "jr:constraintMsg": "constraint_message",
    "jr:requiredMsg": "required_message",
    "count": "repeat_count",
    "itemset": "choice_filter",
    "label": "label",
    "hint": "hint",
    "type": "type",
    "name": "name",
    "trigger": "trigger",
    "default": "default",
    "appearance": "appearance",
}
_PATTERNS = tuple(
    re.compile(rf"{name}\s*=\s*[\"']\s*(/[^\"']+?)\s*[\"']") for name in (r"nodeset", r"\bref")
)


@dataclass(frozen=True, slots=True)
class Place:
    """Sheet, row (from 1) and column header; for XML, the line and the attribute."""

    sheet: str | None
    row: int | None
    column: str | None


@dataclass(slots=True)
class Places:
    """Finds places by node ref. `rows`: survey rows by path below the root (`group/name`)."""

    xml: bytes = b""
    rows: Mapping[str, int] | None = None
    _lines: dict[str, int] | None = field(default=None, repr=False)

    def of(self, ref: str | None, *, attribute: str | None = None) -> Place:
        """The place of a node's row, and the column of one of its attributes."""
        if self.rows is not None:
            below = ref.strip("/").partition("/")[2] if ref else ""
            row = self.rows.get(below)
            return Place("survey", row, COLUMNS.get(attribute or "", attribute))
        return Place(None, self._line(ref) if ref else None, attribute)

    def _line(self, ref: str) -> int | None:
        if self._lines is None:
            self._lines = {}
            text = self.xml.decode("utf-8", "replace")
            for pattern in _PATTERNS:
                line, last = 1, 0
                for found in pattern.finditer(text):
                    start = found.start()
                    line += text.count("\n", last, start)
                    last = start
                    self._lines.setdefault(found[1], line)
        return self._lines.get(ref)
