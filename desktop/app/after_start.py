"""What is done once a store is open: say how the last end was, and mend what it left."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal

from desktop.app.aftermath import Aftermath, look_after, told, what_came_of

if TYPE_CHECKING:
    from core.store import Store
    from core.video.sealing_lane import SealingEvent
    from desktop.app.window import MainWindow


class AfterStart(QObject):
    """Looks in the pool, says it in the banner, and recovers recordings on the sealing lane."""

    def __init__(self, window: MainWindow, store: Store, *, stood_in: str) -> None:
        super().__init__(window.jobs)
        self._window = window
        self._store = store
        self._stood_in = stood_in
        self._offered: object = None
        assert window.jobs is not None
        window.jobs.run(lambda _step: look_after(store), then=self._looked)

    def _looked(self, aftermath: Aftermath) -> None:
        if self._window.jobs is not None:
            store = self._store
            self._window.jobs.run(lambda _step: _get_ready(store))
        if aftermath.to_recover:
            Recovery(self._store, parent=self).done.connect(self._recovered)
        shell = self._window.shell
        if not aftermath or shell is None:
            return
        if aftermath.draft is not None and self._stood_in == "filling":
            shell.say(told(aftermath), "info")
            # At the question where the process ended.
            self._window.actions_.do("filling", aftermath.draft)
        else:
            self._offered = aftermath.draft
            self._say(aftermath)

    def _recovered(self, aftermath: Aftermath) -> None:
        if aftermath:
            self._say(aftermath)

    def _say(self, aftermath: Aftermath) -> None:
        shell, draft = self._window.shell, self._offered
        if shell is None:
            return
        shell.say(told(aftermath), "info")
        if draft is not None:
            shell.banner.add_action(
                self._window.tr("Continuar onde ficou"), lambda: self._resume(draft)
            )

    def _resume(self, draft: object) -> None:
        self._offered = None
        self._window.actions_.do("filling", draft)


def _get_ready(store: Store) -> None:
    from core.video.privacy.erasing import erase_again, finish_erasures
    from core.visits.sessions import get_ready

    get_ready(store)
    # What was erased here or on another device, and came back with an exchange or a copy.
    erase_again(store, at=datetime.now(UTC))
    finish_erasures(store)


class Recovery(QObject):
    """Recovery on the sealing lane; `done(Aftermath)` comes on the window's thread."""

    done = Signal(object)
    _told = Signal(object)

    def __init__(self, store: Store, *, parent: QObject) -> None:
        from core.video.sealing_lane import sealing_lane

        super().__init__(parent)
        self._lane = sealing_lane(store)
        self._told.connect(self._heard)
        self._deaf = self._lane.hear(self._tell)
        self._lane.recover()

    def _tell(self, event: SealingEvent) -> None:
        """On the lane's thread."""
        if shiboken6.isValid(self):
            self._told.emit(event)

    def _heard(self, event: SealingEvent) -> None:
        from core.video.sealing_lane import AllRecovered, RecoveryFailed

        if isinstance(event, AllRecovered):
            self._deaf()
            self.done.emit(what_came_of(event.found))
        elif isinstance(event, RecoveryFailed):
            self._deaf()
            self.done.emit(Aftermath(interrupted=False, recovered_us=(), draft=None, waiting=1))
