"""The answers of a visit as an Excel workbook, to sort, filter and count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.reports.visit_report import ReportAnswer, VisitReport, clock_text
from core.reports.words import word, word_or

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | date | datetime | None

WIDEST = 70  # characters
NARROWEST = 9
_ROWS_MEASURED = 300
_INSTANCE = re.compile(r"\{[^}]*\}")
# Excel reads no control characters, and takes 32,767 characters in a cell.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_TEXT = 32_767
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, its header and its rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def write_workbook(report: VisitReport, to: Path) -> None:
    """Write the workbook: the visit, all answers, one sheet for each repeat, findings, markers."""
    from openpyxl import Workbook

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    names: set[str] = set()
    for table in tables(report):
        _add_sheet(book, table, name=_sheet_name(table.name, taken=names))
    book.active = 1  # the answers are what it is opened for
    book.properties.title = f"{word('report', report.language)}: {report.subject}"
    book.properties.creator = "Terreno"
    book.properties.created = report.generated_at.replace(tzinfo=None)
    book.properties.modified = report.generated_at.replace(tzinfo=None)
    book.save(to)


def tables(report: VisitReport) -> list[Table]:
    """What the workbook holds, before it is one."""

    def say(name: str) -> str:
        return word(name, report.language)

    found = [_visit(report), _answers(report), *_repeats(report)]
    if report.findings:
        header = "classification finding question answer recommended who due"
        found.append(
            Table(
                say("findings").split()[0],
                tuple(map(say, header.split())),
                tuple(
                    (
                        word_or(one.classification, report.language),
                        one.text,
                        one.question,
                        one.shown,
                        advice.text if advice else "",
                        advice.who if advice else "",
                        advice.due if advice else "",
                    )
                    for one in report.findings
                    for advice in (one.recommendations or (None,))
                ),
            )
        )
    if report.aside:
        found.append(_aside(report))
    if any(recording.markers for recording in report.recordings):
        header = "recording start end marker file"
        found.append(
            Table(
                say("markers"),
                tuple(map(say, header.split())),
                tuple(
                    (
                        recording.number,
                        clock_text(mark.start_us),
                        clock_text(mark.end_us) if mark.end_us is not None else "",
                        mark.text,
                        recording.file,
                    )
                    for recording in report.recordings
                    for mark in recording.markers
                ),
            )
        )
    return found


def _visit(report: VisitReport) -> Table:
    def say(name: str) -> str:
        return word(name, report.language)

    facts: list[tuple[Cell, ...]] = [
        (say("visit"), report.title),
        (say("visited"), report.subject),
        (say("provider"), report.provider),
        (say("place"), report.place),
        (say("municipality"), report.municipality),
        (say("planned"), _naive(report.planned_for)),
        (say("started"), _naive(report.started_at)),
        (say("finished"), _naive(report.finished_at)),
        (say("state"), word_or(report.state, report.language)),
        (say("checklist"), report.checklist),
        ("form_id", report.form_id),
        (say("version"), report.version),
        (say("form_digest"), report.digest),
        (say("team"), "; ".join(person.name for person in report.team)),
        (say("generated"), _naive(report.generated_at)),
    ]
    return Table(say("visit"), (say("field"), say("value")), tuple(facts))


def _answers(report: VisitReport) -> Table:
    header = "section instance question answer value field required by when recording moment file"
    rows: list[tuple[Cell, ...]] = []
    for section in report.sections:
        rows += [
            (
                section.title,
                one.instance,
                one.label,
                _typed(one),
                one.value,
                field_of(one.key),
                word("yes", report.language) if one.required else "",
                one.technician,
                _naive(one.answered_at),
                one.moment.recording if one.moment else None,
                one.moment.clock if one.moment else "",
                one.file,
            )
            for one in section.answers
        ]
    names = tuple(word(name, report.language) for name in header.split())
    return Table(word("answers", report.language), names, tuple(rows))


def _aside(report: VisitReport) -> Table:
    header = (
        "section instance question answer value field version reason by when recording moment"
        " handled handled_by"
    )
    return Table(
        word("aside", report.language),
        tuple(word(name, report.language) for name in header.split()),
        tuple(
            (
                one.section,
                one.instance,
                one.question,
                one.shown,
                one.value,
                field_of(one.key),
                one.version,
                one.reason,
                one.technician,
                _naive(one.answered_at),
                one.moment.recording if one.moment else None,
                one.moment.clock if one.moment else "",
                _naive(one.handled_at),
                one.handled_by,
            )
            for one in report.aside
        ),
    )


def _repeats(report: VisitReport) -> list[Table]:
    """One sheet for each repeat: a row for each instance, a column for each question in it."""
    columns: dict[str, dict[str, str]] = {}
    rows: dict[str, dict[str, dict[str, Cell]]] = {}
    names: dict[str, str] = {}
    for one in report.answers:
        instance, closed, rest = one.key.rpartition("}")
        if not closed:
            continue
        repeat = field_of(instance + closed)
        columns.setdefault(repeat, {}).setdefault(rest, one.label)
        rows.setdefault(repeat, {}).setdefault(instance, {})[rest] = _typed(one)
        names[instance] = one.instance
    return [
        Table(
            repeat.rpartition("/")[2],
            (word("instance", report.language), *columns[repeat].values()),
            tuple(
                (names[instance], *(row.get(column) for column in columns[repeat]))
                for instance, row in rows[repeat].items()
            ),
        )
        for repeat in columns
    ]


def field_of(key: str) -> str:
    """The path of the question in the check-list, without the ids of repeat instances."""
    return _INSTANCE.sub("", key)


def _typed(answer: ReportAnswer) -> Cell:
    """Numbers and dates as Excel knows them, everything else as it is read."""
    try:
        match answer.type if answer.value else "":
            case "int":
                return int(answer.value)
            case "decimal":
                return float(answer.value)
            case "date":
                return date.fromisoformat(answer.value[:10])
    except ValueError:
        return answer.shown
    return answer.shown


def _naive(instant: datetime | None) -> datetime | None:
    """Excel knows no time zones: the hour of the clock on the wall, to the second."""
    return instant.replace(tzinfo=None, microsecond=0) if instant else None


def _sheet_name(name: str, *, taken: set[str]) -> str:
    base = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:31] or "Sheet"
    found, number = base, 1
    while found.casefold() in taken:
        number += 1
        found = f"{base[: 31 - len(str(number)) - 1]} {number}"
    taken.add(found.casefold())
    return found


def _add_sheet(book: Workbook, table: Table, *, name: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet: Worksheet = book.create_sheet(name)
    fill = PatternFill("solid", fgColor="0E6B62")
    for number, text in enumerate(table.header, start=1):
        _put(sheet, 1, number, text)
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = fill
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    for place, row in enumerate(table.rows, start=2):
        for number, value in enumerate(row, start=1):
            _put(sheet, place, number, value)
            cell = sheet.cell(place, number)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
    sheet.freeze_panes = "A2"
    sheet.sheet_view.showGridLines = False
    if table.rows:
        last = get_column_letter(len(table.header))
        sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    for number, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = sheet.cell(row, column)
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, datetime):
            cell.number_format = "dd/mm/yyyy hh:mm"
        elif isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        return
    if not value:
        return
    text = _UNREADABLE.sub("", value)[:_LONGEST_TEXT]
    cell.value = text
    if text.startswith(_LIKE_A_FORMULA):
        # An answer is text whatever it begins with: never a formula, not even after a copy.
        cell.data_type = "s"
        cell.quotePrefix = True


def _widths(table: Table) -> list[float]:
    return [
        min(WIDEST, max(NARROWEST, _longest([head, *column]) + 2))
        for head, *column in zip(table.header, *table.rows[:_ROWS_MEASURED], strict=True)
    ]


def _longest(values: Sequence[Cell] | Iterable[Cell]) -> int:
    return max(
        16 if isinstance(value, datetime) else max(map(len, str(value).splitlines()), default=0)
        for value in values
        if value is not None
    )
