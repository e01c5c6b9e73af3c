"""Answers on their way to the store: held from the moment they are given until it has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from core.forms.states import Delta, SavedFilling

Moment = tuple[UUID, int] | None


@dataclass(slots=True, eq=False)
class Unwritten:
    """One write that the store has not taken yet; compared by identity, as two may look alike.

    `refused`: the store said no at least once; `under_way`: it stands in the writer's lane now.
    `opening` is what a session started with, written only where nothing stands yet.
    """

    delta: Delta
    moment: Moment
    at: datetime
    opening: SavedFilling | None = None
    refused: bool = False
    under_way: bool = True

    @property
    def nodes(self) -> frozenset[str]:
        """The keys of the nodes and repeat instances it is about."""
        instances = {f"{one.key}{{{one.instance}}}" for one in self.delta.repeats}
        return frozenset({change.key for change in self.delta.values} | instances)

    @property
    def empty(self) -> bool:
        """Whether nothing is left to write: later answers said it all anew."""
        return not (self.delta.values or self.delta.repeats or self.opening)


class Unsaved:
    """What is still to be written, in the order it was given. The latest word on a node counts."""

    def __init__(self) -> None:
        self._held: list[Unwritten] = []

    def __len__(self) -> int:
        return len(self._held)

    @property
    def refused(self) -> int:
        """How many answers, changes of repeats and starts the store has refused."""
        keys: set[str] = set()
        others = 0
        for one in self._held:
            if one.refused:
                given = {change.key for change in one.delta.values if change.by_person}
                keys |= given
                others += bool(one.delta.repeats) or not given
        return len(keys) + others

    def held(self) -> tuple[Unwritten, ...]:
        """Everything, in the order it was given."""
        return tuple(self._held)

    def holds(self, one: Unwritten) -> bool:
        """Whether this very write is still to be done."""
        return one in self._held

    def nodes(self) -> frozenset[str]:
        """The nodes and repeat instances that are on their way."""
        return frozenset(key for one in self._held for key in one.nodes)

    def moment_of(self, key: str) -> Moment:
        """The moment that an answer still on its way was given at."""
        moments = [
            one.moment
            for one in self._held
            if one.moment and any(c.key == key and c.by_person for c in one.delta.values)
        ]
        return moments[-1] if moments else None

    def hold(
        self, delta: Delta, *, moment: Moment, at: datetime, opening: SavedFilling | None = None
    ) -> Unwritten:
        """Something was given: it stays here until `settled`."""
        one = Unwritten(delta, moment, at, opening)
        self._held.append(one)
        return one

    def settled(self, one: Unwritten) -> None:
        """The store has this one; what it refused before of the same nodes is out of date."""
        if one not in self._held:
            return
        for older in self._held[: self._held.index(one)]:
            if not older.under_way:
                older.delta = _without(older.delta, [one])
        self._held.remove(one)
        self._held = [held for held in self._held if not held.empty]

    def refuse(self, one: Unwritten) -> None:
        """The store did not take it."""
        one.refused, one.under_way = True, False

    def again(self) -> list[Unwritten]:
        """What was refused and is to be tried once more: under way from now, refused until taken.

        What was said anew since then is left out: it is written (or refused) by itself.
        """
        for place, one in enumerate(self._held):
            if not one.under_way:
                one.delta = _without(one.delta, self._held[place + 1 :])
        self._held = [held for held in self._held if held.under_way or not held.empty]
        waiting = [one for one in self._held if not one.under_way]
        for one in waiting:
            one.under_way = True
        return waiting


def _without(delta: Delta, later: Iterable[Unwritten]) -> Delta:
    later = list(later)
    keys = {change.key for one in later for change in one.delta.values}
    moved = {(change.key, change.instance) for one in later for change in one.delta.repeats}
    return replace(
        delta,
        values=tuple(change for change in delta.values if change.key not in keys),
        repeats=tuple(
            change for change in delta.repeats if (change.key, change.instance) not in moved
        ),
    )
