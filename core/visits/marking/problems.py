"""What can go wrong with marking schemes and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.problem import Language, Problem, Sentence

_WHY: dict[str, tuple[str, str]] = {
    "no-label": ("falta a etiqueta", "the label is missing"),
    "code-twice": ("o código repete-se", "the code is there twice"),
    "key-twice": ("a tecla repete-se", "the key is there twice"),
    "key-long": ("a tecla tem de ser um só carácter", "the key must be a single character"),
    "colour": ("a cor tem de ser como #1f77b4", "the colour must be like #1f77b4"),
    "kind": ("o tipo tem de ser momento ou intervalo", "the kind must be moment or span"),
    "no-tags": ("não tem nenhuma etiqueta", "it holds no tag"),
}
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class TagFault:
    """What is wrong with a tag: its row (from 1, of the file or list), a word above, the value."""

    row: int
    why: str
    value: str = ""


class SchemeRefused(Problem):
    """A scheme cannot be saved or read as it is. Context: `name`, `faults`."""

    code = "marking.scheme-refused"
    pt = Sentence(
        "O esquema «{name}» não pode ser usado assim: {what}.",
        "O esquema que já existia e as marcas feitas não mudaram.",
        "Corrija o que está indicado e tente de novo.",
    )
    en = Sentence(
        "The scheme “{name}” cannot be used as it is: {what}.",
        "The scheme there was and the marks made did not change.",
        "Mend what is named and try again.",
    )

    def __init__(self, *, name: str, faults: Sequence[TagFault]) -> None:
        super().__init__(name=name, faults=tuple(faults))
        self.faults = tuple(faults)

    def sentence(self, language: Language) -> Sentence:
        """The three parts, with the first faults in the same language."""
        english = language == "en"
        row = "row" if english else "linha"
        parts = [
            (f"{row} {one.row}: " if one.row else "")
            + _WHY[one.why][english]
            + (f" («{one.value}»)" if one.value else "")
            for one in self.faults[:_SHOWN]
        ]
        if len(self.faults) > _SHOWN:
            more = len(self.faults) - _SHOWN
            parts.append(f"and {more} more" if english else f"e mais {more}")
        pattern = self.en if english else self.pt
        return Sentence(
            happened=pattern.happened.format(name=self.context["name"], what="; ".join(parts)),
            kept=pattern.kept,
            todo=pattern.todo,
        )


class UnknownTag(Problem):
    """No scheme here has this tag."""

    code = "marking.unknown-tag"
    pt = Sentence(
        "A etiqueta indicada não existe neste dispositivo.",
        "Nenhuma marca foi alterada.",
        "Volte a abrir o esquema de marcação e escolha-a de novo.",
    )
    en = Sentence(
        "The tag does not exist on this device.",
        "No mark was changed.",
        "Open the marking scheme again and choose it anew.",
    )


class UnknownMark(Problem):
    """The mark is not there (any more)."""

    code = "marking.unknown-mark"
    pt = Sentence(
        "A marca indicada já não existe.",
        "As outras marcas não mudaram.",
        "Atualize a revisão e tente de novo.",
    )
    en = Sentence(
        "The mark is not there any more.",
        "The other marks did not change.",
        "Refresh the review and try again.",
    )


class MarkEndsBeforeItBegins(Problem):
    """A span must end after its beginning, and within time. Context: `start_s`, `end_s`."""

    code = "marking.ends-before"
    pt = Sentence(
        "Uma marca não pode ir de {start_s} s a {end_s} s.",
        "A marca ficou como estava.",
        "Escolha um fim depois do princípio.",
    )
    en = Sentence(
        "A mark cannot go from {start_s} s to {end_s} s.",
        "The mark is as it was.",
        "Choose an end after the beginning.",
    )


class TooFewObservers(Problem):
    """Agreement needs the marks of two observers at least. Context: `count`."""

    code = "marking.too-few-observers"
    pt = Sentence(
        "Para comparar são precisas as marcas de pelo menos duas pessoas; há de {count}.",
        "As marcas não mudaram.",
        "Peça a outra pessoa que marque a mesma gravação, ou importe as marcas dela.",
    )
    en = Sentence(
        "Comparing needs the marks of at least two people; there are those of {count}.",
        "The marks did not change.",
        "Ask somebody else to mark the same recording, or import their marks.",
    )
