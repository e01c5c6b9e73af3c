"""What a visit's page shows, read in one go, away from the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from core.people import TechnicianSummary
    from core.store import Store, Work
    from core.visits import AsideSummary, ChecklistSummary, VisitDetail


@dataclass(frozen=True, slots=True)
class RecordingLine:
    """A recording in a line; duration in microseconds. `kept`: it may not leave as things are."""

    id: UUID
    started_at: datetime
    duration_us: int
    sound: bool
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the check-list that a group can have."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A visit with its recordings, and who could still join the team.

    `newer`: the newer version of its check-list, if it could go over to one; `declined`: somebody
    chose to stay. `aside`: what an older version had that the one in use has no place for.
    """

    detail: VisitDetail
    recordings: tuple[RecordingLine, ...]
    others: tuple[TechnicianSummary, ...]
    newer: ChecklistSummary | None = None
    declined: bool = False
    aside: tuple[AsideSummary, ...] = ()


def read_visit(work: Work, *, visit_id: UUID, at: datetime) -> Shown:
    """As it stands at an instant. Raises: UnknownVisit."""
    from core.people import list_technicians
    from core.reports.exportable import kept_back_by_visit
    from core.video.recordings import list_recordings
    from core.visits import is_declined, list_aside, newer_version, visit_detail

    detail = visit_detail(work, visit_id)
    kept = kept_back_by_visit(work, at=at).get(visit_id, ())
    there = {member.technician_id for member in detail.team}
    open_ = detail.summary.filling_state in (None, "draft")
    newer = newer_version(work, visit_id=visit_id) if open_ else None
    return Shown(
        newer=newer,
        declined=newer is not None
        and is_declined(work, visit_id=visit_id, version_id=newer.version_id),
        aside=tuple(list_aside(work, visit_id=visit_id)),
        detail=detail,
        recordings=tuple(
            RecordingLine(
                id=line.id,
                started_at=line.started_at,
                duration_us=line.duration_us,
                sound=line.sound,
                kept=line.id in kept,
            )
            for line in list_recordings(work, visit_id)
        ),
        others=tuple(each for each in list_technicians(work) if each.id not in there),
    )


def read_sections(store: Store, version: UUID) -> tuple[Section, ...]:
    """The sections of a check-list version, from an empty filling of it."""
    from core.forms import FillingSession, SessionContext
    from core.visits import load_form

    session = FillingSession.start(
        load_form(store, version),
        SessionContext(now=lambda: datetime.now(UTC), seed=1, uuid=lambda: str(UUID(int=0))),
    )
    return tuple(
        Section(key=item.key, label=item.label) for item in session.outline() if item.label
    )
