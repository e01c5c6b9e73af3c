"""What a newer version of the check-list has no place for, as the workbook lists it."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from core.forms.takeover.words import why
from core.problem import Language
from core.reports.visit_report import ReportAside
from core.visits import list_aside

if TYPE_CHECKING:
    from core.reports.album import Album
    from core.store import Store


def put_aside(
    store: Store, visit_id: UUID, album: Album, *, language: Language, zone: tzinfo | None
) -> tuple[ReportAside, ...]:
    """All of a visit, with hours as the clocks of `zone` show them."""
    return tuple(
        ReportAside(
            section=one.section,
            instance=one.instance,
            question=one.label,
            shown=one.shown,
            value=one.value,
            key=one.key,
            version=one.version,
            reason=why(one.reason, language),
            technician=one.technician or "",
            answered_at=one.answered_at.astimezone(zone),
            moment=album.moment(one.recording_id, one.moment_us),
            handled_at=one.handled_at.astimezone(zone) if one.handled_at else None,
            handled_by=one.handled_by or "",
        )
        for one in store.read(lambda work: list_aside(work, visit_id=visit_id))
    )
