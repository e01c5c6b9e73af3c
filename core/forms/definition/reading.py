"""A file of any kind made a Form: by what is in it, not by its name."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, Final

from core.forms.definition.form import Form
from core.forms.definition.places import Place, Places
from core.forms.definition.problems import FormRefused, form_problem
from core.forms.definition.rows import RowCheck, check_rows
from core.forms.definition.workbooks import BROKEN_WORKBOOK, unfit_workbook
from core.forms.definition.xform import read_form
from core.forms.states import FormProblem

_NO_FILES: Mapping[str, bytes] = MappingProxyType({})
_ROW: Final = re.compile(r"\[row\s*:\s*(\d+)\]")
_SHEET: Final = re.compile(r"'(survey|choices|settings|entities|external_choices)' sheet")


@dataclass(frozen=True, slots=True)
class Conversion:
    """A workbook as XForm XML. `media` are files that the conversion itself made.

    `xml` is empty when there are errors among `problems`.
    """

    xml: bytes
    problems: tuple[FormProblem, ...]
    places: Places = field(default_factory=Places)
    media: Mapping[str, bytes] = field(default_factory=lambda: _NO_FILES)


def convert_workbook(
    data: bytes, *, filename: str, media: Mapping[str, bytes] = _NO_FILES
) -> Conversion:
    """Turns an XLSForm workbook (.xlsx, .xlsm or old .xls) into an XForm.

    Never raises for what is wrong in the workbook: all of it is in `problems`.
    """
    unfit = unfit_workbook(data)
    if unfit is not None:
        return Conversion(b"", (unfit,))
    # The reader of old workbooks prints its doubts, which would end up among replies.
    with redirect_stdout(StringIO()):
        from pyxform.errors import PyXFormError
        from pyxform.xls2json_backends import get_xlsform
    from pyxform.xls2xform import convert

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with redirect_stdout(StringIO()):
                book: Any = get_xlsform(data, file_type=".xlsx" if data[:2] == b"PK" else ".xls")
        except (PyXFormError, OSError, *BROKEN_WORKBOOK) as error:
            return Conversion(b"", (form_problem("forms.not-readable", reason=_short(error)),))
        except Exception as error:
            # The spreadsheet readers raise their own kinds for broken files.
            if not type(error).__module__.startswith(("xlrd", "openpyxl", "zipfile", "zlib")):
                raise
            return Conversion(b"", (form_problem("forms.not-readable", reason=_short(error)),))
        check = check_rows(book)
        places = Places(rows=check.paths)
        if any(problem.severity == "error" for problem in check.problems):
            return Conversion(b"", _ordered(_with_cycles(check)), places)
        content = {name: getattr(book, name) for name in book.__dataclass_fields__}
        content["fallback_form_name"] = _form_name(filename)
        notes: list[str] = []
        try:
            result = convert(content, warnings=notes, form_name="data")
        except PyXFormError as error:
            problems = [*check.problems, _converter_problem(str(error))]
            return Conversion(b"", _ordered(problems), places)
    problems = [*check.problems, *(_converter_note(note) for note in notes)]
    made: dict[str, bytes] = {}
    if result.itemsets and "itemsets.csv" not in media:
        made["itemsets.csv"] = result.itemsets.encode()
    return Conversion(result.xform.encode(), _ordered(problems), places, made)


def read_any(data: bytes, *, filename: str, media: Mapping[str, bytes] | Any = _NO_FILES) -> Form:
    """A Form from a workbook or from XForm XML. Raises FormRefused with all that is wrong."""
    if not is_workbook(data):
        return read_form(data, media=media)
    conversion = convert_workbook(data, filename=filename, media=media)
    if not conversion.xml:
        raise FormRefused(conversion.problems)
    files: Any = media
    if conversion.media:
        files = {**dict(media), **conversion.media}
    try:
        form = read_form(conversion.xml, media=files, places=conversion.places)
    except FormRefused as refused:
        raise FormRefused(_ordered([*conversion.problems, *refused.problems])) from refused
    from dataclasses import replace

    return replace(
        form,
        problems=_ordered([*conversion.problems, *form.problems]),
        made_media=conversion.media,
    )


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a zip (.xlsx) or a compound file (.xls)."""
    return data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _form_name(filename: str) -> str:
    stem = re.sub(r"[^\w.\-]", "_", PurePath(filename).stem)
    return stem or "data"


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _converter_problem(message: str) -> FormProblem:
    place = _place_in(message)
    return form_problem(
        "forms.converter",
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        reason=_without_place(message),
    )


def _converter_note(message: str) -> FormProblem:
    place = _place_in(message)
    return form_problem(
        "forms.converter-warning",
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        reason=_without_place(message),
    )


def _place_in(message: str) -> Place:
    row, sheet = _ROW.search(message), _SHEET.search(message)
    column = re.search(r"column '([^']+)'|'([\w:]+)' (?:column|value)", message)
    return Place(
        sheet[1] if sheet else ("survey" if row else None),
        int(row[1]) if row else None,
        (column[1] or column[2]) if column else None,
    )


def _without_place(message: str) -> str:
    return " ".join(_ROW.sub("", message).split())


def _with_cycles(check: RowCheck) -> list[FormProblem]:
    """Circles among `${…}` of calculations and relevance, when there is no form to ask."""
    arrows: dict[str, set[str]] = {}
    rows: dict[str, int] = {}
    for row in check.rows:
        name = row.cells.get("name")
        if not name:
            continue
        rows[name] = row.number
        text = f"{row.cells.get('calculation', '')} {row.cells.get('relevant', '')}"
        arrows[name] = set(re.findall(r"\$\{\s*([^}#]+?)\s*\}", text))
    found: list[FormProblem] = list(check.problems)
    done: set[str] = set()
    for start in arrows:
        path: list[str] = []
        _walk(start, arrows, path, done, rows, found)
    return found


def _walk(
    name: str,
    arrows: Mapping[str, set[str]],
    path: list[str],
    done: set[str],
    rows: Mapping[str, int],
    found: list[FormProblem],
) -> None:
    stack = [(name, iter(sorted(arrows.get(name, ()))))]
    path.append(name)
    while stack:
        here, following = stack[-1]
        step = next(following, None)
        if step is None or here in done:
            stack.pop()
            done.add(path.pop())
            continue
        if step in path:
            circle = [*path[path.index(step) :], step]
            said = " → ".join(f"{one} ({rows.get(one, '?')})" for one in circle)
            found.append(
                form_problem(
                    "forms.cycle",
                    sheet="survey",
                    row=rows.get(step),
                    column="calculation",
                    name=step,
                    value=said,
                )
            )
        elif step in arrows and step not in done:
            path.append(step)
            stack.append((step, iter(sorted(arrows[step]))))


def _ordered(problems: list[FormProblem] | tuple[FormProblem, ...]) -> tuple[FormProblem, ...]:
    """Errors first, then by sheet and row; each once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.severity != "error", p.sheet or "", p.row or 0)))
