"""`terreno forms submit`: finalised fillings to an OpenRosa server (ODK Central, KoboToolbox)."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.console import DONE, give, say
from core.cli.opened import opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from core.store import Store
    from sync.openrosa.handing_in import HandedIn, Plan
    from sync.openrosa.logins import Login

app = typer.Typer()
PASSWORD = "TERRENO_OPENROSA_PASSWORD"  # noqa: S105  the name of a variable


@app.command()
def submit(
    visit: Annotated[
        str, typer.Argument(metavar="VISIT", help="Identificador, começo ou parte do nome.")
    ] = "",
    to: Annotated[str, typer.Option("--to", metavar="URL", help="Endereço do servidor.")] = "",
    login: Annotated[str, typer.Option("--login", help="Nome de entrada, se for preciso.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Todos os guiões finalizados por enviar.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Diz só o que seria enviado, e se cabe.")
    ] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Para programas.")] = False,
) -> int:
    """Envia guiões finalizados a um servidor OpenRosa (ODK Central, KoboToolbox).

    A palavra-passe vem de TERRENO_OPENROSA_PASSWORD, ou é pedida.
    """
    from core.store.clock import SystemClock
    from sync.openrosa.handing_in import hand_in_at

    if not to:
        raise typer.BadParameter("--to")
    if bool(visit) is everything:
        raise typer.BadParameter("VISIT / --all")
    who = _login(login)
    with opened(sample=sample) as store:
        meant = _meant(store, visit)
        server = hand_in_at(store, to, login=who, clock=SystemClock())
        try:
            plans = [server.plan(one) for one in meant]
            for plan in plans if not as_json else ():
                _say_plan(plan)
            done = [] if check else [server.send(one) for one in plans]
        finally:
            server.wire.close()
    if as_json:
        give({"planned": [_told(one) for one in plans], "sent": done})
    elif not check:
        _say_done(done)
    return DONE


def _meant(store: Store, visit: str) -> Sequence[UUID]:
    """The fillings that are meant, of one visit or of all. Raises: NoSuchVisit, NothingToSend."""
    from core.cli.visits import visit_meant
    from sync.openrosa.handing_in import fillings_to_send
    from sync.openrosa.problems import NothingToSend

    visit_id = visit_meant(store, visit) if visit else None
    found = store.read(lambda work: fillings_to_send(work, visit_id=visit_id))
    if not found:
        raise NothingToSend(given=visit or "--all")
    return found


def _login(name: str) -> Login | None:
    from sync.openrosa.logins import Login

    if not name:
        return None
    password = os.environ.get(PASSWORD, "")
    if not password and sys.stdin.isatty():
        password = str(typer.prompt("Palavra-passe", hide_input=True))
    return Login(name, password)


def _told(plan: Plan) -> dict[str, object]:
    return {
        "filling_id": plan.out.filling_id, "visit": plan.out.visit_title,
        "form_id": plan.out.form_id, "limit": plan.limit, "posts": len(plan.posts),
        "bytes": sum(one.size for one in plan.posts), "left_out": plan.out.left_out,
        "files_there": len(plan.done),
    }  # fmt: skip


def _say_plan(plan: Plan) -> None:
    size, limit = sum(one.size for one in plan.posts) / 1e6, plan.limit / 1e6
    files = sum(len(one.files) for one in plan.posts)
    say(
        f"«{plan.out.visit_title}»: {files} ficheiros, {size:.1f} MB, em {len(plan.posts)} "
        f"envios (o servidor aceita {limit:.1f} MB de cada vez).",
        f"“{plan.out.visit_title}”: {files} files, {size:.1f} MB, in {len(plan.posts)} posts "
        f"(the server takes {limit:.1f} MB at a time).",
    )
    if plan.out.left_out:
        names = ", ".join(plan.out.left_out)
        say(f"Não vão, porque terminou o consentimento: {names}.",
            f"Left out, since the consent has ended: {names}.")  # fmt: skip


def _say_done(done: Sequence[HandedIn]) -> None:
    size = sum(one.size for one in done) / 1e6
    say(f"Enviados: {len(done)} ({size:.1f} MB).", f"Sent: {len(done)} ({size:.1f} MB).")
