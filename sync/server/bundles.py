"""The centre's side of bundles: taking in what laptops send on a stick, and answering on one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO, Self, cast

import msgspec
from sqlalchemy import select

from core.store.ids import new_id
from core.store.problem_of import problem_of
from sync.bundle.container import Addressed, open_bundle, read_header, sealed_size, write_bundle
from sync.bundle.contents import CarriedFile
from sync.bundle.problems import (
    BundleDamaged,
    BundleForAnother,
    DoesNotFit,
    NoRoomFor,
    NoSuchRecipient,
    SenderRevoked,
    SenderUnknown,
)
from sync.centre.bundles import answer_to, take_changes
from sync.centre.keys import SEALING, own_key
from sync.centre.tables import SyncDevice
from sync.protocol.directory import CENTRE
from sync.protocol.endpoint import Refused
from sync.protocol.problems import WireProblem
from sync.server import uploads
from sync.server.devices import find_device, note
from sync.server.tables import FileScope, FileUpload, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from sync.bundle.container import OpenBundle
    from sync.centre.bundles import CentreTaken
    from sync.centre.callers import DeviceFacts
    from sync.centre.service import Centre
    from sync.server.blobs import Blobs, Incoming

_CHUNK = 1 << 20
_RESERVE = 1 << 20
_MB = 1_000_000
_DAY = timedelta(days=30)


@dataclass(slots=True)
class FilesTaken:
    """What became of the files of a bundle."""

    came: int = 0
    bytes: int = 0
    known: int = 0
    refused: int = 0
    no_room: int = 0
    damaged: int = 0


@dataclass(slots=True)
class Received:
    """What the centre took of a bundle."""

    sender: str
    changes: CentreTaken
    files: FilesTaken = field(default_factory=FilesTaken)


@dataclass(frozen=True, slots=True)
class Answered:
    """What the centre wrote for a laptop."""

    recipient: str
    parts: tuple[Path, ...]
    bytes: int
    changes: int
    confirmed_files: int
    files: int
    file_bytes: int
    left: int


def take_in_bundle(
    centre: Centre, blobs: Blobs, incoming: Incoming, path: Path, *, at: datetime
) -> Received:
    """Take a laptop's bundle in: its changes in one transaction, then its files one by one.

    Raises: the problems of `sync.bundle`.
    """
    try:
        header = read_header(path)
        if header.recipient != CENTRE:
            raise BundleForAnother(recipient=str(header.recipient)[:8])
        centre.key()
        with centre.engine.begin() as connection:
            key = own_key(connection, SEALING)
        with open_bundle(path, key=key) as bundle:
            with centre.engine.begin() as connection:
                name = _sender(connection, bundle)
                try:
                    taken = take_changes(centre, connection, bundle.contents)
                except (WireProblem, Refused, msgspec.MsgspecError) as error:
                    raise DoesNotFit(why=getattr(error, "code", "") or str(error)) from error
                note(connection, at=at, actor=str(header.sender), action="bundle.taken",
                     subject=header.id.hex(), detail=f"{taken.fresh} {taken.refused}")  # fmt: skip
            received = Received(name, taken)
            device = centre.device(header.sender)
            for number, file in enumerate(bundle.contents.files):
                _take_file(centre, blobs, incoming, device, bundle, number, file, received, at=at)
            return received
    except OSError as error:
        raise cast("Exception", problem_of(error)) from error


def write_answer(
    centre: Centre, blobs: Blobs, out: Path, *, to: str, at: datetime,
    files: str = "all", whole: bool = False,
) -> Answered:  # fmt: skip
    """Write a bundle for a device (its id, the beginning of it, or its name).

    `files`: `all` that it asked for in its last bundle (or all it may read, if it never sent one),
    `small` (up to 20 MB), `none`. Raises: NoSuchDevice, NoSuchRecipient, NoRoomFor, DiskFull.
    """
    key = centre.key()
    with centre.engine.begin() as connection:
        identity = find_device(connection, to)
        row = connection.execute(
            select(SyncDevice.name, SyncDevice.sealing_key).where(SyncDevice.id == identity)
        ).one()
        if row.sealing_key is None:
            raise NoSuchRecipient(given=to, known="–")
        answer = answer_to(centre, connection, identity, at_ms=centre.now_ms(), whole=whole)
        device = answer.device
        had = _received_of(connection, device)
        wanted = _files_for(connection, centre, device, answer.wanted, files)
    contents = msgspec.structs.replace(answer.contents, had=had)
    try:
        free = shutil.disk_usage(out.parent).free - _RESERVE
        needed = sealed_size(len(msgspec.msgpack.encode(contents)), [])
        if needed > free:
            raise NoRoomFor(
                folder=str(out.parent), needed=round(needed / _MB, 1), free=round(free / _MB, 1)
            )
        room, chosen = int((free - needed) * 0.999), []
        for file in wanted:
            if file.size <= room and blobs.size(file.sha256.hex()) == file.size:
                room -= file.size
                chosen.append(file)
        contents = msgspec.structs.replace(contents, files=chosen)
        who = Addressed(CENTRE, key, identity, bytes(row.sealing_key))
        parts = write_bundle(out, contents, who, open_file=lambda one: _open(blobs, one))
    except OSError as error:
        raise cast("Exception", problem_of(error)) from error
    with centre.engine.begin() as connection:
        note(connection, at=at, actor="cli", action="bundle.made", subject=str(identity))
    return Answered(
        recipient=row.name, parts=tuple(parts), bytes=sum(one.stat().st_size for one in parts),
        changes=sum(one.seal.seq - one.after for one in contents.spans),
        confirmed_files=len(had), files=len(chosen), file_bytes=sum(one.size for one in chosen),
        left=len(wanted) - len(chosen),
    )  # fmt: skip


def _sender(connection: Connection, bundle: OpenBundle) -> str:
    row = connection.execute(
        select(SyncDevice.name, SyncDevice.public_key, SyncDevice.revoked_at).where(
            SyncDevice.id == bundle.contents.sender
        )
    ).first()
    if row is None:
        raise SenderUnknown
    if row.revoked_at is not None:
        raise SenderRevoked(sender=row.name)
    if not bundle.is_by(bytes(row.public_key)):
        raise BundleDamaged
    return str(row.name)


def _take_file(
    centre: Centre, blobs: Blobs, incoming: Incoming, device: DeviceFacts, bundle: OpenBundle,
    number: int, file: CarriedFile, received: Received, *, at: datetime,
) -> None:  # fmt: skip
    told, sha256 = received.files, file.sha256.hex()
    try:
        with centre.engine.begin() as connection:
            upload, _ = uploads.begin(
                connection, device, sha256=sha256, size=file.size, scopes=file.scopes, at=at,
                lasts=_DAY,
            )  # fmt: skip
    except Refused:
        told.refused += 1
        return
    if upload.received:
        told.known += 1
        return
    if not incoming.has_room(file.size):
        told.no_room += 1
        return
    with centre.engine.begin() as connection:
        # Whoever is sending it over a line at this moment is told that it went another way.
        uploads.take_over(connection, device, upload.id, holder=new_id().hex)
    incoming.begin(upload.id)
    place = 0
    try:
        with bundle.file(number) as stream:
            while piece := stream.read(_CHUNK):
                incoming.write(upload.id, piece, place=place)
                place += len(piece)
    except BundleDamaged:
        told.damaged += 1
        return
    except Refused:
        told.no_room += 1
        return
    incoming.cut(upload.id, file.size)
    if incoming.sha256(upload.id) != sha256:
        told.damaged += 1
        return
    blobs.keep(sha256, incoming.path(upload.id))
    with centre.engine.begin() as connection:
        uploads.receive(connection, upload, at=at)
    told.came += 1
    told.bytes += file.size


def _received_of(connection: Connection, device: DeviceFacts) -> list[bytes]:
    rows = connection.execute(
        select(FileUpload.sha256)
        .where(FileUpload.device.in_(device.family), FileUpload.received.is_(True))
        .distinct()
    ).scalars()
    return [bytes.fromhex(one) for one in sorted(rows)]


def _files_for(
    connection: Connection, centre: Centre, device: DeviceFacts, wanted: list[str] | None,
    which: str,
) -> list[CarriedFile]:  # fmt: skip
    if which == "none":
        return []
    scopes = centre.readable_by(connection, device)
    rows = connection.execute(
        select(StoredFile.sha256, StoredFile.size, FileScope.scope)
        .join(FileScope, FileScope.sha256 == StoredFile.sha256)
        .where(FileScope.scope.in_(scopes))
        .order_by(StoredFile.size, StoredFile.sha256)
    )
    found: dict[str, CarriedFile] = {}
    asked = None if wanted is None else set(wanted)
    for sha256, size, scope in rows:
        if (asked is not None and sha256 not in asked) or (which == "small" and size > _SMALL):
            continue
        before = found[sha256].scopes if sha256 in found else ()
        found[sha256] = CarriedFile(bytes.fromhex(sha256), size, (*before, scope), "", "")
    return list(found.values())


_SMALL = 20 * 1024 * 1024


def _open(blobs: Blobs, file: CarriedFile) -> BinaryIO:
    return cast(
        "BinaryIO", _Pieces(blobs.read(file.sha256.hex(), start=0, size=file.size))
    )  # fmt: skip


class _Pieces:
    """The pieces of a stored file, read as from a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, most: int) -> bytes:
        del most
        return next(self._pieces, b"")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return
