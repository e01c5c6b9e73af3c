"""`terreno sync …`: belonging to a centre, and an exchange with it."""

from __future__ import annotations

import platform
from typing import Annotated

import typer

from core.cli.console import DONE, FOUND, give, say
from core.cli.opened import folder_of, opened
from sync.replica.trouble import WasWiped

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
    """Envia o que está por enviar e traz o que há de novo."""
    from sync.replica.calling import Call
    from sync.replica.exchange import Wiped
    from sync.replica.wiping import wipe

    lost = False
    with opened(sample=sample) as store:
        try:
            outcome = Call().run(store)
        except Wiped:
            lost = True
    if lost:
        wipe(folder_of(sample=sample))
        raise WasWiped
    if as_json:
        give(outcome)
    else:
        say(
            f"Enviadas {outcome.pushed}, recebidas {outcome.pulled}, recusadas {outcome.refused}.",
            f"Sent {outcome.pushed}, received {outcome.pulled}, refused {outcome.refused}.",
        )
    return FOUND if outcome.refused else DONE


@app.command()
def status(sample: Sample = False, as_json: AsJson = False) -> int:
    """Diz a que central este portátil pertence e o que falta enviar, sem rede."""
    from sync.replica.enrolment import standing

    with opened(sample=sample) as store:
        found = store.read(standing)
    if as_json:
        give(found)
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
    return DONE
