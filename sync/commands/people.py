"""`terreno server person …`: who may look at the centre's page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.cli.console import DONE, give, say
from sync.commands.centre_at import config_at, transaction

person_app = typer.Typer(no_args_is_help=True, help="Pessoas que entram na página da central.")

AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]
Folder = Annotated[Path | None, typer.Option("--folder", help="Pasta da central.")]
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="Nome de entrada.")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Palavra-passe na entrada; sem isto, é feita.")
]


def add_to(app: typer.Typer) -> None:
    """Give the verbs of the centre those of its page."""
    app.add_typer(person_app, name="person")


@person_app.command()
def add(
    login: Login,
    org: Annotated[str, typer.Option("--org", help="amp, ou o código DICO do município.")] = "amp",
    role: Annotated[
        str, typer.Option("--role", help="administrator, amp_team ou coordinator.")
    ] = "amp_team",
    name: Annotated[str, typer.Option("--name", help="Nome da pessoa.")] = "",
    password_stdin: FromStdin = False,
    folder: Folder = None,
    as_json: AsJson = False,
) -> int:
    """Deixa alguém entrar na página; mostra a palavra-passe, esta vez."""
    from core.store.clock import SystemClock
    from sync.server.web.people import add_person

    config = config_at(folder)
    with transaction(config) as connection:
        password = add_person(
            connection, login=login, organisation=org, role=role, name=name,
            at=SystemClock().now(), password=_given(asked=password_stdin),
        )  # fmt: skip
    _tell(config.url, login, password, given=password_stdin, as_json=as_json)
    return DONE


@person_app.command()
def password(
    login: Login, password_stdin: FromStdin = False, folder: Folder = None, as_json: AsJson = False
) -> int:
    """Dá outra palavra-passe a alguém e termina-lhe as sessões."""
    from core.store.clock import SystemClock
    from sync.server.web.people import set_password

    config = config_at(folder)
    with transaction(config) as connection:
        made = set_password(
            connection, login, at=SystemClock().now(), password=_given(asked=password_stdin)
        )
    _tell(config.url, login, made, given=password_stdin, as_json=as_json)
    return DONE


@person_app.command("list")
def list_all(folder: Folder = None, as_json: AsJson = False) -> int:
    """Lista quem entra, ou entrou, na página."""
    from sync.server.web.people import list_people

    with transaction(config_at(folder)) as connection:
        found = list_people(connection)
    if as_json:
        give(found)
        return DONE
    for one in found:
        seen = one.seen_at.astimezone().strftime("%Y-%m-%d %H:%M") if one.seen_at else "–"
        mark = "✗" if one.revoked_at else "✓"
        print(
            f"{one.login:<20}  {mark}  {one.organisation:<5} {one.role:<14} {seen:<17} {one.name}"
        )
    return DONE


@person_app.command()
def revoke(login: Login, folder: Folder = None) -> int:
    """Não deixa entrar mais alguém; as sessões abertas terminam."""
    from core.store.clock import SystemClock
    from sync.server.web.people import revoke_person

    with transaction(config_at(folder)) as connection:
        revoke_person(connection, login, at=SystemClock().now())
    print(login)
    return DONE


def _given(*, asked: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if asked else ""


def _tell(url: str, login: str, password: str, *, given: bool, as_json: bool) -> None:
    address = f"{url}/web/"
    if as_json:
        give({"url": address, "login": login} | ({} if given else {"password": password}))
        return
    print(f"{address}\n{login}" if given else f"{address}\n{login}\n{password}")
    say("Mude a palavra-passe com «terreno server person password».",
        "Change the password with “terreno server person password”.")  # fmt: skip
