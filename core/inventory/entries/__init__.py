"""Lists and search over the whole inventory: one flat row for each thing a person looks for."""

from __future__ import annotations

from core.inventory.entries.area import MOST_CORNERS, Area, area_text, read_area
from core.inventory.entries.listing import (
    SORTS,
    Entry,
    EntryFilter,
    Page,
    count_by,
    count_entries,
    entries_at,
    entries_of,
    list_entries,
    placed,
    points,
)
from core.inventory.entries.tallies import SourceTally, Tally, source_tallies, tallies

__all__ = [
    "MOST_CORNERS",
    "SORTS",
    "Area",
    "Entry",
    "EntryFilter",
    "Page",
    "SourceTally",
    "Tally",
    "area_text",
    "count_by",
    "count_entries",
    "entries_at",
    "entries_of",
    "list_entries",
    "placed",
    "points",
    "read_area",
    "source_tallies",
    "tallies",
]
