"""Submissions that take the place of others (`deprecatedID`): whose files, and who came after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from sync.server.openrosa.catalogue import FormFile
from sync.server.openrosa.tables import SubmissionFile, SubmissionRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection


def files_of(
    connection: Connection, organisation: str, instances: Sequence[str]
) -> tuple[FormFile, ...]:
    """By name; of two of one name that of the first instance. What came late to one whose place
    was taken belongs to the edition that still names it."""
    rows = connection.execute(
        select(
            SubmissionRow.instance_id, SubmissionFile.name, SubmissionFile.sha256,
            SubmissionFile.size, SubmissionFile.media_type,
        )
        .join(SubmissionRow, SubmissionRow.id == SubmissionFile.submission)
        .where(
            SubmissionRow.organisation == organisation, SubmissionRow.instance_id.in_(instances)
        )
    ).all()  # fmt: skip
    found: dict[str, FormFile] = {}
    for one in sorted(rows, key=lambda row: instances.index(row.instance_id)):
        found.setdefault(one.name, FormFile(*one[1:]))
    return tuple(found[name] for name in sorted(found))


def successor_of(
    connection: Connection, organisation: str, instance_id: str, filling_id: UUID | None
) -> UUID | None:
    """The last edition that was written in its place, into the same filling."""
    last: UUID | None = None
    gone = {instance_id}
    while filling_id is not None:
        after = connection.execute(
            select(SubmissionRow.id, SubmissionRow.instance_id)
            .where(
                SubmissionRow.organisation == organisation,
                SubmissionRow.follows == instance_id,
                SubmissionRow.filling_id == filling_id,
                SubmissionRow.transaction_ids != "",
                SubmissionRow.instance_id.not_in(gone),
            )
            .order_by(SubmissionRow.received_at.desc(), SubmissionRow.id)
        ).first()
        if after is None:
            break
        last, instance_id = after.id, after.instance_id
        gone.add(instance_id)
    return last
