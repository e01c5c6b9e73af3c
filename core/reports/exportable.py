"""What of a recording may leave the laptop: the one door for clips, reels, stills and copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from core.people import ConsentSummary, Purpose, consents_by_visit, list_consents, reaches
from core.problem import Problem
from core.reports.problems import AgreedToLess, ConsentEnded, CopyOutOfDate, NoConsent
from core.reports.withheld import agreed_to_less, ended
from core.video.cutting import Film, film_of
from core.video.privacy.blurred import blurred_film
from core.video.privacy.records import (
    DecisionSummary,
    decide_export,
    decisions_by_recording,
    decisions_of,
    decisions_of_visit,
    plan_file,
)
from core.video.problems import NoReasonGiven
from core.video.recordings import (
    Recording,
    RecordingState,
    RecordingSummary,
    list_recordings,
    recording_summary,
)

if TYPE_CHECKING:
    from core.store import Store, Work


@dataclass(frozen=True, slots=True)
class Exportable:
    """A recording as it leaves the house. `film` is on the recording's own time base.

    `blurred`: it is the blurred copy.
    """

    recording: RecordingSummary
    film: Film
    blurred: bool = False


def exportable_recording(
    store: Store,
    recording_id: UUID,
    *,
    at: datetime,
    whole: bool = False,
    purpose: Purpose = "visit",
) -> Exportable:
    """What is to be exported of a recording; all exports read it through here.

    The blurred copy where there is one, unless the `whole` (the original) is asked for. `purpose`:
    what it is to be used for.

    Raises: UnknownRecording, ConsentEnded, AgreedToLess, NoConsent, CopyOutOfDate, NothingSealed.
    """
    recording = store.read(partial(recording_summary, recording_id=recording_id))
    consents = store.read(partial(list_consents, visit_id=recording.visit_id))
    kept = kept_back(store, recording_id, consents, at=at, purpose=purpose)
    if kept is not None:
        raise kept
    if whole:
        return Exportable(recording=recording, film=film_of(store, recording_id))
    film, blurred = film_to_give(store, recording_id)
    return Exportable(recording=recording, film=film, blurred=blurred)


def film_to_give(store: Store, recording_id: UUID) -> tuple[Film, bool]:
    """The blurred copy and True, or the original if nobody ever asked for a copy.

    Raises: UnknownRecording, CopyOutOfDate, NothingSealed.
    """
    copy = blurred_film(store, recording_id)
    if copy is not None:
        return copy, True
    if store.read(partial(plan_file, recording_id=recording_id)) is not None:
        raise CopyOutOfDate
    return film_of(store, recording_id), False


def kept_back(
    store: Store,
    recording_id: UUID,
    consents: Iterable[ConsentSummary],
    *,
    at: datetime,
    purpose: Purpose = "visit",
) -> Problem | None:
    """Why a recording may not leave at `at` for a purpose: a consent that ended, less, or none.

    All who agreed at all must agree to the purpose. A decision for it (or for one that reaches
    further) that was logged after the consent ended lets it leave all the same. Public interest
    and legal obligation count as consent does (GDPR 6(1)), for the purpose they were noted for.
    """
    decided = store.read(partial(decisions_of, recording_id=recording_id))
    return why_kept(
        [one for one in consents if one.speaks_of(recording_id)], decided, at=at, purpose=purpose
    )


def why_kept(
    given: Sequence[ConsentSummary],
    decided: Iterable[DecisionSummary],
    *,
    at: datetime,
    purpose: Purpose = "visit",
) -> Problem | None:
    """The rule itself, of the consents and decisions that speak of a recording."""
    gone = ended(given, at=at)
    less = agreed_to_less(given, at=at, purpose=purpose)
    if not gone and not less and any(one.holds(at=at) and one.covers(purpose) for one in given):
        return None
    ends = [one.withdrawn_at or one.until for one in gone]
    latest = max((one for one in ends if one is not None), default=None)
    if any(
        one.decided_at <= at
        and (latest is None or one.decided_at >= latest)
        and reaches(one.purpose, purpose)
        for one in decided
    ):
        return None
    if gone:
        return ConsentEnded(who=", ".join(one.who for one in gone))
    noted = tuple(one.who for one in given if one.holds(at=at))
    if less or noted:
        return AgreedToLess(who=", ".join(less or noted), purpose=purpose)
    return NoConsent()


def kept_back_by_visit(work: Work, *, at: datetime) -> dict[UUID, tuple[UUID, ...]]:
    """Of each visit, the recordings that may not leave as things are, oldest first."""
    consents, decided = consents_by_visit(work), decisions_by_recording(work)
    found: dict[UUID, tuple[UUID, ...]] = {}
    rows = work.execute(
        select(Recording.id, Recording.visit_id)
        .where(Recording.state != RecordingState.EMPTY.value)
        .order_by(Recording.started_at, Recording.id)
    )
    for recording_id, visit_id in rows:
        given = [one for one in consents.get(visit_id, ()) if one.speaks_of(recording_id)]
        if why_kept(given, decided.get(recording_id, ()), at=at) is not None:
            found[visit_id] = (*found.get(visit_id, ()), recording_id)
    return found


def recordings_kept_back(store: Store, visit_id: UUID, *, at: datetime) -> list[UUID]:
    """The recordings of a visit that may not leave as things are."""
    consents = store.read(partial(list_consents, visit_id=visit_id))
    return [
        one.id
        for one in store.read(partial(list_recordings, visit_id=visit_id))
        if one.state is not RecordingState.EMPTY
        and kept_back(store, one.id, consents, at=at) is not None
    ]


def photographs_decided(
    store: Store, visit_id: UUID, consents: Iterable[ConsentSummary], *, at: datetime
) -> frozenset[UUID]:
    """The photographs and sounds of a visit (attachments) that may leave all the same.

    Somebody decided so for each of them, after the latest consent had ended.
    """
    gone = ended([one for one in consents if one.recording_id is None], at=at)
    latest = max((one.withdrawn_at or one.until or one.given_at for one in gone), default=None)
    decided = store.read(partial(decisions_of_visit, visit_id=visit_id))
    return frozenset(
        one.attachment_id
        for one in decided
        if one.attachment_id is not None
        and one.decided_at <= at
        and (latest is None or one.decided_at >= latest)
    )


def decide_for_visit(store: Store, visit_id: UUID, *, why: str, at: datetime) -> int:
    """Log for each recording of a visit that may not leave that it does; says how many.

    Raises: NoReasonGiven, unless there is nothing to decide.
    """
    held = recordings_kept_back(store, visit_id, at=at)
    if held and not why.strip():
        raise NoReasonGiven
    for recording_id in held:
        store.write_now(
            partial(
                decide_export,
                recording_id=recording_id,
                technician_id=store.author.technician_id,
                why=why,
                at=at,
            )
        )
    return len(held)
