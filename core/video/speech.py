"""What is said in a recording, written down by an engine that is installed here: whisper.cpp.

Nothing is ever downloaded, and nothing leaves this computer: the program (`whisper-cli`) and its
model are files that the person already has. The sound goes to the program through a pipe, never
to the disk. The transcript is a sealed file of the recording: spans with words, in µs.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import unicodedata
import wave
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from core.video.problems import SpeechEngineFailed, SpeechEngineMissing
from core.video.subtitles import Cue

if TYPE_CHECKING:
    from core.store import Store, Work

PROGRAM = "whisper-cli"
RATE = 16_000
_LINE = re.compile(r"\[(\d+):(\d\d):(\d\d)[.,](\d{3}) --> (\d+):(\d\d):(\d\d)[.,](\d{3})\]\s*(.*)")
_NO_WORDS = re.compile(r"[\[(*♪][^\])]*[\])*♪]\.?|[\W_]*")
_ASK_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class SpeechEngine:
    """The program and the model (`ggml-….bin`) on this computer."""

    program: Path
    model: Path


def find_program(chosen: str = "") -> Path | None:
    """The program that was chosen, else the one on the path; None when it is not installed."""
    found = shutil.which(chosen or PROGRAM)
    return Path(found) if found else None


def engine_of(*, program: str, model: str) -> SpeechEngine:
    """The engine, ready to be asked. Raises: SpeechEngineMissing."""
    found = find_program(program)
    if found is None:
        raise SpeechEngineMissing(name=program or PROGRAM)
    if not model or not Path(model).is_file():
        raise SpeechEngineMissing(name=Path(model).name or "ggml-….bin")
    return SpeechEngine(found, Path(model))


def transcribe(
    store: Store,
    recording_id: UUID,
    engine: SpeechEngine,
    *,
    language: str = "pt",
    told: Callable[[float], None] = lambda _done: None,
) -> tuple[Cue, ...]:
    """Write down what is said in the recording's own time, and keep it (over an earlier one).

    `told` hears how far it is (0…1) some times a second; what it raises stops the program.
    `language`: ISO 639-1, or "auto". Takes a segment's sound into memory at a time.

    Raises: UnknownRecording, NothingSealed, NoPicture, SpeechEngineFailed, DiskFull.
    """
    from core.video.cutting import film_of
    from core.video.footage import Footage

    film = film_of(store, recording_id)
    cues: list[Cue] = []
    for segment in film.segments:
        done = partial(_told, told, segment.start_us / max(1, film.until_us))
        done()
        with film.open_file(segment.sha256) as stream, Footage(stream) as footage:
            heard = footage.heard(rate=RATE)
        if heard is None:
            continue
        begin = segment.start_us + heard[1]
        end = segment.start_us + segment.duration_us
        for cue in _ask(engine, _wav(heard[0]), language=language, told=done):
            start_us = min(begin + cue.start_us, end)
            cues.append(Cue(start_us, min(begin + cue.end_us, end), cue.text))
    name = _name(recording_id)
    content = json.dumps([[cue.start_us, cue.end_us, cue.text] for cue in cues]).encode()
    sealed = store.files.seal(io.BytesIO(content), media_type="application/json", name=name)
    store.write_now(partial(_keep, recording_id=recording_id, sealed=sealed))
    told(1.0)
    return tuple(cues)


def transcript_of(store: Store, recording_id: UUID) -> tuple[Cue, ...] | None:
    """What was written down last; None without a transcript (or before its file is here)."""
    sha256 = store.read(partial(_newest, recording_id=recording_id))
    if sha256 is None or not store.files.has(sha256):
        return None
    with store.files.open(sha256) as stream:
        return tuple(Cue(int(start), int(end), str(said)) for start, end, said in json.load(stream))


def said_in(cues: Sequence[Cue], words: str) -> Iterator[Cue]:
    """The spans in which these words are said, whatever their case and accents."""
    wanted = _folded(words).split()
    for cue in cues:
        text = _folded(cue.text)
        if all(word in text for word in wanted):
            yield cue


def to_give(store: Store, recording_id: UUID, cues: Sequence[Cue]) -> list[Cue]:
    """The spans that may be given away with the copy: what is muted there is not written either.

    Whether anything of the recording may leave is decided elsewhere (core.reports).
    """
    from core.video.privacy.blurred import plan_of

    plan = plan_of(store, recording_id)
    muted = [one for one in plan.voices if one.change == "mute"] if plan is not None else []
    return [
        cue
        for cue in cues
        if not any(cue.start_us < one.until_us and one.from_us < cue.end_us for one in muted)
    ]


def parse_output(text: str) -> list[Cue]:
    """The spans of what `whisper-cli` prints; what is no words ([música]) is left out."""
    cues = []
    for line in text.splitlines():
        found = _LINE.match(line.strip())
        if found is None:
            continue
        *times, said = found.groups()
        start, end = _us(times[:4]), _us(times[4:])
        said = " ".join(said.split())
        if not _NO_WORDS.fullmatch(said):
            cues.append(Cue(start, max(start, end), said))
    return cues


def _ask(
    engine: SpeechEngine, sound: bytes, *, language: str, told: Callable[[], None]
) -> list[Cue]:
    command = [str(engine.program), "-m", str(engine.model), "-l", language, "-np", "-f", "-"]
    try:
        running = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except OSError as error:
        raise SpeechEngineFailed(name=engine.program.name, why=error.strerror or "") from error
    given: bytes | None = sound
    try:
        while True:
            try:
                output, complaints = running.communicate(given, timeout=_ASK_SECONDS)
                break
            except subprocess.TimeoutExpired:
                given = None  # the first call goes on giving it
                told()
    finally:
        if running.poll() is None:  # the person stopped it
            running.kill()
            running.communicate()
    cues = parse_output(output.decode("utf-8", "replace"))
    said = complaints.decode("utf-8", "replace").strip().splitlines()
    wrong = [line for line in said if "error" in line.lower() or "failed" in line.lower()]
    # It ends with 0 after some of its errors, too.
    if running.returncode or (wrong and not cues):
        raise SpeechEngineFailed(
            name=engine.program.name, why=(wrong or said or [f"{running.returncode}"])[-1][:200]
        )
    return cues


def _told(told: Callable[[float], None], share: float) -> None:
    told(share)


def _wav(samples: Any) -> bytes:
    """Mono int16 samples as a WAV file in memory."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.astype("<i2").tobytes())
    return made.getvalue()


def _keep(work: Work, *, recording_id: UUID, sealed: Any) -> None:
    from core.store import attach
    from core.video.recordings import recording_row

    attach(work, sealed, scope=recording_row(work, recording_id).scope)


def _newest(work: Work, *, recording_id: UUID) -> str | None:
    from sqlalchemy import select

    from core.store import Attachment

    # Ids are in the order of their making.
    query = select(Attachment.sha256).where(Attachment.name == _name(recording_id))
    return work.scalars(query.order_by(Attachment.id.desc()).limit(1)).first()


def _name(recording_id: UUID) -> str:
    """Erasing a recording erases the files whose names begin with its id."""
    return f"{recording_id}-fala.json"


def _us(parts: Sequence[str]) -> int:
    hours, minutes, seconds, ms = (int(part) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + ms * 1000


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
