"""Visits: what is visited, when, by whom, and which group has which section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid5

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory import case_study, facility
from core.people import Technician
from core.store import Base, Synced, Work, new_id
from core.visits.checklists import ChecklistVersion
from core.visits.problems import NothingToVisit, UnknownChecklist, UnknownVisit

VisitState = Literal["planned", "underway", "done"]
GroupName = Literal["A", "B", "C", "D"]


class Visit(Synced, Base):
    """A visit to a case study or a facility, bound to one version of a check-list.

    `scope` is the DICO of the municipality that is visited.
    """

    __tablename__ = "visit"

    title: Mapped[str]
    case_study_id: Mapped[UUID | None] = mapped_column(ForeignKey("case_study.id"), index=True)
    facility_id: Mapped[UUID | None] = mapped_column(ForeignKey("facility.id"), index=True)
    checklist_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("checklist_version.id"), index=True
    )
    state: Mapped[str]
    planned_for: Mapped[datetime] = mapped_column(index=True)
    place: Mapped[str]
    notes: Mapped[str]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class VisitMember(Synced, Base):
    """A technician of the visit's team, and the group they work in (None: not in a group)."""

    __tablename__ = "visit_member"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    technician_id: Mapped[UUID] = mapped_column(ForeignKey("technician.id"), index=True)
    group: Mapped[str | None]


class SectionAssignment(Synced, Base):
    """Which group fills in a section. Without one, everybody does."""

    __tablename__ = "section_assignment"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    section_key: Mapped[str]
    group: Mapped[str | None]


@dataclass(frozen=True, slots=True)
class Member:
    """Someone to put in a team, and in which group."""

    technician_id: UUID
    group: GroupName | None = None


def plan_visit(
    work: Work,
    *,
    checklist_version_id: UUID,
    planned_for: datetime,
    case_study_id: UUID | None = None,
    facility_id: UUID | None = None,
    title: str = "",
    place: str = "",
    notes: str = "",
    team: tuple[Member, ...] = (),
) -> UUID:
    """Plan a visit; title and place are those of what is visited unless given.

    Raises: NothingToVisit, UnknownChecklist, UnknownCaseStudy, UnknownFacility.
    """
    if case_study_id is not None:
        study = case_study(work, case_study_id=case_study_id)
        scope, name, address = study.municipality, study.title, study.address or ""
        facility_id = facility_id or study.facility_id
    elif facility_id is not None:
        building = facility(work, facility_id=facility_id)
        scope, name, address = building.municipality, building.name, building.address
    else:
        raise NothingToVisit
    if work.get(ChecklistVersion, checklist_version_id) is None:
        raise UnknownChecklist(id=checklist_version_id)
    visit = Visit(
        id=new_id(),
        scope=scope,
        title=title.strip() or name,
        case_study_id=case_study_id,
        facility_id=facility_id,
        checklist_version_id=checklist_version_id,
        state="planned",
        planned_for=planned_for,
        place=place.strip() or address,
        notes=notes,
        started_at=None,
        finished_at=None,
    )
    work.add(visit)
    work.flush()
    for member in team:
        join_team(work, visit_id=visit.id, technician_id=member.technician_id, group=member.group)
    return visit.id


def change_plan(
    work: Work,
    *,
    visit_id: UUID,
    title: str | None = None,
    planned_for: datetime | None = None,
    place: str | None = None,
    notes: str | None = None,
) -> None:
    """Change what is given; the rest stays. Raises: UnknownVisit."""
    visit = visit_row(work, visit_id)
    if title is not None and title.strip():
        visit.title = title.strip()
    if planned_for is not None:
        visit.planned_for = planned_for
    if place is not None:
        visit.place = place.strip()
    if notes is not None:
        visit.notes = notes


def join_team(
    work: Work, *, visit_id: UUID, technician_id: UUID, group: GroupName | None = None
) -> None:
    """Put a technician in the team, or into another group. Raises: UnknownVisit."""
    visit = visit_row(work, visit_id)
    # Derived id: two laptops that add the same person write the same row.
    member_id = uuid5(visit_id, f"member {technician_id}")
    member = work.get(VisitMember, member_id)
    if member is None:
        work.add(
            VisitMember(
                id=member_id,
                scope=visit.scope,
                visit_id=visit_id,
                technician_id=technician_id,
                group=group,
            )
        )
    else:
        member.group = group
    work.flush()


def leave_team(work: Work, *, visit_id: UUID, technician_id: UUID) -> None:
    """Take a technician out of the team; nothing happens if they are not in it."""
    member = work.get(VisitMember, uuid5(visit_id, f"member {technician_id}"))
    if member is not None:
        work.delete(member)
        work.flush()


def assign_section(
    work: Work, *, visit_id: UUID, section_key: str, group: GroupName | None
) -> None:
    """Give a section to a group; None gives it back to everybody. Raises: UnknownVisit."""
    visit = visit_row(work, visit_id)
    assignment_id = uuid5(visit_id, f"section {section_key}")
    assignment = work.get(SectionAssignment, assignment_id)
    if assignment is not None:
        assignment.group = group
    elif group is not None:
        work.add(
            SectionAssignment(
                id=assignment_id,
                scope=visit.scope,
                visit_id=visit_id,
                section_key=section_key,
                group=group,
            )
        )
    work.flush()


def sections_of(work: Work, *, visit_id: UUID) -> dict[str, str]:
    """Section key → group, for the sections that a group has."""
    rows = work.execute(
        select(SectionAssignment.section_key, SectionAssignment.group).where(
            SectionAssignment.visit_id == visit_id, SectionAssignment.group.is_not(None)
        )
    )
    return {row.section_key: row.group for row in rows}


def start_visit(work: Work, *, visit_id: UUID, at: datetime) -> None:
    """The team is there: planned → underway; a second start changes nothing."""
    visit = visit_row(work, visit_id)
    if visit.state == "planned":
        visit.state = "underway"
        visit.started_at = at


def finish_visit(work: Work, *, visit_id: UUID, at: datetime) -> None:
    """The team leaves: → done; a second finish changes nothing."""
    visit = visit_row(work, visit_id)
    if visit.state != "done":
        visit.state = "done"
        visit.finished_at = at


def visit_row(work: Work, visit_id: UUID) -> Visit:
    """The row itself, for verbs of this room only. Raises: UnknownVisit."""
    visit = work.get(Visit, visit_id)
    if visit is None:
        raise UnknownVisit(id=visit_id)
    return visit


@dataclass(frozen=True, slots=True)
class MemberSummary:
    """A member of a team; `municipality` is the DICO they work for."""

    technician_id: UUID
    name: str
    municipality: str
    role: str
    group: str | None


def team_of(work: Work, *, visit_id: UUID) -> list[MemberSummary]:
    """The team, by group and name."""
    rows = work.execute(
        select(
            VisitMember.technician_id,
            Technician.name,
            Technician.scope,
            Technician.role,
            VisitMember.group,
        )
        .join(Technician, Technician.id == VisitMember.technician_id)
        .where(VisitMember.visit_id == visit_id)
        .order_by(VisitMember.group, Technician.name)
    )
    return [MemberSummary(*row) for row in rows]
