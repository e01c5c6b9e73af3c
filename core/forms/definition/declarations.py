"""What a form declares and cannot mean: media types, columns of lists, actions, methods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from core.forms.definition.body import resolve_ref
from core.forms.definition.form import Form, Itemset
from core.forms.definition.graph import graph_of
from core.forms.definition.reporter import Reporter
from core.forms.expressions.syntax import (
    Binary,
    Call,
    Filter,
    Negation,
    Part,
    Path,
    StringLiteral,
)

if TYPE_CHECKING:
    from core.forms.definition.places import Places
    from core.forms.states import FormProblem
    from core.forms.tree import Document

_MEDIA_TYPE: Final = re.compile(r"^[\w.+\-]+/(\*|[\w.+\-]+)$")
_COLUMN: Final = re.compile(r"^[^\W\d][\w.\-]*$")
_METHODS: Final = frozenset({"", "post", "form-data-post"})
_LOGIC: Final = ("relevant", "required", "readonly", "constraint", "calculate")
MAX_SHOWN: Final = 8


def check_declarations(form: Form, *, places: Places, problems: list[FormProblem]) -> None:
    """Adds what is declared and cannot be meant."""
    report = Reporter(places, problems)
    for ref, control in form.controls.items():
        for written in re.split(r"[\s,]+", control.mediatype.strip()):
            if written and not _MEDIA_TYPE.match(written):
                report("forms.bad-mediatype", ref, attribute="type", value=written)
        if control.itemset is not None and control.search is None:
            _columns(form, control.itemset, ref, report)
    if form.submission.method.strip().lower() not in _METHODS:
        root = f"/{form.instance.qualified}"
        report("forms.submission-method", root, attribute=None, value=form.submission.method)
    for action in form.actions:
        if action.in_model and "odk-new-repeat" in action.events:
            report("forms.event-in-model", action.target, attribute=None, value="odk-new-repeat")
    _choice_names(form, report)


def _columns(form: Form, itemset: Itemset, ref: str, report: Reporter) -> None:
    """The value and label of choices must be columns that their list has."""
    document = _list_of(form, itemset)
    rows = document.root.children if document is not None else []
    if not rows:
        return
    wanted = [itemset.value.source, itemset.label.source if itemset.label is not None else ""]
    for name in dict.fromkeys(wanted):
        if not _COLUMN.match(name) or any(row.child(name) is not None for row in rows):
            continue
        found = ", ".join(child.name for child in rows[0].children[:MAX_SHOWN])
        report("forms.list-column", ref, attribute="itemset", value=name, found=found or "–")


def _list_of(form: Form, itemset: Itemset) -> Document | None:
    """The list of `instance('x')/root/item[…]`; None when choices come from elsewhere."""
    part = itemset.nodeset.part
    while isinstance(part, Call) and part.name == "randomize" and part.arguments:
        part = part.arguments[0]
    if not isinstance(part, Path) or len(part.steps) != 2 or not isinstance(part.base, Call):
        return None
    first = part.base.arguments[0] if part.base.arguments else None
    if part.base.name != "instance" or not isinstance(first, StringLiteral):
        return None
    return form.instances.get(first.value)


def _choice_names(form: Form, report: Reporter) -> None:
    """`jr:choice-name(value, 'path')` must name a question that has choices (JavaRosa refuses)."""
    for ref, bind in form.binds.items():
        for kind in _LOGIC:
            expression = getattr(bind, kind)
            if expression is None or "jr:choice-name" not in expression.functions:
                continue
            for call in calls_in(expression.part):
                if call.name != "jr:choice-name" or len(call.arguments) != 2:
                    continue
                asked = call.arguments[1]
                if isinstance(asked, StringLiteral):
                    _choice_name(form, asked.value, ref, kind, report)


def _choice_name(form: Form, written: str, ref: str, kind: str, report: Reporter) -> None:
    target = resolve_ref(written, context=ref)
    said = written.strip()
    if target not in graph_of(form).schema.plans:
        report("forms.unknown-path", ref, attribute=kind, value=said, severity="error")
        return
    control = form.controls.get(target)
    if control is None or not (control.itemset or control.choices or control.search):
        report("forms.no-choices", ref, attribute=kind, value=said)


def calls_in(part: Part) -> Iterator[Call]:
    """All function calls of an expression, outer ones first."""
    stack: list[Part] = [part]
    while stack:
        here = stack.pop()
        match here:
            case Call(arguments=arguments):
                yield here
                stack.extend(arguments)
            case Binary(left=left, right=right):
                stack += [left, right]
            case Negation(operand=operand):
                stack.append(operand)
            case Filter(primary=primary, predicates=predicates):
                stack += [primary, *predicates]
            case Path(base=base, steps=steps):
                if base is not None:
                    stack.append(base)
                for step in steps:
                    stack.extend(step.predicates)
            case _:
                pass
