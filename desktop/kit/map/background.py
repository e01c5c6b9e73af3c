"""A background of tiles for every map of the window: one file, read beside the window's thread."""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from math import ceil, floor, log2, pi
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QObject,
    QRectF,
    QRunnable,
    QSize,
    QThreadPool,
    Signal,
)
from PySide6.QtGui import QImage, QImageReader, QPainter

if TYPE_CHECKING:
    from core.problem import Problem
    from core.tiles import TileFile
    from desktop.kit.map.viewport import Viewport

Square = tuple[int, int, int]
"""Zoom, column, row from the north."""
_SIDE = 256
_KEPT = 320
"""Pictures in memory: some 80 MB at most."""
_MOST_SIDE = 1024
_UPWARDS = 5
"""How many levels up a coarser picture is looked for while the right one is on its way."""


class Background(QObject):
    """The tiles that all maps stand on; `changed` when the file or a picture came or went.

    `came` brings a picture from the thread that reads.
    """

    changed = Signal()
    came = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._file: TileFile | None = None
        self._later: Path | None = None
        self.problem: Problem | None = None
        """Why the file that was remembered could not be used."""
        self._pictures: OrderedDict[Square, QImage | None] = OrderedDict()
        self._asked: set[Square] = set()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self.came.connect(self._keep)

    @property
    def attribution(self) -> str:
        """Whom to thank, as the file says; its name if it says nothing."""
        if self._file is None:
            return ""
        return self._file.about.attribution or self._file.about.name

    @property
    def on(self) -> bool:
        """Whether there is a background; one that was remembered is opened now."""
        if self._later is not None:
            from core.problem import Problem

            try:
                self.use(self._later)
            except Problem as problem:
                self.problem = problem
        return self._file is not None

    def remember(self, path: Path) -> None:
        """Use a file once a map is painted. It may be gone by then: see `problem`."""
        self._later = path

    def use(self, path: Path | None) -> None:
        """Take a file, or none. Raises: TilesUnreadable, NoPictures (then nothing changed)."""
        fresh, self._later, self.problem = None, None, None
        if path is not None:
            from core.tiles import open_tiles

            fresh = open_tiles(path)
        self._pool.clear()
        self._pool.waitForDone()  # one picture at most
        if self._file is not None:
            self._file.close()
        self._file = fresh
        self._pictures.clear()
        self._asked.clear()
        self.changed.emit()

    def paint(self, painter: QPainter, view: Viewport, *, whole: bool = False) -> None:
        """Paint what is there and ask for the rest; `whole`: wait for it (a picture to keep)."""
        file = self._file
        if file is None:
            return
        wanted = floor(log2(max(1.0, view.scale * 2 * pi / _SIDE)) + 0.3)
        if wanted < file.about.least - 1:
            return
        zoom = max(file.about.least, min(file.about.most, wanted))
        side = view.scale * 2 * pi / (1 << zoom)
        left = view.size.width() / 2 - (view.x + pi) * view.scale
        top = view.size.height() / 2 - (pi - view.y) * view.scale
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        last = (1 << zoom) - 1
        rows = range(max(0, floor(-top / side)),
                     min(last, ceil((view.size.height() - top) / side)) + 1)  # fmt: skip
        columns = range(max(0, floor(-left / side)),
                        min(last, ceil((view.size.width() - left) / side)) + 1)  # fmt: skip
        for y in rows:
            for x in columns:
                # Whole pixels, so that no seam shows between two squares.
                ax, ay = round(left + x * side), round(top + y * side)
                bx, by = round(left + (x + 1) * side), round(top + (y + 1) * side)
                self._paint_one(
                    painter, (zoom, x, y), QRectF(ax, ay, bx - ax, by - ay), whole=whole
                )

    def _paint_one(self, painter: QPainter, square: Square, at: QRectF, *, whole: bool) -> None:
        if square not in self._pictures and whole and self._file is not None:
            self._keep(self._file, square, _picture(self._file, square))
        if square in self._pictures:
            self._pictures.move_to_end(square)
            image = self._pictures[square]
            if image is not None:
                painter.drawImage(at, image)
            return
        self._ask(square)
        zoom, x, y = square
        for up in range(1, min(_UPWARDS, zoom) + 1):
            image = self._pictures.get((zoom - up, x >> up, y >> up))
            if image is not None:
                part = image.width() / (1 << up)
                mask = (1 << up) - 1
                source = QRectF((x & mask) * part, (y & mask) * part, part, part)
                painter.drawImage(at, image, source)
                return

    def _ask(self, square: Square) -> None:
        if square not in self._asked and self._file is not None:
            self._asked.add(square)
            self._pool.start(_Reading(self, self._file, square))

    def _keep(self, file: TileFile, square: Square, image: QImage | None) -> None:
        self._asked.discard(square)
        if file is not self._file:
            return  # of a file that is used no more
        self._pictures[square] = image
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.changed.emit()


class _Reading(QRunnable):
    """Reads one picture, away from the window's thread."""

    def __init__(self, to: Background, file: TileFile, square: Square) -> None:
        super().__init__()
        self._to, self._file, self._square = to, file, square

    def run(self) -> None:
        self._to.came.emit(self._file, self._square, _picture(self._file, self._square))


def _picture(file: TileFile, square: Square) -> QImage | None:
    """The picture of a square; None for one that is not there or cannot be read."""
    from core.tiles import TilesUnreadable

    try:
        data = file.tile(*square)
    except TilesUnreadable:
        return None  # a damaged place in the file: the map goes on without it
    if data is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    size = reader.size()
    if not size.isValid() or size.boundedTo(QSize(_MOST_SIDE, _MOST_SIDE)) != size:
        return None
    image = reader.read()
    if image.isNull():
        return None
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


@cache
def background() -> Background:
    """The one background of this window."""
    return Background()
