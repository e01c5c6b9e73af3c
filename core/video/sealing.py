"""A finished or recovered recording becomes sealed files of the store, ordinary MP4 inside."""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING
from uuid import UUID

from core.problem import Problem
from core.store import SealedFile, Store, Work
from core.store.problems import DiskFull
from core.video.container import open_recording
from core.video.events import RecordedSegment
from core.video.incidents import Incident
from core.video.problems import NoPicture, RecordingDamaged
from core.video.recording_incidents import add_incidents, dropped_of
from core.video.recordings import (
    RecordingState,
    add_segment,
    close_recording,
    known_recordings,
    linked_segments,
    recording_row,
    unfinished_recordings,
)
from core.video.recovery import Recovered, in_use, recover
from core.video.salvage import ASIDE

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.stream import Stream

MEDIA_TYPE = "video/mp4"
RESERVE_BYTES = 64 * 1024 * 1024
_one_at_a_time = threading.Lock()


def recordings_folder(store: Store) -> Path:
    """Where recordings in progress grow."""
    return store.folder / "recordings"


def recording_key(store: Store) -> bytes:
    """What recordings in progress are encrypted with."""
    return store.derive_key("recording")


def seal_segment(store: Store, *, recording_id: UUID, segment: RecordedSegment) -> None:
    """Seal one segment, link it to its recording, and remove what was in progress.

    The recording may still run. Slow (about 6 s a gigabyte) and safe to repeat after a kill at
    any place: what was recorded stays where it is until its link is on the disk. Memory: the
    segment.

    Raises: UnknownRecording, RecordingDamaged, NoPicture, and the store's DiskFull.
    """
    with _one_at_a_time:
        if not segment.path.exists():
            return  # sealed before the last end, or by another call meanwhile
        linked = store.read(partial(linked_segments, recording_id=recording_id))
        if segment.number not in linked:
            _leave_reserve(segment.path)
            with open_recording(segment.path, key=recording_key(store)) as stream:
                plain = plain_mp4(stream, name=segment.path.name)
            name = f"{recording_id}-{segment.number:04d}.mp4"
            file = store.files.seal(plain, media_type=MEDIA_TYPE, name=name)
            store.write_now(partial(_link, recording_id=recording_id, segment=segment, file=file))
        segment.path.unlink()


def end_sealed(
    store: Store,
    *,
    recording_id: UUID,
    state: RecordingState,
    incidents: Sequence[Incident] = (),
) -> None:
    """Say in the store how a recording ended, all its segments being sealed.

    Raises: UnknownRecording.
    """
    store.write_now(
        partial(_ended, recording_id=recording_id, state=state, incidents=tuple(incidents))
    )
    with suppress(OSError):  # a damaged file beside them stays, and so does the folder
        (recordings_folder(store) / str(recording_id)).rmdir()


def seal_recording(
    store: Store,
    *,
    recording_id: UUID,
    segments: Sequence[RecordedSegment],
    incidents: Sequence[Incident] = (),
    recovered: bool = False,
) -> None:
    """Seal all that is left of a recording, and end it.

    Raises: as `seal_segment`.
    """
    for segment in segments:
        seal_segment(store, recording_id=recording_id, segment=segment)
    state = RecordingState.RECOVERED if recovered else RecordingState.SEALED
    end_sealed(store, recording_id=recording_id, state=state, incidents=incidents)


def _leave_reserve(path: Path) -> None:
    """Sealing holds a segment twice for a moment; the answers' room is never taken for it.

    Raises: DiskFull.
    """
    if shutil.disk_usage(path.parent).free - path.stat().st_size < RESERVE_BYTES:
        raise DiskFull


def recover_recordings(
    store: Store, *, between: Callable[[int, int], None] = lambda _done, _all: None
) -> list[Recovered]:
    """At start: repair what a crash left and seal it. Gives what was found.

    `between(sealed, of so many)` is called around each segment and may raise to stop there. A
    recording whose folder is there but which the store does not speak of is left untouched.
    One that cannot be sealed keeps its files, carries its `problem`, and stops no other.
    """
    author = store.author
    unfinished = store.read(
        partial(
            unfinished_recordings,
            technician_id=author.technician_id,
            device_id=author.device_id,
        )
    )
    found = recover(recordings_folder(store), key=recording_key(store))
    ids = [recording.recording_id for recording in found]
    known = store.read(partial(known_recordings, ids=ids))
    ours = [one for one in found if one.recording_id in known]
    whole = sum(len(one.segments) for one in ours)
    done = 0
    mended = []
    for one in ours:
        mended.append(
            _mend(
                store,
                one,
                state=known[one.recording_id],
                between=lambda here, so_far=done: between(so_far + here, whole),  # type: ignore[misc]
            )
        )
        done += len(one.segments)
    between(whole, whole)
    there = {one.recording_id for one in found} | {UUID(place.name) for place in in_use}
    for recording_id, has_segments in unfinished.items():
        if recording_id not in there:
            # Killed after its last segment was linked, or before its folder was made.
            whole_end = RecordingState.RECOVERED if store.was_interrupted else RecordingState.SEALED
            state = whole_end if has_segments else RecordingState.EMPTY
            end_sealed(store, recording_id=recording_id, state=state)
    # A folder with nothing but a damaged file that was said before is no news.
    return [
        one
        for one in mended
        if one.segments or one.damaged or known[one.recording_id] is RecordingState.RECORDING
    ]


def _mend(
    store: Store,
    recording: Recovered,
    *,
    state: RecordingState,
    between: Callable[[int], None],
) -> Recovered:
    folder = recordings_folder(store) / str(recording.recording_id)
    if not recording.segments and state is not RecordingState.RECORDING:
        return recording  # its damaged file is all there is, and was said before
    if list(folder.glob(f"*{ASIDE}")):
        state = RecordingState.DAMAGED
    elif state is RecordingState.RECORDING:
        cut_short = recording.torn or store.was_interrupted
        state = RecordingState.RECOVERED if cut_short else RecordingState.SEALED
    sealed = 0
    try:
        for segment in recording.segments:
            between(sealed)
            seal_segment(store, recording_id=recording.recording_id, segment=segment)
            sealed += 1
        end_sealed(store, recording_id=recording.recording_id, state=state)
    except Problem as problem:
        return replace(recording, problem=problem, sealed=sealed)
    return replace(recording, sealed=sealed)


def discard_recording(folder: Path, *, recording_id: UUID) -> None:
    """Remove a recording in progress that nobody will seal."""
    shutil.rmtree(folder / str(recording_id), ignore_errors=True)


def plain_mp4(stream: IO[bytes], *, name: str) -> io.BytesIO:
    """Fragmented MP4 copied into an ordinary one, in memory: opens at once, seeks by index.

    Raises: NoPicture, RecordingDamaged.
    """
    import av

    plain = io.BytesIO()
    stream.seek(0)
    try:
        source = av.open(stream, "r")
    except av.error.FFmpegError:
        raise NoPicture(name=name) from None
    with source, av.open(plain, "w", format="mp4") as target:
        copies = _copies(source.streams.get(), target)
        try:
            for packet in source.demux(*[source.streams[place] for place in copies]):
                if packet.dts is not None:
                    packet.stream = copies[packet.stream.index]
                    target.mux(packet)
        except av.error.FFmpegError as error:
            raise RecordingDamaged(name=name) from error
    plain.seek(0)
    return plain


def _copies(streams: Sequence[Stream], target: OutputContainer) -> dict[int, Stream]:
    return {
        stream.index: target.add_stream_from_template(stream)
        for stream in streams
        if stream.type in ("video", "audio")
    }


def _link(work: Work, *, recording_id: UUID, segment: RecordedSegment, file: SealedFile) -> None:
    add_segment(
        work,
        recording_id=recording_id,
        number=segment.number,
        start_us=segment.start_us,
        duration_us=segment.duration_us,
        sealed=file,
    )
    recording = recording_row(work, recording_id)
    recording.width, recording.height = segment.width, segment.height
    recording.sound = recording.sound or segment.sound
    add_incidents(work, recording, segment.incidents)
    recording.dropped = dropped_of(work, recording_id)


def _ended(
    work: Work, *, recording_id: UUID, state: RecordingState, incidents: tuple[Incident, ...]
) -> None:
    recording = recording_row(work, recording_id)
    add_incidents(work, recording, incidents)
    recording.dropped = dropped_of(work, recording_id)
    close_recording(work, recording_id=recording_id, state=state)
