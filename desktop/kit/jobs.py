"""Work that must not hold the window: store writes on their lane, reads and slow work in a pool.

Callbacks come back on the UI thread. A callback that belongs to a widget which is gone by then
is dropped; an error that nobody asked for goes to the `troubled` signal, which the window shows.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from core.store import Committed, Store, Work

T = TypeVar("T")
Then = Callable[[Any], object]
Failed = Callable[[BaseException], object]
Progress = Callable[[float, str], object]


class Step:
    """What a slow task uses to tell how far it is, and to hear that it should stop."""

    def __init__(self, told: Callable[[float, str], None]) -> None:
        self._told = told
        self.cancelled = False

    def tell(self, fraction: float, words: str = "") -> None:
        """Report progress. Raises CancelledError once the person has cancelled."""
        if self.cancelled:
            raise CancelledError
        self._told(min(1.0, max(0.0, fraction)), words)


def _alive(callback: Callable[..., object] | None) -> bool:
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def while_alive(owner: QObject, callback: Callable[[Any], object]) -> Callable[[Any], None]:
    """A callback of a job that may come back after its owner is gone: then it does nothing."""

    def call(result: Any) -> None:
        if shiboken6.isValid(owner):
            callback(result)

    return call


@dataclass(frozen=True, slots=True)
class _Awaited:
    """Who is to be told of a job. Held on the UI thread alone: a thread of the pool that let go
    of a widget last would destroy it there, under timers that then fire into nothing."""

    then: Then | None
    failed: Failed | None
    progress: Progress | None


class Background(QObject):
    """A small pool of threads whose results arrive on the UI thread."""

    troubled = Signal(object)
    busy = Signal(bool)
    came_back = Signal()
    _arrived = Signal(object)

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=3, thread_name_prefix="terreno-job")
        self._waiting = 0
        self._closed = False
        self._steps: dict[Future[Any], Step] = {}
        self._musts: set[Future[Any]] = set()
        self._awaited: dict[int, _Awaited] = {}
        self._keys = count()
        self._arrived.connect(self._receive)

    def run(
        self,
        task: Callable[[Step], T],
        *,
        then: Then | None = None,
        failed: Failed | None = None,
        progress: Progress | None = None,
        must: bool = False,
    ) -> Step:
        """Do slow work in the pool. `progress(fraction, words)` is called on the UI thread.

        What `must` be done is done to its end, also when the window closes meanwhile: something
        a person gave would be lost without it.
        """
        key = next(self._keys)
        self._awaited[key] = _Awaited(then, failed, progress)

        def told(fraction: float, words: str) -> None:
            self._post(partial(self._progressed, key, fraction, words))

        step = Step(told)
        try:
            future = self._pool.submit(task, step)
        except BaseException:
            del self._awaited[key]
            raise
        self._steps[future] = step
        self._follow(key, future, must=must)
        return step

    def _progressed(self, key: int, fraction: float, words: str) -> None:
        awaited = self._awaited.get(key)
        if awaited is not None and awaited.progress is not None and _alive(awaited.progress):
            awaited.progress(fraction, words)

    @property
    def closed(self) -> bool:
        """Whether nothing can be asked of it any more."""
        return self._closed

    @property
    def waiting(self) -> int:
        """How many jobs have not come back yet."""
        return self._waiting

    @property
    def unsettled(self) -> int:
        """How many of them must be done before the window may go."""
        return len(self._musts)

    def stop_others(self) -> None:
        """Ask to stop, or never to begin, whatever can be left undone."""
        for future, step in list(self._steps.items()):
            if future not in self._musts:
                step.cancelled = True
                future.cancel()

    def close(self) -> None:
        """Stop what can be left undone, wait for the rest; nothing comes back afterwards."""
        self._closed = True
        self.stop_others()
        self._pool.shutdown(wait=True)
        self._awaited.clear()

    def _post(self, call: Callable[[], object]) -> None:
        if not self._closed and shiboken6.isValid(self):
            self._arrived.emit(call)

    def _receive(self, call: Callable[[], object]) -> None:
        if not self._closed:
            call()

    def _follow(self, key: int, future: Future[Any], *, must: bool = False) -> None:
        self._waiting += 1
        if must:
            self._musts.add(future)
        if self._waiting == 1:
            self.busy.emit(True)
        future.add_done_callback(lambda done: self._post(partial(self._finish, key, done)))

    def _finish(self, key: int, done: Future[Any]) -> None:
        awaited = self._awaited.pop(key)
        self._waiting -= 1
        self._steps.pop(done, None)
        self._musts.discard(done)
        if self._waiting == 0:
            self.busy.emit(False)
        try:
            self._hand_over(done, then=awaited.then, failed=awaited.failed)
        finally:
            self.came_back.emit()

    def _hand_over(self, done: Future[Any], *, then: Then | None, failed: Failed | None) -> None:
        if done.cancelled():
            return
        error = done.exception()
        if error is None:
            if then is not None and _alive(then):
                then(done.result())
        elif failed is not None:
            if _alive(failed):
                failed(error)
        elif not isinstance(error, CancelledError):
            self.troubled.emit(error)


class Jobs(Background):
    """Background work on one open store.

    `saved` carries the instant of each commit (aware UTC); `touched` the (entity, id) pairs.
    """

    saved = Signal(object)
    touched = Signal(object)

    def __init__(self, store: Store, *, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self.store = store
        self._unsubscribe = store.subscribe(self._committed)

    def write(
        self,
        verb: Callable[[Work], T],
        *,
        then: Then | None = None,
        failed: Failed | None = None,
    ) -> Future[T]:
        """Hand a verb to the store's writer lane; one transaction."""
        future = self.store.write(verb)
        key = next(self._keys)
        self._awaited[key] = _Awaited(then, failed, None)
        self._follow(key, future, must=True)
        return future

    def read(
        self,
        verb: Callable[[Work], T],
        *,
        then: Then,
        failed: Failed | None = None,
    ) -> None:
        """Run a reading verb in the pool, on a connection of its own."""
        self.run(lambda _step: self.store.read(verb), then=then, failed=failed)

    def close(self) -> None:
        """Stop listening and let running work end."""
        self._unsubscribe()
        super().close()

    def _committed(self, committed: Committed) -> None:
        """Called on the writer lane's thread."""

        def tell() -> None:
            self.saved.emit(committed.at)
            self.touched.emit(committed.touched)

        self._post(tell)


class Refresh(QObject):
    """Asks again, once, shortly after something of interest was committed, if it can be seen."""

    def __init__(
        self,
        jobs: Jobs,
        entities: frozenset[str],
        again: Callable[[], object],
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._place = parent
        self._entities = entities
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(60)
        self._timer.timeout.connect(lambda: None if jobs.closed else again())
        jobs.touched.connect(self._touched)

    def _touched(self, touched: frozenset[tuple[str, object]]) -> None:
        # A hidden place reads anew when it is entered.
        if not self._place.isVisible() or self._timer.isActive():
            return
        if any(name in self._entities for name, _ in touched):
            self._timer.start()
