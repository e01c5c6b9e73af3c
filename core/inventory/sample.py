"""The fictional inventory of the sample case, taken in as any office's file would be."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from resources import resource

if TYPE_CHECKING:
    from core.store import Store

FILE = "sample/inventario.csv"


def add_sample_inventory(store: Store, *, at: datetime) -> int:
    """Take it in; gives the social responses made (none the second time)."""
    from core.inventory.workbooks import carry_out, preview, stage

    ready = preview(
        store, stage(store, resource(FILE)), day=date(2025, 12, 31), refused=frozenset({"*"})
    )
    return carry_out(store, ready, at=at).made["social_response"]
