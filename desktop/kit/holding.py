"""What a person gave and cannot give again (a photo, a marker): tried until the store has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, Signal

from desktop.kit.jobs import Failed, Then


class Start(Protocol):
    """Begins one attempt; calls one of the two on the window's thread when it ended."""

    def __call__(self, *, then: Then, failed: Failed) -> object: ...


@dataclass(slots=True, eq=False)
class _Held:
    start: Start
    then: Then
    failed: Failed
    late: Then | None
    tag: object
    refused: bool = False
    under_way: bool = True


class Holding(QObject):
    """`waiting(count)`: how many were refused so far and are still to be done."""

    waiting = Signal(int)

    def __init__(self, *, parent: QObject) -> None:
        super().__init__(parent)
        self._held: list[_Held] = []
        self._told = 0

    def attempt(
        self,
        start: Start,
        *,
        then: Then,
        failed: Failed,
        late: Then | None = None,
        tag: object = None,
    ) -> None:
        """Do this now; if it is refused, say so with `failed` and keep it for `again`.

        `late` is called in place of `then` when a later attempt succeeds (None: nobody waits).
        """
        one = _Held(start, then, failed, late, tag)
        self._held.append(one)
        self._start(one)

    def again(self) -> None:
        """Try what was refused once more; it counts as refused until it is done."""
        for one in [held for held in self._held if not held.under_way]:
            one.under_way = True
            self._start(one)

    def forget(self, tag: object) -> None:
        """Something later was given in its place: what was refused is not tried any more."""
        for one in self._held:
            if one.tag == tag and one.refused:
                one.late = None
        self._held = [one for one in self._held if one.under_way or one.tag != tag]
        self._tell()

    @property
    def unsaved(self) -> int:
        """How many were refused so far."""
        return sum(one.refused for one in self._held)

    @property
    def under_way(self) -> int:
        """How many are being tried now."""
        return sum(one.under_way for one in self._held)

    @property
    def pending(self) -> bool:
        """Whether anything is still to be done."""
        return bool(self._held)

    def _start(self, one: _Held) -> None:
        def done(result: Any) -> None:
            if shiboken6.isValid(self):
                self._done(one, result)

        def failed(error: BaseException) -> None:
            if shiboken6.isValid(self):
                self._refused(one, error)

        one.start(then=done, failed=failed)

    def _done(self, one: _Held, result: Any) -> None:
        self._held.remove(one)
        tell = one.late if one.refused else one.then
        if tell is not None:
            tell(result)
        if not one.refused:
            self.again()  # there is room again
        self._tell()

    def _refused(self, one: _Held, error: BaseException) -> None:
        one.refused, one.under_way = True, False
        one.failed(error)
        self._tell()

    def _tell(self) -> None:
        if self.unsaved != self._told:
            self._told = self.unsaved
            self.waiting.emit(self._told)
