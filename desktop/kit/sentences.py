"""The one place where what went wrong becomes words for a person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.problem import Problem, Sentence
from desktop.kit import language


def for_person(problem: BaseException) -> Sentence:
    """What happened, what is safe, what you can do. Unknown errors get a calm general sentence."""
    if isinstance(problem, Problem):
        return problem.sentence(language.current())
    return Sentence(
        happened=QCoreApplication.translate(
            "Sentences", "Algo correu mal de uma forma que o Terreno não previa ({kind})."
        ).format(kind=type(problem).__name__),
        kept=QCoreApplication.translate(
            "Sentences", "O que já aparecia como guardado continua guardado."
        ),
        todo=QCoreApplication.translate(
            "Sentences",
            "Tente outra vez. Se voltar a acontecer, feche e abra o Terreno e envie o relatório "
            "de erro que ficou na pasta «relatorios».",
        ),
    )


def together(problems: Sequence[BaseException]) -> Sentence:
    """Several things that went wrong at once: each is told, what they share only once."""
    said = [for_person(problem) for problem in problems]
    return Sentence(
        happened="\n".join(one.happened for one in said),
        kept=" ".join(dict.fromkeys(one.kept for one in said)),
        todo=" ".join(dict.fromkeys(one.todo for one in said)),
    )
