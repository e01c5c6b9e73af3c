"""Our own checks over the rows of a workbook, so that all errors are listed and not the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from core.forms.definition.problems import form_problem
from core.forms.states import FormProblem

# The converter walks groups recursively; so do the windows that show them.
MAX_DEPTH: Final = 60
_ALIASES: Final[Mapping[str, str]] = {
    "relevance": "relevant",
    "read_only": "readonly",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "calculate": "calculation",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "constraining_message": "constraint_message",
    "list name": "list_name",
}
_EXPRESSIONS: Final = (
    "relevant",
    "constraint",
    "calculation",
    "required",
    "readonly",
    "choice_filter",
    "repeat_count",
    "default",
)
_TEXTS: Final = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_SELECTS: Final = re.compile(
    r"^(?:add )?(select[ _]one[ _]from[ _]file|select[ _]multiple[ _]from[ _]file"
    r"|select[ _]one[ _]external|select all that apply from|select all that apply"
    r"|select one from|select multiple from|select[ _]one using|select[ _]multiple using"
    r"|select one prompt using|select multiple prompt using"
    r"|select_one|select_multiple|select one|select multiple|select1|rank)(?:\s+(.*))?$"
)
_BEGIN: Final = re.compile(r"^begin[ _](group|repeat|loop|lgroup|looped group)\b(.*)$")
_END: Final = re.compile(r"^end[ _](group|repeat|loop|lgroup|looped group)\b")
_NAME: Final = re.compile(r"^[^\W\d][\w.\-]*$")
_REFERENCE: Final = re.compile(r"\$\{\s*(?:last-saved#)?([^}]*?)\s*\}")
_PREFIXES: Final = frozenset({"bind", "control", "body", "instance", "jr", "media", "sms", "osm"})
_MORE_COLUMNS: Final = frozenset(
    {
        *("type", "name", "default", "trigger", "parameters", "appearance", "choice_filter"),
        *("intent", "guidance_hint", "label", "hint", "note", "notes", "comment", "comments"),
        *("disabled", "image", "audio", "video", "big-image", "query", "list_name", "save_to"),
        # `grupo`: which group of the team a section is for, Terreno's own.
        *("media", "repeat_count", "read_only", "max-pixels", "grupo"),
    }
)
# Types that the converter knows and that the list below does not carry by name.
_MORE_TYPES: Final = frozenset(
    {
        "set form title",
        "set form id",
        "cascading select",
        "cascading_select",
        "dateTime",
        "text",
        "note",
        "barcode",
        "entity",
        "background-audio",
    }
)


@dataclass(slots=True)
class SurveyRow:
    """One row with its cells by plain column name; `headers` gives each as it is written."""

    number: int
    cells: dict[str, str]
    headers: dict[str, str]


@dataclass(slots=True)
class RowCheck:
    """What the checks found: problems, and rows by path for placing others."""

    problems: list[FormProblem] = field(default_factory=list)
    paths: dict[str, int] = field(default_factory=dict)
    rows: list[SurveyRow] = field(default_factory=list)


def check_rows(book: Any) -> RowCheck:
    """Checks a workbook as the converter read it (its DefinitionData)."""
    check = RowCheck()
    if not book.survey:
        check.problems.append(form_problem("forms.no-survey", sheet="survey"))
        return check
    _headers(book.survey_header, check)
    _unknown_columns(book.survey_header, check)
    check.rows = list(_rows(book.survey))
    lists = _lists(book.choices or [], check, _settings(book))
    external = {
        str(row.get("list_name") or row.get("list name")) for row in book.external_choices or []
    }
    _survey(check, lists=lists, external=external)
    return check


def _settings(book: Any) -> Mapping[str, str]:
    rows: Sequence[Mapping[str, Any]] = book.settings or []
    return {_plain(k): str(v) for k, v in rows[0].items()} if rows else {}


def _plain(header: str) -> str:
    text = str(header).strip()
    lowered = re.sub(r"\s+", "_", text.lower())
    parts = re.split(r"::?", lowered)
    if parts[0] in ("bind", "control", "instance", "body") and len(parts) > 1:
        parts = parts[1:]
        if parts[0] == "jr" and len(parts) > 1:
            parts = [":".join(parts[:2]), *parts[2:]]
    elif parts[0] == "jr" and len(parts) > 1:
        parts = [":".join(parts[:2])]
    first = parts[0]
    first = {"jr:constraintmsg": "constraint_message", "jr:requiredmsg": "required_message"}.get(
        first, first
    )
    return _ALIASES.get(first, first)


def _headers(header: Any, check: RowCheck) -> None:
    if not header:
        return
    seen: dict[str, str] = {}
    for written in header[0]:
        language = re.split(r"::?", str(written), maxsplit=1)
        key = _plain(written)
        if key not in _EXPRESSIONS and key not in ("type", "name"):
            continue
        if len(language) > 1 and language[0].strip().lower() not in ("bind", "control", "body"):
            continue
        if key in seen:
            check.problems.append(
                form_problem(
                    "forms.duplicate-header",
                    sheet="survey",
                    row=1,
                    column=str(written),
                    value=f"«{seen[key]}», «{written}»",
                )
            )
        seen[key] = str(written)


def _unknown_columns(header: Any, check: RowCheck) -> None:
    """Columns of the survey that nothing reads: a name with a slip would be lost in silence."""
    from pyxform.aliases import survey_header

    known = {*survey_header, *_EXPRESSIONS, *_TEXTS, *_MORE_COLUMNS}
    for written in header[0] if header else ():
        text = str(written).strip()
        lowered = re.sub(r"\s+", "_", text.lower())
        first = re.split(r"::?", lowered)[0]
        plain = _plain(text)
        if not text or {first, plain, lowered} & known or first in _PREFIXES:
            continue
        if not text[0].isalpha() or first.startswith(("kobo--", "unnamed")):
            # Columns that servers and spreadsheets add for themselves.
            continue
        check.problems.append(
            form_problem(
                "forms.unknown-column", sheet="survey", row=1, column=text, name=None, value=text
            )
        )


def _rows(survey: Sequence[Mapping[str, Any]]) -> Iterator[SurveyRow]:
    for number, row in enumerate(survey, start=2):
        cells: dict[str, str] = {}
        headers: dict[str, str] = {}
        for header, cell in row.items():
            text = str(cell).strip() if cell is not None else ""
            if not text:
                continue
            name = _plain(header)
            if name in cells and name in _TEXTS:
                cells[name] = f"{cells[name]}\n{text}"
                continue
            cells[name] = text
            headers[name] = str(header)
        if cells and cells.get("disabled", "").lower() not in ("yes", "true", "true()"):
            yield SurveyRow(number, cells, headers)


def _lists(
    choices: Sequence[Mapping[str, Any]], check: RowCheck, settings: Mapping[str, str]
) -> set[str]:
    names: set[str] = set()
    seen: dict[tuple[str, str], int] = {}
    allowed = settings.get("allow_choice_duplicates", "").lower() in ("yes", "true", "true()")
    for number, row in enumerate(choices, start=2):
        cells = {_plain(k): str(v).strip() for k, v in row.items() if v is not None}
        name, value = cells.get("list_name", ""), cells.get("name", "")
        if not name:
            continue
        names.add(name)
        if not value:
            check.problems.append(
                form_problem(
                    "forms.missing-choice-name",
                    sheet="choices",
                    row=number,
                    column="name",
                    value=name,
                )
            )
            continue
        known = seen.get((name, value))
        if known is not None and not allowed:
            check.problems.append(
                form_problem(
                    "forms.duplicate-choice",
                    sheet="choices",
                    row=number,
                    column="name",
                    name=value,
                    list=name,
                    other=known,
                )
            )
        seen.setdefault((name, value), number)
    return names


def _known_types() -> frozenset[str]:
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    return frozenset({*QUESTION_TYPE_DICT, *_MORE_TYPES})


def _survey(  # noqa: C901 - one pass over the rows, in their order
    check: RowCheck, *, lists: set[str], external: set[str]
) -> None:
    types = _known_types()
    open_groups: list[tuple[str, str, SurveyRow]] = []
    seen: dict[tuple[str, str], int] = {}
    names: dict[str, int] = {}
    made: set[str] = set()

    def report(code: str, row: SurveyRow, column: str, **context: Any) -> None:
        check.problems.append(
            form_problem(
                code,
                sheet="survey",
                row=row.number,
                column=row.headers.get(column, column),
                name=row.cells.get("name"),
                **context,
            )
        )

    for row in check.rows:
        kind, name = row.cells.get("type", ""), row.cells.get("name", "")
        if not kind:
            if name or row.cells.get("label"):
                report("forms.missing-type", row, "type", value=name or row.cells.get("label"))
            continue
        end = _END.match(kind)
        if end:
            what = _group_word(end[1])
            if not open_groups:
                report("forms.unopened-group", row, "type", kind=what)
            elif open_groups[-1][0] != what:
                opened, opened_name, start = open_groups.pop()
                report("forms.unclosed-group", start, "type", kind=opened, value=opened_name)
                # The end may close the one above; then only the inner one is wrong.
                if open_groups and open_groups[-1][0] == what:
                    open_groups.pop()
            else:
                open_groups.pop()
            continue
        path = "/".join([*(group[1] for group in open_groups), name])
        if name:
            parent = path.rpartition("/")[0]
            if not _NAME.match(name) and not name.startswith("${"):
                report("forms.invalid-name", row, "name", value=name)
            other = seen.get((parent, name))
            if other is not None:
                report("forms.duplicate-name", row, "name", value=name, other=other)
            seen.setdefault((parent, name), row.number)
            names[name] = names.get(name, 0) + 1
            check.paths.setdefault(path, row.number)
        begin = _BEGIN.match(kind)
        if begin:
            if not name and not row.cells.get("label"):
                report("forms.missing-name", row, "name", value=kind)
            open_groups.append((_group_word(begin[1]), name, row))
            if len(open_groups) == MAX_DEPTH + 1:
                report("forms.too-deep", row, "type", value=MAX_DEPTH)
            if begin[1] == "repeat" and row.cells.get("repeat_count"):
                made.add(f"{name}_count")
                check.paths.setdefault(f"{path}_count", row.number)
            continue
        _question(row, kind, name, report=report, types=types, lists=lists, external=external)
        if "or_other" in kind.split() or kind.endswith("specify other"):
            made.add(f"{name}_other")
            check.paths.setdefault(f"{path}_other", row.number)
    for opened, opened_name, start in open_groups:
        report("forms.unclosed-group", start, "type", kind=opened, value=opened_name)
    _references(check, names=names, made=made, report=report)


def _group_word(word: str) -> str:
    return "repeat" if word in ("repeat", "lgroup", "looped group") else word


def _question(
    row: SurveyRow,
    kind: str,
    name: str,
    *,
    report: Any,
    types: frozenset[str],
    lists: set[str],
    external: set[str],
) -> None:
    plain = re.sub(r"\s+", " ", kind)
    select = _SELECTS.match(plain)
    if select is None and plain not in types and plain.lower() not in types:
        report("forms.unknown-type", row, "type", value=kind)
        return
    if not name and plain != "note":
        report("forms.missing-name", row, "name", value=kind)
    if select is None:
        return
    listed = (select[2] or "").strip()
    listed = re.sub(r"\s*(or specify other|or_other|or other)$", "", listed).strip()
    if not listed:
        report("forms.no-list-named", row, "type", value=name)
    elif "file" in select[1] or "${" in listed or "search(" in row.cells.get("appearance", ""):
        return
    elif "external" in select[1]:
        if listed not in external:
            report("forms.missing-list", row, "type", value=listed)
    elif listed not in lists:
        report("forms.missing-list", row, "type", value=listed)


def _references(check: RowCheck, *, names: Mapping[str, int], made: set[str], report: Any) -> None:
    known = {*names, *made}
    for row in check.rows:
        for column in (*_EXPRESSIONS, *_TEXTS, "trigger", "appearance", "parameters"):
            text = row.cells.get(column, "")
            for found in dict.fromkeys(_REFERENCE.findall(text)):
                if found not in known:
                    report("forms.unknown-reference", row, column, value=found)
                elif names.get(found, 0) > 1:
                    report("forms.ambiguous-reference", row, column, value=found)
        for column in _EXPRESSIONS:
            _expression(row, column, report=report)


def _expression(row: SurveyRow, column: str, *, report: Any) -> None:
    """Compiles a cell by itself: `${x}` stands for some path."""
    from core.forms.expressions import compile_expression
    from core.forms.expressions.problems import (
        ExpressionProblem,
        FunctionUnknown,
        PrefixUnknown,
    )

    text = row.cells.get(column, "")
    if not text or (column == "default" and not ("${" in text or "(" in text)):
        return
    if column in ("required", "readonly") and text.lower() in ("yes", "no", "true", "false"):
        return
    # A path of the same length keeps positions in the message true.
    stand_in = _REFERENCE.sub(lambda m: "../" + "x" * max(1, len(m[0]) - 3), text)
    try:
        compile_expression(stand_in, namespaces={})
    except FunctionUnknown as problem:
        report("forms.unknown-function", row, column, value=problem.context.get("name"))
    except PrefixUnknown:
        return
    except ExpressionProblem as problem:
        if column == "default":
            return
        report(
            "forms.bad-expression",
            row,
            column,
            value=text,
            reason=problem.sentence("en").happened.replace(stand_in, text),
            motivo=problem.sentence("pt").happened.replace(stand_in, text),
        )
