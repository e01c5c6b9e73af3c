"""Submissions as they came: kept whole before anything is answered or made of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.store.ids import new_id
from sync.protocol.endpoint import Refused
from sync.server.openrosa.editions import files_of, successor_of
from sync.server.openrosa.tables import SubmissionFile, SubmissionRow
from sync.server.tables import ErasedFile, FileScope, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from sync.server.openrosa.catalogue import FormFile
    from sync.server.openrosa.collectors import Known

INCOMPLETE, WAITING, APPLIED, HELD = "incomplete", "waiting", "applied", "held"
PATIENCE = timedelta(hours=24)
"""After that a submission is taken as it is, and what comes later is added."""
KEPT = timedelta(days=90)
"""How long the XML of a submission stays after it became a filling: for editions that follow."""
_CLAIM = timedelta(seconds=20)
"""How long others leave a claimed one alone: what a killed process holds up. Twice is harmless."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What a request brought, read and compared."""

    xml: bytes
    instance_id: str
    follows: str
    form_id: str
    version: str
    files: Sequence[FormFile]
    incomplete: bool


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission to make a filling of. `earlier`: instance ids it takes the place of, newest
    first; `transactions`: of it and of those, as far as they were written."""

    id: UUID
    organisation: str
    instance_id: str
    earlier: tuple[str, ...]
    collector: UUID
    form_id: str
    version: str
    xml: bytes
    received_at: datetime
    files: tuple[FormFile, ...]
    transactions: tuple[UUID, ...]
    before: bytes | None
    """The XML of the one whose place it takes."""
    filling_id: UUID | None
    """Where it was written before, if it was, or where one that took its place was."""
    overtaken: bool = False
    """One that takes its place is written already: of this one only files can still matter."""


@dataclass(frozen=True, slots=True)
class SubmissionSummary:
    """A submission as lists show it."""

    instance_id: str
    organisation: str
    form_id: str
    version: str
    state: str
    reason: str
    received_at: datetime
    visit_id: UUID | None


def keep(connection: Connection, who: Known, posted: Posted, *, at: datetime) -> bool:
    """Take what was posted; whether it waits now. The same again changes nothing.

    Raises: Refused (other): this instance id has other content here already.
    """
    digest = hashlib.sha256(posted.xml).hexdigest()
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(
        dialect.insert(SubmissionRow)
        .values(
            id=new_id(), organisation=who.organisation, instance_id=posted.instance_id,
            follows=posted.follows, collector=who.id, form_id=posted.form_id,
            version=posted.version, digest=digest, xml=posted.xml, state=INCOMPLETE, reason="",
            received_at=at, changed_at=at, transaction_ids="",
        )
        .on_conflict_do_nothing()
    )  # fmt: skip
    row = connection.execute(
        select(SubmissionRow.id, SubmissionRow.digest, SubmissionRow.state)
        .where(
            SubmissionRow.organisation == who.organisation,
            SubmissionRow.instance_id == posted.instance_id,
        )
        .with_for_update()
    ).one()
    if row.digest != digest:
        raise Refused("other", "xml")
    fresh = _keep_files(connection, row.id, who.organisation, posted.files, at=at)
    state = row.state
    if (state == INCOMPLETE and not posted.incomplete) or (state == APPLIED and fresh):
        state = WAITING
    connection.execute(
        update(SubmissionRow)
        .where(SubmissionRow.id == row.id)
        .values(state=state, changed_at=at, xml=posted.xml)
    )
    return bool(state == WAITING)


def _keep_files(
    connection: Connection, submission: UUID, scope: str, files: Iterable[FormFile], *, at: datetime
) -> bool:
    known = dict(
        connection.execute(
            select(SubmissionFile.name, SubmissionFile.sha256).where(
                SubmissionFile.submission == submission
            )
        ).all()
    )
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    fresh = False
    for one in files:
        if known.get(one.name, one.sha256) != one.sha256:
            raise Refused("other", one.name)
        for table, values in (
            (SubmissionFile, {"submission": submission, "name": one.name, "sha256": one.sha256,
                              "size": one.size, "media_type": one.media_type}),
            (StoredFile, {"sha256": one.sha256, "size": one.size, "stored_at": at}),
            (FileScope, {"sha256": one.sha256, "scope": scope}),
        ):  # fmt: skip
            connection.execute(dialect.insert(table).values(**values).on_conflict_do_nothing())
        fresh = fresh or one.name not in known
    return fresh


def erased(connection: Connection, scope: str, sha256: str) -> bool:
    """Whether a file was erased in a scope: it does not come back."""
    return (
        connection.execute(
            select(ErasedFile.sha256).where(ErasedFile.sha256 == sha256, ErasedFile.scope == scope)
        ).first()
        is not None
    )


def release_the_late(connection: Connection, *, at: datetime) -> None:
    """Those whose attachments do not come are taken without them."""
    connection.execute(
        update(SubmissionRow)
        .where(SubmissionRow.state == INCOMPLETE, SubmissionRow.changed_at < at - PATIENCE)
        .values(state=WAITING)
    )


def forget_the_old(connection: Connection, *, at: datetime) -> None:
    """What has long been a filling is not kept twice: its XML goes, its digest stays."""
    connection.execute(
        update(SubmissionRow)
        .where(
            SubmissionRow.state == APPLIED,
            SubmissionRow.changed_at < at - KEPT,
            SubmissionRow.xml != b"",
        )
        .values(xml=b"")
    )


def waiting_organisations(connection: Connection, *, at: datetime) -> list[str]:
    """The organisations for which something waits that nobody is at."""
    return list(
        connection.execute(
            select(SubmissionRow.organisation)
            .where(SubmissionRow.state == WAITING, _free(at))
            .distinct()
            .order_by(SubmissionRow.organisation)
        ).scalars()
    )


def claim(connection: Connection, organisation: str, *, at: datetime) -> Submission | None:
    """The oldest that waits, for this process alone for a while."""
    row = connection.execute(
        select(SubmissionRow.id)
        .where(
            SubmissionRow.organisation == organisation, SubmissionRow.state == WAITING, _free(at)
        )
        .order_by(SubmissionRow.received_at, SubmissionRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    connection.execute(
        update(SubmissionRow).where(SubmissionRow.id == row.id).values(claimed_until=at + _CLAIM)
    )
    return _submission(connection, row.id)


def _free(at: datetime) -> ColumnElement[bool]:
    return or_(SubmissionRow.claimed_until.is_(None), SubmissionRow.claimed_until < at)


def _submission(connection: Connection, identity: UUID) -> Submission:
    row = connection.execute(
        select(SubmissionRow.__table__).where(SubmissionRow.id == identity)
    ).one()
    transactions = row.transaction_ids.split()
    earlier: list[str] = []
    before: bytes | None = None
    follows = row.follows
    while follows and follows not in earlier and follows != row.instance_id:
        former = connection.execute(
            select(SubmissionRow.follows, SubmissionRow.xml, SubmissionRow.transaction_ids).where(
                SubmissionRow.organisation == row.organisation,
                SubmissionRow.instance_id == follows,
            )
        ).first()
        if former is None:
            break
        earlier.append(follows)
        before = before if before is not None else bytes(former.xml) or None
        transactions += former.transaction_ids.split()
        follows = former.follows
    return Submission(
        id=row.id, organisation=row.organisation, instance_id=row.instance_id,
        earlier=tuple(earlier), collector=row.collector, form_id=row.form_id, version=row.version,
        xml=bytes(row.xml), received_at=row.received_at,
        files=files_of(connection, row.organisation, (row.instance_id, *earlier)),
        transactions=tuple(UUID(one) for one in transactions), before=before,
        filling_id=row.filling_id,
        overtaken=successor_of(connection, row.organisation, row.instance_id, row.filling_id)
        is not None,
    )  # fmt: skip


def note_applied(
    connection: Connection, submission: Submission, *, visit_id: UUID, filling_id: UUID,
    transaction_id: UUID,
) -> None:  # fmt: skip
    """It is a filling now, and the centre has its changes. A file that came meanwhile waits on."""
    known = {UUID(one) for one in _transactions(connection, submission.id).split()}
    instances = (submission.instance_id, *submission.earlier)
    now = files_of(connection, submission.organisation, instances)
    connection.execute(
        update(SubmissionRow)
        .where(SubmissionRow.id == submission.id)
        .values(
            state=APPLIED if now == submission.files else WAITING,
            reason="",
            claimed_until=None,
            visit_id=visit_id,
            filling_id=filling_id,
            transaction_ids=" ".join(str(one) for one in sorted(known | {transaction_id})),
        )
    )

    # Those whose place it takes were written with it; they may still wait for files of theirs.
    connection.execute(
        update(SubmissionRow)
        .where(
            SubmissionRow.organisation == submission.organisation,
            SubmissionRow.instance_id.in_(submission.earlier),
            SubmissionRow.filling_id.is_(None),
        )
        .values(filling_id=filling_id, visit_id=visit_id)
    )


def note_overtaken(connection: Connection, submission: Submission) -> None:
    """Its answers are not written beside those that took their place; its files go to these."""
    connection.execute(
        update(SubmissionRow)
        .where(SubmissionRow.id == submission.id)
        .values(state=APPLIED, reason="", claimed_until=None)
    )
    after = successor_of(
        connection, submission.organisation, submission.instance_id, submission.filling_id
    )
    connection.execute(
        update(SubmissionRow)
        .where(SubmissionRow.id == after, SubmissionRow.state == APPLIED)
        .values(state=WAITING, claimed_until=None)
    )


def check_files(
    connection: Connection, who: Known, posted: Posted, files: Iterable[tuple[str, str]]
) -> None:
    """Before anything is kept: whether this may be kept. `files`: names and SHA-256.

    Raises: Refused (other), as `keep` does.
    """
    row = connection.execute(
        select(SubmissionRow.id, SubmissionRow.digest).where(
            SubmissionRow.organisation == who.organisation,
            SubmissionRow.instance_id == posted.instance_id,
        )
    ).first()
    if row is None:
        return
    if row.digest != hashlib.sha256(posted.xml).hexdigest():
        raise Refused("other", "xml")
    known = dict(
        connection.execute(
            select(SubmissionFile.name, SubmissionFile.sha256).where(
                SubmissionFile.submission == row.id
            )
        ).all()
    )
    for name, sha256 in files:
        if known.get(name, sha256) != sha256:
            raise Refused("other", name)


def note_held(connection: Connection, submission: UUID, *, reason: str) -> None:
    """It cannot be made a filling of; it stays as it came, with the reason."""
    connection.execute(
        update(SubmissionRow)
        .where(SubmissionRow.id == submission)
        .values(state=HELD, reason=reason[:200], claimed_until=None)
    )


def note_reason(connection: Connection, submission: UUID, *, reason: str) -> None:
    """Why it still waits; it is tried again when its claim runs out."""
    connection.execute(
        update(SubmissionRow).where(SubmissionRow.id == submission).values(reason=reason[:200])
    )


def try_again(connection: Connection) -> int:
    """Those that were held wait once more; how many."""
    done = connection.execute(
        update(SubmissionRow).where(SubmissionRow.state == HELD).values(state=WAITING)
    )
    return done.rowcount


def count_submissions(connection: Connection) -> dict[str, int]:
    """How many are in each state."""
    rows = connection.execute(
        select(SubmissionRow.state, func.count()).group_by(SubmissionRow.state)
    )
    return dict.fromkeys((INCOMPLETE, WAITING, APPLIED, HELD), 0) | {row[0]: row[1] for row in rows}


def list_submissions(connection: Connection, *, most: int = 1_000) -> list[SubmissionSummary]:
    """What was handed in, newest first."""
    rows = connection.execute(
        select(
            SubmissionRow.instance_id, SubmissionRow.organisation, SubmissionRow.form_id,
            SubmissionRow.version, SubmissionRow.state, SubmissionRow.reason,
            SubmissionRow.received_at, SubmissionRow.visit_id,
        )
        .order_by(SubmissionRow.received_at.desc(), SubmissionRow.id)
        .limit(most)
    )  # fmt: skip
    return [SubmissionSummary(*row) for row in rows]


def _transactions(connection: Connection, submission: UUID) -> str:
    return str(
        connection.execute(
            select(SubmissionRow.transaction_ids).where(SubmissionRow.id == submission)
        ).scalar_one()
    )
