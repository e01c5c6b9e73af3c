"""Where a person stands in the filling: remembered shortly after they moved there.

An answer remembers its question by itself, in its own transaction; this is for moving about.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

SOON_MS = 250


class Standing(QObject):
    """`here` is the key of the question with the focus, "" before there is one."""

    def __init__(self, remember: Callable[[str], object], *, parent: QObject) -> None:
        super().__init__(parent)
        self.here = ""
        self._remember = remember
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self._tell)

    def at(self, key: str) -> None:
        """The person moved here."""
        self.here = key
        if not self._timer.isActive():  # not anew: who moves fast is remembered too
            self._timer.start()

    def tell_now(self) -> None:
        """Leaving: what was not remembered yet is remembered now."""
        if self._timer.isActive():
            self._timer.stop()
            self._tell()

    def forget(self) -> None:
        """Another filling: nobody stands anywhere."""
        self._timer.stop()
        self.here = ""

    def _tell(self) -> None:
        if self.here:
            self._remember(self.here)
