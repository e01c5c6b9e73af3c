"""What goes into a bundle of this laptop's: changes, and which files; for one recipient."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from core.plan import load_municipalities
from core.store.changes import Change
from core.store.exchange import FileTransfer
from core.store.mapping import GLOBAL
from sync.bundle.choice import Files
from sync.bundle.contents import CarriedFile, Contents
from sync.protocol.codec import pack
from sync.protocol.directory import CENTRE
from sync.protocol.messages import ScopeMark
from sync.protocol.operations import COLUMNS, operation_of
from sync.protocol.packets import sign_packet
from sync.protocol.rights import Role, readable, writable
from sync.protocol.seals import Span
from sync.replica import file_queue, keys, state
from sync.replica.carried import packets_here, scope_of
from sync.replica.spans import newest_span
from sync.replica.state import Cursor

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from core.reports.files_out import FileOut
    from core.store.mapping import Work
    from sync.protocol.directory import Directory, Listed, SignedDirectory
    from sync.protocol.operations import Operation
    from sync.protocol.packets import Packet

_BATCH = 500
_MARKS, _GIVEN, _BACK = "marks:", "given:", "give_back"
SMALL = file_queue.BY_ITSELF


@dataclass(slots=True)
class Chosen:
    """The files that go along; `stays`: those that may not leave, by reason; `left`: by choice or
    for want of room."""

    files: list[FileOut] = field(default_factory=list)
    left: int = 0
    left_bytes: int = 0
    stays: dict[str, int] = field(default_factory=dict)


def scopes_of_device(connection: Connection, device: Listed) -> tuple[set[str], set[str]]:
    """The scopes that a device may read, and those that it may write, as far as known here."""
    known = (
        set(state.cursors(connection)) | {one.dico for one in load_municipalities()} | {GLOBAL}
    )  # fmt: skip
    role = Role(device.role)
    return (
        set(readable(role, device.organisation, known=known)),
        set(writable(role, device.organisation, known=known)),
    )


def gather(
    work: Work, *, device: UUID, signed_list: SignedDirectory, recipient: Listed | None,
    now_ms: int, whole: bool,
) -> Contents:  # fmt: skip
    """The changes for a recipient (none: the centre), without files. Makes the keys it needs.

    `whole`: from as far back as possible, whatever the recipient is known to have.
    """
    connection = work.connection()
    directory = signed_list.read()
    key = keys.device_key(work)
    held = set(state.cursors(connection))
    scopes = held if recipient is None else held & scopes_of_device(connection, recipient)[0]
    own = own_ids(directory, device)
    packets = _own_packets(connection, device, key=key, own=own, scopes=scopes)
    packets += [one for one in packets_here(connection) if scope_of(one) in scopes]
    spans = (
        given_back(connection)
        if recipient is None
        else _proven(connection, scopes, recipient.id, whole=whole)
    )
    same = recipient is not None and recipient.organisation == directory.organisation
    return Contents(
        sender=device, recipient=CENTRE if recipient is None else recipient.id, made_ms=now_ms,
        epoch=state.fact(connection, "epoch") or "",
        marks=[
            ScopeMark(scope, one.seq, one.chain)
            for scope, one in sorted(state.cursors(connection).items())
        ],
        packets=packets, spans=spans, directory=signed_list if same else None,
        wanted=[bytes.fromhex(one) for one in file_queue.wanted_down(work)],
    )  # fmt: skip


def own_ids(directory: Directory, device: UUID) -> frozenset[UUID]:
    """This laptop's ids: the present one, and those it had before a backup was put back."""
    listed = directory.device(device)
    return frozenset({device}) | (frozenset() if listed is None else directory.family(listed))


def choose_files(
    work: Work, files: Iterable[FileOut], *, here: Collection[str], recipient: Listed | None,
    which: Files, only: Collection[str] = (),
) -> Chosen:  # fmt: skip
    """The files that may go to a recipient, those not given to it yet first, the smallest first.

    `here`: the files in this store's folder; `only`: these and no others (SHA-256).
    """
    connection = work.connection()
    chosen = Chosen()
    confirmed = set(
        work.scalars(
            select(FileTransfer.sha256).where(
                FileTransfer.direction == file_queue.UP, FileTransfer.state == file_queue.RECEIVED
            )
        )
    )  # fmt: skip
    may = None if recipient is None else scopes_of_device(connection, recipient)[0]
    given = set(_given(connection, recipient))
    for file in files:
        if file.sha256 not in here or (only and file.sha256 not in only):
            continue
        if recipient is None and file.sha256 in confirmed:
            continue
        if may is not None and not may.intersection(file.scopes):
            continue
        if file.kept:
            chosen.stays[file.kept] = chosen.stays.get(file.kept, 0) + 1
        elif which is Files.NONE or (which is Files.SMALL and file.size > SMALL):
            chosen.left += 1
            chosen.left_bytes += file.size
        else:
            chosen.files.append(file)
    chosen.files.sort(key=lambda one: (one.sha256 in given, one.size, one.sha256))
    return chosen


def fit(chosen: Chosen, *, room: int) -> None:
    """Leave out what does not fit into so many bytes; a later bundle begins with it."""
    kept: list[FileOut] = []
    for file in chosen.files:
        if file.size <= room:
            room -= file.size
            kept.append(file)
        else:
            chosen.left += 1
            chosen.left_bytes += file.size
    chosen.files = kept


def carried(file: FileOut) -> CarriedFile:
    """A file as the list in a bundle names it."""
    return CarriedFile(
        bytes.fromhex(file.sha256), file.size, file.scopes, file.name, file.media_type
    )


def note_given(work: Work, recipient: Listed | None, files: Iterable[FileOut]) -> None:
    """Remember which files were written for a recipient."""
    connection = work.connection()
    told = sorted({*_given(connection, recipient), *(one.sha256 for one in files)})
    state.set_fact(connection, _GIVEN + _name(recipient), told)


def note_marks(connection: Connection, sender: Listed, epoch: str, marks: list[ScopeMark]) -> None:
    """Remember how far another laptop said that it has everything."""
    told = [epoch, {one.scope: [one.seq, one.chain.hex()] for one in marks}]
    state.set_fact(connection, _MARKS + str(sender.id), told)


def keep_to_give_back(connection: Connection, spans: list[Span]) -> None:
    """What a restored centre has lost, for the next bundle that goes there."""
    told = [base64.b64encode(msgspec.msgpack.encode(one)).decode() for one in spans]
    state.set_fact(connection, _BACK, told)


def given_back(connection: Connection) -> list[Span]:
    """What was kept for a restored centre and may not have reached it yet."""
    kept = state.fact(connection, _BACK) or []
    return [msgspec.msgpack.decode(base64.b64decode(one), type=Span) for one in kept]


def _given(connection: Connection, recipient: Listed | None) -> list[str]:
    return state.fact(connection, _GIVEN + _name(recipient)) or []


def _name(recipient: Listed | None) -> str:
    return "centre" if recipient is None else str(recipient.id)


def _own_packets(
    connection: Connection, device: UUID, *, key: bytes, own: frozenset[UUID], scopes: set[str]
) -> list[Packet]:
    """What the centre has not confirmed, scope by scope, so that each goes only where it may."""
    rows = connection.execute(
        select(*COLUMNS)
        .where(
            Change.seq.is_(None), Change.refused.is_(None), Change.device.in_(own),
            Change.scope.in_(scopes),
        )
        .order_by(Change.scope, Change.number)
    ).mappings()  # fmt: skip
    batches: list[list[Operation]] = []
    for one in map(operation_of, rows):
        last = batches[-1] if batches else None
        if last is None or last[-1].scope != one.scope or (
            len(last) >= _BATCH and last[-1].transaction_id != one.transaction_id
        ):  # fmt: skip
            batches.append([one])
        else:
            last.append(one)
    return [sign_packet(device, pack(batch), key=key) for batch in batches]


def _proven(
    connection: Connection, scopes: set[str], recipient: UUID, *, whole: bool
) -> list[Span]:
    kept = None if whole else state.fact(connection, _MARKS + str(recipient))
    epoch, marks = kept or ("", {})
    known: dict[str, list[Any]] = marks if epoch == state.fact(connection, "epoch") else {}
    found = []
    for scope in sorted(scopes):
        after = Cursor(known[scope][0], bytes.fromhex(known[scope][1])) if scope in known else None
        span = newest_span(connection, scope, after=after)
        if span is not None:
            found.append(span)
    return found
