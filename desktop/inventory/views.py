"""Saved views: filters under a name, kept on this computer."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton, QWidget

from desktop.kit import icons
from desktop.kit.settings import SettingsFile

Chosen = dict[str, str]


class ViewsButton(QPushButton):
    """`chosen` carries the filters of a view; `asked` that the present ones be given to `save`."""

    chosen = Signal(object)
    asked = Signal()

    def __init__(self, settings: SettingsFile, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setText(self.tr("Vistas"))
        self.setObjectName("inventory_views")
        self.setAutoDefault(False)
        icons.put(self, "eye", size=18)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)

    def views(self) -> dict[str, Chosen]:
        """The views by name; what cannot be read any more is none."""
        try:
            found = json.loads(self._settings.value.inventory_views or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def fill(self) -> None:
        """The views, then saving and forgetting."""
        self._menu.clear()
        views = self.views()
        for name, filters in sorted(views.items()):
            self._menu.addAction(name).triggered.connect(partial(self._choose, filters))
        if views:
            self._menu.addSeparator()
        self._menu.addAction(self.tr("Guardar esta vista…")).triggered.connect(
            lambda _on=False: self.asked.emit()
        )
        if views:
            forget = self._menu.addMenu(self.tr("Esquecer uma vista"))
            for name in sorted(views):
                forget.addAction(name).triggered.connect(partial(self._forget, name))

    def save(self, filters: Chosen) -> None:
        """Ask for a name and keep the filters under it."""
        name, fine = QInputDialog.getText(
            self, self.tr("Guardar a vista"), self.tr("Nome da vista")
        )
        if fine and name.strip():
            self._keep(self.views() | {name.strip(): filters})

    def _choose(self, filters: Chosen, _on: object = None) -> None:
        self.chosen.emit(filters)

    def _forget(self, name: str, _on: object = None) -> None:
        self._keep({one: each for one, each in self.views().items() if one != name})

    def _keep(self, views: dict[str, Chosen]) -> None:
        self._settings.change(inventory_views=json.dumps(views, ensure_ascii=True))
