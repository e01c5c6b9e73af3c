"""Findings of a visit, and what is recommended about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Base, Synced, Work, new_id
from core.visits.evidence import Evidence
from core.visits.problems import UnknownFinding
from core.visits.visits import visit_row

Classification = Literal["irregularity", "recommendation", "good-practice", "note"]
"""The first two are those of the ISS result sheet; the others serve visits to learn from."""


class Finding(Synced, Base):
    """Something found, often from a *Não*; `answer_key` None when no question led to it."""

    __tablename__ = "finding"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    filling_id: Mapped[UUID | None] = mapped_column(ForeignKey("filling.id"), index=True)
    answer_key: Mapped[str | None]
    classification: Mapped[str]
    text: Mapped[str]
    technician_id: Mapped[UUID | None] = mapped_column(ForeignKey("technician.id"), index=True)
    found_at: Mapped[datetime]


class Recommendation(Synced, Base):
    """What should be done about a finding, by whom, until when (ISO date, "" if open)."""

    __tablename__ = "recommendation"

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("finding.id"), index=True)
    text: Mapped[str]
    who: Mapped[str]
    due: Mapped[str]


@dataclass(frozen=True, slots=True)
class RecommendationSummary:
    """A recommendation; `due` is an ISO date, "" if open."""

    id: UUID
    finding_id: UUID
    text: str
    who: str
    due: str


@dataclass(frozen=True, slots=True)
class FindingSummary:
    """A finding with its recommendations."""

    id: UUID
    filling_id: UUID | None
    answer_key: str | None
    classification: str
    text: str
    found_at: datetime
    recommendations: tuple[RecommendationSummary, ...]


def add_finding(
    work: Work,
    *,
    visit_id: UUID,
    classification: Classification,
    text: str,
    at: datetime,
    filling_id: UUID | None = None,
    answer_key: str | None = None,
    technician_id: UUID | None = None,
) -> UUID:
    """Record a finding. Raises: UnknownVisit."""
    visit = visit_row(work, visit_id)
    finding = Finding(
        id=new_id(),
        scope=visit.scope,
        visit_id=visit_id,
        filling_id=filling_id,
        answer_key=answer_key,
        classification=classification,
        text=text.strip(),
        technician_id=technician_id,
        found_at=at,
    )
    work.add(finding)
    work.flush()
    return finding.id


def change_finding(
    work: Work,
    *,
    finding_id: UUID,
    classification: Classification | None = None,
    text: str | None = None,
) -> None:
    """Change what is given. Raises: UnknownFinding."""
    finding = _finding(work, finding_id)
    if classification is not None:
        finding.classification = classification
    if text is not None:
        finding.text = text.strip()


def remove_finding(work: Work, *, finding_id: UUID) -> None:
    """Remove a finding with its recommendations and links. Raises: UnknownFinding."""
    finding = _finding(work, finding_id)
    for recommendation in work.scalars(
        select(Recommendation).where(Recommendation.finding_id == finding_id)
    ):
        work.delete(recommendation)
    for evidence in work.scalars(select(Evidence).where(Evidence.finding_id == finding_id)):
        work.delete(evidence)
    work.flush()
    work.delete(finding)
    work.flush()


def add_recommendation(
    work: Work, *, finding_id: UUID, text: str, who: str = "", due: str = ""
) -> UUID:
    """Recommend something about a finding; `due` is an ISO date. Raises: UnknownFinding."""
    finding = _finding(work, finding_id)
    recommendation = Recommendation(
        id=new_id(),
        scope=finding.scope,
        finding_id=finding_id,
        text=text.strip(),
        who=who.strip(),
        due=due,
    )
    work.add(recommendation)
    work.flush()
    return recommendation.id


def list_findings(work: Work, *, visit_id: UUID) -> list[FindingSummary]:
    """The findings of a visit, in the order they were made."""
    advice: dict[UUID, list[RecommendationSummary]] = {}
    for row in work.execute(
        select(
            Recommendation.id,
            Recommendation.finding_id,
            Recommendation.text,
            Recommendation.who,
            Recommendation.due,
        )
        .join(Finding, Finding.id == Recommendation.finding_id)
        .where(Finding.visit_id == visit_id)
        .order_by(Recommendation.id)
    ):
        advice.setdefault(row.finding_id, []).append(RecommendationSummary(*row))
    rows = work.execute(
        select(
            Finding.id,
            Finding.filling_id,
            Finding.answer_key,
            Finding.classification,
            Finding.text,
            Finding.found_at,
        )
        .where(Finding.visit_id == visit_id)
        .order_by(Finding.found_at, Finding.id)
    )
    return [FindingSummary(*row, recommendations=tuple(advice.get(row.id, ()))) for row in rows]


def _finding(work: Work, finding_id: UUID) -> Finding:
    finding = work.get(Finding, finding_id)
    if finding is None:
        raise UnknownFinding(id=finding_id)
    return finding
