"""`terreno video recover`: what a start does with recordings that were cut short."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.console import DONE, FOUND, complain, give, say
from core.cli.opened import opened

if TYPE_CHECKING:
    from core.video.recovery import Recovered


def recover(
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Pasta de «record --folder», em vez da dos dados."),
    ] = None,
    plain: Annotated[
        Path | None,
        typer.Option("--plain", help="Com --folder: escreve aqui os troços às claras, em MP4."),
    ] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Para programas.")] = False,
) -> int:
    """Repara e guarda o que uma falha deixou a meio, e diz o que encontrou."""
    from core.video import recover as repair
    from core.video.sealing import recording_key, recover_recordings

    with opened(sample=sample) as store:
        if folder is None:
            found = recover_recordings(store)
        else:
            found = repair(folder, key=recording_key(store))
            if plain is not None:
                _write(found, plain, key=recording_key(store))
    if as_json:
        give([_told(one) for one in found])
    for one in found:
        if one.problem is not None:
            complain(one.problem)
        if not as_json:
            print(f"{one.recording_id}  {one.duration_us / 1e6:.2f} s  {len(one.segments)}")
    if not found and not as_json:
        say("Não há nada por recuperar.", "There is nothing to recover.")
    return FOUND if any(one.problem or one.damaged for one in found) else DONE


def _told(one: Recovered) -> dict[str, Any]:
    return {
        "recording_id": one.recording_id,
        "seconds": one.duration_us / 1_000_000,
        "segments": len(one.segments),
        "sealed": one.sealed,
        "torn": one.torn,
        "damaged": one.damaged,
        "problem": one.problem.code if one.problem else None,
    }


def _write(found: list[Recovered], plain: Path, *, key: bytes) -> None:
    """The segments as ordinary MP4 files. Raises: OSError, RecordingDamaged."""
    from core.video import open_recording
    from core.video.sealing import plain_mp4

    plain.mkdir(parents=True, exist_ok=True)
    for one in found:
        for segment in one.segments:
            target = plain / f"{one.recording_id}-{segment.number:04d}.mp4"
            with open_recording(segment.path, key=key) as stream, target.open("wb") as out:
                copy = plain_mp4(stream, name=segment.path.name)
                for piece in iter(partial(copy.read, 1 << 20), b""):
                    out.write(piece)
