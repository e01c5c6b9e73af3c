"""`terreno video clip`, `still`, `moments` and `reel`: what is cut from recordings."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from core.cli.console import DONE, FOUND, MISUSED, give, say
from core.cli.opened import opened
from core.cli.visits import visit_meant
from core.people import Purpose
from core.problem import Language

if TYPE_CHECKING:
    from core.reports import Exportable
    from core.store import Store
    from core.video import Cue

Recording = Annotated[str, typer.Argument(metavar="RECORDING", help="Identificador da gravação.")]
Out = Annotated[Path, typer.Option("--out", help="Ficheiro a escrever; nunca por cima de outro.")]
Height = Annotated[int, typer.Option("--height", help="Linhas da imagem; 0: como foi gravada.")]
Whole = Annotated[bool, typer.Option("--whole", help="O original, em vez da cópia desfocada.")]
For = Annotated[
    Purpose, typer.Option("--for", help="Para quê: o trabalho da visita, formação ou divulgação.")
]
InLanguage = Annotated[str, typer.Option("--language", help="pt ou en")]
Sample = Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


def clip(
    recording: Recording,
    start: Annotated[str, typer.Option("--from", help="Segundos, ou [hh:]mm:ss.")],
    end: Annotated[str, typer.Option("--to", help="Segundos, ou [hh:]mm:ss.")],
    out: Out,
    exact: Annotated[
        bool, typer.Option("--exact", help="Até à imagem, codificando de novo.")
    ] = False,
    subtitles: Annotated[
        str, typer.Option("--subtitles", help="none, burnt, srt ou vtt: registos e marcas.")
    ] = "none",
    height: Height = 0,
    language: InLanguage = "pt",
    whole: Whole = False,
    purpose: For = "visit",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Corta um trecho: sem codificar a partir de uma imagem-chave, ou exato com --exact."""
    from core.video.cutting import make_clip

    if subtitles not in ("none", "burnt", "srt", "vtt"):
        say("As legendas são none, burnt, srt ou vtt.", "Subtitles are none, burnt, srt or vtt.")
        return MISUSED
    from_us, until_us = microseconds(start), microseconds(end)
    with opened(sample=sample) as store:
        source = exportable(store, recording, whole=whole, purpose=purpose)
        cues = partial(_cues, store, source, language=spoken(language))
        made = make_clip(
            source.film,
            out,
            from_us=from_us,
            until_us=until_us,
            exact=exact,
            burnt_in=cues(from_us=from_us, until_us=until_us) if subtitles == "burnt" else (),
            height=height or None,
            language=language,
        )
        written = [made.path]
        if subtitles in ("srt", "vtt"):
            written.append(_beside(made.path, cues(from_us=made.from_us, until_us=made.until_us),
                                   kind=subtitles))  # fmt: skip
    if as_json:
        give(
            {
                "path": made.path,
                "paths": written,
                "from_us": made.from_us,
                "until_us": made.until_us,
                "encoded": made.encoded,
            }
        )
    else:
        for path in written:
            print(path)
    return DONE


def still(
    recording: Recording,
    at: Annotated[str, typer.Option("--at", help="Segundos, ou [hh:]mm:ss.")],
    out: Annotated[Path, typer.Option("--out", help="Ficheiro .png ou .jpg a escrever.")],
    height: Height = 0,
    whole: Whole = False,
    purpose: For = "visit",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Escreve a imagem de um momento, exata."""
    from core.video.cutting import write_still

    with opened(sample=sample) as store:
        source = exportable(store, recording, whole=whole, purpose=purpose)
        path = write_still(source.film, out, moment_us=microseconds(at), height=height or None)
    if as_json:
        give({"path": path})
    else:
        print(path)
    return DONE


def moments(
    visit: Annotated[str, typer.Option("--visit", help="Visita: identificador ou começo.")],
    language: InLanguage = "pt",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Lista os momentos de uma visita: registos, marcadores, constatações e marcas."""
    from core.reports.visit_report import clock_text
    from core.visits.moments import visit_moments

    with opened(sample=sample) as store:
        found = visit_moments(store, visit_meant(store, visit), language=spoken(language))
    if as_json:
        give(found)
    else:
        for one in found:
            print(f"{one.id}  {clock_text(one.start_us)}  {one.title}")
    return DONE


def reel(
    visit: Annotated[str, typer.Option("--visit", help="Visita: identificador ou começo.")],
    out: Out,
    only: Annotated[
        list[str],
        typer.Option("--moment", help="Só estes (ver «video moments»), por esta ordem."),
    ] = [],  # noqa: B006  # typer reads the default and never changes it
    kinds: Annotated[
        str, typer.Option("--kinds", help="De entre answer,marker,finding,mark.")
    ] = "answer,marker,finding,mark",
    before: Annotated[float, typer.Option("--before", help="Segundos antes.")] = 3.0,
    after: Annotated[float, typer.Option("--after", help="Segundos depois.")] = 9.0,
    subtitles: Annotated[
        bool, typer.Option("--burnt", help="Com os registos escritos na imagem.")
    ] = False,
    size: Annotated[str, typer.Option("--size", help="Largura x altura.")] = "1280x720",
    language: InLanguage = "pt",
    whole: Whole = False,
    purpose: For = "visit",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Junta momentos num só filme, cada um depois de um cartão que diz o que é."""
    from core.reports.moments_film import moments_reel
    from core.visits.moments import visit_moments

    sides = _sides(size)
    with opened(sample=sample) as store:
        visit_id = visit_meant(store, visit)
        found = visit_moments(store, visit_id, language=spoken(language))
        if only:
            by_id = {one.id: one for one in found}
            unknown = [one for one in only if one not in by_id]
            if unknown:
                raise typer.BadParameter(f"--moment {unknown[0]}")
            chosen = [by_id[one] for one in only]
        else:
            chosen = [one for one in found if one.kind in kinds.split(",")]
        if not chosen:
            say("Não há momentos a juntar.", "There are no moments to join.")
            return FOUND
        made = moments_reel(
            store,
            visit_id,
            chosen,
            out,
            at=datetime.now(UTC),
            before_us=int(before * 1e6),
            after_us=int(after * 1e6),
            burnt_in=subtitles,
            language=spoken(language),
            whole=whole,
            purpose=purpose,
            size=sides,
        )
    if as_json:
        places = [{"id": one.id, "at_us": at} for one, at in zip(chosen, made.places, strict=True)]
        give({"path": made.path, "duration_us": made.duration_us, "moments": places})
    else:
        print(made.path)
    return DONE


def exportable(store: Store, given: str, *, whole: bool, purpose: Purpose = "visit") -> Exportable:
    """The recording meant by an id, as far as it may leave. Raises: UnknownRecording, …"""
    from core.reports import exportable_recording
    from core.video.problems import UnknownRecording

    try:
        recording_id = UUID(given)
    except ValueError:
        raise UnknownRecording(id=given) from None
    return exportable_recording(
        store, recording_id, at=datetime.now(UTC), whole=whole, purpose=purpose
    )


def microseconds(given: str) -> int:
    """`12.5`, `1:02`, `1:02:03.4` in µs. Raises: typer.BadParameter."""
    try:
        total = 0.0
        for part in given.replace(",", ".").split(":"):
            total = total * 60 + float(part)
    except ValueError:
        raise typer.BadParameter(given) from None
    return round(total * 1_000_000)


def spoken(language: str) -> Language:
    """Portuguese unless it is English."""
    return "en" if language == "en" else "pt"


def _sides(given: str) -> tuple[int, int]:
    wide, _, high = given.partition("x")
    if not (wide.isdigit() and high.isdigit() and 64 <= int(wide) <= 7680 and int(high) >= 64):
        raise typer.BadParameter(f"--size {given}")
    return int(wide) // 2 * 2, min(int(high), 4320) // 2 * 2


def _cues(
    store: Store, source: Exportable, *, from_us: int, until_us: int, language: Language
) -> tuple[Cue, ...]:
    from core.visits.moments import cues_of, visit_moments

    found = visit_moments(store, source.recording.visit_id, language=language)
    return cues_of(found, source.recording.id, from_us=from_us, until_us=until_us)


def _beside(path: Path, cues: tuple[Cue, ...], *, kind: str) -> Path:
    from core.video import subrip, webvtt
    from core.video.cutting.placing import placed

    text = subrip(cues) if kind == "srt" else webvtt(cues, title=path.stem)
    with placed(path.with_suffix(f".{kind}")) as place:
        place.part.write_text(text, encoding="utf-8")
    return place.path
