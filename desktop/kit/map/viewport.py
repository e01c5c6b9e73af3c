"""What part of the world is shown, and where on the screen a place of it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QSize

from core.plan.boundaries import from_mercator, mercator, metres_of

LEAST, MOST = 2_000.0, 60_000_000.0
"""Pixels per unit of the Mercator plane: the whole of Portugal, and a few metres."""
_EDGE = 12


@dataclass(frozen=True, slots=True)
class Viewport:
    """The centre on the Mercator plane, the scale in px per unit of it, and the size in px."""

    x: float
    y: float
    scale: float
    size: QSize

    def to_screen(self, x: float, y: float) -> QPointF:
        """A place on the plane as a place on the screen (px from the upper left corner)."""
        return QPointF(
            self.size.width() / 2 + (x - self.x) * self.scale,
            self.size.height() / 2 - (y - self.y) * self.scale,
        )

    def screen_of(self, latitude: float, longitude: float) -> QPointF:
        """The same for degrees."""
        return self.to_screen(*mercator(latitude, longitude))

    def to_plane(self, at: QPointF) -> tuple[float, float]:
        """A place on the screen as one on the plane."""
        return (
            self.x + (at.x() - self.size.width() / 2) / self.scale,
            self.y - (at.y() - self.size.height() / 2) / self.scale,
        )

    def degrees_at(self, at: QPointF) -> tuple[float, float]:
        """Latitude and longitude of a place on the screen."""
        return from_mercator(*self.to_plane(at))

    def panned(self, dx: float, dy: float) -> Viewport:
        """The map moved by px to the right and down."""
        return replace(self, x=self.x - dx / self.scale, y=self.y + dy / self.scale)

    def zoomed(self, factor: float, *, about: QPointF) -> Viewport:
        """Closer (factor above 1) or farther; the place under `about` stays where it is."""
        scale = min(MOST, max(LEAST, self.scale * factor))
        x, y = self.to_plane(about)
        kept = self.scale / scale
        return replace(self, x=x + (self.x - x) * kept, y=y + (self.y - y) * kept, scale=scale)

    def resized(self, size: QSize) -> Viewport:
        """The same place in another size."""
        return replace(self, size=size)

    def centred(self, latitude: float, longitude: float) -> Viewport:
        """With a place in the middle."""
        x, y = mercator(latitude, longitude)
        return replace(self, x=x, y=y)

    def fitted(self, left: float, bottom: float, right: float, top: float) -> Viewport:
        """So that a rectangle of the plane is seen whole."""
        width, height = max(1e-9, right - left), max(1e-9, top - bottom)
        room = (
            max(1, self.size.width() - 2 * _EDGE),
            max(1, self.size.height() - 2 * _EDGE),
        )
        scale = min(MOST, max(LEAST, min(room[0] / width, room[1] / height)))
        return replace(self, x=(left + right) / 2, y=(bottom + top) / 2, scale=scale)

    def metres_per_pixel(self) -> float:
        """How many metres a pixel is in the middle of the map."""
        latitude, _ = from_mercator(self.x, self.y)
        return metres_of(1 / self.scale, latitude=latitude)
