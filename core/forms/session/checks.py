"""What is wrong with an answer: its type, its constraint, a choice that is not offered."""

from __future__ import annotations

from typing import Final

from core.forms.definition.form import Control
from core.forms.definition.schema import Plan
from core.forms.session.choices import Offering
from core.forms.session.lexical import is_valid, type_message
from core.forms.session.settle import Settling
from core.forms.session.words import Words
from core.forms.states import Invalid
from core.forms.tree import Element

_CONSTRAINT: Final = ("O valor não é aceite nesta pergunta.", "This question does not take that.")
_REQUIRED: Final = ("Esta pergunta é obrigatória.", "This question must be answered.")
_CHOICE: Final = (
    "O valor já não está entre as opções.",
    "The value is no longer among the choices.",
)

_OUTSIDE: Final = (
    "Escolha um valor entre {low} e {high}.",
    "Choose a value between {low} and {high}.",
)


def is_outside(value: str, control: Control | None) -> bool:
    """Whether a number is outside of what its range offers."""
    if control is None or control.kind != "range":
        return False
    try:
        low, high = float(control.parameters["start"]), float(control.parameters["end"])
        number = float(value)
    except (KeyError, ValueError):
        return False
    return not min(low, high) <= number <= max(low, high)


def in_portuguese(words: Words) -> bool:
    """Whether our own messages are said in Portuguese: by the window, else by the form."""
    if words.messages:
        return words.messages == "pt"
    if not words.language:
        return True
    lowered = words.language.lower()
    return "portug" in lowered or lowered.startswith("pt") or "(pt" in lowered


def _own(pair: tuple[str, str], words: Words) -> str:
    return pair[0] if in_portuguese(words) else pair[1]


def invalid_of(
    element: Element, settling: Settling, words: Words, offering: Offering
) -> Invalid | None:
    """What is wrong with the answer of a relevant node as it stands, if anything."""
    value = element.text
    if not value or not element.relevant:
        return None
    plan: Plan = element.state.plan
    key = element.state.key
    if not is_valid(plan.type, value):
        portuguese = in_portuguese(words)
        return Invalid(key, "type", type_message(plan.type, portuguese=portuguese))
    job = plan.jobs.get("constraint")
    if job is not None and job.expression is not None:
        settling.evaluation.node = element
        if not job.expression.boolean(settling.evaluation):
            said = words.say(plan.bind.constraint_message, element) if plan.bind else ""
            return Invalid(key, "constraint", said or _own(_CONSTRAINT, words))
    control = plan.control
    if control is not None and is_outside(value, control):
        low, high = control.parameters["start"], control.parameters["end"]
        pt, en = _OUTSIDE
        message = pt if in_portuguese(words) else en
        return Invalid(key, "constraint", message.format(low=low, high=high))
    if control is not None and control.kind in ("select1", "select", "rank"):
        offered = offering.values(element)
        if offered is not None:
            parts = [value] if control.kind == "select1" else value.split()
            if any(part not in offered for part in parts):
                return Invalid(key, "choice", _own(_CHOICE, words))
    return None


def problem_of(
    element: Element, settling: Settling, words: Words, offering: Offering
) -> str | None:
    """The message to show in place, None when the answer is fine or missing."""
    found = invalid_of(element, settling, words, offering)
    return found.message if found is not None else None


def missing_of(element: Element, words: Words) -> Invalid | None:
    """Whether a relevant, required node has no answer."""
    record = element.state
    if element.text or not record.required or not element.relevant or record.plan.children:
        return None
    bind = record.plan.bind
    said = words.say(bind.required_message, element) if bind is not None else ""
    return Invalid(record.key, "required", said or _own(_REQUIRED, words))
