"""What can go wrong in a way that Terreno knows, said so that a person understands it.

Every room declares its own problems as subclasses; here is only how one becomes a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Language = Literal["pt", "en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What happened, what is safe, and what the person can do next."""

    happened: str
    kept: str
    todo: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.happened, self.kept, self.todo) if part)


class Problem(Exception):
    """A known problem: a code, its context, and its sentence in both languages.

    `{name}` in a sentence is filled from the context given at construction.
    """

    code: ClassVar[str] = "problem"
    pt: ClassVar[Sentence]
    en: ClassVar[Sentence]

    def __init__(self, **context: object) -> None:
        super().__init__(self.code)
        self.context = context

    def sentence(self, language: Language) -> Sentence:
        """The three parts of the message, with the context filled in."""
        pattern = self.pt if language == "pt" else self.en
        return Sentence(
            happened=pattern.happened.format(**self.context),
            kept=pattern.kept.format(**self.context),
            todo=pattern.todo.format(**self.context),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence('en')}"
