"""What others record in the open filling (another laptop, by synchronising) is read in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.checklist.writing import Writing
from desktop.kit.jobs import Jobs

if TYPE_CHECKING:
    from core.forms import SavedFilling
    from core.store import Work
    from core.visits import AnswerMoment, FillingSummary

SOON_MS = 120
LATER_MS = 500


@dataclass(frozen=True, slots=True)
class Arrived:
    """The filling as the store has it, and the nodes that are not to be touched."""

    summary: FillingSummary
    saved: SavedFilling
    given: tuple[AnswerMoment, ...]
    spared: frozenset[str]


def around(key: str) -> frozenset[str]:
    """A node and the repeat instances it stands in."""
    ends = [place + 1 for place, letter in enumerate(key) if letter == "}"]
    return frozenset({key, *(key[:end] for end in ends)})


class Arrivals(QObject):
    """Looks when rows of answers change that this desk is not writing itself.

    `typing` says in which question's text the cursor stands: that one waits until it is left.
    What is (or was, since the look began) on its way from here is spared: it is the later word.
    """

    arrived = Signal(object)

    def __init__(self, jobs: Jobs, *, writing: Writing, filling_id: UUID, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._writing = writing
        self._filling_id = filling_id
        self._looking = self._once_more = False
        self.typing: Callable[[], str] = str
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        jobs.touched.connect(self._touched)

    @property
    def due(self) -> bool:
        """Whether somebody else wrote and it was not looked at yet."""
        return self._looking or self._soon.isActive()

    def look_later(self) -> None:
        """Something arrived for the question that is being typed in."""
        self._soon.start(LATER_MS)

    def _touched(self, touched: frozenset[tuple[str, UUID]]) -> None:
        rows = {row for entity, row in touched if entity in {"answer", "repeat_instance"}}
        mine = self._filling_id in {row for entity, row in touched if entity == "filling"}
        if mine or (rows and not rows <= self._writing.rows()):
            self._soon.start(SOON_MS)

    def _look(self) -> None:
        from core.visits import answers_with_moments, filling, load_filling

        if self._looking:
            self._once_more = True
            return
        self._looking, filling_id = True, self._filling_id
        spared = self._writing.start_noting()

        def read(
            work: Work,
        ) -> tuple[FillingSummary, SavedFilling, tuple[AnswerMoment, ...]]:
            given = tuple(answers_with_moments(work, filling_id))
            return filling(work, filling_id), load_filling(work, filling_id), given

        def then(
            found: tuple[FillingSummary, SavedFilling, tuple[AnswerMoment, ...]],
        ) -> None:
            self._came()
            also = self._writing.noted() | around(self.typing())
            self.arrived.emit(Arrived(*found, spared=spared | also))

        self._jobs.read(
            read,
            then=self._writing.alive(then),
            failed=self._writing.alive(lambda _error: self._came()),
        )

    def _came(self) -> None:
        self._looking = False
        if self._once_more:
            self._once_more = False
            self._soon.start(SOON_MS)
