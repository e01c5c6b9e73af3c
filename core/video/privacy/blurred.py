"""The blurred copy of a recording: finding faces, keeping what is to be covered, writing it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import UUID

from core.store.problems import DiskFull
from core.video.cutting.film import Film, film_of
from core.video.privacy.boxes import BlurPlan, plan_from_json
from core.video.privacy.copying import blur_segment
from core.video.privacy.faces import find_faces
from core.video.privacy.records import copied_segments, keep_copy, keep_plan, plan_file
from core.video.sealing import MEDIA_TYPE, RESERVE_BYTES

if TYPE_CHECKING:
    from core.store import Store


@dataclass(frozen=True, slots=True)
class BlurredCopy:
    """What was made: how many faces were followed, over how long, in how many seconds."""

    film: Film
    tracks: int
    seconds: float
    took_s: float


def plan_of(store: Store, recording_id: UUID) -> BlurPlan | None:
    """What is to be covered in a recording; None before it was looked at.

    Raises: NotABlurPlan, and the store's problems with files.
    """
    sha256 = store.read(partial(plan_file, recording_id=recording_id))
    if sha256 is None:
        return None
    with store.files.open(sha256) as stream:
        return plan_from_json(stream.read())


def save_plan(store: Store, recording_id: UUID, plan: BlurPlan, *, at: datetime) -> None:
    """Keep what is to be covered. A copy made before no longer holds. Raises: UnknownRecording."""
    name = f"{recording_id}-plan.json"
    sealed = store.files.seal(io.BytesIO(plan.to_json()), media_type="application/json", name=name)
    store.write_now(partial(keep_plan, recording_id=recording_id, sealed=sealed, at=at))


def look_for_faces(
    store: Store,
    recording_id: UUID,
    *,
    at: datetime,
    told: Callable[[float], None] = lambda _done: None,
) -> BlurPlan:
    """Find the faces anew; what people drew, and the voices, stay. Keeps and gives the plan.

    Raises: UnknownRecording, NothingSealed, NoPicture.
    """
    before = plan_of(store, recording_id) or BlurPlan()
    found = find_faces(film_of(store, recording_id), told=told)
    drawn = tuple(one for one in before.tracks if one.by_hand)
    plan = replace(before, tracks=(*found, *drawn))
    save_plan(store, recording_id, plan, at=at)
    return plan


def make_blurred_copy(
    store: Store,
    recording_id: UUID,
    *,
    at: datetime,
    told: Callable[[float], None] = lambda _done: None,
) -> BlurredCopy:
    """Write and seal the copy by the plan that holds (faces are looked for if there is none).

    Segments that are copied by this plan already are not copied again, so that what was stopped
    goes on where it was. Memory: one segment.

    Raises: UnknownRecording, NothingSealed, NoPicture, DiskFull.
    """
    import shutil

    began = perf_counter()
    original = film_of(store, recording_id)
    plan = plan_of(store, recording_id)
    if plan is None:
        plan = look_for_faces(store, recording_id, at=at, told=lambda done: told(done / 2))
    sha256 = store.read(partial(plan_file, recording_id=recording_id))
    assert sha256 is not None
    done = store.read(partial(copied_segments, recording_id=recording_id))
    count = len(original.segments)
    for place, segment in enumerate(original.segments):
        if segment.id in done and done[segment.id][1] == sha256:
            continue
        if shutil.disk_usage(store.folder).free - 2 * segment.size < RESERVE_BYTES:
            raise DiskFull
        copy = blur_segment(
            original,
            segment,
            plan,
            told=lambda part, place=place: told(0.5 + (place + part) / count / 2),  # type: ignore[misc]
        )
        name = f"{recording_id}-{segment.number:04d}-desfocada.mp4"
        sealed = store.files.seal(copy, media_type=MEDIA_TYPE, name=name)
        store.write_now(
            partial(keep_copy, segment=segment, sealed=sealed, plan_sha256=sha256, at=at)
        )
    told(1.0)
    film = blurred_film(store, recording_id)
    assert film is not None
    return BlurredCopy(
        film=film,
        tracks=sum(not one.left_out for one in plan.tracks),
        seconds=film.until_us / 1e6,
        took_s=perf_counter() - began,
    )


def blurred_film(store: Store, recording_id: UUID) -> Film | None:
    """The blurred copy, on the recording's time base; None unless it is whole and up to date.

    Raises: UnknownRecording, NothingSealed.
    """
    original = film_of(store, recording_id)
    sha256 = store.read(partial(plan_file, recording_id=recording_id))
    copies = store.read(partial(copied_segments, recording_id=recording_id))
    found = [copies.get(one.id) for one in original.segments]
    segments = tuple(one[0] for one in found if one is not None and one[1] == sha256)
    if sha256 is None or len(segments) < len(original.segments):
        return None
    return Film(recording_id, segments, store.files.open)
