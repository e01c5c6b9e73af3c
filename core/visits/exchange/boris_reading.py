"""Reading BORIS: projects (`.boris`) and tabular events (CSV, TSV), as marks."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.inventory.workbooks.safe_cells import undelimited
from core.visits.exchange.imported import (
    MOST_BYTES,
    MOST_MARKS,
    ForeignMark,
    ForeignMarks,
    ForeignTag,
)
from core.visits.exchange.problems import MarksTooLarge, MarksUnreadable
from core.visits.marking.tables import TagKind

_LATEST_S = 48 * 3600
_Switch = tuple[float, str, str]  # when, code, comment


def read_boris_project(path: Path) -> ForeignMarks:
    """The events of a project; the behaviours of its ethogram are the tags.

    The observer is the observation's description if it has one, else the subject of the event. A
    state that was never closed, an event outside the ethogram and one without a time are left out.

    Raises: MarksUnreadable, MarksTooLarge, OSError.
    """
    try:
        project = json.loads(_text(path))
    except (ValueError, RecursionError):
        raise MarksUnreadable(name=path.name, why="not-json") from None
    if not isinstance(project, dict) or not isinstance(project.get("observations"), dict):
        raise MarksUnreadable(name=path.name, why="not-boris")
    tags = {one.code: one for one in _ethogram(project.get("behaviors_conf"))}
    marks: list[ForeignMark] = []
    left_out = 0
    for name, observation in project["observations"].items():
        if not isinstance(observation, dict):
            continue
        described = _said(observation.get("description"))
        open_states: dict[tuple[str, str], _Switch] = {}
        for event in _sorted(observation.get("events")):
            at, subject, code, comment = event
            tag = tags.get(code)
            if tag is None or not 0 <= at <= _LATEST_S or len(marks) >= MOST_MARKS:
                left_out += 1
                continue
            who = described or subject
            if tag.kind == "moment":
                marks.append(ForeignMark(code, _us(at), None, who, comment, name))
                continue
            began = open_states.pop((subject, code), None)
            if began is None:
                open_states[subject, code] = (at, code, comment)
            elif at > began[0]:
                note = "; ".join(part for part in (began[2], comment) if part)
                marks.append(ForeignMark(code, _us(began[0]), _us(at), who, note, name))
        left_out += len(open_states)
    return _result(path, marks, tags, left_out)


def read_boris_events(path: Path) -> ForeignMarks:
    """Tabular events as BORIS exports them, one line for each event or for each switch.

    Raises: MarksUnreadable, MarksTooLarge, OSError.
    """
    rows = list(csv.reader(io.StringIO(_text(path)), delimiter=_delimiter(path)))
    head = next((n for n, row in enumerate(rows[:30]) if "Behavior" in row), None)
    names = rows[head] if head is not None else []
    if head is None or not {"Time", "Start (s)"} & set(names):
        raise MarksUnreadable(name=path.name, why="no-columns")
    marks: list[ForeignMark] = []
    tags: dict[str, ForeignTag] = {}
    open_states: dict[tuple[str, str, str], tuple[float, str]] = {}
    left_out = 0
    for row in rows[head + 1 :]:
        told = {name: undelimited(cell) for name, cell in zip(names, row, strict=False)}
        code = told.get("Behavior", "").strip()
        if not code:
            continue
        at = _number(told.get("Start (s)") or told.get("Time"))
        if at is None or not 0 <= at <= _LATEST_S or len(marks) >= MOST_MARKS:
            left_out += 1
            continue
        subject = told.get("Subject", "").strip()
        observation = told.get("Observation id", "").strip()
        who = "" if subject == "No focal subject" else subject
        who = told.get("Description", "").strip() or who
        note = (told.get("Comment start") or told.get("Comment") or "").strip()
        type_ = told.get("Behavior type", "").upper()
        kind: TagKind = "moment" if type_.startswith("POINT") or not type_ else "span"
        tags.setdefault(
            code, ForeignTag(code, code, kind, group=told.get("Behavioral category", ""))
        )
        if kind == "moment":
            marks.append(ForeignMark(code, _us(at), None, who, note, observation))
        elif "Stop (s)" in told:
            end = _number(told["Stop (s)"])
            if end is None or end <= at:
                left_out += 1
            else:
                marks.append(ForeignMark(code, _us(at), _us(end), who, note, observation))
        else:
            began = open_states.pop((observation, subject, code), None)
            if began is None:
                open_states[observation, subject, code] = (at, note)
            elif at > began[0]:
                words = "; ".join(part for part in (began[1], note) if part)
                marks.append(ForeignMark(code, _us(began[0]), _us(at), who, words, observation))
    return _result(path, marks, tags, left_out + len(open_states))


def _result(
    path: Path, marks: list[ForeignMark], tags: dict[str, ForeignTag], left_out: int
) -> ForeignMarks:
    if not marks:
        raise MarksUnreadable(name=path.name, why="empty")
    marks.sort(key=lambda one: (one.observation, one.start_us, one.code))
    return ForeignMarks(path.name, tuple(marks), tuple(tags.values()), left_out)


def _ethogram(behaviours: Any) -> Iterator[ForeignTag]:
    for one in behaviours.values() if isinstance(behaviours, dict) else ():
        if isinstance(one, dict) and _said(one.get("code")):
            lasting = _said(one.get("type")).startswith("State")
            colour = _said(one.get("color")).lower()
            yield ForeignTag(
                code=_said(one["code"]),
                label=_said(one.get("description")) or _said(one["code"]),
                kind="span" if lasting else "moment",
                key=_said(one.get("key")),
                colour=colour if len(colour) == 7 and colour.startswith("#") else "",
                group=_said(one.get("category")),
            )


def _sorted(events: Any) -> list[tuple[float, str, str, str]]:
    found = []
    for one in events if isinstance(events, list) else ():
        if isinstance(one, list) and len(one) >= 3:
            at = _number(one[0])
            comment = _said(one[4]) if len(one) > 4 else ""
            found.append((-1.0 if at is None else at, _said(one[1]), _said(one[2]), comment))
    return sorted(found, key=lambda event: event[0])


def _text(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise MarksTooLarge(name=path.name, megabytes=MOST_BYTES >> 20)
    return path.read_bytes().decode("utf-8-sig", "replace")


def _delimiter(path: Path) -> str:
    with path.open("rb") as stream:
        start = stream.read(4096).decode("utf-8-sig", "replace")
    return max("\t;,", key=start.count)


def _number(given: Any) -> float | None:
    try:
        number = float(str(given).replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _said(given: Any) -> str:
    return given.strip() if isinstance(given, str) else ""


def _us(seconds: float) -> int:
    return round(seconds * 1_000_000)
