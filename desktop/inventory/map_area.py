"""Drawing an area on the map, corner by corner, with the mouse or the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal

from desktop.kit.map import PathLayer

if TYPE_CHECKING:
    from desktop.kit.map import MapCanvas

_FEWEST = 3


class AreaDrawing(QObject):
    """`closed` carries the corners (degrees); `changed` that one came or went, or all did.

    A click (or Enter) puts a corner; one on the first corner closes the area, and so does a
    second one in the same place. What is drawn stays in sight until `show_area` says otherwise.
    """

    closed = Signal(object)
    changed = Signal()

    def __init__(self, canvas: MapCanvas, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.layer = PathLayer(closed=True)
        canvas.layers.append(self.layer)
        self.drawing = False
        self._before: list[tuple[float, float]] = []

    @property
    def corners(self) -> int:
        """How many corners there are so far."""
        return len(self.layer.corners)

    @property
    def may_close(self) -> bool:
        """Whether what is drawn is an area."""
        return self.drawing and self.corners >= _FEWEST

    def start(self) -> None:
        """A new area; the one that was there goes once it is closed."""
        self._before = list(self.layer.corners)
        self.drawing = True
        self._set([])

    def stop(self) -> None:
        """Give up what is being drawn: what was there before is back."""
        if self.drawing:
            self.drawing = False
            self._set(self._before)

    def show_area(self, corners: tuple[tuple[float, float], ...]) -> None:
        """Show an area that is chosen already; none if there are no corners."""
        if not self.drawing and self.layer.corners != list(corners):
            self._set(list(corners))

    def put(self, latitude: float, longitude: float, at: QPointF) -> None:
        """A corner there, or the end of the drawing."""
        hit = self.layer.at(at, self._canvas.view)
        if hit is not None:
            # The first corner closes the ring; twice on the last one is a double click.
            if hit in (0, self.corners - 1):
                self.close()
            return
        from core.inventory.entries import MOST_CORNERS

        if self.corners < MOST_CORNERS:
            self._set([*self.layer.corners, (latitude, longitude)])

    def take_back(self) -> None:
        """The last corner goes."""
        if self.drawing and self.corners:
            self._set(self.layer.corners[:-1])

    def close(self) -> None:
        """The area is done."""
        if self.may_close:
            self.drawing = False
            self.layer.chosen = None
            self.changed.emit()
            self.closed.emit(tuple(self.layer.corners))

    def _set(self, corners: list[tuple[float, float]]) -> None:
        self.layer.corners = corners
        self.layer.chosen = len(corners) - 1 if self.drawing and corners else None
        self._canvas.update()
        self.changed.emit()
