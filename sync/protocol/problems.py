"""What can go wrong between two that exchange."""

from __future__ import annotations


class WireProblem(Exception):
    """The other side sent what cannot be read. `code` names it on the wire."""

    code = "malformed"


class Unresolved(WireProblem):
    """A shortened cause could not be told from what is here: ask or send again in full."""

    code = "unresolved"


class Forged(WireProblem):
    """A known id came with other content."""

    code = "fork"
