"""What arrives from phones becomes a filling of a visit: of the one it names, or of a new one.

Ids are derived from the submission, so that writing it again, here or elsewhere, changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from sqlalchemy import func, select

from core.forms.states import Delta, RepeatChange, SavedFilling, ValueChange
from core.people import Technician, add_technician
from core.store import Change, FieldHead, Work, attach, unaware
from core.visits.answers import (
    Answer,
    RepeatInstance,
    answer_id,
    instance_row_id,
    record_delta,
    record_opening,
)
from core.visits.checklists import ChecklistVersion, list_checklists
from core.visits.entities import keep_entities
from core.visits.fillings import (
    Filling,
    filling_id_of,
    finalise_filling,
    reopen_filling,
    start_filling,
)
from core.visits.problems import UnknownChecklist
from core.visits.signatures import Signature
from core.visits.visits import Visit, finish_visit, join_team

if TYPE_CHECKING:
    from core.store import SealedFile
    from core.visits.arrivals import Arrival

_CHUNK = 400
_MOST_TITLE, _MOST_NOTE, _MOST_NOTES = 200, 2_000, 200
"""Letters and lines of what a submission may write beside its answers."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who gathered, and for which municipality (DICO)."""

    id: UUID
    name: str
    municipality: str


@dataclass(frozen=True, slots=True)
class ArrivalPlace:
    """Where a submission goes.

    `own`: the visit is the submission's own, made by it; else the one it named. `closed`: nothing
    but files that came late can be added. `instead_of`: the visit it named, which takes no more.
    """

    visit_id: UUID
    filling_id: UUID
    version_id: UUID
    own: bool
    closed: bool = False
    instead_of: str = ""


def place_of_arrival(
    work: Work, *, form_id: str, version: str, named: UUID | None, origin: UUID, edition: UUID,
    went_to: UUID | None = None,
) -> ArrivalPlace:  # fmt: skip
    """Where a submission goes. `origin`: of all its editions; `edition`: of this one.

    `went_to`: the filling that this very edition was written into before. Raises: UnknownChecklist.
    """
    if went_to is not None:
        row = work.get(Filling, went_to)
        if row is not None:
            own = row.visit_id in (uuid5(origin, "visit"), uuid5(edition, "visit"))
            return ArrivalPlace(
                row.visit_id, row.id, row.checklist_version_id, own=own,
                closed=not _takes_more(work, row, own=own),
            )  # fmt: skip
    instead_of = ""
    visit = work.get(Visit, named) if named is not None else None
    if visit is not None and _form_of(work, visit) == form_id:
        found = _place_in(work, visit, own=False)
        if not found.closed:
            return found
        instead_of = visit.title
    for source in (origin, edition):
        visit_id = uuid5(source, "visit")
        visit = work.get(Visit, visit_id)
        if visit is None:
            version_id = _version(work, form_id=form_id, version=version)
            filling_id = filling_id_of(visit_id=visit_id, checklist_version_id=version_id)
            return ArrivalPlace(visit_id, filling_id, version_id, own=True, instead_of=instead_of)
        found = _place_in(work, visit, own=True)
        if not found.closed:
            return found
        instead_of = visit.title
    return found


def arrive(
    work: Work, arrival: Arrival, place: ArrivalPlace, *, sender: Sender, opening: SavedFilling,
    files: Mapping[str, SealedFile], seen: Collection[UUID], at: datetime,
) -> set[tuple[str, UUID]]:  # fmt: skip
    """Write a submission; gives the rows (entity, id) that must be shown anew from their heads.

    `opening`: what the filling starts with if nobody has started it. `files`: attachments by name;
    the bytes may be elsewhere. `seen`: the changes that earlier editions of it made: those are
    replaced, and what anybody else answered differently comes into dispute. `at`: when it came.
    """
    if work.get(Technician, sender.id) is None:
        add_technician(
            work, name=sender.name, municipality=sender.municipality, role="Telemóvel",
            technician_id=sender.id,
        )  # fmt: skip
    if work.get(Visit, place.visit_id) is None:
        _new_visit(work, arrival, place, sender=sender, at=at)
    elif not place.own:
        _note_unplaced(work, arrival, place)
    attachments = {
        name: attach(work, file, name, scope=_scope(work, place),
                     identity=uuid5(place.filling_id, f"file {name} {file.sha256}"))
        for name, file in sorted(files.items())
    }  # fmt: skip
    touched = _late_files(work, arrival, place, attachments)
    if place.closed:
        return touched
    delta = _delta(work, arrival, place)
    fresh = work.get(Filling, place.filling_id) is None
    if not (fresh or delta):
        return touched
    if fresh:
        start_filling(work, place.visit_id, at=at)
        record_opening(
            work, filling_id=place.filling_id, technician_id=sender.id, at=at,
            saved=_own_opening(opening, arrival) if place.own else opening,
        )  # fmt: skip
    elif place.own:
        reopen_filling(work, place.filling_id)
    join_team(work, visit_id=place.visit_id, technician_id=sender.id)
    with unaware(work, seen={*seen, *_said_by_nobody(work, delta, place)}):
        record_delta(
            work, filling_id=place.filling_id, delta=delta, technician_id=sender.id, at=at,
            attachments=attachments,
        )  # fmt: skip
    if place.own:
        keep_entities(work, place.filling_id, arrival.entities, at=at)
        finalise_filling(work, place.filling_id, at=at)
        finish_visit(work, visit_id=place.visit_id, at=at)
    ids = {answer_id(filling_id=place.filling_id, key=one.key) for one in delta.values}
    rows = {
        instance_row_id(filling_id=place.filling_id, repeat_key=one.key, instance=one.instance)
        for one in delta.repeats
    }
    return touched | {("answer", one) for one in ids} | {("repeat_instance", one) for one in rows}


def _delta(work: Work, arrival: Arrival, place: ArrivalPlace) -> Delta:
    """What the submission says that is not so here."""
    values: list[ValueChange] = []
    for key, value in arrival.answers.items():
        row = work.get(Answer, answer_id(filling_id=place.filling_id, key=key))
        if (row.value if row is not None else None) != value or (row is None and value is None):
            values.append(ValueChange(key, value, by_person=True))
    repeats: list[RepeatChange] = []
    counted: dict[str, int] = {}
    for path, instance in arrival.repeats:
        counted[path] = counted.get(path, _last_place(work, place, path, arrival)) + 1
        there = _instance(work, place, path, instance)
        if there is None or there.removed:
            repeats.append(RepeatChange("add", path, instance, counted[path]))
    for path, instance in arrival.gone:
        there = _instance(work, place, path, instance)
        if there is not None and not there.removed:
            repeats.append(RepeatChange("remove", path, instance, 0))
    return Delta(values=tuple(values), repeats=tuple(repeats))


def _said_by_nobody(work: Work, delta: Delta, place: ArrivalPlace) -> set[UUID]:
    """The changes behind defaults and calculated values: an answer contradicts none of them.

    Asked of the log: a row whose technician is not known here is not in its table.
    """
    ids = [answer_id(filling_id=place.filling_id, key=one.key) for one in delta.values]
    heads: dict[UUID, set[UUID]] = defaultdict(set)
    given: set[UUID] = set()
    for at in range(0, len(ids), _CHUNK):
        rows = work.execute(
            select(Change.entity_id, Change.id, Change.field, Change.value)
            .join(FieldHead, FieldHead.change_id == Change.id)
            .where(Change.entity == "answer", Change.entity_id.in_(ids[at : at + _CHUNK]))
        )
        for row in rows:
            heads[row.entity_id].add(row.id)
            if row.field == "by_person" and row.value == "true":
                given.add(row.entity_id)
    return {one for row, found in heads.items() if row not in given for one in found}


def _last_place(work: Work, place: ArrivalPlace, path: str, arrival: Arrival) -> int:
    """How many instances of a repeat others have made here."""
    own = {
        instance_row_id(filling_id=place.filling_id, repeat_key=one, instance=instance)
        for one, instance in arrival.repeats
    }
    ids = work.scalars(
        select(RepeatInstance.id).where(
            RepeatInstance.filling_id == place.filling_id,
            RepeatInstance.repeat_key == path,
            RepeatInstance.removed.is_(False),
        )
    )
    return sum(one not in own for one in ids)


def _instance(work: Work, place: ArrivalPlace, path: str, instance: str) -> RepeatInstance | None:
    return work.get(
        RepeatInstance,
        instance_row_id(filling_id=place.filling_id, repeat_key=path, instance=instance),
    )


def _own_opening(opening: SavedFilling, arrival: Arrival) -> SavedFilling:
    """A filling that is nobody else's starts with what the phone worked out."""
    return SavedFilling(
        form_digest=opening.form_digest, language=opening.language,
        values={
            key: value for key, value in arrival.others.items() if key not in arrival.answers
        },
    )  # fmt: skip


def _late_files(
    work: Work, arrival: Arrival, place: ArrivalPlace, attachments: Mapping[str, UUID]
) -> set[tuple[str, UUID]]:
    """Files that came after the answers that name them."""
    touched: set[tuple[str, UUID]] = set()
    for key, value in arrival.answers.items():
        if value is None or value not in attachments:
            continue
        row = work.get(Answer, answer_id(filling_id=place.filling_id, key=key))
        if row is not None and row.value == value and row.attachment_id is None:
            row.attachment_id = attachments[value]
            touched.add(("answer", row.id))
    work.flush()
    return touched


def _new_visit(
    work: Work, arrival: Arrival, place: ArrivalPlace, *, sender: Sender, at: datetime
) -> None:
    version = work.get(ChecklistVersion, place.version_id)
    assert version is not None
    notes = [f"Chegou por telemóvel, de {sender.name}."]
    if place.instead_of:
        notes.append(f"Era para a visita «{place.instead_of}», cujo guião já estava finalizado.")
    notes += _unplaced(arrival)
    work.add(
        Visit(
            id=place.visit_id, scope=sender.municipality,
            title=arrival.title[:_MOST_TITLE] or version.title, case_study_id=None,
            facility_id=None, checklist_version_id=place.version_id, state="planned",
            planned_for=at, place="", notes="\n".join(notes), started_at=None, finished_at=None,
        )
    )  # fmt: skip
    work.flush()


def _note_unplaced(work: Work, arrival: Arrival, place: ArrivalPlace) -> None:
    visit = work.get(Visit, place.visit_id)
    assert visit is not None
    new = [line for line in _unplaced(arrival) if line not in visit.notes]
    if new:
        visit.notes = "\n".join([*filter(None, [visit.notes]), *new])


def _unplaced(arrival: Arrival) -> list[str]:
    return [
        f"Sem lugar neste guião: {label[:_MOST_TITLE]}: {value[:_MOST_NOTE]}"
        for label, value in arrival.unplaced[:_MOST_NOTES]
    ]


def _place_in(work: Work, visit: Visit, *, own: bool) -> ArrivalPlace:
    filling_id = filling_id_of(visit_id=visit.id, checklist_version_id=visit.checklist_version_id)
    row = work.get(Filling, filling_id)
    return ArrivalPlace(
        visit.id, filling_id, visit.checklist_version_id, own=own,
        closed=row is not None and not _takes_more(work, row, own=own),
    )  # fmt: skip


def _takes_more(work: Work, row: Filling, *, own: bool) -> bool:
    if row.state == "draft":
        return True
    signed = work.execute(select(func.count()).where(Signature.filling_id == row.id)).scalar_one()
    return own and row.state == "finalised" and not signed


def _form_of(work: Work, visit: Visit) -> str:
    version = work.get(ChecklistVersion, visit.checklist_version_id)
    return "" if version is None else version.form_id


def _version(work: Work, *, form_id: str, version: str) -> UUID:
    """The version it was made with, or the newest. Raises: UnknownChecklist."""
    alike = [one for one in list_checklists(work) if one.form_id == form_id]
    if not alike:
        raise UnknownChecklist(id=form_id)
    exact = next((one for one in alike if one.version == version), None)
    return (exact or max(alike, key=lambda one: one.installed_at)).version_id


def _scope(work: Work, place: ArrivalPlace) -> str:
    visit = work.get(Visit, place.visit_id)
    assert visit is not None
    return visit.scope
