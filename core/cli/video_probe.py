"""`terreno video probe`: which cameras and encoders there are, and what a source really gives."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.console import DONE, give, say

if TYPE_CHECKING:
    from core.video.frames import FrameSource


def probe(
    source: Annotated[
        str,
        typer.Argument(
            metavar="[SOURCE]", help="device:0, rtsp://…, http://…, file:…, FILE, test:"
        ),
    ] = "",
    seconds: Annotated[float, typer.Option("--seconds", help="Quanto tempo se olha.")] = 2.0,
    as_json: Annotated[bool, typer.Option("--json", help="Para programas.")] = False,
) -> int:
    """Diz que câmaras e codificadores há, ou o que uma câmara dá de facto."""
    told = _source(source, seconds=seconds) if source else _machine()
    if as_json:
        give(told)
        return DONE
    for name, value in told.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            print(f"{name}: {one}")
    if not source and not told["cameras"]:
        say("Não há nenhuma câmara ligada.", "No camera is connected.")
    return DONE


def _machine() -> dict[str, Any]:
    from dataclasses import asdict

    from core.video import list_cameras
    from core.video.encoders import probe_encoders

    choice = probe_encoders()
    return {
        "cameras": [asdict(one) for one in list_cameras()],
        "encoder": choice.name,
        "encoders": [asdict(one) for one in choice.tried],
    }


def _source(address: str, *, seconds: float) -> dict[str, Any]:
    """Look at a source for so long. Raises: UnknownSource, SourceUnavailable, SourceLost."""
    from core.store import SystemClock
    from core.video import open_source

    clock = SystemClock()
    opened = open_source(address, clock=clock)
    try:
        return _looked_at(opened, until_ns=clock.monotonic_ns() + int(seconds * 1e9))
    finally:
        opened.close()


def _looked_at(opened: FrameSource, *, until_ns: int) -> dict[str, Any]:
    facts = opened.facts
    stamps: list[int] = []
    passed_on = 0
    while not stamps or stamps[-1] < until_ns:
        frame = opened.read()
        if frame is None:
            continue
        stamps.append(frame.captured_ns)
        passed_on += frame.coded is not None
    spans = sorted(b - a for a, b in pairwise(stamps))
    length = (stamps[-1] - stamps[0]) / 1e9
    return {
        "name": facts.name,
        "width": facts.width,
        "height": facts.height,
        "fps_promised": round(facts.fps, 3),
        "fps_measured": round((len(stamps) - 1) / length, 2) if length else None,
        "longest_gap_ms": round(spans[-1] / 1e6, 1) if spans else None,
        "sound": facts.has_sound,
        "kept_as_it_comes": passed_on == len(stamps),
    }
