"""A finished or recovered recording becomes sealed files of the store, ordinary MP4 inside."""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Sequence
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
from core.video.problems import NoPicture, RecordingDamaged
from core.video.recordings import (
    RecordingState,
    add_segment,
    end_recording,
    known_recordings,
    segments_of,
    unfinished_recordings,
)
from core.video.recovery import Recovered, in_use, recover

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


def seal_recording(
    store: Store,
    *,
    recording_id: UUID,
    segments: Sequence[RecordedSegment],
    dropped: int = 0,
    recovered: bool = False,
) -> None:
    """Seal every segment, link them to the recording, and remove what was in progress.

    Slow (about 6 s a gigabyte) and safe to repeat after a kill at any place. Until it is done,
    what was recorded stays where it is. Memory: one segment.

    Raises: UnknownRecording, RecordingDamaged, and the store's DiskFull.
    """
    with _one_at_a_time:
        _seal(
            store,
            recording_id=recording_id,
            segments=segments,
            dropped=dropped,
            state=RecordingState.RECOVERED if recovered else RecordingState.SEALED,
        )


def _seal(
    store: Store,
    *,
    recording_id: UUID,
    segments: Sequence[RecordedSegment],
    dropped: int,
    state: RecordingState,
) -> None:
    if segments and not any(segment.path.exists() for segment in segments):
        return  # another call has sealed it meanwhile
    key = recording_key(store)
    for segment in segments:
        if not segment.path.exists():
            continue  # sealed before the last end
        _leave_reserve(segment.path)
        with open_recording(segment.path, key=key) as stream:
            plain = plain_mp4(stream, name=segment.path.name)
        name = f"{recording_id}-{segment.number:04d}.mp4"
        file = store.files.seal(plain, media_type=MEDIA_TYPE, name=name)
        store.write_now(partial(_link, recording_id=recording_id, segment=segment, file=file))
        if segment is not segments[-1]:
            segment.path.unlink()
    store.write_now(
        partial(_ended, recording_id=recording_id, segments=segments, dropped=dropped, state=state)
    )
    for segment in segments[-1:]:
        segment.path.unlink(missing_ok=True)
        with suppress(OSError):  # a damaged file beside them stays, and so does the folder
            segment.path.parent.rmdir()


def _leave_reserve(path: Path) -> None:
    """Sealing holds a segment twice for a moment; the answers' room is never taken for it.

    Raises: DiskFull.
    """
    if shutil.disk_usage(path.parent).free - path.stat().st_size < RESERVE_BYTES:
        raise DiskFull


def recover_recordings(store: Store) -> list[Recovered]:
    """At start: repair what a crash left and seal it. Gives what was found.

    A recording whose folder is there but which the store does not speak of is left untouched.
    One that cannot be sealed keeps its files, carries its `problem`, and stops no other.
    """
    unfinished = store.read(
        partial(unfinished_recordings, technician_id=store.author.technician_id)
    )
    with _one_at_a_time:
        found = _recover(store)
    there = {recording.recording_id for recording in found} | {UUID(place.name) for place in in_use}
    for recording_id, has_segments in unfinished.items():
        if recording_id not in there and not has_segments:
            _seal(
                store,
                recording_id=recording_id,
                segments=(),
                dropped=0,
                state=RecordingState.EMPTY,
            )
    return found


def _recover(store: Store) -> list[Recovered]:
    found = recover(recordings_folder(store), key=recording_key(store))
    ids = [recording.recording_id for recording in found]
    known = store.read(partial(known_recordings, ids=ids))
    return [_mend(store, recording) for recording in found if recording.recording_id in known]


def _mend(store: Store, recording: Recovered) -> Recovered:
    state = RecordingState.RECOVERED if recording.torn else RecordingState.SEALED
    try:
        _seal(
            store,
            recording_id=recording.recording_id,
            segments=recording.segments,
            dropped=0,
            state=RecordingState.DAMAGED if recording.damaged else state,
        )
    except Problem as problem:
        return replace(recording, problem=problem)
    return recording


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


def _ended(
    work: Work,
    *,
    recording_id: UUID,
    segments: Sequence[RecordedSegment],
    dropped: int,
    state: RecordingState,
) -> None:
    if not segments and segments_of(work, recording_id):
        return  # sealed before, only its empty folder was left
    last = segments[-1] if segments else None
    if last is None and state is not RecordingState.DAMAGED:
        state = RecordingState.EMPTY
    end_recording(
        work,
        recording_id=recording_id,
        state=state,
        duration_us=last.start_us + last.duration_us if last else 0,
        size=(last.width, last.height) if last else (0, 0),
        sound=any(segment.sound for segment in segments),
        dropped=dropped,
    )
