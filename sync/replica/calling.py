"""An exchange as whoever has the store asks for it: the endpoint made, the trouble in words."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from core.store.clock import SystemClock
from sync.protocol.endpoint import NoAnswer, Refused
from sync.protocol.problems import WireProblem
from sync.replica import enrolment
from sync.replica.exchange import Exchange
from sync.replica.trouble import NoCentre, trouble_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.store.clock import Clock
    from sync.replica.exchange import Outcome, ReplicaStore
    from sync.replica.over_http import OverHttp


class Call:
    """One exchange, which another thread may break off; what was taken till then stays."""

    def __init__(self) -> None:
        self._off = threading.Event()
        self._lock = threading.Lock()
        self._endpoint: OverHttp | None = None

    @property
    def broken_off(self) -> bool:
        """Whether somebody wants it to end."""
        return self._off.is_set()

    def break_off(self) -> None:
        """End it soon: no further try, and the line is cut under a request that waits."""
        self._off.set()
        with self._lock:
            if self._endpoint is not None:
                self._endpoint.wire.break_off()

    def run(
        self,
        store: ReplicaStore,
        *,
        clock: Clock | None = None,
        told: Callable[[Outcome], None] | None = None,
    ) -> Outcome:
        """Send what waits and take what is new; meant for a worker thread.

        Raises: Wiped; NoCentre, WrongCentre, NotEnrolled, DeviceRevoked and the other problems of
        `trouble`.
        """
        try:
            endpoint = enrolment.endpoint_of(store, pause=self._pause)
        except Refused as error:
            raise trouble_of(error) from error
        with self._lock:
            self._endpoint = endpoint
        try:
            if self.broken_off:
                raise NoAnswer("stopped")
            return Exchange(store, endpoint, clock=clock or SystemClock()).run(told=told)
        except (Refused, NoAnswer) as error:
            raise trouble_of(error) from error
        except WireProblem as error:
            # What came does not fit together: a line that changes bytes, or a centre in trouble.
            raise NoCentre(why=str(error)) from error
        finally:
            with self._lock:
                self._endpoint = None
            endpoint.wire.close()

    def _pause(self, seconds: float) -> None:
        if self._off.wait(seconds):
            raise NoAnswer("stopped")
