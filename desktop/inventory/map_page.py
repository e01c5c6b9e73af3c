"""The inventory on the map: what the filter leaves, clustered; a place put by clicking."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPointF, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from core.plan import municipality_name
from core.plan.boundaries import municipality_of
from core.problem import Sentence
from desktop.inventory.map_area import AreaDrawing
from desktop.inventory.map_background import BackgroundButton
from desktop.kit import look, theme
from desktop.kit.map import MapCanvas, MapPoint, PointLayer, background
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, FlowLayout

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
    """`show_entry` carries the id of what was clicked; `area_drawn` the corners of an area."""

    show_entry = Signal(object)
    area_drawn = Signal(object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self._jobs = around, around.jobs
        self._where: EntryFilter | None = None
        self._placing: Entry | None = None
        self._round = 0
        self._found = Located((), 0)
        column = look.spaced(QVBoxLayout(self), gap=8)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.canvas = MapCanvas()
        self.points = PointLayer()
        self.canvas.layers.append(self.points)
        self.area = AreaDrawing(self.canvas, parent=self)
        self.area.changed.connect(self._tell_area)
        self.area.closed.connect(self.area_drawn)
        self.canvas.clicked.connect(self._clicked)
        column.addWidget(self.canvas, 1)
        self.words = look.text("", kind="soft", wrap=True)
        self.words.setObjectName("inventory_map_words")
        column.addWidget(self.words)
        line = QWidget()
        foot = FlowLayout(line, gap=theme.px(8))
        self.place_button = look.button("", icon="location", name="inventory_map_place")
        self.place_button.setCheckable(True)
        self.place_button.toggled.connect(self._start_placing)
        self.place_button.hide()
        foot.addWidget(self.place_button)
        self.done = look.button(
            self.tr("Fechar a área"), kind="primary", icon="check", name="inventory_area_done"
        )
        self.done.clicked.connect(self.area.close)
        self.done.hide()
        foot.addWidget(self.done)
        self.draw = look.button(
            self.tr("Escolher uma área"), icon="edit", name="inventory_area",
            tip=self.tr("Desenhar no mapa a área de que se querem ver as entradas"),
        )  # fmt: skip
        self.draw.setCheckable(True)
        self.forget = look.button(
            self.tr("Tirar a área"), kind="link", name="inventory_area_forget"
        )
        self.forget.clicked.connect(lambda: self.area_drawn.emit(()))
        self.forget.hide()
        foot.addWidget(self.forget)
        self.draw.toggled.connect(self._draw)
        foot.addWidget(self.draw)
        self.behind = BackgroundButton(around.settings)
        self.behind.failed.connect(self.banner.show_problem)
        foot.addWidget(self.behind)
        self.save = look.button(
            self.tr("Guardar a imagem…"), icon="image", name="inventory_map_save"
        )
        self.save.clicked.connect(self._save)
        foot.addWidget(self.save)
        column.addWidget(line)

    # -- what is shown -----------------------------------------------------------------------

    def show_filter(self, where: EntryFilter) -> None:
        """Show what a filter leaves."""
        self._where = where
        behind = background()
        if not behind.on and behind.problem is not None:
            self.banner.show_problem(behind.problem)
        self.area.show_area(where.area)
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
                self._tell_area()

        self._jobs.read(read, then=then, failed=self.banner.show_problem)

    def _show(self, found: Located) -> None:
        roles = {"active": "accent", "suspended": "warning", "closed": "ink_soft"}
        self.points.show(
            [
                MapPoint(identity, latitude, longitude, role=roles.get(status, "accent"))
                for identity, latitude, longitude, status in found.points
            ]
        )
        self._found = found
        self._tell_count()
        self.canvas.update()

    def _tell_count(self) -> None:
        self.words.setText(
            self.tr("{count} no mapa; {without} sem coordenadas").format(
                count=len(self._found.points), without=self._found.without
            )
        )

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

    # -- an area -----------------------------------------------------------------------------

    def _draw(self, on: bool) -> None:
        if on:
            self.place_button.setChecked(False)
            self.area.start()
            self.canvas.setFocus()
        elif self.area.drawing:
            self.area.stop()
            self._tell_count()

    def _tell_area(self) -> None:
        self.done.setVisible(self.area.drawing)
        for other in (self.save, self.behind):
            other.setVisible(not self.area.drawing)
        self.place_button.setVisible(self._placing is not None and not self.area.drawing)
        self.done.setEnabled(self.area.may_close)
        chosen = self._where is not None and bool(self._where.area)
        self.forget.setVisible(chosen and not self.area.drawing)
        if self.draw.isChecked() != self.area.drawing:
            self.draw.setChecked(self.area.drawing)
        if self.area.drawing:
            self.words.setText(
                self.tr(
                    "Clique nos cantos da área (ou Enter no sítio do meio). Apagar tira o último, "
                    "Esc desiste; no primeiro canto, fecha."
                )
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.area.drawing and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.area.take_back()
        elif self.area.drawing and event.key() == Qt.Key.Key_Escape:
            self.draw.setChecked(False)
        else:
            super().keyPressEvent(event)

    # -- acting ------------------------------------------------------------------------------

    def _start_placing(self, on: bool) -> None:
        if on:
            self.draw.setChecked(False)
        if on and self._placing is not None:
            self.words.setText(
                self.tr("Clique no sítio de «{name}».").format(name=self._placing.title)
            )
            self.canvas.setFocus()

    def _clicked(self, latitude: float, longitude: float, at: QPointF) -> None:
        if self.area.drawing:
            self.area.put(latitude, longitude, at)
            return
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
    canvas.paint_map(painter, whole=True)
    painter.end()
    return device.save(str(to)) if isinstance(device, QImage) else to.is_file()
