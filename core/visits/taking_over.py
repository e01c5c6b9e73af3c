"""A draft goes over to a newer version of its check-list, whole, in one transaction.

The old filling stays as it was and is marked as replaced; the new one has the id that every laptop
gives it, and rows that follow from the old ones alone, so that doing it twice, or on two laptops,
gives the same (decision 0019).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select

from core.store import Work
from core.visits.answers import Answer
from core.visits.aside import AsideAnswer, aside_id
from core.visits.checklists import ChecklistVersion
from core.visits.copying import answers_of, copy_answers, copy_instances, given_digest
from core.visits.evidence import Evidence
from core.visits.fillings import REPLACED, Filling, FillingPlace, filling_id_of, filling_row
from core.visits.findings import Finding
from core.visits.problems import (
    AnsweredMeanwhile,
    MoreWasAnswered,
    NotThisVersion,
    OnlyDraftsAreTakenOver,
)
from core.visits.signatures import Signature
from core.visits.visits import Visit, assign_section, sections_of, visit_row

if TYPE_CHECKING:
    from core.forms.takeover import Takeover

_LINKS: tuple[type[Evidence | Finding], ...] = (Evidence, Finding)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was done: the filling that goes on, and how much it kept and put aside."""

    filling_id: UUID
    kept: int
    aside: int


def take_over(
    work: Work, *, filling_id: UUID, version_id: UUID, plan: Takeover, basis: str = ""
) -> TakenOver:
    """Move a draft to another version of its check-list, as planned.

    `basis`: the `given_digest` that the plan was made of; "" for one that is replaced already,
    of which what came late is brought along. Done twice, the second time changes nothing.

    Raises: UnknownFilling, NotThisVersion, OnlyDraftsAreTakenOver, AnsweredMeanwhile.
    """
    old = filling_row(work, filling_id)
    version = work.get(ChecklistVersion, version_id)
    if version is None or not _is_other_version(work, old, version, plan):
        raise NotThisVersion(filling=filling_id, version=version_id)
    late = old.state == REPLACED
    if not late and (old.state != "draft" or _is_signed(work, filling_id)):
        raise OnlyDraftsAreTakenOver
    if not late and basis and basis != given_digest(work, filling_id):
        raise AnsweredMeanwhile
    visit = visit_row(work, old.visit_id)
    new = _new_filling(work, old, version)
    if new.state not in ("draft", REPLACED) or _is_signed(work, new.id):
        raise OnlyDraftsAreTakenOver
    copy_instances(work, new=new, plan=plan)
    beaten = copy_answers(work, old=old, new=new, plan=plan)
    aside = _put_aside(work, old=old, new=new, plan=plan)
    _put_beaten_aside(work, old=old, new=new, plan=plan, beaten=beaten)
    _bring_links(work, old.id, new.id, plan.keys)
    if not late:
        _bring_place(work, old, new, plan)
        _bring_sections(work, visit, plan.sections)
        new.state = "draft"
        old.state = REPLACED
        visit.checklist_version_id = version.id
    work.flush()
    return TakenOver(filling_id=new.id, kept=plan.given, aside=aside)


def change_version(work: Work, *, visit_id: UUID, version_id: UUID) -> None:
    """A visit that nobody began to fill in goes over to another version of its check-list.

    Raises: UnknownVisit, NotThisVersion; OnlyDraftsAreTakenOver once it has a filling.
    """
    visit = visit_row(work, visit_id)
    version = work.get(ChecklistVersion, version_id)
    now = work.get(ChecklistVersion, visit.checklist_version_id)
    if version is None or now is None or version.checklist_id != now.checklist_id:
        raise NotThisVersion(visit=visit_id, version=version_id)
    begun = work.execute(select(func.count()).where(Filling.visit_id == visit_id)).scalar_one()
    if begun:
        raise OnlyDraftsAreTakenOver
    visit.checklist_version_id = version_id
    work.flush()


def go_back(work: Work, *, filling_id: UUID, to: UUID, keys: Mapping[str, str]) -> None:
    """Go on in the older filling, which is as it was, if nothing was given in the newer one.

    `keys`: those of the plan that was followed (old → new), for evidence and findings.

    Raises: UnknownFilling, NotThisVersion, OnlyDraftsAreTakenOver, MoreWasAnswered.
    """
    new, old = filling_row(work, filling_id), filling_row(work, to)
    if old.visit_id != new.visit_id or old.state != REPLACED:
        raise NotThisVersion(filling=filling_id, version=old.checklist_version_id)
    if new.state != "draft" or _is_signed(work, new.id):
        raise OnlyDraftsAreTakenOver
    if anything_newer(work, filling_id=filling_id, than=to):
        raise MoreWasAnswered
    back = {there: here for here, there in keys.items()}
    for link in _links(work, new.id):
        if link.answer_key is not None and link.answer_key not in back:
            raise MoreWasAnswered
    _bring_links(work, new.id, old.id, back)
    for one in work.scalars(
        select(AsideAnswer).where(
            AsideAnswer.filling_id == new.id, AsideAnswer.from_filling_id == old.id
        )
    ):
        one.withdrawn = True
    new.state, old.state = REPLACED, "draft"
    visit_row(work, old.visit_id).checklist_version_id = old.checklist_version_id
    work.flush()


def anything_newer(work: Work, *, filling_id: UUID, than: UUID) -> bool:
    """Whether a person gave something in a filling that the other one does not have."""
    known = {(row.answered_at, row.technician_id) for row in answers_of(work, than).values()}
    return any(
        row.by_person and (row.answered_at, row.technician_id) not in known
        for row in answers_of(work, filling_id).values()
    )


def _is_other_version(work: Work, old: Filling, version: ChecklistVersion, plan: Takeover) -> bool:
    now = work.get(ChecklistVersion, old.checklist_version_id)
    return (
        now is not None
        and now.id != version.id
        and now.checklist_id == version.checklist_id
        and (plan.old_digest, plan.new_digest) == (now.digest, version.digest)
    )


def _is_signed(work: Work, filling_id: UUID) -> bool:
    found = work.execute(select(func.count()).where(Signature.filling_id == filling_id))
    return found.scalar_one() > 0


def _new_filling(work: Work, old: Filling, version: ChecklistVersion) -> Filling:
    filling_id = filling_id_of(visit_id=old.visit_id, checklist_version_id=version.id)
    new = work.get(Filling, filling_id)
    if new is None:
        new = Filling(
            id=filling_id,
            scope=old.scope,
            visit_id=old.visit_id,
            checklist_version_id=version.id,
            form_digest=version.digest,
            state="draft",
            started_at=old.started_at,
            finalised_at=None,
            sent_at=None,
        )
        work.add(new)
        work.flush()
    return new


def _put_aside(work: Work, *, old: Filling, new: Filling, plan: Takeover) -> int:
    before = answers_of(work, old.id)
    for one in plan.aside:
        row = before.get(one.old_key)
        if row is not None:
            _aside(
                work, old, new, row, one.old_key, reason=one.reason,
                value=one.value, shown=one.shown, label=one.label,
                section=one.section, instance=one.instance,
            )  # fmt: skip
    work.flush()
    return len(plan.aside)


def _put_beaten_aside(
    work: Work, *, old: Filling, new: Filling, plan: Takeover, beaten: list[tuple[str, Answer]]
) -> None:
    """What was given in both versions: the earlier one is told, too."""
    words = {one.old_key: one.label for one in plan.kept}
    for key, row in beaten:
        if row.value:
            _aside(
                work, old, new, row, key, reason="answered-twice",
                value=row.value, shown=row.value, label=words[key], section="", instance="",
            )  # fmt: skip
    work.flush()


def _aside(
    work: Work, old: Filling, new: Filling, row: Answer, key: str, *,
    reason: str, value: str, shown: str, label: str, section: str, instance: str,
) -> None:  # fmt: skip
    row_id = aside_id(filling_id=new.id, from_filling_id=old.id, key=key, reason=reason)
    there = work.get(AsideAnswer, row_id)
    if there is None:
        there = AsideAnswer(
            id=row_id, scope=new.scope, visit_id=new.visit_id, filling_id=new.id,
            from_filling_id=old.id, key=key, reason=reason, handled_at=None, handled_by_id=None,
        )  # fmt: skip
        work.add(there)
    elif there.value == value and there.answered_at == row.answered_at:
        there.withdrawn = False
        return
    there.value, there.shown, there.label = value, shown, label
    there.section, there.instance = section, instance
    there.technician_id, there.answered_at = row.technician_id, row.answered_at
    there.recording_id, there.moment_us = row.recording_id, row.moment_us
    there.attachment_id = row.attachment_id
    there.handled_at = there.handled_by_id = None
    there.withdrawn = False


def _bring_links(work: Work, here: UUID, there: UUID, keys: Mapping[str, str]) -> None:
    """Evidence and findings follow the questions they are about."""
    for row in _links(work, here):
        if row.answer_key is None or row.answer_key in keys:
            row.filling_id = there
            row.answer_key = keys[row.answer_key] if row.answer_key is not None else None


def _links(work: Work, filling_id: UUID) -> list[Evidence | Finding]:
    evidence = work.scalars(select(Evidence).where(Evidence.filling_id == filling_id))
    findings = work.scalars(select(Finding).where(Finding.filling_id == filling_id))
    return [*evidence, *findings]


def _bring_place(work: Work, old: Filling, new: Filling, plan: Takeover) -> None:
    place = work.get(FillingPlace, old.id)
    if place is None or work.get(FillingPlace, new.id) is not None:
        return
    work.add(
        FillingPlace(
            filling_id=new.id,
            current_key=plan.keys.get(place.current_key or ""),
            language=place.language,
            at=place.at,
        )
    )


def _bring_sections(work: Work, visit: Visit, sections: Mapping[str, str]) -> None:
    given = sections_of(work, visit_id=visit.id)
    for here, there in sections.items():
        group = given.get(here)
        if group is not None and here != there and there not in given:
            assign_section(work, visit_id=visit.id, section_key=there, group=group)  # type: ignore[arg-type]
