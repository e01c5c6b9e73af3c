"""Lists and search over the whole inventory: one flat row for each thing a person looks for."""

from __future__ import annotations

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
    "SORTS",
    "Entry",
    "EntryFilter",
    "Page",
    "SourceTally",
    "Tally",
    "count_by",
    "count_entries",
    "entries_at",
    "entries_of",
    "list_entries",
    "placed",
    "points",
    "source_tallies",
    "tallies",
]
