"""The inventory on the map: what the filter leaves, clustered; a place put by clicking."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPointF, QSize, QStandardPaths, Signal
from PySide6.QtGui import QImage, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.plan import municipality_name
from core.plan.boundaries import municipality_of
from core.problem import Sentence
from desktop.kit import look
from desktop.kit.map import MapCanvas, MapPoint, PointLayer
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner

if TYPE_CHECKING:
    from core.inventory import Entry, EntryFilter
    from core.store import Work

_SCALE = 2.0
_LONGEST = 44


@dataclass(frozen=True, slots=True)
class Located:
    """What has coordinates, and how many have none."""

    points: tuple[tuple[UUID, float, float, str], ...]
    without: int


class InventoryMap(QWidget):
    """`show_entry` carries the id of what was clicked."""

    show_entry = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self._jobs = around, around.jobs
        self._where: EntryFilter | None = None
        self._placing: Entry | None = None
        self._round = 0
        column = look.spaced(QVBoxLayout(self), gap=8)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.canvas = MapCanvas()
        self.points = PointLayer()
        self.canvas.layers.append(self.points)
        self.canvas.clicked.connect(self._clicked)
        column.addWidget(self.canvas, 1)
        foot = look.spaced(QHBoxLayout(), gap=8)
        self.words = look.text("", kind="soft", wrap=True)
        self.words.setObjectName("inventory_map_words")
        foot.addWidget(self.words, 1)
        self.place_button = look.button("", icon="location", name="inventory_map_place")
        self.place_button.setCheckable(True)
        self.place_button.toggled.connect(self._start_placing)
        self.place_button.hide()
        foot.addWidget(self.place_button)
        save = look.button(self.tr("Guardar a imagem…"), icon="image", name="inventory_map_save")
        save.clicked.connect(self._save)
        foot.addWidget(save)
        column.addLayout(foot)

    # -- what is shown -----------------------------------------------------------------------

    def show_filter(self, where: EntryFilter) -> None:
        """Show what a filter leaves."""
        self._where = where
        self.reload()

    def reload(self) -> None:
        """Read it anew."""
        where = self._where
        if where is None:
            return
        self._round += 1
        mine = self._round

        def read(work: Work) -> Located:
            from core.inventory import count_entries, placed

            points = tuple(placed(work, where=where))
            return Located(points, count_entries(work, where=where) - len(points))

        def then(found: Located) -> None:
            if mine == self._round:
                self._show(found)

        self._jobs.read(read, then=then, failed=self.banner.show_problem)

    def _show(self, found: Located) -> None:
        roles = {"active": "accent", "suspended": "warning", "closed": "ink_soft"}
        self.points.show(
            [
                MapPoint(identity, latitude, longitude, role=roles.get(status, "accent"))
                for identity, latitude, longitude, status in found.points
            ]
        )
        self.words.setText(
            self.tr("{count} no mapa; {without} sem coordenadas").format(
                count=len(found.points), without=found.without
            )
        )
        self.canvas.update()

    def show_current(self, entry: Entry | None) -> None:
        """The entry one stands on in the table: ringed, or to be placed."""
        self.points.chosen = entry.id if entry is not None else None
        self._placing = entry if entry is not None and entry.facility_id is not None else None
        self.place_button.setChecked(False)
        self.place_button.setVisible(self._placing is not None)
        if self._placing is not None:
            title = self._placing.title
            short = title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"
            self.place_button.setText(self.tr("Pôr «{name}» aqui").format(name=short))
        self.canvas.update()

    # -- acting ------------------------------------------------------------------------------

    def _start_placing(self, on: bool) -> None:
        if on and self._placing is not None:
            self.words.setText(
                self.tr("Clique no sítio de «{name}».").format(name=self._placing.title)
            )
            self.canvas.setFocus()

    def _clicked(self, latitude: float, longitude: float, at: QPointF) -> None:
        if self.place_button.isChecked() and self._placing is not None:
            self._put(self._placing, latitude, longitude)
            return
        there = self.points.at(at, self.canvas.view)
        if there is None:
            return
        if len(there.points) > 1 and self.canvas.view.metres_per_pixel() > 1:
            self.canvas.set_view(self.canvas.view.zoomed(2.5, about=there.at))
            return
        key = self.points.points[there.points[0]].key
        self.points.chosen = key
        self.canvas.update()
        self.show_entry.emit(key)

    def _put(self, entry: Entry, latitude: float, longitude: float) -> None:
        inside = municipality_of(latitude, longitude)
        if inside != entry.municipality:
            where = municipality_name(inside) if inside else self.tr("fora da AMP")
            self.banner.say(
                Sentence(
                    self.tr("«{name}» fica em {where}, mas o registo diz {said}.").format(
                        name=entry.title, where=where, said=municipality_name(entry.municipality)
                    ),
                    self.tr("As coordenadas não foram mudadas."),
                    self.tr("Veja se o sítio está certo, ou mude o município na página."),
                ),
                kind="warning",
            )
            return
        facility = entry.facility_id
        assert facility is not None

        def verb(work: Work) -> None:
            from core.inventory import edit

            edit(
                work, entity="facility", entity_id=facility,
                changes={"latitude": round(latitude, 6), "longitude": round(longitude, 6)},
            )  # fmt: skip

        def then(_none: object) -> None:
            self.place_button.setChecked(False)
            self.banner.say(
                Sentence(self.tr("«{name}» está no mapa.").format(name=entry.title), "", ""),
                kind="good",
            )
            self.reload()

        self._jobs.write(verb, then=then, failed=self.banner.show_problem)

    def _save(self) -> None:
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        path, kind = QFileDialog.getSaveFileName(
            self, self.tr("Guardar a imagem"), str(Path(documents) / "mapa.png"),
            "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)",
        )  # fmt: skip
        if not path:
            return
        to = Path(path)
        if to.suffix.lower() not in (".png", ".svg", ".pdf"):
            to = to.with_name(f"{to.name}.{(kind or 'PNG')[:3].lower()}")
        if save_map(self.canvas, to):
            said = Sentence(self.tr("A imagem está em «{name}».").format(name=to.name), "", "")
            self.banner.say(said, kind="good")
        else:
            self.banner.say(
                Sentence(
                    self.tr("Não foi possível guardar a imagem."),
                    self.tr("Nada foi alterado."),
                    self.tr("Veja se a pasta existe e se há espaço, e tente de novo."),
                )
            )


def save_map(canvas: MapCanvas, to: Path) -> bool:
    """Paint the map into a file (.png twice as fine as on screen, .svg, .pdf); whether it went."""
    size = canvas.view.size
    painter = QPainter()
    device: QImage | QSvgGenerator | QPdfWriter
    if to.suffix.lower() == ".svg":
        device = QSvgGenerator()
        device.setFileName(str(to))
        device.setSize(size)
        device.setViewBox(canvas.rect())
    elif to.suffix.lower() == ".pdf":
        device = QPdfWriter(str(to))
        device.setResolution(96)
    else:
        device = QImage(
            QSize(int(size.width() * _SCALE), int(size.height() * _SCALE)),
            QImage.Format.Format_ARGB32,
        )
    if not painter.begin(device):
        return False
    if isinstance(device, QImage):
        painter.scale(_SCALE, _SCALE)
    elif isinstance(device, QPdfWriter):
        room = min(device.width() / size.width(), device.height() / size.height())
        painter.scale(room, room)
    canvas.paint_map(painter)
    painter.end()
    return device.save(str(to)) if isinstance(device, QImage) else to.is_file()
