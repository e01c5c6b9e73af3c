"""Which record of the inventory a row, or another record, speaks of: certain, probable or new."""

from __future__ import annotations

from core.inventory.matching.known import Known, load_known
from core.inventory.matching.places import (
    Match,
    Verdict,
    match_facility,
    match_provider,
    same_place,
)

__all__ = [
    "Known",
    "Match",
    "Verdict",
    "load_known",
    "match_facility",
    "match_provider",
    "same_place",
]
