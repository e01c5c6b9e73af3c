"""The lane of files: one run over the queue, beside the exchange of changes and never before it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from core.reports.files_out import files_out
from core.store.problems import DiskFull, FileDamaged, FileMissing
from sync.protocol.endpoint import NoAnswer, Refused
from sync.protocol.messages import Had, Have, to_bytes
from sync.replica import file_queue as queue
from sync.replica import state
from sync.replica.fetching import fetch
from sync.replica.pace import Stopped
from sync.replica.sending import TUS, Sender

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from core.reports.files_out import FileOut
    from core.store import Store
    from core.store.clock import Clock
    from sync.replica.over_http import OverHttp
    from sync.replica.pace import Pace

NO_ROOM = "no_room"
"""This laptop's disk is too full for a file that shall come."""
_AT_ONCE = 1000
_RESERVE = 1 << 30
_NOTHING, _NOT_THERE = 204, (404, 410)
_GLANCE_NS = 1_000_000_000
_LOOK_EVERY = timedelta(seconds=10)
"""A consent may end by the clock alone."""
_LATER = frozenset({"busy", "rate", "full", "preempted", "offset", NO_ROOM})
"""Refusals that pass by themselves."""
_OUT = frozenset({"unauthorised", "revoked", "enrol", "epoch"})
"""Refusals of the laptop, not of the file."""


class Withdrawn(Exception):
    """A file may not leave any more, while it is leaving."""


@dataclass(frozen=True, slots=True)
class FileTold:
    """Where a file is at this moment, for whoever watches: bytes handed to the line or come."""

    sha256: str
    name: str
    direction: str
    done: int
    size: int


@dataclass(slots=True)
class FileOutcome:
    """What a run did: files and bytes over; `passed_by`: left for another run, with a reason."""

    sent: int = 0
    sent_bytes: int = 0
    fetched: int = 0
    fetched_bytes: int = 0
    refused: int = 0
    passed_by: int = 0
    stopped: bool = False


def line_up_store(store: Store, *, at: datetime) -> list[FileOut]:
    """Bring the queue up to what the store speaks of, without asking anybody; for a worker.

    Before `file_standing` is read: what was photographed since the last run is counted too.
    """
    out = files_out(store, at=at)
    here = {one.sha256 for one in out if store.files.has(one.sha256)}
    store.write_now(lambda work: queue.line_up(work, out, here=here))
    return out


class FileLane:
    """Runs over the queue of one store, on an endpoint of its own, smallest files first.

    `metered`: the line is paid by the byte, only small files go. One file's trouble does not keep
    the others. Whether a file may leave is looked at again right before it does.
    """

    def __init__(
        self, store: Store, endpoint: OverHttp, *, clock: Clock, pace: Pace, metered: bool = False,
        told: Callable[[FileTold], None] = lambda _told: None,
    ) -> None:  # fmt: skip
        self.store = store
        self.endpoint = endpoint
        self.clock = clock
        self.pace = pace
        self.metered = metered
        self._told = told
        self._passed: set[tuple[str, str]] = set()
        self._out: dict[str, FileOut] = {}
        self._looked_at = -1
        self._glance_at = 0
        self._look_again = clock.now()

    def run(self) -> FileOutcome:
        """All that waits and may go. Raises: NoAnswer, Refused (the laptop is not let in)."""
        outcome = FileOutcome()
        self._passed = set()
        self._look(always=True)
        try:
            self._take_back()
            self._pass_by_what_is_not_there()
            while True:
                following = self.store.read(
                    partial(queue.next_file, metered=self.metered, without=self._passed)
                )
                if following is None:
                    break
                self._one(*following, outcome)
            self._take_back()
        except Stopped:
            outcome.stopped = True
        except NoAnswer:
            if not self.pace.stopping:
                raise
            outcome.stopped = True
        return outcome

    def _one(
        self, sha256: str, direction: str, location: str | None, outcome: FileOutcome
    ) -> None:  # fmt: skip
        self._look()
        file = self._out.get(sha256)
        if file is None or (direction == queue.UP and file.kept):
            # The queue says so by now.
            self._passed.add((sha256, direction))
            return
        try:
            if direction == queue.UP:
                self._send(file, location, outcome)
            else:
                self._fetch(file, outcome)
        except Refused as refused:
            if refused.code in _OUT:
                raise
            self._put_by(file, direction, refused.code, outcome)
        except (FileDamaged, FileMissing) as problem:
            self._put_by(file, direction, problem.code, outcome)
        except Withdrawn:
            self._passed.add((sha256, direction))
        except (OSError, DiskFull):
            self._put_by(file, direction, NO_ROOM, outcome)

    def _send(self, file: FileOut, location: str | None, outcome: FileOutcome) -> None:
        def located(where: str | None, done: int) -> None:
            self.store.write_now(
                lambda work: queue.note_place(
                    work, file.sha256, queue.UP, location=where, done=done
                )
            )

        def told(done: int) -> None:
            self._told(FileTold(file.sha256, file.name, queue.UP, done, file.size))
            self._still_may(file)

        before = self.endpoint.wire.sent
        sender = Sender(self.endpoint, pace=self.pace, located=located, told=told)
        try:
            with self.store.files.open(file.sha256) as stream:
                sender.send(file, stream, location=location)
        finally:
            outcome.sent_bytes += self.endpoint.wire.sent - before
        self.store.write_now(lambda work: queue.note_received(work, file.sha256))
        outcome.sent += 1

    def _still_may(self, file: FileOut) -> None:
        """A long file is asked about while it goes, once a second. Raises: Withdrawn."""
        now = self.clock.monotonic_ns()
        if now < self._glance_at:
            return
        self._glance_at = now + _GLANCE_NS
        self._look()
        found = self._out.get(file.sha256)
        if found is None or found.kept:
            raise Withdrawn

    def _fetch(self, file: FileOut, outcome: FileOutcome) -> None:
        if shutil.disk_usage(self.store.folder).free < 2 * file.size + _RESERVE:
            raise DiskFull
        before = self.endpoint.wire.received
        try:
            fetch(
                self.store, self.endpoint, file, pace=self.pace,
                told=lambda done: self._told(
                    FileTold(file.sha256, file.name, queue.DOWN, done, file.size)
                ),
            )  # fmt: skip
        finally:
            outcome.fetched_bytes += self.endpoint.wire.received - before
        self.store.write_now(lambda work: queue.note_come(work, file.sha256))
        outcome.fetched += 1

    def _put_by(self, file: FileOut, direction: str, code: str, outcome: FileOutcome) -> None:
        # A file that the centre does not have yet comes another time.
        later = code in _LATER or (direction == queue.DOWN and code == "gone")
        self._passed.add((file.sha256, direction))
        self.store.write_now(
            lambda work: queue.note_reason(work, file.sha256, direction, code, final=not later)
        )
        if later:
            outcome.passed_by += 1
        else:
            outcome.refused += 1

    def _look(self, *, always: bool = False) -> None:
        """Bring the queue up to the store if anything was written since, or time has passed."""
        newest = self.store.read(lambda work: state.newest_change(work.connection()))
        at = self.clock.now()
        if not always and newest == self._looked_at and at < self._look_again:
            return
        self._looked_at, self._look_again = newest, at + _LOOK_EVERY
        self._out = {one.sha256: one for one in line_up_store(self.store, at=at)}

    def _take_back(self) -> None:
        """What went in part and may not leave any more is not left lying at the centre."""
        for sha256, location in self.store.read(queue.begun_and_held):
            reply = self.endpoint.answered("DELETE", location, headers=TUS)
            if reply.status in (_NOTHING, *_NOT_THERE):
                self.store.write_now(
                    partial(queue.note_place, sha256=sha256, direction=queue.UP, location=None,
                            done=0)
                )  # fmt: skip

    def _pass_by_what_is_not_there(self) -> None:
        """Of the files that shall come, those that the centre does not have are not asked for."""
        wanted = self.store.read(queue.waiting_down)
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            asked = to_bytes(Have(files=[bytes.fromhex(one) for one in some]))
            reply = self.endpoint.authorised("POST", "/v1/have", body=asked)
            try:
                had = msgspec.msgpack.decode(reply.body, type=Had)
            except msgspec.DecodeError as error:
                raise NoAnswer("no message") from error
            missing = set(some) - {one.hex() for one in had.files}
            self._passed |= {(one, queue.DOWN) for one in missing}
