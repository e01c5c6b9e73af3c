"""`terreno server collector …`, `terreno server submissions`: who hands in by phone, and what."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.cli.console import DONE, FOUND, give, say
from sync.commands.centre_at import config_at, transaction

collector_app = typer.Typer(
    no_args_is_help=True, help="Quem recolhe com o telemóvel (ODK Collect)."
)

AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]
Folder = Annotated[Path | None, typer.Option("--folder", help="Pasta da central.")]
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="Nome de entrada.")]


def add_to(app: typer.Typer) -> None:
    """Give the verbs of the centre those of its OpenRosa door."""
    app.add_typer(collector_app, name="collector")
    app.command()(submissions)


@collector_app.command()
def add(
    login: Login,
    org: Annotated[str, typer.Option("--org", help="Código DICO do município.")],
    name: Annotated[str, typer.Option("--name", help="Nome da pessoa.")] = "",
    digest: Annotated[
        bool,
        typer.Option("--digest", help="Também por Digest: fica guardado o que abre a porta."),
    ] = False,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Palavra-passe na entrada; sem isto, é feita.")
    ] = False,
    folder: Folder = None,
    as_json: AsJson = False,
) -> int:
    """Deixa alguém entregar registos por telemóvel; mostra a palavra-passe, esta vez."""
    from core.store.clock import SystemClock
    from sync.server.openrosa.collectors import add_collector
    from sync.server.openrosa.doors import BASE

    config = config_at(folder)
    given = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
    with transaction(config) as connection:
        password = add_collector(
            connection, login=login, organisation=org, name=name, at=SystemClock().now(),
            password=given, digest=digest,
        )  # fmt: skip
    url = f"{config.url}{BASE}"
    if as_json:
        give({"url": url, "login": login} | ({} if given else {"password": password}))
        return DONE
    print(f"{url}\n{login}" if given else f"{url}\n{login}\n{password}")
    say("No ODK Collect: Definições do projeto, Servidor.",
        "In ODK Collect: Project settings, Server.")  # fmt: skip
    return DONE


@collector_app.command("list")
def list_all(folder: Folder = None, as_json: AsJson = False) -> int:
    """Lista quem pode, ou pôde, entregar por telemóvel."""
    from sync.server.openrosa.collectors import list_collectors

    with transaction(config_at(folder)) as connection:
        found = list_collectors(connection)
    if as_json:
        give(found)
        return DONE
    for one in found:
        seen = one.seen_at.astimezone().strftime("%Y-%m-%d %H:%M") if one.seen_at else "–"
        mark = "✗" if one.revoked_at else "✓"
        print(f"{one.login:<20}  {mark}  {one.organisation:<5} {seen:<17} {one.name}")
    return DONE


@collector_app.command()
def revoke(login: Login, folder: Folder = None) -> int:
    """Deixa de aceitar um recolector; o que entregou fica."""
    from core.store.clock import SystemClock
    from sync.server.openrosa.collectors import revoke_collector

    with transaction(config_at(folder)) as connection:
        revoke_collector(connection, login, at=SystemClock().now())
    print(login)
    return DONE


def submissions(
    again: Annotated[
        bool, typer.Option("--again", help="Tenta de novo os que ficaram retidos.")
    ] = False,
    folder: Folder = None,
    as_json: AsJson = False,
) -> int:
    """Mostra o que chegou por telemóvel e o que se fez disso."""
    from sync.server.openrosa import inbox

    with transaction(config_at(folder)) as connection:
        if again:
            inbox.try_again(connection)
        found = inbox.list_submissions(connection)
    if as_json:
        give(found)
    else:
        for one in found:
            at = one.received_at.astimezone().strftime("%Y-%m-%d %H:%M")
            print(
                f"{at}  {one.organisation:<5} {one.state:<10} {one.form_id} {one.version}  "
                f"{one.instance_id}  {one.reason}"
            )
    return FOUND if any(one.state == inbox.HELD for one in found) else DONE
