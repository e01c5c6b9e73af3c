"""Problems of a form noted with the place of the node they are about."""

from __future__ import annotations

from typing import Any

from core.forms.definition.places import Places
from core.forms.definition.problems import form_problem
from core.forms.states import FormProblem


class Reporter:
    """Adds problems with the place of a node's row."""

    def __init__(self, places: Places, problems: list[FormProblem]) -> None:
        self._places = places
        self._problems = problems

    def __call__(self, code: str, ref: str, *, attribute: str | None, **context: Any) -> None:
        place = self._places.of(ref, attribute=attribute)
        self._problems.append(
            form_problem(
                code,
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                name=ref.rpartition("/")[2],
                **context,
            )
        )
