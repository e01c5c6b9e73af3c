"""The exchange with the centre, tied to the window: the strip, the way out, a lost laptop."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from desktop.sync.agent import SyncAgent
from desktop.sync.standing import standing_of

if TYPE_CHECKING:
    from desktop.app.shell import Shell
    from desktop.app.window import MainWindow

MOST_AT_CLOSE = 15.0
"""Seconds that closing waits for an exchange at most."""


class Syncing(QObject):
    """One for the window; the agent in it is made for each store that is opened."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.agent: SyncAgent | None = None
        self._closing_since: float | None = None

    def begin(self) -> SyncAgent:
        """The agent of the store that is open."""
        window = self._window
        if self.agent is None:
            assert window.jobs is not None
            self.agent = SyncAgent(
                window.jobs,
                now=window.now,
                automatic=lambda: window.settings.value.sync_automatic,
                metered=lambda: window.settings.value.sync_metered,
                parent=self,
            )
            self.agent.changed.connect(lambda _told: self.show())
            self.agent.wiped.connect(lambda: QTimer.singleShot(0, self, self._wipe))
        return self.agent

    def attach(self, shell: Shell) -> None:
        """A shell was built: its strip tells how the exchange stands."""
        shell.strip.sync.clicked.connect(lambda: shell.go("sync"))
        self.show()

    def show(self) -> None:
        """Tell the strip."""
        shell = self._window.shell
        if shell is None or self.agent is None:
            return
        told = self.agent.told
        # The sample is for trying things out: it belongs to nobody unless somebody connects it.
        quiet = shell.around.sample and not told.enrolled
        shell.strip.show_sync(None if quiet else standing_of(told, now=self._window.now()))

    def stop(self) -> None:
        """The store is about to be closed."""
        self._closing_since = None
        if self.agent is not None:
            self.agent.stop()
            self.agent.deleteLater()
            self.agent = None

    @property
    def sending(self) -> bool:
        """Whether an exchange runs."""
        return self.agent is not None and self.agent.told.running

    # -- the way out ---------------------------------------------------------------------------

    def holds_up(self) -> bool:
        """Whether closing should wait a little: what was written here is on its way.

        The first call begins an exchange if there is something to send and the last one ended
        well; no call holds longer than `MOST_AT_CLOSE` after that.
        """
        agent = self.agent
        if agent is None:
            return False
        if self._closing_since is None:
            self._closing_since = monotonic()
            if agent.worth_a_last_one:
                agent.sync_now()
        return agent.told.running and monotonic() - self._closing_since < MOST_AT_CLOSE

    def stay(self) -> None:
        """The person does not leave after all."""
        self._closing_since = None

    # -- a lost laptop -------------------------------------------------------------------------

    def _wipe(self) -> None:
        """The centre had this laptop reported lost: its data go, and that is said."""
        from sync.replica.trouble import WasWiped
        from sync.replica.wiping import wipe

        window = self._window
        if window.open_store is None:
            return
        folder = window.open_store.store.folder
        window.close_store()
        wipe(folder)
        window.show_welcome()
        page: Any = window.pages.currentWidget()
        page.banner.show_problem(WasWiped())
