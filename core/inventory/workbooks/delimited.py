"""Delimited text of any office: encoding and delimiter found from the content."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from core.inventory.workbooks.problems import UnreadableWorkbook
from core.inventory.workbooks.safe_cells import undelimited

_DELIMITERS = ";,\t|"
_LOOKED_AT = 60
# What Portuguese words have between their letters; the right encoding shows more of them.
_PORTUGUESE = frozenset("áàâãéêíóôõúçÁÀÂÃÉÊÍÓÔÕÚÇºª€«»–")
_LONGEST_FIELD = 1 << 20


@dataclass(frozen=True, slots=True)
class Delimited:
    """Rows of text, and how they were written."""

    rows: list[list[str]]
    encoding: str
    delimiter: str


def read_delimited(path: Path) -> Delimited:
    """Read delimited text. Raises: UnreadableWorkbook."""
    data = path.read_bytes()
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableWorkbook(name=path.name, detail=str(error)[:80]) from error
    if "\0" in text:
        raise UnreadableWorkbook(name=path.name, detail="bytes 0")
    told = re.match(r"sep=(.)\r?\n", text)
    delimiter = told.group(1) if told else _delimiter(text)
    if told:
        text = text[told.end() :]
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = _rows(text, delimiter)
    except csv.Error as error:
        raise UnreadableWorkbook(name=path.name, detail=str(error)[:80]) from error
    # The row that tells the delimiter counts, so that places agree with the file.
    rows = [[undelimited(cell) for cell in row] for row in rows]
    return Delimited([[""], *rows] if told else rows, encoding, delimiter)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Rows of cells; where a quote is never closed, quotes are letters like others."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end of data" not in str(error):
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    lines = io.StringIO(text, newline="")
    return [
        [cell.strip('"') for cell in row]
        for row in csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    ]


def _encoding(data: bytes) -> str:
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return name
    if data[1:2] == b"\0":
        return "utf-16-le"
    if data[:1] == b"\0" and data[1:2] != b"\0":
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        best = max(("cp1252", "cp850", "mac_roman"), key=lambda name: _portuguese(data, name))
        return best if _portuguese(data, best) else "latin-1"
    return "utf-8"


def _portuguese(data: bytes, name: str) -> int:
    text = data[:200_000].decode(name, "replace")
    return sum((one in _PORTUGUESE) - 2 * (one == "\ufffd") for one in text if one > "\x7f")


def _delimiter(text: str) -> str:
    lines = [line for line in text.splitlines()[: _LOOKED_AT * 2] if line.strip()][:_LOOKED_AT]

    def score(mark: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line], delimiter=mark), [])) - 1 for line in lines]
        used = sorted(one for one in counts if one > 0)
        if not used:
            return (0, 0)
        usual = max(set(used), key=used.count)
        return (used.count(usual) * min(usual, 4), usual)

    return max(_DELIMITERS, key=score)
