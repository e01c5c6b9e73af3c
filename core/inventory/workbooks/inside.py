"""What stands inside an .xlsx that its reader does not tell: formulas without a result, errors."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import zipfile

# A formula whose result was never stored: written by a program that does not compute.
_UNCOMPUTED = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_ERROR = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*?\bt="e"')
Cells = dict[str, frozenset[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Findings:
    """Cells (row, column, from 0) by the name of their sheet."""

    uncomputed: Cells = field(default_factory=dict)
    errors: Cells = field(default_factory=dict)


NO_FINDINGS = Findings()


def findings(archive: zipfile.ZipFile) -> Findings:
    """Look through the sheets of an .xlsx; nothing for other archives."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return NO_FINDINGS
    found = Findings()
    for name, member in _sheets(archive):
        if member not in names:
            continue
        content = archive.read(member)
        if b"<f" in content:
            found.uncomputed[name] = _places(_UNCOMPUTED, content)
        if b't="e"' in content:
            found.errors[name] = _places(_ERROR, content)
    return found


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for tag in re.findall(r"<Relationship\b[^>]*>", links):
        identity, target = re.search(r'\bId="([^"]*)"', tag), re.search(r'\bTarget="([^"]*)"', tag)
        if identity and target:
            targets[identity.group(1)] = target.group(1)
    found = []
    for tag in re.findall(r"<sheet\b[^>]*>", book):
        name, link = re.search(r'\bname="([^"]*)"', tag), re.search(r'\br:id="([^"]*)"', tag)
        if name and link:
            leads = targets.get(link.group(1), "")
            member = leads.lstrip("/") if leads.startswith("/") else f"xl/{leads}"
            found.append((html.unescape(name.group(1)), member))
    return found


def _places(pattern: re.Pattern[bytes], content: bytes) -> frozenset[tuple[int, int]]:
    return frozenset(_place(one.decode()) for one in pattern.findall(content))


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1
