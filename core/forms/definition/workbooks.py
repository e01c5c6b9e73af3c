"""Whether a file is a workbook that may be opened at all: looked at without unpacking it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

from core.forms.definition.problems import form_problem
from core.forms.states import FormProblem

MAX_UNPACKED: Final = 300 * 1024 * 1024
MAX_RATIO: Final = 250
# What the spreadsheet readers let out of a file that is cut, bent or something else.
BROKEN_WORKBOOK: Final = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    NotImplementedError,
    EOFError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")


def unfit_workbook(data: bytes) -> FormProblem | None:
    """Why a file cannot be opened as a workbook: locked, a bomb, something else; None if it can."""
    if data[:4] != b"PK\x03\x04":
        # A locked .xlsx is a compound file that holds the encrypted package.
        return form_problem("forms.locked") if _LOCKED in data else None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            encrypted = any(entry.flag_bits & 1 for entry in entries)
    except BROKEN_WORKBOOK:
        return form_problem("forms.not-readable", reason="zip")
    if encrypted:
        return form_problem("forms.locked")
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED:
        return form_problem("forms.too-big", reason=f"{total // 1_048_576} MB")
    if total > 20_000_000 and total > MAX_RATIO * max(len(data), 1):
        size = f"{total // 1_048_576} MB / {len(data) // 1024} kB"
        return form_problem("forms.too-big", reason=size)
    names = {entry.filename for entry in entries}
    if not any(name.lower().endswith("workbook.xml") for name in names):
        kind = next((what for mark, what in _OTHERS.items() if mark in names), "zip")
        return form_problem("forms.not-readable", reason=kind)
    return None


_OTHERS: Final = {
    "word/document.xml": "Word (.docx)",
    "ppt/presentation.xml": "PowerPoint (.pptx)",
    "content.xml": "OpenDocument (.ods, .odt)",
    "xl/workbook.bin": "Excel (.xlsb)",
}
