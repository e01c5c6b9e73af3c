"""Taking a bundle in: all its changes in one transaction, then its files one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from core.store.capture import note_touched, observe_stamp
from sync.bundle.problems import (
    BundleDamaged,
    BundleOfBefore,
    DoesNotFit,
    NotReady,
    SenderRevoked,
    SenderUnknown,
)
from sync.protocol.codec import unpack
from sync.protocol.directory import CENTRE, is_signed
from sync.protocol.problems import Forged, WireProblem
from sync.replica import file_queue, keys, state
from sync.replica.carried import take_packet
from sync.replica.exchange import Wiped
from sync.replica.packing import (
    keep_to_give_back,
    note_marks,
    own_ids,
    scopes_of_device,
)
from sync.replica.scopes import SCOPES_AT, hold_scopes
from sync.replica.spans import Misfit, span_from, take_span

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.store.mapping import Work
    from sync.bundle.container import OpenBundle
    from sync.bundle.contents import Contents
    from sync.protocol.directory import Directory, Listed, SignedDirectory
    from sync.protocol.messages import Welcome


@dataclass(slots=True)
class BundleTaken:
    """What came of a bundle; `sender` empty: the centre. Counted in changes and files.

    `known`: were here already; `refused`: not taken, since who wrote them had no right to;
    `confirmed`: of this laptop's own, which the centre now says it has; `early`: scopes of which
    something before has to come first; `other_epoch`: what the centre had accepted was not looked
    at, because it was restored between the two.
    """

    sender: str
    made_at: datetime
    changes: int = 0
    known: int = 0
    refused: int = 0
    confirmed: int = 0
    early: list[str] = field(default_factory=list)
    other_epoch: bool = False
    files: int = 0
    file_bytes: int = 0
    files_known: int = 0
    files_unspoken: int = 0
    """Nothing here speaks of them (any more)."""
    files_no_room: int = 0
    files_damaged: int = 0
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Sender:
    """Who made a bundle: a device of the list, or the centre (`device` none)."""

    device: Listed | None
    directory: Directory
    """The list by which its rights are told."""
    own_list: SignedDirectory
    news: SignedDirectory | None
    """A newer list for this laptop, that the bundle brought."""


def checked(connection: Connection, bundle: OpenBundle) -> Sender:
    """Who made it, by the centre's list. Raises: NotReady, SenderUnknown, SenderRevoked,
    BundleDamaged if the signature is not theirs."""
    kept = keys.directory_of(connection)
    if kept is None:
        raise NotReady
    mine = kept.read()
    contents = bundle.contents
    lists = [mine]
    news = None
    brought = contents.directory or (contents.welcome and contents.welcome.directory)
    if brought and is_signed(brought, key=mine.public_key):
        other = brought.read()
        lists.append(other)
        if other.organisation == mine.organisation and other.issued_ms > mine.issued_ms:
            news = brought
    if contents.sender == CENTRE:
        if not bundle.is_by(mine.public_key):
            raise BundleDamaged
        return Sender(None, mine, kept, news)
    for one in sorted(lists, key=lambda each: -each.issued_ms):
        device = one.device(contents.sender)
        if device is None:
            continue
        if device.revoked:
            raise SenderRevoked(sender=device.name)
        if not bundle.is_by(device.public_key):
            raise BundleDamaged
        return Sender(device, one, kept, news)
    raise SenderUnknown


def take_changes(work: Work, bundle: OpenBundle, *, device: UUID) -> BundleTaken:
    """Take everything but the files in; in the caller's transaction, whole or not at all.

    Raises: as `checked`; BundleOfBefore, DoesNotFit, Wiped.
    """
    connection = work.connection()
    contents = bundle.contents
    sender = checked(connection, bundle)
    made_at = datetime.fromtimestamp(contents.made_ms / 1000, UTC)
    told = BundleTaken("" if sender.device is None else sender.device.name, made_at)
    waiting = state.count_waiting(connection)
    try:
        if sender.news is not None:
            keys.keep_directory(connection, sender.news)
        if sender.device is None:
            if contents.welcome is None:
                raise BundleDamaged
            _greeted(work, contents.welcome, contents)
        _take_spans(work, contents, sender, told)
        _take_packets(work, contents, sender, told, device=device)
        if sender.device is not None:
            note_marks(connection, sender.device, contents.epoch, contents.marks)
        for sha256 in contents.had:
            file_queue.note_received(work, sha256.hex())
    except (Misfit, Forged, WireProblem, msgspec.MsgspecError) as error:
        raise DoesNotFit(why=str(error) or type(error).__name__) from error
    told.confirmed = max(0, waiting - state.count_waiting(connection))
    return told


def _greeted(work: Work, welcome: Welcome, contents: Contents) -> None:
    """What the centre says first: epoch, scopes, and whether this laptop is to be erased."""
    connection = work.connection()
    # A stick that was found late, or copied, does not undo what the centre has said since.
    late = contents.made_ms < (state.fact(connection, SCOPES_AT) or 0)
    if welcome.wipe and not late:
        raise Wiped
    epoch = state.fact(connection, "epoch")
    if epoch and welcome.epoch != epoch:
        if contents.made_ms < (state.fact(connection, "epoch_at") or 0):
            raise BundleOfBefore
        # It was restored: what it has lost goes back with the next bundle, by its own seals.
        spans = [span_from(connection, mark) for mark in welcome.parted]
        keep_to_give_back(connection, [one for one in spans if one is not None])
        state.forget_places(connection)
    if epoch != welcome.epoch:
        state.set_fact(connection, "epoch", welcome.epoch)
        state.set_fact(connection, "epoch_at", contents.made_ms)
    if not late:
        state.set_fact(connection, SCOPES_AT, contents.made_ms)
        note_touched(work, hold_scopes(connection, {one.scope for one in welcome.scopes}))


def _take_spans(work: Work, contents: Contents, sender: Sender, told: BundleTaken) -> None:
    connection = work.connection()
    if contents.epoch != state.fact(connection, "epoch"):
        told.other_epoch = bool(contents.spans)
        return
    for span in contents.spans:
        if span.seal.scope not in state.cursors(connection):
            continue
        came = take_span(
            connection, span, key=sender.directory.public_key, trusted=sender.device is None
        )
        note_touched(work, came.taken.touched)
        told.changes += came.taken.fresh
        told.known += came.known
        if came.early:
            told.early.append(span.seal.scope)
        for one in unpack(span.operations):
            observe_stamp(work, one.eff or 0)


def _take_packets(
    work: Work, contents: Contents, sender: Sender, told: BundleTaken, *, device: UUID
) -> None:
    connection = work.connection()
    here = state.cursors(connection).keys()
    own = own_ids(sender.own_list.read(), device)
    for packet in contents.packets:
        writer = sender.directory.device(packet.device)
        if writer is None or writer.revoked or not packet.is_by(writer.public_key):
            told.refused += len(unpack(packet.operations))
            continue
        try:
            # One that is spoilt, or says other things than before, keeps the rest from nobody.
            with connection.begin_nested():
                taken, refused = take_packet(
                    connection, packet, writer=sender.directory.family(writer),
                    writable=scopes_of_device(connection, writer)[1], here=here, own=own,
                )  # fmt: skip
        except WireProblem:
            told.refused += 1
            continue
        note_touched(work, taken.touched)
        told.changes += taken.fresh
        told.refused += refused
        told.known += len(unpack(packet.operations)) - taken.fresh - refused
