"""Clips of other cameras joined to a visit: sealed, and put in their place on its time line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from core.problem import Problem
from core.store import Work, new_id
from core.visits.visits import visit_row

if TYPE_CHECKING:
    from core.store import Store
    from core.video.alignment import SoundMatch
    from core.video.clips import ClipFacts, SealedClip
    from core.video.timeline import AlignedBy


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of one file. `problem`: it was not joined; `already`: the visit had it before.

    `warning`: it was joined, but not as the person will think.
    """

    path: Path
    recording_id: UUID | None = None
    facts: ClipFacts | None = None
    begins_at: datetime | None = None
    aligned_by: AlignedBy | None = None
    already: bool = False
    problem: Problem | None = None
    warning: Problem | None = None


def join_clips(
    store: Store,
    paths: Sequence[Path],
    *,
    visit_id: UUID,
    technician_id: UUID | None,
    at: datetime,
    told: Callable[[int, float], None] = lambda _number, _fraction: None,
) -> list[Joined]:
    """Join clips to a visit, one after the other; one that cannot be read stops no other.

    `told(which, 0…1)` is called all along; what it raises ends there, and what was joined stays.
    """
    from core.video.clips import seal_clip
    from core.video.problems import ClipCutShort, NotAClip

    done: list[Joined] = []
    for number, path in enumerate(paths):
        try:
            clip = seal_clip(store, path, told=partial(told, number))
        except Problem as problem:
            done.append(Joined(path, problem=problem))
            continue
        except OSError:
            done.append(Joined(path, problem=NotAClip(name=path.name)))
            continue
        keep = partial(_keep, visit_id=visit_id, clip=clip, path=path, at=at)
        mine = partial(keep, technician_id=technician_id, device_id=store.author.device_id)
        joined = store.write_now(mine)
        if clip.facts.missing_us:
            warning = ClipCutShort.of(name=path.name, missing_us=clip.facts.missing_us)
            joined = replace(joined, warning=warning)
        done.append(joined)
    return done


def match_clip(store: Store, *, recording_id: UUID, against: UUID) -> SoundMatch:
    """Find by sound where a clip stands in another recording of its visit. Slow.

    Raises: NothingToHear, NoPicture, the store's FileMissing and FileDamaged.
    """
    from core.video.alignment import match_sound, sound_rises
    from core.video.recordings import segments_of

    rises: list[Any] = []
    name = ""
    for one in (against, recording_id):
        segments = store.read(partial(segments_of, recording_id=one))
        name = segments[0].name if segments else ""
        with ExitStack() as stack:
            opened = [
                (stack.enter_context(store.files.open(segment.sha256)), segment.start_us)
                for segment in segments
            ]
            rises.append(sound_rises(opened, name=name))
    return match_sound(rises[0], rises[1], name=name)


def place_by_sound(
    work: Work, *, recording_id: UUID, against: UUID, match: SoundMatch, found_at: datetime
) -> datetime:
    """Put a clip where its sound was found, and remember how wrong its camera's clock is.

    Gives the instant of its moment 0. Raises: UnknownRecording.
    """
    from core.video.recordings import recording_row
    from core.video.timeline import AlignedBy

    other = recording_row(work, against)
    begins_at = (other.begins_at or other.started_at) + timedelta(microseconds=match.offset_us)
    place_clip(
        work,
        recording_id=recording_id,
        begins_at=begins_at,
        by=AlignedBy.SOUND,
        found_at=found_at,
        confidence=match.confidence,
    )
    return begins_at


def place_clip(
    work: Work,
    *,
    recording_id: UUID,
    begins_at: datetime,
    by: AlignedBy,
    found_at: datetime,
    confidence: float | None = None,
) -> None:
    """Put a recording where a person (or its sound) says it began; its camera's clock is learnt.

    Raises: UnknownRecording.
    """
    from core.video.recordings import recording_row
    from core.video.timeline import place_recording, remember_camera

    place_recording(
        work, recording_id=recording_id, begins_at=begins_at, by=by, confidence=confidence
    )
    recording = recording_row(work, recording_id)
    if recording.camera:  # who made it is known, so its clock means something for the next clip
        ahead = (recording.started_at - begins_at) // timedelta(microseconds=1)
        remember_camera(work, camera=recording.camera, ahead_us=ahead, found_at=found_at)


def _keep(
    work: Work,
    *,
    visit_id: UUID,
    clip: SealedClip,
    path: Path,
    technician_id: UUID | None,
    device_id: UUID | None,
    at: datetime,
) -> Joined:
    from core.video.recordings import (
        Recording,
        RecordingState,
        add_segment,
        begin_recording,
        recording_row,
    )
    from core.video.timeline import AlignedBy, place_recording

    facts = clip.facts
    known = work.scalars(
        select(Recording).where(
            Recording.visit_id == visit_id, Recording.clip_sha256 == clip.file.sha256
        )
    ).first()
    if known is not None:
        by = AlignedBy(known.aligned_by or AlignedBy.NONE)
        return Joined(path, known.id, facts, known.begins_at, by, already=True)
    begins_at, by = _place(work, visit_id=visit_id, facts=facts, at=at)
    recording_id = begin_recording(
        work,
        recording_id=new_id(),
        visit_id=visit_id,
        scope=visit_row(work, visit_id).scope,
        technician_id=technician_id,
        device_id=device_id,
        started_at=facts.created_at or begins_at,
        source_name=facts.camera or facts.name,
    )
    row = recording_row(work, recording_id)
    row.state = RecordingState.SEALED.value
    row.width, row.height, row.sound = facts.width, facts.height, facts.sound
    row.camera, row.clip_sha256 = facts.camera, clip.file.sha256
    add_segment(
        work,
        recording_id=recording_id,
        number=0,
        start_us=0,
        duration_us=facts.duration_us,
        sealed=clip.file,
    )
    place_recording(work, recording_id=recording_id, begins_at=begins_at, by=by)
    return Joined(path, recording_id, facts, begins_at, by)


def _place(
    work: Work, *, visit_id: UUID, facts: ClipFacts, at: datetime
) -> tuple[datetime, AlignedBy]:
    """The best that is known before anyone listens: camera's clock, corrected if it is known."""
    from core.video.timeline import AlignedBy, camera_ahead_us, placed_recordings

    if facts.created_at is not None:
        ahead = camera_ahead_us(work, facts.camera) if facts.camera else None
        if ahead is not None:
            return facts.created_at - timedelta(microseconds=ahead), AlignedBy.CAMERA
        return facts.created_at, AlignedBy.CREATION
    others = placed_recordings(work, visit_id)
    if others:
        return others[0].begins_at, AlignedBy.NONE
    return min(facts.changed_at, at) - timedelta(microseconds=facts.duration_us), AlignedBy.NONE
