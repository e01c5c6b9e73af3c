"""Moments as plain tables: CSV for any program, XLSX for people. No cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.inventory.workbooks.safe_cells import delimited, put
from core.problem import Language
from core.visits.exchange.annotated import AnnotatedRecording, kind_name

_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("Gravação", "Recording", 18),
    ("Tipo", "Kind", 13),
    ("Momento", "Moment", 13),
    ("Início (s)", "Start (s)", 11),
    ("Fim (s)", "End (s)", 11),
    ("Duração (s)", "Length (s)", 12),
    ("Designação", "Title", 48),
    ("Registo ou nota", "Answer or note", 48),
    ("Secção", "Section", 26),
    ("Quem", "Who", 22),
    ("Código", "Code", 14),
    ("Hora", "Time of day", 20),
)


def moments_csv(recordings: Sequence[AnnotatedRecording], *, language: Language = "pt") -> str:
    """The moments as CSV, `;` between fields and a decimal comma in Portuguese."""
    out = io.StringIO()
    portuguese = language == "pt"
    writer = csv.writer(out, delimiter=";" if portuguese else ",", lineterminator="\r\n")
    writer.writerow([one[not portuguese] for one in _COLUMNS])
    for row in _rows(recordings, language=language):
        writer.writerow(
            [
                str(cell).replace(".", ",") if portuguese and isinstance(cell, float)
                else delimited(cell)
                for cell in row
            ]
        )  # fmt: skip
    return out.getvalue()


def write_moments_workbook(
    recordings: Sequence[AnnotatedRecording], to: Path, *, language: Language = "pt"
) -> None:
    """Write the moments as an Excel workbook with a filter over them. Raises: OSError."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Momentos" if language == "pt" else "Moments"
    for column, (pt, en, width) in enumerate(_COLUMNS, start=1):
        put(sheet.cell(1, column), pt if language == "pt" else en)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    number = 1
    for number, row in enumerate(_rows(recordings, language=language), start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            put(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=column in (7, 8, 9))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{number}"
    book.save(to)


def _rows(recordings: Sequence[AnnotatedRecording], *, language: Language) -> list[list[Any]]:
    rows = []
    for recording in recordings:
        for one in recording.moments:
            start = round(one.start_us / 1e6, 3)
            end = None if one.end_us is None else round(one.end_us / 1e6, 3)
            clock = recording.began.timestamp() + start
            rows.append(
                [
                    recording.name,
                    kind_name(one.kind, language),
                    _clock(one.start_us),
                    start,
                    end,
                    None if end is None else round(end - start, 3),
                    one.title,
                    one.detail,
                    one.section,
                    one.who,
                    one.code,
                    type(recording.began)
                    .fromtimestamp(clock, recording.began.tzinfo)
                    .strftime("%Y-%m-%d %H:%M:%S"),
                ]
            )
    return rows


def _clock(us: int) -> str:
    seconds, ms = divmod(us // 1000, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"
