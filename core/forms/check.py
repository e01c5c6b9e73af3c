"""Everything wrong with a check-list file, and everything in it that is not supported."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.forms.definition.places import Places
from core.forms.definition.problems import FormRefused, form_problem
from core.forms.definition.reading import convert_workbook, is_workbook, read_any
from core.forms.states import FormProblem

if TYPE_CHECKING:
    from core.forms.definition.form import Form

_NO_FILES: Mapping[str, bytes] = MappingProxyType({})
_LOGIC = ("relevant", "required", "readonly", "constraint", "calculate")


def check_form(
    data: bytes, *, filename: str, media: Mapping[str, bytes] = _NO_FILES
) -> tuple[FormProblem, ...]:
    """All problems of a workbook or XForm, errors first. An empty tuple: nothing to say."""
    return examine(data, filename=filename, media=media)[1]


def examine(
    data: bytes, *, filename: str, media: Mapping[str, bytes] = _NO_FILES
) -> tuple[Form | None, tuple[FormProblem, ...]]:
    """The form, None when it is refused, and all that is to be said of it, errors first.

    It is also started once without a person: what fails on its own defaults is a warning, since
    such an expression gives nothing and the filling goes on.
    """
    try:
        form = read_any(data, filename=filename, media=media)
    except FormRefused as refused:
        return None, refused.problems
    found = (*_failures(form, data, filename=filename, media=media), *form.problems)
    return form, tuple(sorted(found, key=lambda problem: problem.severity != "error"))


def _failures(
    form: Form, data: bytes, *, filename: str, media: Mapping[str, bytes]
) -> tuple[FormProblem, ...]:
    from core.forms.session.filling import FillingSession
    from core.forms.states import SessionContext

    FillingSession.start(form, SessionContext(seed=1))
    endless = sorted(form.prepared.get("endless", ()))
    if not form.prepared["failures"] and not endless:
        return ()
    known = Places(xml=form.xml)
    if is_workbook(data):
        known = convert_workbook(data, filename=filename, media=media).places
    by_source = _owners(form)
    found: list[FormProblem] = []
    for repeat in endless:
        place = known.of(repeat, attribute="count")
        found.append(
            form_problem(
                "forms.endless-count",
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                name=repeat.rpartition("/")[2],
            )
        )
    for source, failure in {one.source: one for one in form.prepared["failures"]}.items():
        ref, attribute = by_source.get(source, (None, None))
        place = known.of(ref, attribute=attribute)
        found.append(
            form_problem(
                "forms.failing-expression",
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                name=(ref or "").rpartition("/")[2] or None,
                value=source,
                reason=failure.sentence("en").happened,
                motivo=failure.sentence("pt").happened,
            )
        )
    return tuple(found)


def _owners(form: Form) -> dict[str, tuple[str, str]]:
    """The first node and attribute that each expression is written on."""
    owners: dict[str, tuple[str, str]] = {}
    for ref, bind in form.binds.items():
        for kind in _LOGIC:
            expression = getattr(bind, kind)
            if expression is not None:
                owners.setdefault(expression.source, (ref, kind))
    for ref, control in form.controls.items():
        if control.itemset is not None:
            owners.setdefault(control.itemset.nodeset.source, (ref, "itemset"))
    for action in form.actions:
        if action.value is not None:
            owners.setdefault(action.value.source, (action.target, "default"))
    return owners
