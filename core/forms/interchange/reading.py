"""An existing submission read back, so that it can be opened in a session."""

from __future__ import annotations

from core.forms.definition.form import Form
from core.forms.definition.graph import graph_of
from core.forms.session.record import made_id
from core.forms.session.saving import kept_attributes
from core.forms.states import SavedFilling
from core.forms.tree import Element
from core.forms.tree_xml import parse_xml
from core.problem import Problem, Sentence


class SubmissionOfAnotherForm(Problem):
    """The submission was made with another form. `found`, `expected`: form ids."""

    code = "forms.submission-of-another-form"
    pt = Sentence(
        happened="O preenchimento é do guião «{found}» e não de «{expected}».",
        kept="Nada foi alterado.",
        todo="Abra-o com o guião com que foi feito.",
    )
    en = Sentence(
        happened="The filling belongs to the check-list “{found}”, not to “{expected}”.",
        kept="Nothing was changed.",
        todo="Open it with the check-list it was made with.",
    )


def read_submission(xml: bytes, form: Form, *, finalised: bool = False) -> SavedFilling:
    """What `FillingSession.resume` takes, from submission XML.

    What the submission leaves out (it was not relevant) has no answer. Raises XmlRefused,
    SubmissionOfAnotherForm.
    """
    root = parse_xml(xml).root
    found = root.attribute("id")
    if found and found != form.form_id:
        raise SubmissionOfAnotherForm(found=found, expected=form.form_id)
    values: dict[str, str] = {}
    repeats: list[tuple[str, str]] = []
    _default(form.instance, f"/{form.instance.qualified}", form, values)
    _gather(
        root, f"/{form.instance.qualified}", f"/{form.instance.qualified}", form, values, repeats
    )
    return SavedFilling(
        form_digest=form.digest,
        language=form.default_language,
        values=values,
        repeats=tuple(repeats),
        finalised=finalised,
    )


def _default(element: Element, key: str, form: Form, values: dict[str, str]) -> None:
    """Defaults outside repeats start as cleared: the submission says what there is."""
    for child in element.children:
        path = f"{key}/{child.qualified}"
        if path in form.repeats:
            continue
        if not child.children and child.text:
            values[path] = ""
        _default(child, path, form, values)


def _name_in(form: Form, ref: str, child: Element) -> str:
    """The name that the form has for a node; another client may write other prefixes."""
    plan = graph_of(form).schema.plans.get(ref)
    if plan is None or child.qualified in plan.children:
        return child.qualified
    alike = (name for name, below in plan.children.items() if below.local == child.name)
    return next(alike, child.qualified)


def _gather(
    element: Element,
    key: str,
    ref: str,
    form: Form,
    values: dict[str, str],
    repeats: list[tuple[str, str]],
) -> None:
    for owner, name in kept_attributes(form) if element.attributes else ():
        if owner == ref and name in element.attributes:
            values[f"{key}/@{name}"] = element.attributes[name]
    counted: dict[str, int] = {}
    for child in element.children:
        name = _name_in(form, ref, child)
        path, child_ref = f"{key}/{name}", f"{ref}/{name}"
        number = counted.get(name, 0)
        counted[name] = number + 1
        if child_ref in form.repeats:
            identifier = made_id(path, number)
            repeats.append((path, identifier))
            path = f"{path}{{{identifier}}}"
            template = form.templates.get(child_ref)
            if template is not None:
                _default(template, path, form, values)
        elif number:
            path = f"{path}[{number + 1}]"
        if not child.children:
            values[path] = child.text
        _gather(child, path, child_ref, form, values, repeats)
