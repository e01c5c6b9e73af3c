"""The lanes of a store: one thread that writes, and readers on their own connections."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.store import problems
from core.store.capture import begin_capture
from core.store.derived import follow
from core.store.log import Author
from core.store.problem_of import problem_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Engine

    from core.store.clock import Clock, HybridClock
    from core.store.mapping import Work

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Committed:
    """A transaction that is on the disk: which synced rows it touched (entity, id), and when."""

    touched: frozenset[tuple[str, UUID]]
    at: datetime


class WriterLane:
    """The one thread that writes; a verb is one transaction."""

    def __init__(
        self, engine: Engine, *, author: Author, clock: Clock, hybrid: HybridClock
    ) -> None:
        self.author = author
        self._engine = engine
        self._clock = clock
        self._hybrid = hybrid
        self._callbacks: list[Callable[[Committed], None]] = []
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="terreno-writer")
        self._ident: int | None = None

    def write(self, verb: Callable[[Work], T]) -> Future[T]:
        """Queue a verb. Its future ends after the commit has reached the disk."""
        author = self.author
        try:
            return self._thread.submit(self._run, verb, author)
        except RuntimeError as error:
            raise problems.StoreClosed from error

    def write_now(self, verb: Callable[[Work], T]) -> T:
        """Write and wait."""
        if threading.get_ident() == self._ident:
            raise RuntimeError("write_now on the writer's own thread would wait for itself")
        return self.write(verb).result()

    def subscribe(self, callback: Callable[[Committed], None]) -> Callable[[], None]:
        """Be told, on the writer's thread, of each commit; gives what ends it."""
        with self._lock:
            self._callbacks.append(callback)

        def end() -> None:
            with self._lock:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)

        return end

    def close(self) -> None:
        """Write what is queued, then end the thread."""
        self._thread.shutdown(wait=True)

    def _run(self, verb: Callable[[Work], T], author: Author) -> T:
        self._ident = threading.get_ident()
        try:
            with Session(self._engine, expire_on_commit=False) as work:
                capture = begin_capture(work, author=author, clock=self._hybrid)
                with work.begin():
                    value = verb(work)
                    work.flush()
                    follow(work, capture.touched)
        except Exception as error:
            # What is written in bulk goes past SQLAlchemy, and so do its errors.
            if known := problem_of(error):
                raise known from error
            raise
        self._tell(Committed(frozenset(capture.touched), self._clock.now()))
        return value

    def _tell(self, committed: Committed) -> None:
        with self._lock:
            callbacks = list(self._callbacks)
        for callback in callbacks:
            try:
                callback(committed)
            except Exception:  # noqa: BLE001  logged just below
                # The data is safe already; a listener's bug must not look like a failed write.
                _log.exception("a listener of the store failed")


def read(engine: Engine, verb: Callable[[Work], T]) -> T:
    """Run a verb that reads, on the caller's thread: one consistent picture of the store."""
    try:
        with Session(engine, autoflush=False) as work, work.begin():
            return verb(work)
    except DBAPIError as error:
        raise (problem_of(error) or error) from error
