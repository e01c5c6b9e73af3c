"""The centre as a laptop sees it: over HTTP, in the same process, or as a file on a USB stick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sync.protocol.messages import (
        Acknowledged,
        Hello,
        Page,
        Pull,
        Push,
        Resupply,
        SnapshotOffer,
        Welcome,
    )


class Refused(Exception):
    """The centre answered, and said no. `code` as in `Fault`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class NoAnswer(Exception):
    """Nothing came back; whether it was received is not known. Trying again is always right."""


class Endpoint(Protocol):
    """Each call is one request. Raises: Refused, NoAnswer."""

    def hello(self, message: Hello) -> Welcome:
        """Who I am and how far I have what; gives what there is."""
        ...

    def push(self, message: Push) -> Acknowledged:
        """Hand over operations; the same ones again do no harm."""
        ...

    def resupply(self, message: Resupply) -> Acknowledged:
        """Give a restored centre back what it had accepted and lost."""
        ...

    def pull(self, message: Pull) -> Page:
        """What comes next in a scope."""
        ...

    def snapshot(self, scope: str) -> SnapshotOffer | None:
        """The newest snapshot of a scope, if there is one."""
        ...

    def snapshot_bytes(self, sha256: str, *, start: int, size: int) -> bytes:
        """A part of a snapshot's bytes, to go on after a cut."""
        ...
