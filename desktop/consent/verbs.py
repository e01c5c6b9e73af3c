"""What is written of consents, as verbs to hand to the store's lane."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from core.people import ConsentSummary
    from core.store import Work
    from desktop.consent.dialog import GivenConsent

TEXT_VERSION = "2026-1"
"""Which wording of the consent text was shown."""
MARKER = "consent"


def give(
    visit: UUID,
    *,
    given: GivenConsent,
    at: datetime,
    recording: UUID | None = None,
    moment: tuple[UUID, int] | None = None,
    words: str = "",
) -> Callable[[Work], UUID]:
    """Record a consent; a last day counts to its end, in local time.

    `recording`: the one it is of, if it was given for that one alone. `moment`: where in a
    recording (µs) it was given aloud; a marker with these `words` is set there.
    """
    until = datetime.combine(given.until, time(23, 59)).astimezone() if given.until else None

    def verb(work: Work) -> UUID:
        from core.people import record_consent
        from core.video.recordings import add_marker
        from core.visits.visits import visit_row

        consent_id = record_consent(
            work,
            visit_id=visit,
            scope=visit_row(work, visit).scope,
            who=given.who,
            purpose=given.purpose,
            text_version=TEXT_VERSION,
            given_at=at,
            until=until,
            legal_basis=given.legal_basis,
            represented_by=given.represented_by,
            recording_id=recording if given.only_this else None,
            how=given.how,
        )
        if moment is not None:
            add_marker(work, recording_id=moment[0], start_us=moment[1], kind=MARKER, text=words)
        return consent_id

    return verb


def withdraw(consent: UUID, *, at: datetime) -> Callable[[Work], None]:
    """From now on it no longer holds."""

    def verb(work: Work) -> None:
        from core.people import withdraw_consent

        withdraw_consent(work, consent_id=consent, at=at)

    return verb


def read(work: Work, *, visit_id: UUID) -> list[ConsentSummary]:
    """The consents of a visit, oldest first."""
    from core.people import list_consents

    return list_consents(work, visit_id=visit_id)
