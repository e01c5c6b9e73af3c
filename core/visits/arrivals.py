"""A submission made on another device (a phone), read against the form it goes to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from core.forms import FillingSession, Form, SavedFilling
    from core.forms.states import EntityChange

VISIT_NODE = "terreno_visit"
"""The node of a form that names the visit a submission belongs to, by its id."""
_PLACE = re.compile(r"\[\d+\]")
_INSTANCE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a submission says, by the keys of the form.

    `answers`: what a person gave; None: cleared. `others`: calculated values and metadata.
    `gone`: repeat instances that an earlier edition of it had. `unplaced`: label (or path) and
    value of what the form has no place for. `title`: its `instanceName`, if it has one.
    """

    answers: Mapping[str, str | None]
    others: Mapping[str, str]
    repeats: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...] = ()
    unplaced: tuple[tuple[str, str], ...] = ()
    title: str = ""
    entities: tuple[EntityChange, ...] = ()


def named_visit(xml: bytes) -> UUID | None:
    """The visit that a submission names in its node `terreno_visit`. Raises: XmlRefused."""
    from core.forms.tree_xml import parse_xml

    for element in parse_xml(xml).root.walk():
        if element.name == VISIT_NODE and not element.children:
            try:
                return UUID(element.text.strip())
            except ValueError:
                return None
    return None


def read_arrival(xml: bytes, form: Form, *, origin: UUID, before: bytes | None = None) -> Arrival:
    """Read a submission. `before`: the edition of it whose place it takes.

    `origin` is the same for all editions of one submission: repeat instances get ids from it, so
    that those of two phones never meet. Raises: XmlRefused, SubmissionOfAnotherForm,
    NotASubmission, SubmissionIsEncrypted.
    """
    from core.forms import FillingSession, SessionContext
    from core.forms.interchange.reading import read_submission
    from core.forms.interchange.viewing import open_submission

    opened = open_submission(xml, form, SessionContext())
    saved = read_submission(xml, form, finalised=True)
    blank = FillingSession.start(form, SessionContext()).save()
    answers: dict[str, str | None] = {}
    others: dict[str, str] = {}
    for key, value in saved.values.items():
        by_person = _by_person(opened.session, key)
        if by_person is None or (not value and not (by_person and blank.values.get(key))):
            continue
        if by_person:
            answers[_renamed(key, origin)] = value or None
        else:
            others[_renamed(key, origin)] = value
    gone: tuple[tuple[str, str], ...] = ()
    if before is not None:
        earlier = read_arrival(before, form, origin=origin)
        answers = dict.fromkeys(earlier.answers) | answers
        here = set(_repeats(saved, origin))
        gone = tuple(one for one in earlier.repeats if one not in here)
        answers = {
            key: value
            for key, value in answers.items()
            if not any(key.startswith(f"{path}{{{instance}}}") for path, instance in gone)
        }
    return Arrival(
        answers=answers, others=others, repeats=_repeats(saved, origin), gone=gone,
        unplaced=tuple(
            (one.label or one.ref, one.value) for one in opened.unplaced if not one.known
        ),
        title=next(
            (value for key, value in others.items() if re.search(r"[/:]instanceName$", key)), ""
        ).strip(),
        entities=opened.session.entities(),
    )  # fmt: skip


def opening_of(form: Form, *, filling_id: UUID, at: datetime) -> SavedFilling:
    """What a filling starts with, the same wherever it is worked out: no chance, no clock."""
    from core.forms import FillingSession, SessionContext

    numbers = count()
    context = SessionContext(
        now=lambda: at,
        seed=filling_id.int % 2**31,
        uuid=lambda: str(uuid5(filling_id, f"start {next(numbers)}")),
    )
    return FillingSession.start(form, context).save()


def _by_person(session: FillingSession, key: str) -> bool | None:
    """Whether a person answers a node; None if the form has no such node."""
    from core.forms.definition.graph import graph_of
    from core.forms.session.problems import NodeUnknown

    if "/@" in key:
        return False
    try:
        state = session.state(key)
    except NodeUnknown:
        return None
    plan = graph_of(session.form).schema.plans.get(_PLACE.sub("", state.ref))
    jobs = plan.jobs if plan is not None else {}
    return state.kind == "question" and bool(state.control) and "calculate" not in jobs


def _repeats(saved: SavedFilling, origin: UUID) -> tuple[tuple[str, str], ...]:
    return tuple((_renamed(path, origin), _own(one, origin)) for path, one in saved.repeats)


def _renamed(key: str, origin: UUID) -> str:
    return _INSTANCE.sub(lambda found: f"{{{_own(found[1], origin)}}}", key)


def _own(instance: str, origin: UUID) -> str:
    return str(uuid5(origin, instance))
