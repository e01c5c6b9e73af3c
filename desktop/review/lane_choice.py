"""What has lanes of its own on the time line, chosen in a menu and remembered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.kit import icons
from desktop.kit.settings import SettingsFile

SECTIONS, GROUPS, KINDS, TAGS = "sections", "groups", "kinds", "tags"


class LaneChoice(QObject):
    """`changed` when something else is to have lanes of its own.

    Groups of a section can be opened and closed one by one; the menu does it for all.
    """

    changed = Signal()

    def __init__(self, settings: SettingsFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._others: set[str] = set()

    def has(self, what: str) -> bool:
        """Whether each of these (`SECTIONS`, …) has a lane of its own."""
        return what in self._settings.value.review_lanes.split()

    def groups_of(self, section: str) -> bool:
        """Whether the groups of this section are shown."""
        return self.has(GROUPS) != (section in self._others)

    def set(self, what: str, on: bool) -> None:
        """One lane each, or one for all of them."""
        chosen = set(self._settings.value.review_lanes.split()) - {what} | ({what} if on else set())
        if what == GROUPS:
            self._others.clear()
        self._settings.change(review_lanes=" ".join(sorted(chosen)))
        self.changed.emit()

    def toggle(self, section: str) -> None:
        """Open or close the groups of one section."""
        self._others ^= {section}
        self.changed.emit()


class LaneMenu(QToolButton):
    """The button with what can have lanes of its own, each to be ticked."""

    def __init__(self, choice: LaneChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        icons.put(self, "list", size=16)
        words = self.tr("Linhas da linha do tempo")
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setObjectName("laneMenu")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.ticks: dict[str, QAction] = {}
        for what, said in (
            (SECTIONS, self.tr("Uma linha por secção")),
            (GROUPS, self.tr("Uma linha por grupo")),
            (KINDS, self.tr("Uma linha por tipo de marcador")),
            (TAGS, self.tr("Uma linha por etiqueta")),
        ):
            tick = menu.addAction(said)
            tick.setCheckable(True)
            tick.toggled.connect(self._setter(what))
            self.ticks[what] = tick
        self.setMenu(menu)
        choice.changed.connect(self._show)
        self._show()

    def _setter(self, what: str) -> Callable[[bool], None]:
        return lambda on: self._choice.set(what, on) if self._choice.has(what) != on else None

    def _show(self) -> None:
        for what, tick in self.ticks.items():
            tick.setChecked(self._choice.has(what))
        self.ticks[GROUPS].setEnabled(self._choice.has(SECTIONS))
