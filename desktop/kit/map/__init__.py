"""The map without network: boundaries, points, paths; painted here, moved by mouse and keys."""

from __future__ import annotations

from desktop.kit.map.background import Background, background
from desktop.kit.map.canvas import MapCanvas
from desktop.kit.map.layers import MapPoint, PathLayer, PointLayer
from desktop.kit.map.viewport import Viewport

__all__ = [
    "Background",
    "MapCanvas",
    "MapPoint",
    "PathLayer",
    "PointLayer",
    "Viewport",
    "background",
]
