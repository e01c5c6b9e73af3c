"""The questions and containers of a form, whatever their instances: what two versions share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from core.forms.definition.form import Control, Form
from core.forms.definition.graph import graph_of
from core.forms.definition.schema import Plan
from core.forms.session.order import is_editable
from core.forms.session.surroundings import evaluation_for
from core.forms.session.tree import FillingTree
from core.forms.session.words import Words
from core.forms.states import SessionContext
from core.forms.takeover.plan import Question

_LIST: Final = re.compile(r"instance\(\s*(['\"])(.+?)\1\s*\)\s*/\s*root\s*/\s*item\b")
_KINDS: Final = frozenset({"select1", "select", "rank", "upload", "trigger"})
_ALWAYS: Final = frozenset({"true()", "1", "'yes'"})
_NEVER: Final = frozenset({"false()", "0", ""})


@dataclass(frozen=True, slots=True)
class Container:
    """A group or a repeat; `leaves` are the paths of what stands below it, from itself."""

    ref: str
    name: str
    sort: Literal["group", "repeat"]
    parent: str
    leaves: frozenset[str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of a form by ref, in document order."""

    root: str
    questions: Mapping[str, Question]
    containers: Mapping[str, Container]


def catalogue_of(form: Form, *, language: str | None = None) -> Catalogue:
    """The catalogue of a form, with labels in one of its languages (None: its own)."""
    graph = graph_of(form)
    tree = FillingTree(form, graph)
    evaluation = evaluation_for(form, tree, SessionContext())
    words = Words(form, evaluation, language)
    lists: dict[str, frozenset[str] | None] = {}
    questions: dict[str, Question] = {}
    containers: dict[str, Container] = {}
    root = graph.schema.root
    for plan in root.walk():
        chain = tuple(one.ref for one in plan.line() if one.repeat is not None)
        if plan.children and plan is not root:
            containers[plan.ref] = Container(
                ref=plan.ref,
                name=plan.name,
                sort="repeat" if plan.repeat is not None else "group",
                parent=plan.parent.ref if plan.parent is not None else "",
                leaves=frozenset(
                    one.ref[len(plan.ref) :] for one in plan.walk() if not one.children
                ),
            )
        if plan.children or plan is root:
            continue
        control = plan.control
        questions[plan.ref] = Question(
            ref=plan.ref,
            name=plan.name,
            label=words.say(control.label, tree.root) if control is not None else "",
            kind=kind_of(plan),
            chain=chain,
            asked=_is_asked(plan),
            computed=_is_computed(plan),
            required=_is_required(plan),
            mediatype=control.mediatype if control is not None else "",
            choices=_choices(form, control, lists) if control is not None else None,
        )
    return Catalogue(root=root.ref, questions=questions, containers=containers)


def kind_of(plan: Plan) -> str:
    """What sort of value a node holds: that of its control where it decides, else its type."""
    if plan.control is not None and plan.control.kind in _KINDS:
        return plan.control.kind
    return "upload" if plan.type == "binary" else plan.type


def _is_computed(plan: Plan) -> bool:
    return "calculate" in plan.jobs and not is_editable(plan)


def _is_asked(plan: Plan) -> bool:
    bind = plan.bind
    always = bind is not None and bind.readonly is not None
    return (
        plan.control is not None
        and not _is_computed(plan)
        and not (always and bind is not None and _source(bind.readonly) in _ALWAYS)
    )


def _is_required(plan: Plan) -> bool:
    return plan.bind is not None and _source(plan.bind.required) not in _NEVER


def _source(expression: object) -> str:
    return str(getattr(expression, "source", "")).strip()


def _choices(
    form: Form, control: Control, lists: dict[str, frozenset[str] | None]
) -> frozenset[str] | None:
    """Every value of the list, before any filter; None when only a filling can tell."""
    if control.kind not in ("select1", "select", "rank") or control.search is not None:
        return None
    if control.itemset is None:
        return frozenset(one.value for one in control.choices)
    source, value = control.itemset.nodeset.source, control.itemset.value.source
    found = _LIST.findall(source)
    if len(found) != 1 or not value.isidentifier():
        return None
    name = found[0][1]
    wanted = f"{name} {value}"
    if wanted not in lists:
        table = form.instances.get(name)
        lists[wanted] = (
            None
            if table is None or name in form.last_saved
            else frozenset(
                cell.text
                for item in table.root.children
                if item.name == "item" and (cell := item.child(value)) is not None
            )
        )
    return lists[wanted] or None
