"""A book checked as it would be saved: the form it makes, and each problem at its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.forms.authoring.book import Book
from core.forms.authoring.columns import meaning
from core.forms.authoring.writing import write_book

if TYPE_CHECKING:
    from core.forms.definition.form import Form
    from core.forms.states import FormProblem

NO_MEDIA: Mapping[str, bytes] = {}


@dataclass(frozen=True, slots=True)
class Placed:
    """A problem and the line of the book it stands at (of `role`'s sheet); None: the whole."""

    problem: FormProblem
    role: str | None = None
    line: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `form` is None when there are errors; `data` is the file as saved."""

    data: bytes
    form: Form | None
    problems: tuple[Placed, ...]

    @property
    def errors(self) -> int:
        """How many problems keep the check-list from being used."""
        return sum(one.problem.severity == "error" for one in self.problems)


def check_book(
    book: Book, *, filename: str = "guiao.xlsx", media: Mapping[str, bytes] = NO_MEDIA
) -> Checked:
    """Writes, converts and compiles a book. Slow for large ones; meant for a worker thread."""
    from core.forms.definition.problems import FormRefused
    from core.forms.definition.reading import read_any

    data = write_book(book)
    try:
        form: Form | None = read_any(data, filename=filename, media=media)
        problems = form.problems if form is not None else ()
    except FormRefused as refused:
        form, problems = None, refused.problems
    return Checked(data, form, tuple(placed(book, one) for one in problems))


def placed(book: Book, problem: FormProblem) -> Placed:
    """A problem with the line of the book that its row is."""
    role = problem.sheet if problem.sheet in ("survey", "choices", "settings", "entities") else None
    key = meaning(problem.column).key if problem.column else ""
    if role is None:
        return Placed(problem, None, None, key)
    lines = book.sheet(role).lines
    at = (problem.row or 0) - 2
    return Placed(problem, role, lines[at].id if 0 <= at < len(lines) else None, key)
