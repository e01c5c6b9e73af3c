"""Exchanges with the centre: by itself while there is a network, by button, and at the end."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.kit.jobs import Background, Jobs, Step

if TYPE_CHECKING:
    from core.store import Work
    from sync.replica.calling import Call
    from sync.replica.enrolment import Standing
    from sync.replica.exchange import Outcome
    from sync.replica.file_call import FileCall
    from sync.replica.file_lane import FileTold

    _Found = tuple[Standing, int, datetime | None, int]

FIRST_LOOK_MS = 1500
SOON = 8
"""Seconds after the start until the first exchange."""
AFTER_A_CHANGE = 20
BETWEEN = 300
"""Seconds between two exchanges when nothing is written here: others may have written."""
FIRST_WAIT = 30
LONGEST_WAIT = 900
_FINAL = frozenset(("sync.device-revoked", "sync.wrong-centre", "sync.other-version"))
"""Trouble that waiting does not mend: only by button from then on."""


@dataclass(frozen=True, slots=True)
class Told:
    """How the exchange stands. `conflicts`: -1 while nobody has counted them.

    `done` is when the last exchange ended well (aware), in this or an earlier session; `trouble`
    what the last one ended with, if it did not; `again` when the next one is due by itself.
    `moved` counts what has gone and come in the exchange that runs.
    """

    enrolled: bool = False
    organisation: str = ""
    url: str = ""
    running: bool = False
    waiting: int = 0
    refused: int = 0
    conflicts: int = -1
    moved: int = 0
    done: datetime | None = None
    trouble: BaseException | None = None
    again: datetime | None = None
    clock_off_ms: int = 0
    files: int = 0
    """Files that have still to go or come; `file` is the one under way, in words."""
    file: str = ""


class SyncAgent(QObject):
    """Lives as long as the store is open. `changed` carries a `Told`; `wiped` nothing."""

    changed = Signal(object)
    ended = Signal()
    wiped = Signal()

    def __init__(
        self,
        jobs: Jobs,
        *,
        now: Callable[[], datetime],
        automatic: Callable[[], bool],
        metered: Callable[[], bool] = lambda: False,
        draw: Callable[[], float] = random.random,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._now, self._automatic, self._draw = jobs, now, automatic, draw
        self._metered = metered
        self.told = Told()
        # A lane of its own: an exchange over a bad line takes minutes and must keep nobody waiting.
        self._lane = Background(parent=self)
        self._call: Call | None = None
        self._files: FileCall | None = None
        self._failures = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._by_itself)
        self._look_soon = QTimer(self)
        self._look_soon.setSingleShot(True)
        self._look_soon.setInterval(400)
        self._look_soon.timeout.connect(self.look)
        jobs.touched.connect(self._touched)
        # Not at once: the first seconds belong to whoever opened the window.
        QTimer.singleShot(FIRST_LOOK_MS, self, partial(self.look, first=True))

    # -- what there is -----------------------------------------------------------------------

    def look(self, *, first: bool = False) -> None:
        """Read again what waits and what is in dispute."""
        self._jobs.read(_read, then=partial(self._looked, first))

    def _looked(self, first: bool, found: _Found) -> None:
        standing, conflicts, done, files = found
        place = standing.enrolment
        self._tell(
            enrolled=place is not None,
            organisation=place.organisation if place else "",
            url=place.url if place else "",
            waiting=standing.waiting,
            refused=standing.refused,
            conflicts=conflicts,
            files=files,
            done=self.told.done or done,
        )
        if first:
            self._plan(SOON)
        elif standing.waiting and not self.told.trouble:
            self._plan(AFTER_A_CHANGE, sooner=True)

    def _touched(self, _rows: object) -> None:
        if self.told.enrolled and not self.told.running:
            self._look_soon.start()

    # -- exchanging ----------------------------------------------------------------------------

    def sync_now(self) -> None:
        """Exchange at once, unless one is under way."""
        if self.told.running or not self.told.enrolled:
            return
        from sync.replica.calling import Call

        self._later.stop()
        call = self._call = Call()
        store = self._jobs.store
        self._tell(running=True, moved=0, again=None)
        self._lane.run(
            lambda step: call.run(store, told=partial(_tell_step, step)),
            then=self._done,
            failed=self._failed,
            progress=self._moved,
        )

    def enrolled(self) -> None:
        """This laptop was connected just now: exchange at once."""
        self._failures = 0
        self._tell(enrolled=True, trouble=None)
        self.sync_now()

    @property
    def worth_a_last_one(self) -> bool:
        """Whether something waits, and the last exchange gives hope that it will go."""
        told = self.told
        return told.enrolled and told.waiting > 0 and told.trouble is None and self._automatic()

    def stop(self) -> None:
        """End for good: a request under way is cut; what was taken till then stays."""
        self._later.stop()
        self._look_soon.stop()
        if self._call is not None:
            self._call.break_off()
        if self._files is not None:
            self._files.break_off()
        self._lane.close()

    def _moved(self, count: float, _words: str) -> None:
        self._tell(moved=int(count))

    def _done(self, outcome: Outcome) -> None:
        self._call, self._failures = None, 0
        done = self._now()
        if outcome.pushed or outcome.pulled:
            self._jobs.write(partial(_remember, at=done))
        self._tell(running=False, trouble=None, done=done, clock_off_ms=outcome.clock_off_ms)
        self._plan(BETWEEN)
        self.look()
        self.ended.emit()
        self.send_files()

    def send_files(self) -> None:
        """Let files go and come, unless they do already; changes never wait for them."""
        if self._files is not None or not self.told.enrolled:
            return
        from sync.replica.file_call import FileCall

        call = self._files = FileCall(metered=self._metered())
        store = self._jobs.store
        self._lane.run(
            lambda step: call.run(store, told=partial(_tell_file, step)),
            then=lambda _outcome: self._files_ended(),
            failed=lambda _problem: (
                self._files_ended()
            ),  # the exchange of changes tells of the line
            progress=self._file_moved,
        )

    def _file_moved(self, fraction: float, name: str) -> None:
        if self._files is not None:
            self._tell(file=f"{name} {fraction * 100:.0f} %")

    def _files_ended(self) -> None:
        self._files = None
        self._tell(file="")
        self.look()

    def _failed(self, problem: BaseException) -> None:
        from sync.replica.exchange import Wiped

        self._call = None
        if isinstance(problem, Wiped):
            self.lost()
            return
        self._failures += 1
        self._tell(running=False, trouble=problem)
        if getattr(problem, "code", "") not in _FINAL:
            # Full jitter over a span that doubles: offices do not all come back at once.
            span = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (self._failures - 1))
            self._plan(span * (0.5 + self._draw() / 2))
        self.look()
        self.ended.emit()

    def lost(self) -> None:
        """The centre says that this laptop was lost, over a line or on a stick."""
        self._tell(running=False, enrolled=False)
        self.wiped.emit()

    # -- by itself -------------------------------------------------------------------------------

    def _plan(self, seconds: float, *, sooner: bool = False) -> None:
        if not self.told.enrolled or self.told.running or not self._automatic():
            return
        if sooner and self._later.isActive() and self._later.remainingTime() < seconds * 1000:
            return
        self._later.start(int(seconds * 1000))
        self._tell(again=self._now() + timedelta(seconds=seconds))

    def _by_itself(self) -> None:
        if self._automatic():
            self.sync_now()
        else:
            self._tell(again=None)

    def _tell(self, **what: Any) -> None:
        told = replace(self.told, **what)
        if told != self.told:
            self.told = told
            self.changed.emit(told)


def _tell_step(step: Step, outcome: Outcome) -> None:
    step.tell(float(outcome.pushed + outcome.pulled))


def _tell_file(step: Step, told: FileTold) -> None:
    step.tell(told.done / max(1, told.size), told.name)


def _read(work: Work) -> _Found:
    from sync.replica.disputes import count_disputes
    from sync.replica.enrolment import last_exchange, standing
    from sync.replica.file_queue import file_standing

    found = standing(work)
    if found.enrolment is None:
        return found, 0, None, 0
    files = file_standing(work)
    going = files.waiting_up + files.waiting_down
    return found, count_disputes(work), last_exchange(work), going


def _remember(work: Work, *, at: datetime) -> None:
    from sync.replica.enrolment import remember_exchange

    remember_exchange(work, at=at)
