"""The frame of the open store: rail of places, the place itself, status strip, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from core.problem import Sentence
from desktop.app.places import PLACES, PlaceSpec
from desktop.app.strip import StatusStrip
from desktop.kit import icons, look, theme
from desktop.kit.place import Place, Surroundings
from desktop.kit.widgets import Banner, RailButton

NARROW = 900  # below this width, in unscaled pixels, the rail shows icons alone


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one stood: a place and what it was opened with."""

    name: str
    argument: object = None


class Shell(QWidget):
    """Places are made when first entered. Rooms (filling, review) open over the place."""

    arrived = Signal(object)
    command = Signal(str, object)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self._made: dict[str, Place] = {}
        self._back: list[Spot] = []
        self._forward: list[Spot] = []
        self.spot: Spot | None = None
        self._rooms: dict[str, Place] = {}

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail())
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self.banner = Banner()
        edge = QWidget()
        edge_row = QVBoxLayout(edge)
        edge_row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), 0)
        edge_row.addWidget(self.banner)
        self._edge = edge
        edge.hide()
        self.banner.closed.connect(edge.hide)
        right.addWidget(edge)
        self.stack = QStackedWidget()
        right.addWidget(self.stack, 1)
        self.strip = StatusStrip(around)
        self.strip.go.connect(self.go)
        right.addWidget(self.strip)
        row.addLayout(right, 1)

        around.jobs.troubled.connect(self.show_problem)
        for keys, action in (("Alt+Left", self.back), ("Alt+Right", self.forward)):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        for number, spec in enumerate(PLACES, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(partial(self.go, spec.name))

    def _rail(self) -> QWidget:
        rail = QWidget()
        rail.setObjectName("rail")
        self._rail_widget = rail
        column = QVBoxLayout(rail)
        column.setContentsMargins(theme.px(10), theme.px(16), theme.px(10), theme.px(12))
        column.setSpacing(theme.px(4))
        head = look.spaced(QHBoxLayout(), gap=8)
        mark = QLabel()
        icons.put_label(mark, "location", role="rail_selected", size=22)
        name = look.text("Terreno", kind="heading")
        self._mark_name = name
        head.addSpacing(theme.px(8))
        head.addWidget(mark)
        head.addWidget(name, 1)
        column.addLayout(head)
        column.addSpacing(theme.px(14))
        self._buttons: dict[str, RailButton] = {}
        for spec in PLACES:
            if spec.foot:
                column.addStretch(1)
            button = RailButton(spec.title(), icon=spec.icon, name=f"rail_{spec.name}")
            button.clicked.connect(lambda _on, name=spec.name: self.go(name))
            column.addWidget(button)
            self._buttons[spec.name] = button
        return rail

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail keeps its words while there is room for them."""
        super().resizeEvent(event)
        compact = self.width() < theme.px(NARROW)
        self._rail_widget.setFixedWidth(theme.px(66 if compact else 172))
        self._mark_name.setVisible(not compact)
        for button in self._buttons.values():
            button.set_compact(compact)

    def go(self, name: str, argument: object = None) -> None:
        """Enter a place; where one stood goes to the history."""
        spot = Spot(name, argument)
        if self.spot is not None and self.spot != spot:
            self._back.append(self.spot)
            del self._back[:-50]
            self._forward.clear()
        self._enter(spot)

    def add_room(self, name: str, room: Place) -> None:
        """Take in a place that has no button in the rail (filling, review)."""
        self._rooms[name] = room
        self._adopt(room)

    def room(self, name: str) -> Place | None:
        """A room made before."""
        return self._rooms.get(name)

    def place(self, name: str) -> Place:
        """A place of the rail, made when first asked for."""
        if name not in self._made:
            spec = next(spec for spec in PLACES if spec.name == name)
            self._made[name] = self._make(spec)
        return self._made[name]

    def back(self) -> None:
        """Where one was before."""
        if self._back and self.spot is not None:
            self._forward.append(self.spot)
            self._enter(self._back.pop())

    def forward(self) -> None:
        """Undo a step back."""
        if self._forward and self.spot is not None:
            self._back.append(self.spot)
            self._enter(self._forward.pop())

    def say(self, sentence: Sentence, kind: str = "danger") -> None:
        """Show a message above the place."""
        self.banner.say(sentence, kind=kind)
        self._edge.show()

    def show_problem(self, problem: BaseException) -> None:
        """Say what a problem means."""
        self.banner.show_problem(problem)
        self._edge.show()

    def _make(self, spec: PlaceSpec) -> Place:
        place = spec.make(self.around)
        place.setObjectName(f"place_{spec.name}")
        self._adopt(place)
        return place

    def _adopt(self, place: Place) -> None:
        place.go_to.connect(self.go)
        place.said.connect(self.say)
        place.command.connect(self.command)
        place.open_visit.connect(lambda visit: self.go("visits", visit))
        place.open_entry.connect(lambda entry: self.go("inventory", entry))
        place.open_filling.connect(lambda filling: self.command.emit("filling", filling))
        place.open_review.connect(lambda visit: self.command.emit("review", visit))
        self.stack.addWidget(place)

    def _enter(self, spot: Spot) -> None:
        here = self.stack.currentWidget()
        if isinstance(here, Place) and (self.spot is None or self.spot.name != spot.name):
            here.leave()
        self.spot = spot
        for name, button in self._buttons.items():
            # A filling and a review belong to their visit; check-lists are listed there.
            button.setChecked(name == ("visits" if spot.name in self._rooms else spot.name))
        place = self._rooms.get(spot.name) or self.place(spot.name)
        self.stack.setCurrentWidget(place)
        place.enter(spot.argument)
        self.arrived.emit(spot)
