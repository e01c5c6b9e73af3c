"""A filling as people read it: each question by its label, each answer in words.

Lists, the review and the reports all read it here, so that they never say different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Literal

from core.problem import Language

if TYPE_CHECKING:
    from core.forms import FillingSession, NodeState

ReadableKind = Literal["answer", "media", "note"]


@dataclass(frozen=True, slots=True)
class ReadableAnswer:
    """One relevant question. `section` is the label of its top-level group ("" without one),
    `group` that of the group beneath it, or the repeat instance («Parceiro 2»; "" outside both);
    `instance` names the repeat instance it stands in ("" outside repeats), e.g. «Parceiro 2».

    `shown` is the answer in words ("" when there is none), `value` its lexical form; for media
    `value` is the file name.
    """

    key: str
    section_key: str
    section: str
    instance: str
    label: str
    value: str
    shown: str
    kind: ReadableKind
    mediatype: str
    required: bool
    calculated: bool
    group: str


def readable_answers(
    session: FillingSession, *, language: Language = "pt"
) -> tuple[ReadableAnswer, ...]:
    """All relevant questions in the order of the form, answered or not; notes are left out.

    Calculated values are included only where the form shows them (they have a label).
    """
    found: list[ReadableAnswer] = []
    for key in session.root_keys():
        _walk(session, key, section=None, instance="", language=language, into=found)
    return tuple(found)


def _walk(
    session: FillingSession,
    key: str,
    *,
    section: NodeState | None,
    instance: str,
    language: Language,
    into: list[ReadableAnswer],
    group: str = "",
) -> None:
    state = session.state(key)
    if not state.relevant:
        return
    if state.kind == "instance":
        name = state.label or (section.label if section else "")
        instance = f"{instance} · {name} {state.position}".strip(" ·")
        group = group or instance
    if state.kind in ("group", "repeat") and section is None:
        section = state
    elif state.kind == "group":
        group = group or state.label
    if state.children or state.kind in ("group", "repeat", "instance"):
        for child in state.children:
            _walk(
                session,
                child,
                section=section,
                instance=instance,
                language=language,
                into=into,
                group=group,
            )
        return
    if state.kind != "question" or not state.label:
        return
    into.append(
        ReadableAnswer(
            key=key,
            section_key=section.key if section else "",
            section=section.label if section else "",
            instance=instance,
            label=state.label,
            value=state.value,
            shown=shown_value(session, state, language=language),
            kind="media" if state.control == "upload" else "answer",
            mediatype=state.mediatype,
            required=state.required,
            calculated=state.readonly,
            group=group,
        )
    )


def shown_value(session: FillingSession, state: NodeState, *, language: Language = "pt") -> str:
    """The answer in words: labels of choices, dates as day/month/year, a decimal comma."""
    value = state.value
    if not value:
        return ""
    if state.control in ("select1", "select", "rank"):
        labels = {
            choice.value: choice.label or choice.value for choice in session.choices(state.key)
        }
        if state.control == "select1":
            return labels.get(value, value)
        names = [labels.get(part, part) for part in value.split()]
        if state.control == "rank":
            names = [f"{place}. {name}" for place, name in enumerate(names, start=1)]
        return "; ".join(names)
    if state.control == "trigger":
        return "Confirmado" if language == "pt" else "Confirmed"
    match state.type:
        case "date" | "time" | "dateTime":
            return _shown_instant(value, type_=state.type)
        case "decimal":
            return value.replace(".", ",") if language == "pt" else value
        case "geopoint":
            return ", ".join(value.split()[:2])
        case "boolean":
            yes, no = ("Sim", "Não") if language == "pt" else ("Yes", "No")
            return yes if value in ("true", "1") else no
    return value


def _shown_instant(value: str, *, type_: str) -> str:
    try:
        if type_ == "date":
            return date.fromisoformat(value[:10]).strftime("%d/%m/%Y")
        if type_ == "time":
            return time.fromisoformat(value).strftime("%H:%M")
        return datetime.fromisoformat(value).strftime("%d/%m/%Y %H:%M")
    except ValueError:
        return value
