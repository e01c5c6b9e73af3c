"""The table of functions: name, arguments, kind of result, and what does the work.

One letter an argument: `s` text, `n` number, `b` boolean, `a` any value, `A` any value with all
nodes of a path, `N` nodes only. After `|` come optional ones; a final `*` repeats the last letter,
zero times or more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.forms.expressions.compiled import ResultKind


@dataclass(frozen=True, slots=True)
class Function:
    """One plain function. `work` takes the context first, then the converted arguments.

    `own`: without arguments it takes the context node. `openrosa`: not in XPath 1.0.
    """

    name: str
    letters: str
    low: int
    high: int | None
    result: ResultKind
    work: Callable[..., Any]
    own: bool = False
    openrosa: bool = True

    def letter(self, index: int) -> str:
        """The letter of an argument by its 0-based place."""
        return self.letters[min(index, len(self.letters) - 1)]

    @property
    def expected(self) -> str:
        """How many arguments, for a person."""
        if self.high is None:
            return f"≥ {self.low}"
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def function(
    name: str,
    arguments: str,
    result: ResultKind,
    work: Callable[..., Any],
    *,
    own: bool = False,
    openrosa: bool = True,
) -> Function:
    """Reads the argument pattern: `ss`, `s|n`, `sa*`."""
    needed, _, optional = arguments.partition("|")
    repeats = arguments.endswith("*")
    needed, optional = needed.rstrip("*"), optional.rstrip("*")
    letters = needed + optional
    low = len(needed) - (1 if repeats and not optional else 0)
    high = None if repeats else len(letters)
    return Function(name, letters or "a", low, high, result, work, own, openrosa)
