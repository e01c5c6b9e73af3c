"""Which files go along in a bundle."""

from __future__ import annotations

import enum


class Files(enum.StrEnum):
    """All that may leave, only those up to 20 MB, or none."""

    ALL = "all"
    SMALL = "small"
    NONE = "none"
