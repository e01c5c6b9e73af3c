"""Bundles as whoever has the store asks for them: made, looked at, taken in; for a worker."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import UUID

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from core.store.attachments import Attachment
from core.store.problem_of import problem_of
from core.store.problems import FileDamaged, FileMissing
from sync.bundle.choice import Files
from sync.bundle.container import (
    Addressed,
    open_bundle,
    read_header,
    sealed_size,
    write_bundle,
)
from sync.bundle.problems import (
    BundleDamaged,
    BundleForAnother,
    BundleForCentre,
    NoRoomFor,
    NoSuchRecipient,
    NotReady,
)
from sync.protocol.codec import unpack
from sync.protocol.directory import CENTRE
from sync.replica import file_queue, keys
from sync.replica.enrolment import known_as
from sync.replica.file_lane import line_up_store
from sync.replica.packing import (
    Chosen,
    carried,
    choose_files,
    fit,
    gather,
    note_given,
    own_ids,
)
from sync.replica.unpacking import BundleTaken, checked, take_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from core.store import Store
    from core.store.mapping import Work
    from sync.bundle.container import OpenBundle
    from sync.bundle.contents import Contents
    from sync.protocol.directory import Directory, Listed, SignedDirectory
    from sync.replica.exchange import ReplicaStore

TO_CENTRE = "centro"
_RESERVE = 1 << 20
_DISK_RESERVE = 1 << 30
_MB = 1_000_000


class Stopped(Exception):
    """Whoever watches wants it to end; raised by them in `told`."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a bundle can be made for. `id` none: the centre."""

    id: UUID | None
    name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class BundleMade:
    """What was written. `left`: files left out for want of room or by choice; `stays`: files that
    may not leave, by reason (codes of `core.reports.files_out`)."""

    recipient: str
    parts: tuple[Path, ...]
    bytes: int
    changes: int
    """Not confirmed by the centre yet; what it has accepted goes along without being counted."""
    accepted: int
    """Changes that the centre has accepted, which the recipient may lack."""
    files: int
    file_bytes: int
    left: int
    left_bytes: int
    stays: dict[str, int]


@dataclass(frozen=True, slots=True)
class BundleShown:
    """What a bundle says of itself; names empty where this laptop cannot tell."""

    sender: str
    recipient: str
    for_this: bool
    bytes: int
    made_at: datetime | None
    packets: int
    spans: int
    files: int
    file_bytes: int


def recipients(store: ReplicaStore) -> list[Recipient]:
    """The centre, and every laptop of the list that can open a bundle. Raises: NotReady."""
    me = known_as(store)
    return store.read(partial(_recipients, device=me))


def _recipients(work: Work, *, device: UUID) -> list[Recipient]:
    directory = _directory(work).read()
    listed = directory.device(device)
    own = b"" if listed is None else listed.public_key
    newest = {one.public_key: one for one in directory.devices if _may_get(one)}
    return [
        Recipient(None, TO_CENTRE, "", ""),
        *(
            Recipient(one.id, one.name, one.organisation, one.role)
            for key, one in newest.items()
            if key != own
        ),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """The changes for a recipient (none: the centre), still without files."""

    recipient: Listed | None
    contents: Contents
    who: Addressed


def draft_bundle(store: ReplicaStore, *, to: str, at: datetime, whole: bool = False) -> Draft:
    """Gather the changes for a recipient. Raises: NotReady, NoSuchRecipient."""
    device = known_as(store)
    recipient, directory = store.read(partial(_found, to=to, device=device))
    contents, key = store.write_now(
        partial(_gathered, device=device, recipient=recipient, whole=whole, at=at)
    )
    sealing = directory.sealing_key if recipient is None else recipient.sealing_key
    return Draft(recipient, contents, Addressed(contents.sender, key, contents.recipient, sealing))


def make_bundle(
    store: Store, out: Path, *, to: str, at: datetime, which: Files = Files.ALL,
    only: Collection[str] = (), whole: bool = False,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> BundleMade:  # fmt: skip
    """Write a bundle for a recipient (`centro`, an id or the beginning of one, a name).

    `told(bytes, of)` while it is written; raising Stopped there leaves nothing behind.
    Raises: NotReady, NoSuchRecipient, NoRoomFor, DiskFull, DiskRefuses, Stopped.
    """
    listed = line_up_store(store, at=at)
    draft = draft_bundle(store, to=to, at=at, whole=whole)
    recipient, contents, who = draft.recipient, draft.contents, draft.who
    here = {one.sha256 for one in listed if store.files.has(one.sha256)}
    chosen = store.read(
        partial(choose_files, files=listed, here=here, recipient=recipient, which=which, only=only)
    )
    message = len(msgspec.msgpack.encode(contents))
    try:
        free = shutil.disk_usage(out.parent).free - _RESERVE
        needed = sealed_size(message, [])
        if needed > free:
            raise NoRoomFor(
                folder=str(out.parent), needed=round(needed / _MB, 1), free=round(free / _MB, 1)
            )
        fit(chosen, room=int((free - needed) * 0.999))
        contents, parts = _written(store, out, contents, who, chosen, told)
    except OSError as error:
        raise cast("Exception", problem_of(error)) from error
    store.write_now(partial(note_given, recipient=recipient, files=chosen.files))
    return BundleMade(
        recipient=TO_CENTRE if recipient is None else recipient.name, parts=tuple(parts),
        bytes=sum(one.stat().st_size for one in parts), changes=_count(contents),
        accepted=sum(one.seal.seq - one.after for one in contents.spans),
        files=len(contents.files), file_bytes=sum(one.size for one in contents.files),
        left=chosen.left, left_bytes=chosen.left_bytes, stays=chosen.stays,
    )  # fmt: skip


def show_bundle(store: ReplicaStore, path: Path) -> BundleShown:
    """What a bundle says, without taking anything in. Raises: as `take_bundle`."""
    header = read_header(path)
    size = header.size

    me = known_as(store)

    def names(work: Work) -> tuple[str, str, bool]:
        directory = _directory(work).read()
        return (
            _name(directory, header.sender), _name(directory, header.recipient),
            header.recipient in own_ids(directory, me),
        )  # fmt: skip

    sender, recipient, mine = store.read(names)
    if not mine:
        return BundleShown(sender, recipient, False, size, None, 0, 0, 0, 0)
    with _opened(store, path) as bundle:
        store.read(lambda work: checked(work.connection(), bundle))
        found = bundle.contents
    return BundleShown(
        sender, recipient, True, size, datetime.fromtimestamp(found.made_ms / 1000, UTC),
        len(found.packets), len(found.spans), len(found.files),
        sum(one.size for one in found.files),
    )  # fmt: skip


def take_bundle(
    store: Store, path: Path, *, at: datetime,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> BundleTaken:  # fmt: skip
    """Take a bundle in: its changes at once, then its files one by one.

    Broken off among the files (or Stopped raised in `told`), everything taken so far stays; the
    next time goes on there. Raises: the problems of `sync.bundle`, Wiped.
    """
    try:
        with _opened(store, path) as bundle:
            taken = take_bundle_changes(store, bundle)
            line_up_store(store, at=at)
            try:
                _take_files(store, bundle, taken, told)
            except Stopped:
                taken.stopped = True
            line_up_store(store, at=at)
            return taken
    except OSError as error:
        raise cast("Exception", problem_of(error)) from error


def take_bundle_changes(store: ReplicaStore, bundle: OpenBundle) -> BundleTaken:
    """Only the changes of an open bundle."""
    device = known_as(store)
    return store.write_now(lambda work: take_changes(work, bundle, device=device))


def open_for(store: ReplicaStore, path: Path) -> OpenBundle:
    """Open a bundle that was made for this laptop. Raises: BundleForAnother and the others."""
    return _opened(store, path)


def _opened(store: ReplicaStore, path: Path) -> OpenBundle:
    header = read_header(path)

    me = known_as(store)

    def mine(work: Work) -> bytes:
        directory = _directory(work).read()
        if header.recipient == CENTRE:
            raise BundleForCentre
        if header.recipient not in own_ids(directory, me):
            raise BundleForAnother(recipient=_name(directory, header.recipient))
        return keys.sealing_key(work)

    return open_bundle(path, key=store.write_now(mine))


def _take_files(
    store: Store, bundle: OpenBundle, taken: BundleTaken, told: Callable[[int, int], None]
) -> None:
    files = bundle.contents.files
    spoken = store.read(lambda work: set(work.scalars(select(Attachment.sha256))))
    whole, done = sum(one.size for one in files), 0
    for number, file in enumerate(files):
        sha256 = file.sha256.hex()
        told(done, whole)
        if store.files.has(sha256):
            taken.files_known += 1
        elif sha256 not in spoken:
            taken.files_unspoken += 1
        elif shutil.disk_usage(store.folder).free < file.size + _DISK_RESERVE:
            taken.files_no_room += 1
        elif _sealed(store, bundle, number, partial(_some, told, done, whole)):
            taken.files += 1
            taken.file_bytes += file.size
            if bundle.contents.sender == CENTRE:
                store.write_now(partial(file_queue.note_come, sha256=sha256))
        else:
            taken.files_damaged += 1
        done += file.size
    told(done, whole)


def _some(told: Callable[[int, int], None], before: int, whole: int, done: int) -> None:
    told(before + done, whole)


def _sealed(store: Store, bundle: OpenBundle, number: int, told: Callable[[int], None]) -> bool:
    """Whether a file came here whole; nothing stays of one that did not."""
    file = bundle.contents.files[number]
    try:
        with bundle.file(number, told=told) as stream:
            store.files.seal(stream, media_type=file.media_type, name=file.name)
    except BundleDamaged:
        return False
    return True


def _found(work: Work, *, to: str, device: UUID) -> tuple[Listed | None, Directory]:
    directory = _directory(work).read()
    if to == TO_CENTRE:
        return None, directory
    known = _recipients(work, device=device)
    found = [
        one.id
        for one in known
        if one.id is not None and to and (str(one.id).startswith(to.lower()) or one.name == to)
    ]
    listed = directory.device(found[0]) if len(found) == 1 and found[0] is not None else None
    if listed is None:
        raise NoSuchRecipient(given=to, known=", ".join(one.name for one in known))
    return listed, directory


def _gathered(
    work: Work, *, device: UUID, recipient: Listed | None, whole: bool, at: datetime
) -> tuple[Contents, bytes]:
    contents = gather(
        work, device=device, signed_list=_directory(work), recipient=recipient,
        now_ms=int(at.timestamp() * 1000), whole=whole,
    )  # fmt: skip
    return contents, keys.device_key(work)


def _written(
    store: Store, out: Path, contents: Contents, who: Addressed, chosen: Chosen,
    told: Callable[[int, int], None],
) -> tuple[Contents, list[Path]]:  # fmt: skip
    """Written, without the files that turn out not to be sound; those are counted as staying."""
    while True:
        whole = replace(contents, files=[carried(one) for one in chosen.files])
        try:
            parts = write_bundle(
                out, whole, who, open_file=lambda one: store.files.open(one.sha256.hex()),
                told=told,
            )  # fmt: skip
        except (FileDamaged, FileMissing) as problem:
            bad = problem.context["sha256"]
            chosen.files = [one for one in chosen.files if one.sha256 != bad]
            chosen.stays["damaged"] = chosen.stays.get("damaged", 0) + 1
            continue
        return whole, parts


def _count(contents: Contents) -> int:
    return sum(len(unpack(one.operations)) for one in contents.packets)


def _directory(work: Work) -> SignedDirectory:
    found = keys.directory_of(work.connection())
    if found is None:
        raise NotReady
    return found


def _may_get(device: Listed) -> bool:
    return bool(device.sealing_key) and not device.revoked


def _name(directory: Directory, identity: UUID) -> str:
    if identity == CENTRE:
        return TO_CENTRE
    device = directory.device(identity)
    return str(identity)[:8] if device is None else device.name
