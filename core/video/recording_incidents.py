"""What the store keeps of what happened to a recording."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

from sqlalchemy import BigInteger, ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Base, Synced, Work
from core.video.incidents import Incident, IncidentKind, latest
from core.video.recordings import Recording


class RecordingIncident(Synced, Base):
    """An incident as the store keeps it."""

    __tablename__ = "recording_incident"

    recording_id: Mapped[UUID] = mapped_column(ForeignKey("recording.id"), index=True)
    kind: Mapped[str]
    at_us: Mapped[int] = mapped_column(BigInteger)
    length_us: Mapped[int] = mapped_column(BigInteger)
    count: Mapped[int]
    detail: Mapped[str]


def add_incidents(work: Work, recording: Recording, incidents: Iterable[Incident]) -> None:
    """Write them; the same one said again is brought up to date."""
    for one in latest(incidents):
        incident_id = uuid5(recording.id, f"{one.kind}:{one.at_us}")
        row = work.get(RecordingIncident, incident_id)
        if row is None:
            work.add(
                RecordingIncident(
                    id=incident_id,
                    scope=recording.scope,
                    recording_id=recording.id,
                    kind=one.kind.value,
                    at_us=one.at_us,
                    length_us=one.length_us,
                    count=one.count,
                    detail=one.detail,
                )
            )
        elif (row.length_us, row.count) != (one.length_us, one.count):
            row.length_us, row.count = one.length_us, one.count
    work.flush()


def incidents_of(work: Work, recording_id: UUID) -> list[Incident]:
    """What happened to a recording, in order of time."""
    rows = work.execute(
        select(
            RecordingIncident.kind,
            RecordingIncident.at_us,
            RecordingIncident.length_us,
            RecordingIncident.count,
            RecordingIncident.detail,
        )
        .where(RecordingIncident.recording_id == recording_id)
        .order_by(RecordingIncident.at_us, RecordingIncident.id)
    )
    return [Incident(IncidentKind(row[0]), *row[1:]) for row in rows]


def dropped_of(work: Work, recording_id: UUID) -> int:
    """How many pictures a recording is known to have lost."""
    total = work.scalar(
        select(func.sum(RecordingIncident.count)).where(
            RecordingIncident.recording_id == recording_id,
            RecordingIncident.kind == IncidentKind.DROPPED.value,
        )
    )
    return int(total or 0)
