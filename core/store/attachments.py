"""Attachments: what the store says about its sealed files."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from core.store.ids import new_id
from core.store.mapping import Base, Synced, Work

if TYPE_CHECKING:
    from core.store.files import SealedFile


class Attachment(Synced, Base):
    """A sealed file under a name."""

    __tablename__ = "attachment"

    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    media_type: Mapped[str]
    name: Mapped[str]


def attach(
    work: Work, sealed: SealedFile, name: str | None = None, *, scope: str,
    identity: UUID | None = None,
) -> UUID:  # fmt: skip
    """Speak of a sealed file in the store; gives the attachment's id.

    `scope`: whose file it is, as of the row that points to it (a visit's municipality; GLOBAL).
    `identity`: a derived id, where several devices may write the same; the second time is none.
    """
    if identity is not None and work.get(Attachment, identity) is not None:
        return identity
    attachment = Attachment(
        id=identity or new_id(), scope=scope, sha256=sealed.sha256, size=sealed.size,
        media_type=sealed.media_type, name=name or sealed.name,
    )  # fmt: skip
    work.add(attachment)
    work.flush()
    return attachment.id


def sealed_names(work: Work) -> dict[str, tuple[str, ...]]:
    """Which files must be in the folder: SHA-256 → the names they go by."""
    names: dict[str, tuple[str, ...]] = {}
    for sha256, name in work.execute(select(Attachment.sha256, Attachment.name)):
        names[sha256] = (*names.get(sha256, ()), name)
    return names
