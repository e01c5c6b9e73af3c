"""`terreno server …`: setting a centre up, running it, letting laptops in, keeping it safe."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from core.cli.console import DONE, give, say
from sync.commands import people, phones, sticks
from sync.commands.centre_at import config_at as _config
from sync.commands.centre_at import transaction as _connection

app = typer.Typer(no_args_is_help=True, help="A central: onde os portáteis se encontram.")
device_app = typer.Typer(no_args_is_help=True, help="Portáteis que podem entrar.")
app.add_typer(device_app, name="device")
phones.add_to(app)
sticks.add_to(app)
people.add_to(app)

AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]
Folder = Annotated[Path | None, typer.Option("--folder", help="Pasta da central.")]
Which = Annotated[str, typer.Argument(metavar="DEVICE", help="Identificador, começo ou nome.")]


@app.command()
def init(
    url: Annotated[str, typer.Option("--url", help="Endereço para os portáteis.")],
    database: Annotated[
        str, typer.Option("--database", help="postgresql+psycopg://…; sem isto, SQLite.")
    ] = "",
    host: Annotated[str, typer.Option("--host")] = "0.0.0.0",  # noqa: S104  see ServerConfig
    port: Annotated[int, typer.Option("--port")] = 8443,
    processes: Annotated[int, typer.Option("--processes", min=1, max=64)] = 1,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="O TLS é de um proxy à frente.")
    ] = False,
    folder: Folder = None,
) -> int:
    """Prepara uma central: tabelas, segredo, chave TLS."""
    from core.store.clock import SystemClock
    from sync.server.config import ServerConfig, folder_of
    from sync.server.running import pin_of, set_up

    place = (folder or folder_of()).absolute()
    config = set_up(
        ServerConfig(
            folder=place, database=database or f"sqlite:///{place / 'centro.db'}",
            url=url.rstrip("/"), host=host, port=port, processes=processes,
        ),
        at=SystemClock().now(), behind_proxy=behind_proxy,
    )  # fmt: skip
    say(f"Centro pronto em {place}.", f"The centre is ready in {place}.")
    if pin := pin_of(config):
        print(f"{config.url}#pin={pin}")
    return DONE


@app.command()
def run(folder: Folder = None) -> int:
    """Põe a central a funcionar, até ser parada."""
    from sync.server import running

    running.run(_config(folder))
    return DONE


@app.command()
def code(
    org: Annotated[str, typer.Option("--org", help="amp, ou o código DICO do município.")],
    role: Annotated[str, typer.Option("--role", help="technician, coordinator, amp_team, …")],
    hours: Annotated[int, typer.Option("--hours", min=1, max=24 * 14)] = 24,
    folder: Folder = None,
    as_json: AsJson = False,
) -> int:
    """Faz um código que deixa entrar um portátil, uma vez."""
    from core.store.clock import SystemClock
    from sync.server.devices import make_code
    from sync.server.running import pin_of

    config = _config(folder)
    at = SystemClock().now()
    with _connection(config) as connection:
        made = make_code(
            connection, organisation=org, role=role, at=at, lasts=timedelta(hours=hours)
        )
    pin = pin_of(config)
    address = f"{config.url}#pin={pin}" if pin else config.url
    if as_json:
        give({"code": made, "url": address, "expires_at": at + timedelta(hours=hours)})
    else:
        print(made)
        say(f"No portátil: terreno sync enrol '{address}' {made}",
            f"On the laptop: terreno sync enrol '{address}' {made}")  # fmt: skip
    return DONE


@device_app.command("list")
def list_all(folder: Folder = None, as_json: AsJson = False) -> int:
    """Lista os portáteis, o mais recente primeiro."""
    from sync.server.devices import list_devices

    with _connection(_config(folder)) as connection:
        found = list_devices(connection)
    if as_json:
        give(found)
        return DONE
    for one in found:
        seen = one.seen_at.astimezone().strftime("%Y-%m-%d %H:%M") if one.seen_at else "–"
        mark = "✗" if one.revoked_at else "✓"
        print(f"{one.id}  {mark}  {one.organisation:<5} {one.role:<14} {seen:<17} {one.name}")
    return DONE


@device_app.command("revoke")
def revoke_one(
    device: Which,
    wipe: Annotated[bool, typer.Option("--wipe", help="Perdido: apagar no contacto.")] = False,
    folder: Folder = None,
) -> int:
    """Não deixa entrar mais um portátil."""
    from core.store.clock import SystemClock
    from sync.server.devices import find_device, revoke

    with _connection(_config(folder)) as connection:
        found = find_device(connection, device)
        revoke(connection, found, at=SystemClock().now(), wipe=wipe)
    print(found)
    return DONE


@device_app.command("move")
def move_one(
    device: Which,
    org: Annotated[str, typer.Option("--org", help="amp, ou o código DICO.")],
    role: Annotated[str, typer.Option("--role")],
    folder: Folder = None,
) -> int:
    """Passa um portátil para outra organização ou papel."""
    from core.store.clock import SystemClock
    from sync.server.devices import find_device, move_device

    with _connection(_config(folder)) as connection:
        found = find_device(connection, device)
        move_device(connection, found, organisation=org, role=role, at=SystemClock().now())
    print(found)
    return DONE


@app.command()
def audit(folder: Folder = None, as_json: AsJson = False) -> int:
    """Mostra quem fez o quê a códigos e portáteis."""
    from sync.server.devices import audit_trail

    with _connection(_config(folder)) as connection:
        found = audit_trail(connection)
    if as_json:
        give(found)
        return DONE
    for one in found:
        at = one.at.astimezone().strftime("%Y-%m-%d %H:%M")
        print(f"{at}  {one.action:<16} {one.subject}  {one.detail}  ({one.actor})")
    return DONE


@app.command()
def upgrade(folder: Folder = None) -> int:
    """Leva as tabelas à versão deste programa; a central pode estar a funcionar."""
    from sync.server.database import open_engine
    from sync.server.database import upgrade as bring_up

    engine = open_engine(_config(folder).database)
    bring_up(engine)
    engine.dispose()
    say("As tabelas estão em dia.", "The tables are up to date.")
    return DONE


@app.command()
def backup(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="Ficheiro da cópia.")],
    folder: Folder = None,
) -> int:
    """Copia a base de dados, com a central a funcionar."""
    from sync.server.copies import make_copy

    make_copy(_config(folder), out)
    print(out)
    return DONE


@app.command()
def restore(
    copy: Annotated[Path, typer.Argument(metavar="FILE", help="Ficheiro da cópia.")],
    folder: Folder = None,
) -> int:
    """Repõe uma cópia (com a central parada); os portáteis reenviam o que lhe falta."""
    from core.store.clock import SystemClock
    from sync.server.copies import put_back

    put_back(_config(folder), copy, at=SystemClock().now())
    say("Reposto; começou uma nova época.", "Restored; a new epoch has begun.")
    return DONE
