"""The inventory in the field's standard, Open Referral HSDS 3.0 and 3.1: out and in."""

from __future__ import annotations

from core.inventory.hsds.giving import Version, hsds_document, write_hsds, write_hsds_tables
from core.inventory.hsds.taking import read_hsds, take_hsds

__all__ = [
    "Version",
    "hsds_document",
    "read_hsds",
    "take_hsds",
    "write_hsds",
    "write_hsds_tables",
]
