"""`terreno video import` and `align`: clips of other cameras, joined to a visit and placed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from core.cli.console import DONE, FOUND, complain, give
from core.cli.opened import NOBODY, opened
from core.cli.visits import visit_meant

if TYPE_CHECKING:
    from core.store import Store
    from core.visits.joining import Joined

Sample = Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


def join(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Clipes, ou pastas deles.")],
    visit: Annotated[str, typer.Option("--visit", help="Visita a que pertencem.")],
    against: Annotated[
        str, typer.Option("--by-sound", help="Gravação por cujo som se acertam.")
    ] = "",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Junta vídeos de telemóveis e câmaras a uma visita, e põe-nos na linha do tempo."""
    from core.video.clips import clips_in
    from core.visits.joining import join_clips

    now = datetime.now(UTC)
    with opened(sample=sample) as store:
        me = store.author.technician_id
        done = join_clips(
            store,
            clips_in(paths),
            visit_id=visit_meant(store, visit),
            technician_id=None if me == NOBODY else me,
            at=now,
        )
        told = [_told(one) for one in done]
        if against:
            for one, line in zip(done, told, strict=True):
                if one.recording_id is not None:
                    line.update(_by_sound(store, one.recording_id, against=UUID(against), now=now))
    _say(done, told, as_json=as_json)
    return FOUND if any(one.problem for one in done) else DONE


def align(
    recording: Annotated[str, typer.Argument(metavar="RECORDING")],
    against: Annotated[str, typer.Option("--by-sound", help="Gravação por cujo som se acerta.")],
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Acerta uma gravação pelo som de outra e diz com que confiança."""
    with opened(sample=sample) as store:
        told = _by_sound(
            store, UUID(recording), against=UUID(against), now=datetime.now(UTC), strict=True
        )
    if as_json:
        give(told)
    else:
        print(f"{told['begins_at']}  {told['confidence']}")
    return DONE if told["placed"] else FOUND


def _by_sound(
    store: Store, recording_id: UUID, *, against: UUID, now: datetime, strict: bool = False
) -> dict[str, Any]:
    from core.problem import Problem
    from core.video.alignment import SURE
    from core.visits.joining import match_clip, place_by_sound

    try:
        match = match_clip(store, recording_id=recording_id, against=against)
    except Problem as problem:
        if strict:
            raise
        complain(problem)
        return {"confidence": 0.0, "placed": False}
    told: dict[str, Any] = {
        "offset_us": match.offset_us,
        "confidence": match.confidence,
        "placed": match.confidence >= SURE,
    }
    if told["placed"]:
        begins_at = store.write_now(
            partial(
                place_by_sound,
                recording_id=recording_id,
                against=against,
                match=match,
                found_at=now,
            )
        )
        told |= {"begins_at": begins_at, "aligned_by": "sound"}
    else:
        told["begins_at"] = None
    return told


def _told(one: Joined) -> dict[str, Any]:
    return {
        "path": one.path,
        "recording_id": one.recording_id,
        "already": one.already,
        "begins_at": one.begins_at,
        "aligned_by": one.aligned_by,
        "facts": one.facts,
        "problem": one.problem.code if one.problem else None,
        "warning": one.warning.code if one.warning else None,
    }


def _say(done: list[Joined], told: list[dict[str, Any]], *, as_json: bool) -> None:
    for one in done:
        if (told_of := one.problem or one.warning) is not None:
            complain(told_of)
    if as_json:
        give(told)
        return
    for line in told:
        if line["problem"] is None:
            print(f"{line['recording_id']}  {line['begins_at']}  {line['aligned_by']}")
