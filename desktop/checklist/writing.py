"""From the desk to the store: each write is held until the store has it, and tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from core.forms.states import Delta, SavedFilling
from desktop.checklist.unsaved import Moment, Unsaved, Unwritten
from desktop.kit.jobs import Jobs, while_alive

if TYPE_CHECKING:
    from core.store import Work


@dataclass(frozen=True, slots=True)
class Spot:
    """The question a person stands at, remembered together with the answer given there."""

    key: str
    language: str | None


class Writing(QObject):
    """The writes of one filling.

    `saved(key, at)` comes for each answer once the store has committed it, never before;
    `failed(error)` when it refused; `waiting(count)` with the number of refused answers.
    """

    saved = Signal(str, object)
    failed = Signal(object)
    waiting = Signal(int)

    def __init__(
        self,
        jobs: Jobs,
        *,
        filling_id: UUID,
        technician_id: UUID | None,
        attachments: Mapping[str, UUID],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._filling_id = filling_id
        self._technician_id = technician_id
        self._attachments = attachments
        self._told = 0
        self._noted: set[str] = set()
        self.unsaved = Unsaved()

    def begin(self, opening: SavedFilling, *, at: datetime) -> None:
        """Write what the session started with."""
        self._enqueue(self.unsaved.hold(Delta(), moment=None, at=at, opening=opening))

    def write(
        self, delta: Delta, *, moment: Moment, at: datetime, spot: Spot | None = None
    ) -> None:
        """Write what one call of the session changed, and where the person stands."""
        one = self.unsaved.hold(delta, moment=moment, at=at)
        self._noted |= one.nodes
        self._enqueue(one, spot=spot, fresh=True)

    def start_noting(self) -> frozenset[str]:
        """The nodes on their way now; `noted` gives those written since."""
        self._noted.clear()
        return self.unsaved.nodes()

    def noted(self) -> frozenset[str]:
        """The nodes written since `start_noting`."""
        return frozenset(self._noted)

    def rows(self) -> set[UUID]:
        """The ids of the rows that are on their way."""
        from core.visits import answer_id, instance_row_id

        filling_id = self._filling_id
        found: set[UUID] = set()
        for one in self.unsaved.held():
            begun = one.opening
            keys = [change.key for change in one.delta.values]
            places = [(change.key, change.instance) for change in one.delta.repeats]
            for key in (*keys, *(begun.values if begun is not None else ())):
                found.add(answer_id(filling_id=filling_id, key=key))
            for repeat, instance in (*places, *(begun.repeats if begun is not None else ())):
                found.add(
                    instance_row_id(filling_id=filling_id, repeat_key=repeat, instance=instance)
                )
        return found

    def alive(self, callback: Callable[[Any], object]) -> Callable[[Any], None]:
        """The callback, doing nothing once this filling is closed."""
        return while_alive(self, callback)

    def again(self) -> None:
        """Try what was refused once more; it counts as refused until the store has it."""
        for one in self.unsaved.again():
            self._enqueue(one)
        self._tell()

    def take_along(self, carried: Iterable[Unwritten]) -> Callable[[Work], None]:
        """A verb that writes all of these in its own transaction."""
        parts = [self._verb(one) for one in carried]

        def verb(work: Work) -> None:
            for part in parts:
                part(work)

        return verb

    def taken(self, carried: Iterable[Unwritten]) -> None:
        """They were written together with something else."""
        for one in carried:
            self._settle(one)
        self._tell()

    def _enqueue(self, one: Unwritten, *, spot: Spot | None = None, fresh: bool = False) -> None:
        def done(_rows: object) -> None:
            self._settle(one)
            if fresh and self.unsaved.refused:
                self.again()  # the disk takes answers again
            self._tell()

        def trouble(error: BaseException) -> None:
            if not self.unsaved.holds(one):
                return  # it was taken along by the finalising
            self.unsaved.refuse(one)
            self._tell()
            self.failed.emit(error)

        self._jobs.write(
            self._verb(one, spot),
            then=while_alive(self, done),
            failed=while_alive(self, trouble),
        )

    def _settle(self, one: Unwritten) -> None:
        if not self.unsaved.holds(one):
            return
        self.unsaved.settled(one)
        for change in one.delta.values:
            if change.by_person:
                self.saved.emit(change.key, one.at)

    def _tell(self) -> None:
        count = self.unsaved.refused
        if count != self._told:
            self._told = count
            self.waiting.emit(count)

    def _verb(self, one: Unwritten, spot: Spot | None = None) -> Callable[[Work], None]:
        from core.visits import record_delta, record_opening, remember_place

        filling_id, who, at = self._filling_id, self._technician_id, one.at
        delta, opening = one.delta, one.opening
        recording_id, moment_us = one.moment if one.moment is not None else (None, None)
        attachments = {
            change.value: self._attachments[change.value]
            for change in delta.values
            if change.value and change.value in self._attachments
        }

        def verb(work: Work) -> None:
            if opening is not None:
                record_opening(work, filling_id=filling_id, saved=opening, technician_id=who, at=at)
                return
            record_delta(
                work,
                filling_id=filling_id,
                delta=delta,
                technician_id=who,
                at=at,
                recording_id=recording_id,
                moment_us=moment_us,
                attachments=attachments,
            )
            if spot is not None:
                remember_place(work, filling_id, spot.key, at=at, language=spot.language)

        return verb
