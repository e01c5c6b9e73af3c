"""Choosing the file of tiles that the maps stand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from core.problem import Problem
from desktop.kit import icons
from desktop.kit.map import background

if TYPE_CHECKING:
    from desktop.kit.settings import SettingsFile


class BackgroundButton(QPushButton):
    """`failed` carries the problem of a file that cannot be used; the map stays as it was."""

    failed = Signal(object)

    def __init__(self, settings: SettingsFile, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setObjectName("map_background")
        self.setAutoDefault(False)
        self.setText(self.tr("Fundo"))
        self.setToolTip(self.tr("Pôr um mapa de um ficheiro por trás (MBTiles ou PMTiles)"))
        icons.put(self, "map", size=18)
        menu = QMenu(self)
        menu.addAction(self.tr("Escolher um ficheiro de mapa…")).triggered.connect(
            lambda _on=False: self.choose()
        )
        self._without = menu.addAction(self.tr("Só os limites dos municípios"))
        self._without.triggered.connect(lambda _on=False: self.without())
        menu.aboutToShow.connect(lambda: self._without.setEnabled(background().on))
        self.setMenu(menu)

    def choose(self) -> None:
        """Ask for a file, and use it on every map from now on."""
        before = self._settings.value.map_background
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Fundo do mapa"), str(Path(before).parent) if before else "",
            self.tr("Mapas em imagens (*.mbtiles *.pmtiles);;Todos os ficheiros (*)"),
        )  # fmt: skip
        if not path:
            return
        try:
            background().use(Path(path))
        except Problem as problem:
            self.failed.emit(problem)
            return
        self._settings.change(map_background=path)

    def without(self) -> None:
        """The boundaries alone again."""
        background().use(None)
        self._settings.change(map_background="")
