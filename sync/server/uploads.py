"""What the centre knows of files on their way in, and of those it has: verbs on its tables."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from sync.centre.callers import scopes_known
from sync.protocol.endpoint import Refused
from sync.protocol.rights import readable, writable
from sync.server.tables import ErasedFile, FileScope, FileUpload, StoredFile

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

    from sync.centre.callers import DeviceFacts

MOST_OPEN = 200
"""Uploads that one laptop may have begun and not ended."""
_ABOUT = (
    FileUpload.id, FileUpload.device, FileUpload.sha256, FileUpload.size, FileUpload.scopes,
    FileUpload.place, FileUpload.received, FileUpload.expires_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload as its routes need it."""

    id: str
    sha256: str
    size: int
    scopes: tuple[str, ...]
    place: int
    received: bool
    expires_at: datetime


def begin(
    connection: Connection, device: DeviceFacts, *, sha256: str, size: int,
    scopes: Collection[str], at: datetime, lasts: timedelta,
) -> tuple[Upload, bool]:  # fmt: skip
    """The upload of a file, and whether it is a new one: begun again it goes on where it was.

    A file that the centre has, and that this device may read, is received at once. One that it
    may not read has to be brought all the same: a hash alone opens nothing.

    Raises: Refused (scope, gone, rate).
    """
    wanted = tuple(sorted(set(scopes)))
    if not wanted or not _may_write(connection, device, wanted):
        raise Refused("scope")
    erased = set(
        connection.execute(select(ErasedFile.scope).where(ErasedFile.sha256 == sha256)).scalars()
    )
    if erased.intersection(wanted):
        raise Refused("gone", "erased")
    known = connection.execute(
        select(*_ABOUT).where(
            FileUpload.device.in_(device.family), FileUpload.sha256 == sha256,
            FileUpload.size == size, FileUpload.scopes == " ".join(wanted),
        )
    ).first()  # fmt: skip
    stored = stored_size(connection, device, sha256)
    if known is not None and (not known.received or stored == size):
        return _upload(known), False
    if known is not None:
        # Received once, and gone from here since: it starts anew.
        connection.execute(delete(FileUpload).where(FileUpload.id == known.id))
    here = stored == size
    if not here and _open_uploads(connection, device) >= MOST_OPEN:
        raise Refused("rate", "uploads")
    made = Upload(
        id=secrets.token_hex(16), sha256=sha256, size=size, scopes=wanted,
        place=size if here else 0, received=here, expires_at=at + lasts,
    )  # fmt: skip
    connection.execute(
        insert(FileUpload).values(
            id=made.id, device=device.id, sha256=sha256, size=size, scopes=" ".join(wanted),
            place=made.place, holder="", received=here, expires_at=made.expires_at,
        )
    )  # fmt: skip
    if here:
        _readable_in(connection, sha256, wanted)
    return made, True


def take_over(connection: Connection, device: DeviceFacts, upload: str, *, holder: str) -> Upload:
    """Go on with an upload: from here on no older request may. Raises: Refused (gone, scope)."""
    found = connection.execute(
        update(FileUpload)
        .where(FileUpload.id == upload, FileUpload.device.in_(device.family))
        .values(holder=holder)
        .returning(*_ABOUT)
    ).first()
    if found is None:
        raise Refused("gone")
    made = _upload(found)
    if not _may_write(connection, device, made.scopes):
        raise Refused("scope")
    return made


def advance(
    connection: Connection, upload: str, *, holder: str, place: int, until: datetime
) -> bool:
    """Say how far it is durable; False if a newer request has taken over."""
    done = connection.execute(
        update(FileUpload)
        .where(FileUpload.id == upload, FileUpload.holder == holder)
        .values(place=place, expires_at=until)
    )
    return bool(done.rowcount)


def receive(connection: Connection, upload: Upload, *, at: datetime) -> None:
    """The file is here whole, compared with its hash. Saying it twice changes nothing."""
    there = connection.execute(
        select(StoredFile.sha256).where(StoredFile.sha256 == upload.sha256)
    ).first()
    if there is None:
        connection.execute(
            insert(StoredFile).values(sha256=upload.sha256, size=upload.size, stored_at=at)
        )
    _readable_in(connection, upload.sha256, upload.scopes)
    connection.execute(
        update(FileUpload)
        .where(FileUpload.id == upload.id)
        .values(received=True, place=upload.size)
    )


def end(connection: Connection, upload: str) -> None:
    """Forget an upload; a file that was received stays."""
    connection.execute(delete(FileUpload).where(FileUpload.id == upload))


def expired(connection: Connection, *, at: datetime) -> list[str]:
    """Uploads whose time is over."""
    return list(
        connection.execute(select(FileUpload.id).where(FileUpload.expires_at < at)).scalars()
    )


def stored_size(connection: Connection, device: DeviceFacts, sha256: str) -> int | None:
    """Bytes of a file that is here and that the device may read; none otherwise."""
    return readable_among(connection, device, [sha256]).get(sha256)


def readable_among(
    connection: Connection, device: DeviceFacts, files: Collection[str]
) -> dict[str, int]:
    """Those of some files that are here and that the device may read, with their sizes."""
    scopes = readable(device.role, device.organisation, known=scopes_known(connection))
    rows = connection.execute(
        select(StoredFile.sha256, StoredFile.size)
        .join(FileScope, FileScope.sha256 == StoredFile.sha256)
        .where(StoredFile.sha256.in_(files), FileScope.scope.in_(scopes))
        .distinct()
    )
    return {row.sha256: row.size for row in rows}


def _readable_in(connection: Connection, sha256: str, scopes: Collection[str]) -> None:
    known = set(
        connection.execute(select(FileScope.scope).where(FileScope.sha256 == sha256)).scalars()
    )
    new = sorted(set(scopes) - known)
    if new:
        connection.execute(insert(FileScope), [{"sha256": sha256, "scope": one} for one in new])


def _may_write(connection: Connection, device: DeviceFacts, scopes: Collection[str]) -> bool:
    known = scopes_known(connection)
    return set(scopes) <= writable(device.role, device.organisation, known=known)


def _open_uploads(connection: Connection, device: DeviceFacts) -> int:
    return int(
        connection.execute(
            select(func.count())
            .select_from(FileUpload)
            .where(FileUpload.device.in_(device.family), FileUpload.received.is_(False))
        ).scalar_one()
    )


def _upload(row: object) -> Upload:
    return Upload(
        id=row.id, sha256=row.sha256, size=row.size, scopes=tuple(row.scopes.split()),  # type: ignore[attr-defined]
        place=row.place, received=row.received, expires_at=row.expires_at,  # type: ignore[attr-defined]
    )  # fmt: skip
