"""Why an answer has no place in a new version, in words."""

from __future__ import annotations

from typing import Final

from core.problem import Language

_WHY: Final[dict[str, tuple[str, str]]] = {
    "question-gone": (
        "A versão nova não tem esta pergunta.",
        "The new version does not have this question.",
    ),
    "repeat-gone": (
        "A versão nova não tem esta repetição.",
        "The new version does not have this repeat.",
    ),
    "repeat-changed": (
        "A pergunta entrou numa repetição, ou saiu de uma.",
        "The question went into a repeat, or out of one.",
    ),
    "type-changed": (
        "A pergunta pede agora outro tipo de registo.",
        "The question now asks for another type of answer.",
    ),
    "media-changed": (
        "A pergunta pede agora outro tipo de ficheiro.",
        "The question now asks for another kind of file.",
    ),
    "choice-gone": (
        "A opção já não está na lista.",
        "The choice is no longer in the list.",
    ),
    "computed": (
        "A versão nova calcula este valor.",
        "The new version calculates this value.",
    ),
    "no-room": (
        "A versão nova tem menos repetições.",
        "The new version has fewer instances of the repeat.",
    ),
    "answered-twice": (
        "Foi registado nas duas versões; ficou o mais recente.",
        "It was answered in both versions; the later one stands.",
    ),
}


def why(reason: str, language: Language) -> str:
    """The reason as a sentence; one that a later Terreno wrote is given as it is."""
    pt, en = _WHY.get(reason, (reason, reason))
    return pt if language == "pt" else en
