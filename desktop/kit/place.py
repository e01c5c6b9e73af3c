"""What a place is to the window around it: entered, left, and asking to go on elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.kit.jobs import Jobs
from desktop.kit.settings import SettingsFile

if TYPE_CHECKING:
    from core.people import Me


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every place is given: the open store's jobs, the settings, the time and who works."""

    jobs: Jobs
    settings: SettingsFile
    now: Callable[[], datetime]  # aware, local time zone
    me: Callable[[], Me | None]
    sample: bool
    exchange: QObject | None = None
    """What talks to the centre while this store is open (`desktop.sync.agent`)."""


class Place(QWidget):
    """Base of the places. Signals carry ids; the window decides where they lead."""

    open_visit = Signal(object)
    open_filling = Signal(object)
    open_review = Signal(object)
    open_entry = Signal(object)
    go_to = Signal(str)
    command = Signal(str, object)
    said = Signal(object, str)

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self.jobs = around.jobs
        self.frame = QVBoxLayout(self)
        self.frame.setContentsMargins(0, 0, 0, 0)
        self.frame.setSpacing(0)

    def enter(self, argument: object = None) -> None:
        """Shown; `argument` is what the place was asked to open, if anything."""

    def leave(self) -> None:
        """About to be hidden."""
