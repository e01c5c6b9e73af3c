"""Merging, pure: from any set of operations, in any order, to the same rows and disputes."""

from __future__ import annotations

from sync.merge.histories import Key, heads_of, states_of

__all__ = ["Key", "heads_of", "states_of"]
