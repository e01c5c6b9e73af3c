"""The map with many points: how long a frame takes while one pans and zooms.

QT_QPA_PLATFORM=offscreen python -m benchmarks.map [POINTS] [FILE.mbtiles|FILE.pmtiles]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.kit.map import MapCanvas, MapPoint, PointLayer, background

FRAMES = 200


def main(count: int, behind: Path | None = None) -> None:
    """Print frames per second of panning, and milliseconds of a change of scale."""
    QApplication.instance() or QApplication([])
    background().use(behind)
    canvas = MapCanvas()
    canvas.resize(1000, 700)
    canvas.show()
    QApplication.processEvents()
    chance = random.Random(14)
    layer = PointLayer()
    layer.show(
        [
            MapPoint(at, chance.uniform(40.85, 41.45), chance.uniform(-8.8, -8.2))
            for at in range(count)
        ]
    )
    canvas.layers.append(layer)
    image = QImage(canvas.size(), QImage.Format.Format_RGB32)

    def frame() -> float:
        start = time.perf_counter()
        painter = QPainter(image)
        canvas.paint_map(painter)
        painter.end()
        return time.perf_counter() - start

    frame()
    for name, factor in (("all 17", 1.0), ("closer", 4.0), ("a town", 30.0)):
        middle = QPointF(500, 350)
        canvas.set_view(canvas.view.zoomed(factor, about=middle))
        zoomed = frame()
        times = []
        for at in range(FRAMES):
            canvas.set_view(canvas.view.panned(3 if at % 100 < 50 else -3, 1))
            times.append(frame())
        median, worst = statistics.median(times), sorted(times)[int(FRAMES * 0.99)]
        print(
            f"{name}: {1 / median:.0f} frames/s panning (99 % under {worst * 1000:.1f} ms), "
            f"{zoomed * 1000:.1f} ms on zooming, {len(layer.clusters(canvas.view))} circles"
        )


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:] if one.isdigit()]
    files = [Path(one) for one in sys.argv[1:] if not one.isdigit()]
    main(numbers[0] if numbers else 20_000, files[0] if files else None)
