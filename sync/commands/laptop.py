"""`terreno sync …`: belonging to a centre, and an exchange with it."""

from __future__ import annotations

import platform
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.console import DONE, FOUND, give, say
from core.cli.opened import folder_of, opened
from sync.replica.trouble import WasWiped

if TYPE_CHECKING:
    from sync.replica.file_lane import FileOutcome
    from sync.replica.file_queue import FileStanding

app = typer.Typer(no_args_is_help=True, help="Troca de dados com a central.")

Sample = Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


@app.command()
def enrol(
    url: Annotated[str, typer.Argument(metavar="URL", help="Endereço da central.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="Código de uma só utilização.")],
    name: Annotated[str, typer.Option("--name", help="Nome deste portátil.")] = "",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Junta este portátil a uma central, com um código."""
    from sync.protocol.endpoint import NoAnswer, Refused
    from sync.replica import enrolment
    from sync.replica.trouble import trouble_of

    with opened(sample=sample) as store:
        try:
            made = enrolment.enrol(store, url, code, name=name or platform.node())
        except (Refused, NoAnswer) as error:
            raise trouble_of(error) from error
    if as_json:
        give(made)
    else:
        say(
            f"Este portátil pertence agora a {made.organisation} ({made.role}).",
            f"This laptop now belongs to {made.organisation} ({made.role}).",
        )
    return DONE


@app.command()
def now(sample: Sample = False, as_json: AsJson = False) -> int:
    """Envia o que está por enviar e traz o que há de novo; depois os ficheiros."""
    from sync.replica.calling import Call
    from sync.replica.exchange import Wiped
    from sync.replica.file_call import FileCall
    from sync.replica.wiping import wipe

    lost = False
    with opened(sample=sample) as store:
        try:
            outcome = Call().run(store)
        except Wiped:
            lost = True
        else:
            if not as_json:
                say(
                    f"Enviadas {outcome.pushed}, recebidas {outcome.pulled}, "
                    f"recusadas {outcome.refused}.",
                    f"Sent {outcome.pushed}, received {outcome.pulled}, refused {outcome.refused}.",
                )
            files = FileCall().run(store)
    if lost:
        wipe(folder_of(sample=sample))
        raise WasWiped
    if as_json:
        give({**asdict(outcome), "files": files})
    else:
        _say_files(files)
    return FOUND if outcome.refused or files.refused else DONE


@app.command()
def files(
    limit: Annotated[int, typer.Option("--limit", min=0, help="KB por segundo; 0: sem.")] = 0,
    metered: Annotated[
        bool, typer.Option("--metered", help="Rede paga: só ficheiros até 512 KB.")
    ] = False,
    first: Annotated[
        str, typer.Option("--first", metavar="SHA256", help="Este antes dos outros.")
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Tenta de novo os que foram recusados.")
    ] = False,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Envia e traz só os ficheiros (fotografias, gravações, guiões), do menor para o maior."""
    from sync.replica.file_call import FileCall
    from sync.replica.file_queue import move_first, try_files_again

    with opened(sample=sample) as store:
        if again:
            store.write_now(try_files_again)
        if first:
            store.write_now(lambda work: move_first(work, first.lower()))
        outcome = FileCall(limit=limit * 1000 or None, metered=metered).run(store)
    if as_json:
        give(outcome)
    else:
        _say_files(outcome)
    return FOUND if outcome.refused else DONE


def _say_files(outcome: FileOutcome) -> None:
    say(
        f"Ficheiros: {outcome.sent} entregues, {outcome.fetched} trazidos, "
        f"{outcome.refused} recusados, {outcome.passed_by} ficam para outra vez.",
        f"Files: {outcome.sent} delivered, {outcome.fetched} fetched, "
        f"{outcome.refused} refused, {outcome.passed_by} left for another time.",
    )


@app.command()
def status(sample: Sample = False, as_json: AsJson = False) -> int:
    """Diz a que central este portátil pertence e o que falta enviar, sem rede."""
    from sync.replica.enrolment import standing
    from sync.replica.file_lane import line_up_store
    from sync.replica.file_queue import file_standing

    with opened(sample=sample) as store:
        line_up_store(store, at=datetime.now(UTC))
        found = store.read(standing)
        queued = store.read(file_standing)
    if as_json:
        give({**asdict(found), "files": queued})
        return DONE
    if found.enrolment is None:
        say("Este portátil não pertence a nenhuma central.", "This laptop belongs to no centre.")
    else:
        place = f"{found.enrolment.url}  {found.enrolment.organisation} ({found.enrolment.role})"
        print(place)
    say(
        f"Por enviar: {found.waiting}. Recusadas: {found.refused}.",
        f"To be sent: {found.waiting}. Refused: {found.refused}.",
    )
    _say_standing(queued)
    return DONE


def _say_standing(queued: FileStanding) -> None:
    up, down = queued.waiting_up_bytes / 1e6, queued.waiting_down_bytes / 1e6
    say(
        f"Ficheiros por entregar: {queued.waiting_up} ({up:.1f} MB); por trazer: "
        f"{queued.waiting_down} ({down:.1f} MB); só a pedido: {queued.offered}; "
        f"ficam aqui: {queued.held}; recusados: {queued.refused}; "
        f"confirmados pela central: {queued.received}.",
        f"Files to deliver: {queued.waiting_up} ({up:.1f} MB); to fetch: "
        f"{queued.waiting_down} ({down:.1f} MB); only when asked for: {queued.offered}; "
        f"staying here: {queued.held}; refused: {queued.refused}; "
        f"confirmed by the centre: {queued.received}.",
    )
