"""What the visit's page writes, as verbs to hand to the store's lane."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from core.store import Work
    from core.visits import GroupName, Planned
    from desktop.visit.change_dialog import ChangedPlan


def begin(visit: UUID, *, at: datetime) -> Callable[[Work], UUID]:
    """Start the filling of the visit, or find the one started; gives its id."""

    def verb(work: Work) -> UUID:
        from core.visits import start_filling

        return start_filling(work, visit, at=at)

    return verb


def finish(visit: UUID, *, at: datetime) -> Callable[[Work], None]:
    """The team has left."""

    def verb(work: Work) -> None:
        from core.visits import finish_visit

        finish_visit(work, visit_id=visit, at=at)

    return verb


def change(visit: UUID, *, plan: ChangedPlan) -> Callable[[Work], None]:
    """Another title, time, place or notes."""

    def verb(work: Work) -> None:
        from core.visits import change_plan

        change_plan(
            work,
            visit_id=visit,
            title=plan.title,
            planned_for=plan.planned_for,
            place=plan.place,
            notes=plan.notes,
        )

    return verb


def put_in_group(
    visit: UUID, *, technician: UUID, group: GroupName | None
) -> Callable[[Work], None]:
    """Into the team, or into another group of it."""

    def verb(work: Work) -> None:
        from core.visits import join_team

        join_team(work, visit_id=visit, technician_id=technician, group=group)

    return verb


def take_out(visit: UUID, *, technician: UUID) -> Callable[[Work], None]:
    """Out of the team."""

    def verb(work: Work) -> None:
        from core.visits import leave_team

        leave_team(work, visit_id=visit, technician_id=technician)

    return verb


def assign(visit: UUID, *, section: str, group: GroupName | None) -> Callable[[Work], None]:
    """Give a section to a group; None to everybody."""

    def verb(work: Work) -> None:
        from core.visits import assign_section

        assign_section(work, visit_id=visit, section_key=section, group=group)

    return verb


def go_over(visit: UUID, *, planned: Planned | None, version: UUID) -> Callable[[Work], int]:
    """To another version of the check-list; gives how much was put aside.

    Without a plan nobody began to fill it in yet.
    """

    def verb(work: Work) -> int:
        from core.visits import change_version, take_over

        if planned is None:
            change_version(work, visit_id=visit, version_id=version)
            return 0
        done = take_over(
            work,
            filling_id=planned.filling_id,
            version_id=version,
            plan=planned.plan,
            basis=planned.basis,
        )
        return done.aside

    return verb


def stay(visit: UUID, *, version: UUID) -> Callable[[Work], None]:
    """Stay with the version in use."""

    def verb(work: Work) -> None:
        from core.visits import decline_version

        decline_version(work, visit_id=visit, version_id=version)

    return verb


def return_to(planned: Planned, *, filling: UUID) -> Callable[[Work], None]:
    """Go on in the older version, as the plan knows its keys."""

    def verb(work: Work) -> None:
        from core.visits import go_back

        go_back(work, filling_id=filling, to=planned.filling_id, keys=planned.plan.keys)

    return verb


def handle(
    aside: UUID, *, done: bool, technician: UUID | None, at: datetime
) -> Callable[[Work], None]:
    """Mark what was put aside as dealt with, or as still to be dealt with."""

    def verb(work: Work) -> None:
        from core.visits import mark_handled, mark_unhandled

        if done:
            mark_handled(work, aside_id=aside, technician_id=technician, at=at)
        else:
            mark_unhandled(work, aside_id=aside)

    return verb
