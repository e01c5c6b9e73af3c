"""What laptops say of themselves, for those who look after the centre; nothing is decided by it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, case, update

from sync.centre.tables import SyncDevice

if TYPE_CHECKING:
    from datetime import datetime

    from sync.protocol.messages import Acknowledged, Hello

_MOST = 2**31 - 1


def note_hello(connection: Connection, device: UUID, message: Hello, *, at: datetime) -> None:
    """A laptop has come, and says what it has still to send and what was refused of it."""
    waiting, refused = (max(0, min(told, _MOST)) for told in (message.waiting, message.refused))
    connection.execute(
        update(SyncDevice)
        .where(SyncDevice.id == device)
        .values(seen_at=at, waiting=waiting, refused=refused)
    )


def note_outcome(connection: Connection, device: UUID, answer: Acknowledged) -> None:
    """A push was answered: fewer wait now, and what was refused stays there."""
    settled = sum(answer.runs[2::3]) + len(answer.refused)
    left = SyncDevice.waiting - settled
    values: dict[str, object] = {"waiting": case((left > 0, left), else_=0)}
    if answer.refused:
        values["refused"] = SyncDevice.refused + len(answer.refused)
        values["refused_why"] = answer.refused[-1].code
    connection.execute(update(SyncDevice).where(SyncDevice.id == device).values(values))
