"""The places of the rail, in order. A new place is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.kit.place import Place, Surroundings


@dataclass(frozen=True, slots=True)
class PlaceSpec:
    """A place: its name in code, word on screen (Portuguese source), icon, key and maker."""

    name: str
    words: str
    icon: str
    make: Callable[[Surroundings], Place]
    foot: bool = False

    def title(self) -> str:
        """The word on screen, in the language of the window."""
        return QCoreApplication.translate("Places", self.words)


def _today(around: Surroundings) -> Place:
    from desktop.today.place import TodayPlace

    return TodayPlace(around)


def _visits(around: Surroundings) -> Place:
    from desktop.visit.place import VisitPlace

    return VisitPlace(around)


def _plan(around: Surroundings) -> Place:
    from desktop.plan.place import PlanPlace

    return PlanPlace(around)


def _inventory(around: Surroundings) -> Place:
    from desktop.inventory.place import InventoryPlace

    return InventoryPlace(around)


def _monitor(around: Surroundings) -> Place:
    from desktop.monitor.place import MonitorPlace

    return MonitorPlace(around)


def _sync(around: Surroundings) -> Place:
    from desktop.inventory.entry_fields import field_words
    from desktop.sync.agent import SyncAgent
    from desktop.sync.place import SyncPlace

    assert isinstance(around.exchange, SyncAgent)
    return SyncPlace(around, agent=around.exchange, known=field_words)


def _settings(around: Surroundings) -> Place:
    from desktop.settings.place import SettingsPlace

    return SettingsPlace(around)


def QT_TRANSLATE_NOOP(_context: str, words: str) -> str:
    """Mark a string for translation without translating it yet."""
    return words


PLACES: tuple[PlaceSpec, ...] = (
    PlaceSpec("today", QT_TRANSLATE_NOOP("Places", "Hoje"), "today", _today),
    PlaceSpec("visits", QT_TRANSLATE_NOOP("Places", "Visitas"), "visits", _visits),
    PlaceSpec("inventory", QT_TRANSLATE_NOOP("Places", "Inventário"), "inventory", _inventory),
    PlaceSpec("monitor", QT_TRANSLATE_NOOP("Places", "Monitor"), "monitor", _monitor),
    PlaceSpec("plan", QT_TRANSLATE_NOOP("Places", "Plano"), "plan", _plan),
    PlaceSpec("sync", QT_TRANSLATE_NOOP("Places", "Sincronização"), "sync", _sync),
    PlaceSpec(
        "settings", QT_TRANSLATE_NOOP("Places", "Definições"), "settings", _settings, foot=True
    ),
)
