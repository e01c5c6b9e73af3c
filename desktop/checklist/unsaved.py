"""Answers that the store refused (a full disk, say): kept as given until it takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from core.forms.states import Delta, RepeatChange, ValueChange
from core.problem import Problem

if TYPE_CHECKING:
    from core.forms import FillingSession

Moment = tuple[UUID, int] | None


@dataclass(frozen=True, slots=True)
class Given:
    """How an answer was given: by a person or not, at which moment of video, and when."""

    by_person: bool
    moment: Moment
    at: datetime


class Unsaved:
    """What is still to be written. A question counts once, with the value it has by then."""

    def __init__(self) -> None:
        self._given: dict[str, Given] = {}
        self._repeats: list[tuple[tuple[RepeatChange, ...], datetime]] = []

    def __len__(self) -> int:
        return len(self._given) + len(self._repeats)

    def add(self, delta: Delta, *, moment: Moment, at: datetime) -> None:
        """The store refused this."""
        for change in delta.values:
            self._given[change.key] = Given(change.by_person, moment, at)
        if delta.repeats:
            self._repeats.append((delta.repeats, at))

    def settled(self, delta: Delta) -> None:
        """The store took a later answer to the same questions."""
        for change in delta.values:
            self._given.pop(change.key, None)

    def clear(self) -> None:
        """Everything was written."""
        self._given.clear()
        self._repeats.clear()

    def writes(self, session: FillingSession) -> Iterator[tuple[Delta, Moment, datetime]]:
        """What to write, as it stands now, each with its own moment and time."""
        for repeats, at in self._repeats:
            yield Delta(repeats=repeats), None, at
        for key, given in self._given.items():
            try:
                value = session.state(key).value or None
            except Problem:
                continue  # it stood in an instance that was removed since
            change = ValueChange(key=key, value=value, by_person=given.by_person)
            yield Delta(values=(change,)), given.moment, given.at
