"""Who may read and write which scope; asked for each change, each page and each file."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from core.store.mapping import GLOBAL

if TYPE_CHECKING:
    from collections.abc import Iterable

AMP = "amp"
"""The organisation that sees the whole area; the others are the DICO codes of municipalities."""


class Role(enum.StrEnum):
    """What someone is at the centre."""

    TECHNICIAN = "technician"
    COORDINATOR = "coordinator"
    AMP_TEAM = "amp_team"
    ADMINISTRATOR = "administrator"
    GUEST = "guest"


def readable(role: Role, organisation: str, *, known: Iterable[str]) -> frozenset[str]:
    """The scopes that someone may have. `known`: all scopes there are."""
    if organisation == AMP and role is not Role.GUEST:
        return frozenset(known) | {GLOBAL}
    return frozenset({organisation, GLOBAL}) - {AMP}


def writable(role: Role, organisation: str, *, known: Iterable[str]) -> frozenset[str]:
    """The scopes that someone may write.

    The shared catalogues (GLOBAL) are written by the AMP's team and by coordinators, who bring
    the check-lists; guests of a workshop only read.
    """
    if role is Role.GUEST:
        return frozenset()
    scopes = readable(role, organisation, known=known)
    return scopes - {GLOBAL} if role is Role.TECHNICIAN else scopes
