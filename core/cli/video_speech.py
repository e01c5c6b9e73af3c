"""`terreno video speech`: what is said in a recording, by an engine that is installed here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from core.cli.console import DONE, FOUND, MISUSED, give, say
from core.cli.opened import opened
from core.cli.video_cut import AsJson, Recording, Sample, exportable


def speech(
    recording: Recording,
    model: Annotated[
        str, typer.Option("--model", help="Modelo do whisper.cpp (ggml-….bin): transcreve.")
    ] = "",
    program: Annotated[
        str, typer.Option("--program", help="O whisper-cli, se não está no caminho.")
    ] = "",
    spoken: Annotated[str, typer.Option("--spoken", help="Língua falada; auto: descobre.")] = "pt",
    search: Annotated[str, typer.Option("--search", help="Só onde se dizem estas palavras.")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="Ficheiro .vtt a escrever; nunca por cima.")
    ] = None,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Transcreve (com --model) ou mostra o que se diz numa gravação; nada é descarregado."""
    from core.video.speech import engine_of, said_in, to_give, transcribe, transcript_of
    from core.video.subtitles import webvtt

    if out is not None and out.exists():
        say(f"{out} já existe.", f"{out} exists already.")
        return MISUSED
    with opened(sample=sample) as store:
        recording_id = UUID(recording)
        if model:
            engine = engine_of(program=program, model=model)
            transcribe(store, recording_id, engine, language=spoken)
        found = transcript_of(store, recording_id)
        if found is None:
            say("Esta gravação não tem transcrição.", "This recording has no transcript.")
            return FOUND
        cues = list(said_in(found, search))
        if out is not None:
            exportable(store, recording, whole=True)  # what may not leave is not written either
            cues = to_give(store, recording_id, cues)
            out.write_text(webvtt(cues), encoding="utf-8")
    told: list[dict[str, Any]] = [
        {"from": cue.start_us / 1e6, "to": cue.end_us / 1e6, "text": cue.text} for cue in cues
    ]
    if as_json:
        give({"spans": told, "file": out})
    else:
        for one in told:
            print(f"{one['from']:9.2f}  {one['text']}")
    return DONE
