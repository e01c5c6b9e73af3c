"""The endpoint without a wire: a laptop and the centre in one process (one office, and tests)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import msgspec

from sync.protocol.messages import (
    Acknowledged,
    Hello,
    Page,
    Pull,
    Push,
    Resupply,
    SnapshotOffer,
    Welcome,
    to_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.centre.service import Centre

M = TypeVar("M", bound=msgspec.Struct)


class InProcess:
    """Calls the centre directly; messages go through their bytes as on a wire."""

    def __init__(self, centre: Centre, *, device: UUID) -> None:
        self.centre = centre
        self.device = device

    def hello(self, message: Hello) -> Welcome:
        """See `Endpoint`."""
        return self._ask("hello", message, Hello, Welcome, self.centre.hello)

    def push(self, message: Push) -> Acknowledged:
        """See `Endpoint`."""
        return self._ask("push", message, Push, Acknowledged, self.centre.push)

    def resupply(self, message: Resupply) -> Acknowledged:
        """See `Endpoint`."""
        return self._ask("resupply", message, Resupply, Acknowledged, self.centre.resupply)

    def pull(self, message: Pull) -> Page:
        """See `Endpoint`."""
        return self._ask("pull", message, Pull, Page, self.centre.pull)

    def snapshot(self, scope: str) -> SnapshotOffer | None:
        """See `Endpoint`."""
        return self.centre.snapshot(self.device, scope)

    def snapshot_bytes(self, sha256: str, *, start: int, size: int) -> bytes:
        """See `Endpoint`."""
        return self.centre.snapshot_bytes(self.device, sha256, start=start, size=size)

    def _ask(
        self, name: str, message: msgspec.Struct, kind: type[msgspec.Struct], answer: type[M],
        serve: Callable[..., msgspec.Struct],
    ) -> M:  # fmt: skip
        """One request; what tests put faults into."""
        del name
        asked = msgspec.msgpack.decode(to_bytes(message), type=kind)
        return msgspec.msgpack.decode(to_bytes(serve(asked)), type=answer)
