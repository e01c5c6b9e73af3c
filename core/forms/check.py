"""Everything wrong with a check-list file, and everything in it that is not supported."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.forms.definition.problems import FormRefused, form_problem
from core.forms.definition.reading import read_any
from core.forms.states import FormProblem

_NO_FILES: Mapping[str, bytes] = MappingProxyType({})


def check_form(
    data: bytes, *, filename: str, media: Mapping[str, bytes] = _NO_FILES
) -> tuple[FormProblem, ...]:
    """All problems of a workbook or XForm, errors first. An empty tuple: nothing to say.

    The form is also filled once without a person, which finds what only shows when it runs.
    """
    try:
        form = read_any(data, filename=filename, media=media)
    except FormRefused as refused:
        return refused.problems
    from core.forms.session.filling import FillingSession
    from core.forms.states import SessionContext

    FillingSession.start(form, SessionContext(seed=1))
    failures = {failure.source: failure for failure in form.prepared["failures"]}
    found = tuple(
        form_problem("forms.bad-expression", value=source, reason=failure.sentence("en").happened)
        for source, failure in failures.items()
    )
    return (*found, *form.problems)
