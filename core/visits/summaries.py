"""Visits as lists and the visit's own screen show them, and what *Hoje* brings together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from core.inventory import CaseStudy, CaseStudySummary, Facility, FacilitySummary
from core.inventory import case_study as case_study_of
from core.inventory import facility as facility_of
from core.people import ConsentSummary, list_consents
from core.store import Work
from core.visits.answers import Answer
from core.visits.checklists import ChecklistVersion
from core.visits.evidence import EvidenceSummary, list_evidence
from core.visits.fillings import Filling, FillingSummary, fillings_of, resumable
from core.visits.findings import FindingSummary, list_findings
from core.visits.problems import UnknownVisit
from core.visits.signatures import SignatureSummary, list_signatures
from core.visits.visits import MemberSummary, Visit, VisitMember, sections_of, team_of


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """A visit as lists show it; `subject` names the case study or facility.

    `answered` counts what people recorded; `filling_state` is None before it was started.
    """

    id: UUID
    title: str
    subject: str
    municipality: str
    state: str
    planned_for: datetime
    place: str
    checklist_version_id: UUID
    checklist_title: str
    checklist_version: str
    team: int
    filling_id: UUID | None
    filling_state: str | None
    answered: int


@dataclass(frozen=True, slots=True)
class VisitDetail:
    """All that the visit's screen shows, but for recordings, which `core.video` lists."""

    summary: VisitSummary
    notes: str
    started_at: datetime | None
    finished_at: datetime | None
    case_study: CaseStudySummary | None
    facility: FacilitySummary | None
    team: tuple[MemberSummary, ...]
    sections: dict[str, str]
    fillings: tuple[FillingSummary, ...]
    consents: tuple[ConsentSummary, ...]
    findings: tuple[FindingSummary, ...]
    evidence: tuple[EvidenceSummary, ...]
    signatures: tuple[SignatureSummary, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What *Hoje* shows: visits of the day (or underway), those to come, and drafts to go on."""

    visits: tuple[VisitSummary, ...]
    upcoming: tuple[VisitSummary, ...]
    drafts: tuple[FillingSummary, ...]


def list_visits(
    work: Work,
    *,
    states: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    technician_id: UUID | None = None,
    search: str = "",
    limit: int = 200,
) -> list[VisitSummary]:
    """Visits, the latest planned first.

    `since` (included) and `until` (excluded) bound `planned_for`; no `states` means any.
    """
    query = _summary().order_by(Visit.planned_for.desc(), Visit.id.desc()).limit(limit)
    if states:
        query = query.where(Visit.state.in_(states))
    if since is not None:
        query = query.where(Visit.planned_for >= since)
    if until is not None:
        query = query.where(Visit.planned_for < until)
    if technician_id is not None:
        query = query.where(
            Visit.id.in_(
                select(VisitMember.visit_id).where(VisitMember.technician_id == technician_id)
            )
        )
    if search.strip():
        wanted = search.strip()
        query = query.where(
            or_(
                Visit.title.icontains(wanted, autoescape=True),
                Visit.place.icontains(wanted, autoescape=True),
                CaseStudy.title.icontains(wanted, autoescape=True),
                Facility.name.icontains(wanted, autoescape=True),
            )
        )
    return [VisitSummary(*row) for row in work.execute(query)]


def visit_detail(work: Work, visit_id: UUID) -> VisitDetail:
    """Raises: UnknownVisit."""
    row = work.execute(_summary().where(Visit.id == visit_id)).one_or_none()
    if row is None:
        raise UnknownVisit(id=visit_id)
    more = work.execute(
        select(
            Visit.notes,
            Visit.started_at,
            Visit.finished_at,
            Visit.case_study_id,
            Visit.facility_id,
        ).where(Visit.id == visit_id)
    ).one()
    study, building = more.case_study_id, more.facility_id
    return VisitDetail(
        summary=VisitSummary(*row),
        notes=more.notes,
        started_at=more.started_at,
        finished_at=more.finished_at,
        case_study=case_study_of(work, case_study_id=study) if study else None,
        facility=facility_of(work, facility_id=building) if building else None,
        team=tuple(team_of(work, visit_id=visit_id)),
        sections=sections_of(work, visit_id=visit_id),
        fillings=tuple(fillings_of(work, visit_id=visit_id)),
        consents=tuple(list_consents(work, visit_id=visit_id)),
        findings=tuple(list_findings(work, visit_id=visit_id)),
        evidence=tuple(list_evidence(work, visit_id=visit_id)),
        signatures=tuple(list_signatures(work, visit_id=visit_id)),
    )


def today(work: Work, *, now: datetime, upcoming: int = 8) -> Today:
    """What is on today, in the time zone of `now`, and the next planned visits."""
    morning = now.replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = morning + timedelta(days=1)
    on_today = (Visit.planned_for >= morning) & (Visit.planned_for < tomorrow)
    visits = work.execute(
        _summary()
        .where(or_(on_today, Visit.state == "underway"))
        .order_by(Visit.planned_for, Visit.id)
    )
    later = work.execute(
        _summary()
        .where(Visit.state == "planned", Visit.planned_for >= tomorrow)
        .order_by(Visit.planned_for, Visit.id)
        .limit(upcoming)
    )
    return Today(
        visits=tuple(VisitSummary(*row) for row in visits),
        upcoming=tuple(VisitSummary(*row) for row in later),
        drafts=tuple(resumable(work)),
    )


def _summary() -> Select[*tuple[Any, ...]]:
    team = (
        select(func.count())
        .where(VisitMember.visit_id == Visit.id)
        .correlate(Visit)
        .scalar_subquery()
    )
    answered = (
        select(func.count())
        .where(Answer.filling_id == Filling.id, Answer.by_person, Answer.value.is_not(None))
        .correlate(Filling)
        .scalar_subquery()
    )
    return (
        select(
            Visit.id,
            Visit.title,
            func.coalesce(CaseStudy.title, Facility.name, ""),
            Visit.scope,
            Visit.state,
            Visit.planned_for,
            Visit.place,
            Visit.checklist_version_id,
            ChecklistVersion.title,
            ChecklistVersion.version,
            team,
            Filling.id,
            Filling.state,
            answered,
        )
        .join(ChecklistVersion, ChecklistVersion.id == Visit.checklist_version_id)
        .outerjoin(CaseStudy, CaseStudy.id == Visit.case_study_id)
        .outerjoin(Facility, Facility.id == Visit.facility_id)
        .outerjoin(
            Filling,
            (Filling.visit_id == Visit.id)
            & (Filling.checklist_version_id == Visit.checklist_version_id),
        )
    )
