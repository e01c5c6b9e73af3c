"""A run of the lane of files as whoever has the store asks for it; trouble in words."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from core.store.clock import SystemClock
from sync.protocol.endpoint import NoAnswer, Refused
from sync.replica import enrolment
from sync.replica.file_lane import FileLane
from sync.replica.pace import Pace, Stopped
from sync.replica.trouble import trouble_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.store import Store
    from core.store.clock import Clock
    from sync.replica.file_lane import FileOutcome, FileTold
    from sync.replica.over_http import OverHttp


class FileCall:
    """One run, which another thread may break off. `limit`: bytes a second; none: no limit.

    Meant for a thread of its own, so that no exchange of changes ever waits for it.
    """

    def __init__(self, *, limit: int | None = None, metered: bool = False) -> None:
        self._limit = limit
        self._metered = metered
        self._off = threading.Event()
        self._lock = threading.Lock()
        self._endpoint: OverHttp | None = None

    def break_off(self) -> None:
        """End it soon; what is over stays over, and the next run goes on there."""
        self._off.set()
        with self._lock:
            if self._endpoint is not None:
                self._endpoint.wire.break_off()

    def run(
        self, store: Store, *, clock: Clock | None = None,
        told: Callable[[FileTold], None] = lambda _told: None,
    ) -> FileOutcome:  # fmt: skip
        """Files go and come. Raises: NoCentre, NotEnrolled and the other problems of `trouble`."""
        clock = clock or SystemClock()
        try:
            endpoint = enrolment.endpoint_of(store, pause=self._pause)
        except Refused as error:
            raise trouble_of(error) from error
        with self._lock:
            self._endpoint = endpoint
        pace = Pace(
            limit=self._limit, clock=clock, pause=self._pause, stopping=self._off.is_set
        )  # fmt: skip
        lane = FileLane(
            store, endpoint, clock=clock, pace=pace, metered=self._metered, told=told
        )  # fmt: skip
        try:
            return lane.run()
        except (Refused, NoAnswer) as error:
            raise trouble_of(error) from error
        finally:
            with self._lock:
                self._endpoint = None
            endpoint.wire.close()

    def _pause(self, seconds: float) -> None:
        if self._off.wait(seconds):
            raise Stopped
