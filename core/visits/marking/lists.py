"""What is asked of the store: a visit's scheme, agreement between observers, time budgets."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from core.store import Work
from core.video.recordings import list_recordings, recording_summary
from core.visits.checklists import ChecklistVersion
from core.visits.marking.agreement import BIN_US, TOLERANCE_US, Agreement, agreement
from core.visits.marking.budget import BudgetLine, time_budget
from core.visits.marking.marks import marks_of
from core.visits.marking.schemes import scheme_of
from core.visits.marking.tables import SchemeSummary
from core.visits.visits import visit_row


def form_of_visit(work: Work, visit_id: UUID) -> str:
    """The form id of a visit's check-list, by which its marking scheme is known.

    Raises: UnknownVisit.
    """
    visit = visit_row(work, visit_id)
    version = work.get(ChecklistVersion, visit.checklist_version_id)
    return version.form_id if version is not None else ""


def scheme_of_visit(work: Work, visit_id: UUID) -> SchemeSummary | None:
    """The scheme that marks of this visit are made with. Raises: UnknownVisit."""
    return scheme_of(work, form_of_visit(work, visit_id))


def agreement_of(
    work: Work,
    *,
    recording_id: UUID,
    from_us: int = 0,
    until_us: int | None = None,
    bin_us: int = BIN_US,
    tolerance_us: int = TOLERANCE_US,
    observers: Sequence[str] = (),
) -> Agreement:
    """How far the observers of a recording agree (core.visits.marking.agreement).

    Raises: UnknownRecording, TooFewObservers.
    """
    whole = recording_summary(work, recording_id).duration_us
    return agreement(
        marks_of(work, recording_id=recording_id),
        from_us=from_us,
        until_us=max(from_us + 1, whole if until_us is None else until_us),
        bin_us=bin_us,
        tolerance_us=tolerance_us,
        observers=observers,
    )


def time_budget_of(
    work: Work, *, recording_id: UUID | None = None, visit_id: UUID | None = None
) -> tuple[BudgetLine, ...]:
    """The time budget of a recording, or of all recordings of a visit together.

    Raises: UnknownRecording.
    """
    if recording_id is not None:
        recordings = [recording_summary(work, recording_id)]
    elif visit_id is not None:
        recordings = list_recordings(work, visit_id)
    else:
        raise ValueError("a recording or a visit")
    return time_budget(
        marks_of(work, recording_id=recording_id, visit_id=visit_id),
        observed={one.id: (0, one.duration_us) for one in recordings},
    )
