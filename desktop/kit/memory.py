"""Cyclic garbage is collected on the UI thread only.

A cycle that holds a widget may be found by any thread that happens to allocate; Qt then destroys
the widget on that thread, which crashes (seen as an access violation in a reading thread).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class Collector(QObject):
    """Takes over from the automatic collector; runs in the event loop of the thread it is on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, as the interpreter would."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give collecting back to the interpreter."""
        self._timer.stop()
        gc.enable()
