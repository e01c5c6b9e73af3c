"""The small words of the Monitor: how sure a figure is, whose ages, where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

AMP = "AMP"
"""The code of the whole area."""


class FigureStatus(StrEnum):
    """How sure a figure from elsewhere is."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class Ages:
    """Years of age, both ends included; None is without an end."""

    first: int | None = None
    last: int | None = None

    @property
    def everybody(self) -> bool:
        """Whether no age is left out."""
        return not self.first and self.last is None

    def text(self, language: str) -> str:
        """As it is written beside a figure."""
        if self.everybody:
            return "população total" if language == "pt" else "whole population"
        if self.last is None:
            words = "{0} e mais anos" if language == "pt" else "{0} years and over"
            return words.format(self.first)
        words = "{0}–{1} anos" if language == "pt" else "{0}–{1} years"
        return words.format(self.first or 0, self.last)


EVERYBODY = Ages()
