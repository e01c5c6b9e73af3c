"""All tables of Terreno: the rooms that keep any, loaded together for new files and migrations."""

from __future__ import annotations

from importlib import import_module

# Modules that declare tables, lower floors first. A room is added here in the same commit as
# its tables.
ROOMS: tuple[str, ...] = (
    "core.store",
    "core.people",
    "core.video.recordings",
    "core.video.recording_incidents",
    "core.video.timeline",
    "core.video.privacy.records",
    "core.inventory",
    "core.monitor",
    "core.visits",
    "core.visits.marking",
)


def load() -> None:
    """Import every room's tables, so that `Base.metadata` knows them all."""
    for room in ROOMS:
        import_module(room)
