"""`terreno sync …`: belonging to a centre, and an exchange with it."""

from __future__ import annotations

import platform
from typing import Annotated

import typer

from core.cli.console import DONE, FOUND, give, say
from core.cli.opened import folder_of, opened
from sync.commands.problems import (
    CentreRefuses,
    NoCentre,
    NotEnrolled,
    WasWiped,
    WrongCentre,
)

app = typer.Typer(no_args_is_help=True, help="Troca de dados com o centro.")

Sample = Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


@app.command()
def enrol(
    url: Annotated[str, typer.Argument(metavar="URL", help="Endereço do centro.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="Código de uma só utilização.")],
    name: Annotated[str, typer.Option("--name", help="Nome deste portátil.")] = "",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Junta este portátil a um centro, com um código."""
    from sync.protocol.endpoint import NoAnswer, Refused
    from sync.replica import enrolment
    from sync.replica.wire import WrongKey

    with opened(sample=sample) as store:
        try:
            made = enrolment.enrol(store, url, code, name=name or platform.node())
        except Refused as refused:
            raise CentreRefuses(why=refused.code) from refused
        except WrongKey as error:
            raise WrongCentre from error
        except NoAnswer as error:
            raise NoCentre(why=str(error)) from error
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
    from core.store.clock import SystemClock
    from sync.protocol.endpoint import NoAnswer, Refused
    from sync.replica import enrolment
    from sync.replica.exchange import Exchange, Wiped
    from sync.replica.wiping import wipe
    from sync.replica.wire import WrongKey

    lost = False
    with opened(sample=sample) as store:
        try:
            endpoint = enrolment.endpoint_of(store)
            outcome = Exchange(store, endpoint, clock=SystemClock()).run()
            endpoint.wire.close()
        except Refused as refused:
            if refused.code == "enrol":
                raise NotEnrolled from refused
            raise CentreRefuses(why=refused.code) from refused
        except WrongKey as error:
            raise WrongCentre from error
        except NoAnswer as error:
            raise NoCentre(why=str(error)) from error
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
    """Diz a que centro este portátil pertence e o que falta enviar, sem rede."""
    from sync.replica.enrolment import standing

    with opened(sample=sample) as store:
        found = store.read(standing)
    if as_json:
        give(found)
        return DONE
    if found.enrolment is None:
        say("Este portátil não pertence a nenhum centro.", "This laptop belongs to no centre.")
    else:
        place = f"{found.enrolment.url}  {found.enrolment.organisation} ({found.enrolment.role})"
        print(place)
    say(
        f"Por enviar: {found.waiting}. Recusadas: {found.refused}.",
        f"To be sent: {found.waiting}. Refused: {found.refused}.",
    )
    return DONE
