"""Who agreed to be recorded, for what, until when, and on which wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Mapped, mapped_column

from core.people.problems import UnknownConsent
from core.store import Base, Synced, Work, new_id

Purpose = Literal["visit", "training", "publication"]
"""What the recording may be used for: the visit's own work, training, or showing to the public.

Each reaches further than the one before: who agrees to be shown to the public agrees that the team
works with it. Never the other way round (GDPR 5(1)(b)).
"""

PURPOSES: tuple[Purpose, ...] = ("visit", "training", "publication")

How = Literal["", "spoken", "paper"]
"""How it was given, as far as that was said: aloud while recording, or signed on paper."""


def reaches(given: str, purpose: Purpose) -> bool:
    """Whether what was agreed to for one purpose covers another."""
    return given in PURPOSES[PURPOSES.index(purpose) :]


LegalBasis = Literal["consent", "public-interest", "legal-obligation"]
"""Its own field: a public body can seldom rest on consent alone (EDPB 05/2020, 16-17)."""


class Consent(Synced, Base):
    """One person's agreement for one purpose; withdrawing it never erases that it was given."""

    __tablename__ = "consent"

    # No foreign key: people stands below visits.
    visit_id: Mapped[UUID] = mapped_column(index=True)
    who: Mapped[str]
    purpose: Mapped[str]
    legal_basis: Mapped[str]
    text_version: Mapped[str]
    represented_by: Mapped[str]
    given_at: Mapped[datetime]
    until: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    # Of one recording only; None: of all of the visit.
    recording_id: Mapped[UUID | None]
    # None: of a version that did not ask.
    how: Mapped[str | None]


@dataclass(frozen=True, slots=True)
class ConsentSummary:
    """A consent as shown in its visit; `represented_by` is "" for one who speaks for themselves."""

    id: UUID
    who: str
    purpose: str
    legal_basis: str
    text_version: str
    represented_by: str
    given_at: datetime
    until: datetime | None
    withdrawn_at: datetime | None
    recording_id: UUID | None = None
    """The one recording that it speaks of; None: all of the visit."""
    how: str = ""

    def speaks_of(self, recording_id: UUID) -> bool:
        """Whether it was given for this recording too."""
        return self.recording_id is None or self.recording_id == recording_id

    def covers(self, purpose: Purpose) -> bool:
        """Whether it was given for this purpose, or for one that reaches further."""
        return reaches(self.purpose, purpose)

    def holds(self, *, at: datetime) -> bool:
        """Whether it was in force at that instant."""
        if at < self.given_at or (self.withdrawn_at is not None and at >= self.withdrawn_at):
            return False
        return self.until is None or at < self.until


def record_consent(
    work: Work,
    *,
    visit_id: UUID,
    scope: str,
    who: str,
    purpose: Purpose,
    text_version: str,
    given_at: datetime,
    until: datetime | None = None,
    legal_basis: LegalBasis = "consent",
    represented_by: str = "",
    recording_id: UUID | None = None,
    how: How = "",
) -> UUID:
    """Record an agreement, for all recordings of the visit or for one; before or after it.

    `scope` is the DICO of the visit's municipality.
    """
    consent = Consent(
        id=new_id(),
        scope=scope,
        visit_id=visit_id,
        who=who.strip(),
        purpose=purpose,
        legal_basis=legal_basis,
        text_version=text_version,
        represented_by=represented_by.strip(),
        given_at=given_at,
        until=until,
        withdrawn_at=None,
        recording_id=recording_id,
        how=how,
    )
    work.add(consent)
    work.flush()
    return consent.id


def withdraw_consent(work: Work, *, consent_id: UUID, at: datetime) -> None:
    """Withdraw it from `at` on; a second withdrawal changes nothing. Raises: UnknownConsent."""
    consent = work.get(Consent, consent_id)
    if consent is None:
        raise UnknownConsent(id=consent_id)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = at


def list_consents(work: Work, *, visit_id: UUID) -> list[ConsentSummary]:
    """Consents of a visit, oldest first."""
    return [one for _, one in _consents(work, Consent.visit_id == visit_id)]


def consents_by_visit(work: Work) -> dict[UUID, list[ConsentSummary]]:
    """All consents, by visit, oldest first."""
    found: dict[UUID, list[ConsentSummary]] = {}
    for visit_id, one in _consents(work, true()):
        found.setdefault(visit_id, []).append(one)
    return found


def _consents(work: Work, which: ColumnElement[bool]) -> list[tuple[UUID, ConsentSummary]]:
    rows = work.execute(
        select(
            Consent.visit_id,
            Consent.id,
            Consent.who,
            Consent.purpose,
            Consent.legal_basis,
            Consent.text_version,
            Consent.represented_by,
            Consent.given_at,
            Consent.until,
            Consent.withdrawn_at,
            Consent.recording_id,
            Consent.how,
        )
        .where(which)
        .order_by(Consent.given_at, Consent.id)
    )
    return [
        (row[0], ConsentSummary(*row[1:10], recording_id=row[10], how=row[11] or ""))
        for row in rows
    ]
