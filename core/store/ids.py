"""Identifiers: UUIDv7, so that rows made later sort later; the only place that makes them."""

from __future__ import annotations

from uuid import UUID


def new_id() -> UUID:
    """A fresh UUIDv7 (milliseconds of the wall clock, then random bits)."""
    import uuid_utils

    return UUID(bytes=uuid_utils.uuid7().bytes)
