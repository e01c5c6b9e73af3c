"""`terreno video blur`, `privacy` and `erase`: the people in a recording."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from core.cli.console import DONE, MISUSED, give, say
from core.cli.opened import opened

Recording = Annotated[str, typer.Argument(metavar="RECORDING", help="Identificador da gravação.")]
Sample = Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


def blur(
    recording: Recording,
    boxes: Annotated[
        Path | None,
        typer.Option("--boxes", help="Ficheiro com o que tapar, em vez de procurar caras."),
    ] = None,
    find: Annotated[
        bool, typer.Option("--find", help="Procura caras de novo; o que se desenhou fica.")
    ] = False,
    boxes_out: Annotated[
        Path | None, typer.Option("--boxes-out", help="Escreve aqui o que foi tapado.")
    ] = None,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Faz a cópia desfocada de uma gravação. Caras pequenas ou viradas podem escapar."""
    from core.video.privacy.blurred import look_for_faces, make_blurred_copy, plan_of, save_plan
    from core.video.privacy.boxes import plan_from_json

    if boxes is not None and find:
        say("Ou --boxes, ou --find.", "Either --boxes or --find.")
        return MISUSED
    now, recording_id = datetime.now(UTC), recording_meant(recording)
    with opened(sample=sample) as store:
        if boxes is not None:
            save_plan(store, recording_id, plan_from_json(boxes.read_bytes()), at=now)
        elif find:
            look_for_faces(store, recording_id, at=now)
        made = make_blurred_copy(store, recording_id, at=now)
        plan = plan_of(store, recording_id)
    if boxes_out is not None and plan is not None:
        boxes_out.write_bytes(plan.to_json())
    if as_json:
        give(
            {
                "recording": recording_id,
                "tracks": made.tracks,
                "seconds": made.seconds,
                "took_seconds": round(made.took_s, 3),
                "files": [one.sha256 for one in made.film.segments],
            }
        )
    else:
        say(
            f"Cópia desfocada guardada: {made.tracks} a tapar, {made.seconds:.1f} s. Veja-a: "
            "caras pequenas ou viradas podem escapar.",
            f"Blurred copy kept: {made.tracks} to cover, {made.seconds:.1f} s. Look at it: "
            "small or turned faces may be missed.",
        )
    return DONE


def protection(
    visit: Annotated[str, typer.Option("--visit", help="Visita: identificador ou começo.")],
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Diz de cada gravação de uma visita os consentimentos, até quando se guarda e o apagado."""
    from core.cli.visits import visit_meant
    from core.people import list_consents
    from core.video.privacy.blurred import blurred_film
    from core.video.privacy.records import decisions_of, erasures, kept_until
    from core.video.recordings import list_recordings, segments_of

    now = datetime.now(UTC)
    with opened(sample=sample) as store:
        visit_id = visit_meant(store, visit)
        consents = store.read(partial(list_consents, visit_id=visit_id))
        gone = {one.recording_id: one for one in store.read(partial(erasures, visit_id=visit_id))}
        told: list[dict[str, Any]] = []
        for one in store.read(partial(list_recordings, visit_id=visit_id)):
            sealed = bool(store.read(partial(segments_of, recording_id=one.id)))
            erased = gone.get(one.id)
            told.append(
                {
                    "recording": one.id,
                    "started_at": one.started_at,
                    "consents": [
                        {"who": own.who, "purpose": own.purpose, "until": own.until,
                         "holds": own.holds(at=now)}
                        for own in consents
                        if own.speaks_of(one.id)
                    ],
                    "decisions": [own.why for own in store.read(
                        partial(decisions_of, recording_id=one.id))],
                    "blurred": sealed and blurred_film(store, one.id) is not None,
                    "keep_until": store.read(partial(kept_until, recording_id=one.id)),
                    "erased_at": erased.erased_at if erased else None,
                }
            )  # fmt: skip
    if as_json:
        give(told)
    else:
        for line in told:
            who = ", ".join(f"{own['who']} ({own['purpose']})" for own in line["consents"]) or "—"
            print(f"{line['recording']}  {who}  {line['keep_until'] or '—'}")
    return DONE


def erase(
    recording: Recording,
    why: Annotated[str, typer.Option("--why", help="Porquê; fica no registo.")],
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Apaga de vez uma gravação e as suas cópias. Fica o registo de quem, quando e porquê."""
    from core.video.privacy.erasing import erase_recording

    recording_id = recording_meant(recording)
    with opened(sample=sample) as store:
        files = erase_recording(
            store,
            recording_id,
            technician_id=store.author.technician_id,
            why=why,
            at=datetime.now(UTC),
        )
    if as_json:
        give({"recording": recording_id, "files": files})
    else:
        say(f"Apagados {len(files)} ficheiros.", f"{len(files)} files erased.")
    return DONE


def decide(
    recording: Recording,
    why: Annotated[str, typer.Option("--why", help="Porquê; fica no registo.")],
    sample: Sample = False,
) -> int:
    """Decide que uma gravação sem consentimento pode sair. Fica registado quem, quando e porquê."""
    from core.video.privacy.records import decide_export

    recording_id = recording_meant(recording)
    with opened(sample=sample) as store:
        store.write_now(
            partial(
                decide_export,
                recording_id=recording_id,
                technician_id=store.author.technician_id,
                why=why,
                at=datetime.now(UTC),
            )
        )
    say("Decisão registada.", "The decision is logged.")
    return DONE


def keep(
    recording: Recording,
    until: Annotated[
        datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="Último dia, AAAA-MM-DD.")
    ],
    sample: Sample = False,
) -> int:
    """Diz até que dia se guarda uma gravação. Nada é apagado sem ser pedido."""
    from core.video.privacy.records import keep_until

    recording_id = recording_meant(recording)
    end = (until + timedelta(days=1)).astimezone()  # the day counts to its end, in local time
    with opened(sample=sample) as store:
        store.write_now(partial(keep_until, recording_id=recording_id, until=end))
    say(f"Guarda-se até {until:%d/%m/%Y}.", f"Kept until {until:%Y-%m-%d}.")
    return DONE


def due(sample: Sample = False, as_json: AsJson = False) -> int:
    """Lista as gravações cujo prazo passou; apagam-se com «video erase»."""
    from core.video.privacy.records import due_recordings

    with opened(sample=sample) as store:
        found = store.read(partial(due_recordings, at=datetime.now(UTC)))
    if as_json:
        give([{"recording": one[0], "visit": one[1], "keep_until": one[2]} for one in found])
    elif not found:
        say("Nenhum prazo passou.", "Nothing is due.")
    else:
        for recording_id, _visit, until in found:
            print(f"{recording_id}  {until:%Y-%m-%d}")
    return DONE


def recording_meant(given: str) -> UUID:
    """The recording of an id as typed. Raises: UnknownRecording."""
    from core.video.problems import UnknownRecording

    try:
        return UUID(given)
    except ValueError:
        raise UnknownRecording(id=given) from None
