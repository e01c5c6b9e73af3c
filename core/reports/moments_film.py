"""Moments of a visit as a film: which spans, and what stands on each title card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from core.people import Purpose
from core.problem import Language
from core.reports.exportable import Exportable, exportable_recording
from core.reports.visit_report import clock_text
from core.reports.words import word
from core.video.cutting import Card, MadeReel, ReelPart, make_reel
from core.video.cutting.reel import SIZE
from core.visits import visit_detail
from core.visits.moments import VisitMoment, cues_of, span_of

if TYPE_CHECKING:
    from core.store import Store

BEFORE_US = 3_000_000
AFTER_US = 9_000_000


def moments_reel(
    store: Store,
    visit_id: UUID,
    moments: Sequence[VisitMoment],
    to: Path,
    *,
    at: datetime,
    before_us: int = BEFORE_US,
    after_us: int = AFTER_US,
    burnt_in: bool = False,
    language: Language = "pt",
    zone: tzinfo | None = None,
    whole: bool = False,
    purpose: Purpose = "visit",
    size: tuple[int, int] = SIZE,
    told: Callable[[float], None] = lambda _done: None,
) -> MadeReel:
    """Join moments into one film in the order given, each after a card that says what it is.

    `burnt_in`: what was recorded meanwhile stands under the picture. `told(0…1)` may raise to
    stop.

    Raises: UnknownVisit, ConsentEnded, NothingSealed, EmptySpan, and what writing raises.
    """
    detail = store.read(partial(visit_detail, visit_id=visit_id))
    films: dict[UUID, Exportable] = {}
    parts = []
    for number, one in enumerate(moments, start=1):
        if one.recording_id not in films:
            films[one.recording_id] = exportable_recording(
                store, one.recording_id, at=at, whole=whole, purpose=purpose
            )
        film = films[one.recording_id].film
        from_us, until_us = span_of(
            one, before_us=before_us, after_us=after_us, until_us=film.until_us
        )
        began = films[one.recording_id].recording.started_at.astimezone(zone)
        of = f"{number} {word('of', language)} {len(moments)}"
        parts.append(
            ReelPart(
                film=film,
                from_us=from_us,
                until_us=until_us,
                card=Card(
                    title=": ".join(part for part in (one.title, one.detail) if part),
                    section=one.section,
                    visit=detail.summary.title,
                    time=f"{began:%d/%m/%Y} · {clock_text(one.start_us)}",
                    number=of,
                ),
                cues=(
                    cues_of(moments, one.recording_id, from_us=from_us, until_us=until_us)
                    if burnt_in
                    else ()
                ),
            )
        )
    return make_reel(parts, to, language=language, size=size, told=told)
