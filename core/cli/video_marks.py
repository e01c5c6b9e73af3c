"""`terreno video export`, `marks`, `scheme` and `agreement`: moments and marks, out and in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from core.cli.console import DONE, FOUND, MISUSED, give, say
from core.cli.opened import opened
from core.cli.video_cut import AsJson, For, InLanguage, Recording, Sample, Whole, spoken
from core.cli.visits import visit_meant

if TYPE_CHECKING:
    from core.store import Store

Visit = Annotated[str, typer.Option("--visit", help="Visita: identificador ou começo.")]
File = Annotated[Path, typer.Argument(metavar="FILE")]


def export(
    visit: Visit,
    out: Annotated[Path, typer.Option("--out", help="Pasta em que se cria a do que se exporta.")],
    forms: Annotated[
        str,
        typer.Option(
            "--as",
            help="De entre clips,reel,stills,video,srt,vtt,eaf,boris,boris-csv,boris-tsv,csv,xlsx.",
        ),
    ] = "vtt,csv,xlsx",
    kinds: Annotated[
        str, typer.Option("--kinds", help="De entre answer,marker,finding,mark.")
    ] = "answer,marker,finding,mark",
    before: Annotated[float, typer.Option("--before", help="Segundos antes.")] = 3.0,
    after: Annotated[float, typer.Option("--after", help="Segundos depois.")] = 9.0,
    exact: Annotated[bool, typer.Option("--exact", help="Trechos exatos.")] = False,
    burnt: Annotated[bool, typer.Option("--burnt", help="Registos escritos na imagem.")] = False,
    language: InLanguage = "pt",
    whole: Whole = False,
    purpose: For = "visit",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Exporta os momentos de uma visita, como vídeo e para o ELAN, o BORIS e folhas de cálculo."""
    from core.reports.moments_out import OUTPUT_FORMS, export_moments
    from core.visits.moments import visit_moments

    asked = [one.strip() for one in forms.split(",") if one.strip()]
    wanted = [one for one in OUTPUT_FORMS if one in asked]
    if len(wanted) != len(set(asked)) or not wanted:
        say(f"As formas são {', '.join(OUTPUT_FORMS)}.", f"The forms: {', '.join(OUTPUT_FORMS)}.")
        return MISUSED
    with opened(sample=sample) as store:
        visit_id = visit_meant(store, visit)
        found = visit_moments(store, visit_id, language=spoken(language))
        chosen = [one for one in found if one.kind in kinds.split(",")]
        if not chosen:
            say("Não há momentos a exportar.", "There are no moments to export.")
            return FOUND
        made = export_moments(
            store,
            visit_id,
            chosen,
            out,
            forms=wanted,
            before_us=int(before * 1e6),
            after_us=int(after * 1e6),
            exact=exact,
            burnt_in=burnt,
            language=spoken(language),
            whole=whole,
            purpose=purpose,
        )
    if as_json:
        give(made)
    else:
        print(made.place)
    return DONE


def marks(
    file: File,
    recording: Annotated[str, typer.Option("--recording", help="Gravação das marcas.")],
    observation: Annotated[
        str, typer.Option("--observation", help="Qual, se o ficheiro tem várias.")
    ] = "",
    observer: Annotated[
        str, typer.Option("--observer", help="Quem marcou, se o ficheiro não diz.")
    ] = "",
    shift: Annotated[float, typer.Option("--shift", help="Segundos a somar.")] = 0.0,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Importa marcas do ELAN (.eaf) ou do BORIS (.boris, eventos .csv/.tsv) para uma gravação."""
    from core.visits.exchange import keep_marks, read_marks
    from core.visits.marking import form_of_visit

    foreign = read_marks(file)
    if observation:
        foreign = foreign.of(observation)
    with opened(sample=sample) as store:
        recording_id, visit_id = _recording(store, recording)
        kept = store.write_now(
            partial(
                keep_marks,
                foreign=foreign,
                recording_id=recording_id,
                form_id=store.read(partial(form_of_visit, visit_id=visit_id)),
                observer=observer,
                shift_us=round(shift * 1e6),
            )
        )
    if as_json:
        give({"added": kept.added, "already": kept.already, "new_tags": kept.new_tags,
              "left_out": foreign.left_out})  # fmt: skip
    else:
        say(
            f"{kept.added} marcas novas, {kept.already} já cá estavam.",
            f"{kept.added} new marks, {kept.already} were here already.",
        )
    return DONE


def scheme(
    visit: Visit,
    take: Annotated[
        Path | None, typer.Option("--take", help="Livro (.xlsx, .csv) com as etiquetas a usar.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option("--write", help="Escreve o esquema neste ficheiro.")
    ] = None,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Mostra, troca ou escreve o esquema de marcação do guião de uma visita."""
    from core.visits import marking

    with opened(sample=sample) as store:
        visit_id = visit_meant(store, visit)
        form_id = store.read(partial(marking.form_of_visit, visit_id=visit_id))
        if take is not None:
            save = partial(marking.save_scheme, form_id=form_id, title=take.stem)
            store.write_now(partial(save, tags=marking.read_scheme(take)))
        found = store.read(partial(marking.scheme_of, form_id=form_id))
    if found is not None and write is not None:
        marking.write_scheme(
            [
                marking.TagDraft(
                    one.code, one.label, one.kind, one.key, one.colour, one.group, one.note
                )
                for one in found.offered
            ],
            write,
        )
    if as_json:
        give(found)
        return DONE
    for one in found.offered if found else ():
        print(f"{one.key or ' '}  {one.kind:<6}  {one.code}  {one.label}")
    if found is None:
        say("Este guião ainda não tem esquema.", "This check-list has no scheme yet.")
    return DONE


def agreement(
    recording: Recording,
    seconds: Annotated[float, typer.Option("--bin", help="Segundos de cada intervalo.")] = 1.0,
    tolerance: Annotated[float, typer.Option("--tolerance", help="Para momentos, s.")] = 2.0,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Diz até que ponto quem marcou concorda, e onde foi o tempo de cada etiqueta."""
    from core.visits import marking

    if seconds <= 0:
        raise typer.BadParameter("--bin")
    with opened(sample=sample) as store:
        recording_id, _ = _recording(store, recording)
        budget = store.read(partial(marking.time_budget_of, recording_id=recording_id))
        found = store.read(
            partial(
                marking.agreement_of,
                recording_id=recording_id,
                bin_us=round(seconds * 1e6),
                tolerance_us=round(tolerance * 1e6),
            )
        )
    if as_json:
        give({"agreement": found, "budget": budget})
        return DONE
    for pair in found.pairs:
        print(f"{pair.first} / {pair.second}  Cohen {_shown(pair.kappa.value)}")
    if found.fleiss is not None:
        print(f"Fleiss {_shown(found.fleiss.value)}")
    for line in budget:
        total = "" if line.total_us is None else f"  {line.total_us / 1e6:.1f} s"
        print(f"{line.observer}  {line.label}  {line.count}{total}")
    return DONE


def _shown(kappa: float | None) -> str:
    return "–" if kappa is None else f"{kappa:.3f}"


def _recording(store: Store, given: str) -> tuple[UUID, UUID]:
    """The recording meant and its visit. Raises: UnknownRecording."""
    from core.video.problems import UnknownRecording
    from core.video.recordings import recording_summary

    try:
        recording_id = UUID(given)
    except ValueError:
        raise UnknownRecording(id=given) from None
    found = store.read(partial(recording_summary, recording_id=recording_id))
    return recording_id, found.visit_id
