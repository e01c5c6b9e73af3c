"""Identifiers: UUIDv7, so that rows made later sort later; the only place that makes them."""

from __future__ import annotations

from uuid import UUID, SafeUUID

_EMPTY = object.__new__
# The descriptors of its slots: an instance itself refuses to be changed.
_SET_INT, _SET_SAFE = vars(UUID)["int"].__set__, vars(UUID)["is_safe"].__set__
_UNKNOWN = SafeUUID.unknown


def new_id() -> UUID:
    """A fresh UUIDv7 (milliseconds of the wall clock, then random bits)."""
    import uuid_utils

    return UUID(bytes=uuid_utils.uuid7().bytes)


def id_of(raw: bytes) -> UUID:
    """The UUID of 16 bytes: `UUID(bytes=raw)` three times as fast, for what is read by the
    hundred thousand. Raises: ValueError for another length.
    """
    if len(raw) != 16:
        raise ValueError(raw)
    made = _EMPTY(UUID)
    _SET_INT(made, int.from_bytes(raw, "big"))
    _SET_SAFE(made, _UNKNOWN)
    return made
