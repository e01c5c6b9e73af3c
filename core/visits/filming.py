"""A recording or a photo of a visit, as the store keeps it: in the visit's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from core.store import Work, attach
from core.visits.evidence import link_evidence
from core.visits.visits import visit_row

if TYPE_CHECKING:
    from core.store import SealedFile


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture taken now; `moment` is the recording and its µs, None while nothing runs."""

    visit_id: UUID
    technician_id: UUID | None
    name: str
    taken_at: datetime
    moment: tuple[UUID, int] | None


def begin_filming(
    work: Work,
    *,
    recording_id: UUID,
    visit_id: UUID,
    technician_id: UUID | None,
    device_id: UUID | None,
    started_at: datetime,
    source_name: str,
) -> UUID:
    """A recording of the visit begins on this device.

    Raises: UnknownVisit.
    """
    from core.video.recordings import begin_recording

    return begin_recording(
        work,
        recording_id=recording_id,
        visit_id=visit_id,
        scope=visit_row(work, visit_id).scope,
        technician_id=technician_id,
        device_id=device_id,
        started_at=started_at,
        source_name=source_name,
    )


def keep_photo(work: Work, *, photo: Photo, file: SealedFile) -> UUID:
    """Attach a sealed photo to the visit as evidence; gives the attachment's id.

    Raises: UnknownVisit.
    """
    scope = visit_row(work, photo.visit_id).scope
    attachment_id = attach(work, file, photo.name, scope=scope)
    link_evidence(
        work,
        visit_id=photo.visit_id,
        kind="photo",
        at=photo.taken_at,
        recording_id=photo.moment[0] if photo.moment else None,
        moment_us=photo.moment[1] if photo.moment else None,
        attachment_id=attachment_id,
        technician_id=photo.technician_id,
    )
    return attachment_id
