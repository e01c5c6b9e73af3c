"""What can be wrong with a check-list, said with its place and what to do about it."""

from __future__ import annotations

from typing import Final

from core.forms.definition.sentences import SENTENCES
from core.forms.states import FormProblem, Severity
from core.problem import Problem, Sentence


class FormRefused(Problem):
    """The check-list cannot be used; `problems` lists everything that was found."""

    code = "forms.refused"
    pt = Sentence(
        happened="O guião não pode ser usado: {count} erro(s). O primeiro: {first}",
        kept="Nada foi instalado nem alterado.",
        todo="Corrija os erros indicados no ficheiro e tente de novo.",
    )
    en = Sentence(
        happened="The check-list cannot be used: {count} error(s). The first one: {first}",
        kept="Nothing was installed or changed.",
        todo="Correct the errors listed in the file and try again.",
    )

    def __init__(self, problems: tuple[FormProblem, ...]) -> None:
        self.problems = problems
        errors = [p for p in problems if p.severity == "error"]
        first = errors[0] if errors else None
        super().__init__(count=len(errors), first=first.pt if first else "")
        self._first_en = first.en if first else ""

    def sentence(self, language: str) -> Sentence:
        """The message, its first error in the language asked for."""
        if language != "pt":
            self.context = {**self.context, "first": self._first_en}
        return super().sentence("pt" if language == "pt" else "en")


MAX_SHOWN: Final = 400


def _shortened(value: object) -> object:
    """An expression of a megabyte is no message."""
    long = isinstance(value, str) and len(value) > MAX_SHOWN
    return f"{str(value)[:MAX_SHOWN]}…" if long else value


def form_problem(
    code: str,
    *,
    sheet: str | None = None,
    row: int | None = None,
    column: str | None = None,
    name: str | None = None,
    severity: Severity | None = None,
    **context: object,
) -> FormProblem:
    """A problem of the list above with its place; `context` fills its sentences."""
    usual, pt, en, todo_pt, todo_en = SENTENCES[code]
    context.setdefault("value", name or "")
    context = {key: _shortened(value) for key, value in context.items()}
    # `motivo` is the reason in Portuguese, where there is one.
    context.setdefault("motivo", context.get("reason", ""))
    return FormProblem(
        code=code,
        severity=severity or usual,
        sheet=sheet,
        row=row,
        column=column,
        name=name,
        pt=pt.format(**context),
        en=en.format(**context),
        todo_pt=todo_pt.format(**context),
        todo_en=todo_en.format(**context),
    )
