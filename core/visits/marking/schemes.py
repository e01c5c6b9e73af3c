"""Saving and reading the marking scheme of a check-list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from core.store import GLOBAL, Work
from core.visits.marking.problems import SchemeRefused, TagFault
from core.visits.marking.tables import (
    Mark,
    MarkingScheme,
    MarkingTag,
    SchemeSummary,
    TagDraft,
    TagSummary,
    scheme_id_of,
    tag_id_of,
)

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def save_scheme(work: Work, *, form_id: str, title: str, tags: Sequence[TagDraft]) -> UUID:
    """Save the scheme of a check-list as it is to be from now on; its id.

    Tags are known by their code. One that is missing is taken away, or retired if marks carry it.

    Raises: SchemeRefused.
    """
    check_tags(tags, name=title)
    scheme_id = scheme_id_of(form_id)
    scheme = work.get(MarkingScheme, scheme_id)
    if scheme is None:
        scheme = MarkingScheme(id=scheme_id, scope=GLOBAL, form_id=form_id, title=title.strip())
        work.add(scheme)
        work.flush()
    else:
        scheme.title = title.strip()
    wanted = {tag_id_of(scheme_id, one.code): (place, one) for place, one in enumerate(tags)}
    rows = {row.id: row for row in work.scalars(select(MarkingTag).filter_by(scheme_id=scheme_id))}
    for tag_id, row in rows.items():
        if tag_id not in wanted:
            used = work.scalar(select(Mark.id).where(Mark.tag_id == tag_id).limit(1))
            if used is None:
                work.delete(row)
            else:
                row.retired = True
                row.key = ""
    for tag_id, (place, tag) in wanted.items():
        facts: dict[str, Any] = {
            "label": tag.label.strip(),
            "kind": tag.kind,
            "key": tag.key,
            "colour": tag.colour.lower(),
            "group_name": tag.group.strip(),
            "note": tag.note.strip(),
            "position": place,
            "retired": False,
        }
        if tag_id in rows:
            for name, value in facts.items():
                setattr(rows[tag_id], name, value)
        else:
            work.add(
                MarkingTag(
                    id=tag_id, scope=GLOBAL, scheme_id=scheme_id, code=tag.code.strip(), **facts
                )
            )
    work.flush()
    return scheme_id


def scheme_of(work: Work, form_id: str) -> SchemeSummary | None:
    """The scheme of a check-list; None when it has none."""
    scheme = work.get(MarkingScheme, scheme_id_of(form_id))
    if scheme is None:
        return None
    rows: Iterable[Any] = work.execute(
        select(
            MarkingTag.id,
            MarkingTag.code,
            MarkingTag.label,
            MarkingTag.kind,
            MarkingTag.key,
            MarkingTag.colour,
            MarkingTag.group_name,
            MarkingTag.note,
            MarkingTag.retired,
        )
        .where(MarkingTag.scheme_id == scheme.id)
        .order_by(MarkingTag.retired, MarkingTag.position, MarkingTag.code)
    )
    tags = tuple(TagSummary(*row) for row in rows)
    return SchemeSummary(scheme.id, scheme.form_id, scheme.title, tags)


def check_tags(tags: Sequence[TagDraft], *, name: str, rows: Sequence[int] = ()) -> None:
    """Whether these tags can stand together; `rows` are their numbers in the file they came from.

    Raises: SchemeRefused.
    """
    faults = [] if tags else [TagFault(0, "no-tags")]
    codes: set[str] = set()
    keys: set[str] = set()
    for place, tag in enumerate(tags):
        row = rows[place] if rows else place + 1
        code, key = tag.code.strip().casefold(), tag.key
        if not tag.label.strip() or not code:
            faults.append(TagFault(row, "no-label"))
        if code in codes:
            faults.append(TagFault(row, "code-twice", tag.code))
        if key and key.casefold() in keys:
            faults.append(TagFault(row, "key-twice", key))
        if len(key) > 1 or key.isspace():
            faults.append(TagFault(row, "key-long", key))
        if not _COLOUR.fullmatch(tag.colour):
            faults.append(TagFault(row, "colour", tag.colour))
        if tag.kind not in ("moment", "span"):
            faults.append(TagFault(row, "kind", tag.kind))
        codes.add(code)
        keys.add(key.casefold())
    if faults:
        raise SchemeRefused(name=name, faults=faults)
