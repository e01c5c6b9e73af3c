"""What the expressions of a filling are evaluated against: its tree, lists, clock and chance."""

from __future__ import annotations

from random import Random

from core.forms.definition.form import Form
from core.forms.expressions import EvaluationContext
from core.forms.session.entity_lists import grown
from core.forms.session.tree import FillingTree
from core.forms.states import SessionContext
from core.forms.tree import Document
from core.forms.tree_xml import XmlRefused, parse_xml


def evaluation_for(form: Form, tree: FillingTree, context: SessionContext) -> EvaluationContext:
    """One context for the whole filling; whoever evaluates sets its node."""
    instances: dict[str, Document] = dict(form.instances)
    for identifier, name in form.list_files.items():
        if identifier in instances:
            dataset = name.rpartition(".")[0] or name
            instances[identifier] = grown(instances[identifier], dataset, context.entities)
    for name, whole in form.tables.items():
        table = grown(whole, name.rpartition(".")[0], context.entities)
        instances.setdefault(name, table)
        instances.setdefault(name.rpartition(".")[0], table)
    for identifier in form.last_saved:
        instances[identifier] = _last_saved(form, context)
    return EvaluationContext(
        node=tree.root,
        root=tree.document,
        instances=instances,
        now=context.now,
        # Chance for questions, not for secrets; None seeds from the system.
        random=Random(context.seed),  # noqa: S311
        uuid=context.uuid,
        contextualise=True,
        hidden="absent",
        repeats=frozenset(form.repeats),
    )


def _last_saved(form: Form, context: SessionContext) -> Document:
    if context.last_saved_xml:
        try:
            return parse_xml(context.last_saved_xml, frozen=True)
        except XmlRefused:
            # A last filling that cannot be read is as good as none.
            return Document(form.instance.copy(), frozen=True)
    blank = form.instance.copy()
    for element in blank.walk():
        element.text = ""
    return Document(blank, frozen=True)
