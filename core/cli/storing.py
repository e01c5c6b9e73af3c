"""`terreno store …`: backups, and the way back from one."""

from __future__ import annotations

from typing import Annotated

import typer

from core.cli.console import DONE, give, say
from core.cli.opened import folder_of, opened, unlock_of
from core.cli.problems import NoSuchBackup

app = typer.Typer(no_args_is_help=True, help="Cópias de segurança dos dados.")

Sample = Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


@app.command()
def backup(sample: Sample = False, as_json: AsJson = False) -> int:
    """Faz agora uma cópia de segurança e confere-a."""
    with opened(sample=sample) as store:
        made = store.backup_now()
    if as_json:
        give(made)
    else:
        print(made.path)
    return DONE


@app.command()
def backups(sample: Sample = False, as_json: AsJson = False) -> int:
    """Lista as cópias de segurança, a mais recente primeiro."""
    with opened(sample=sample) as store:
        found = store.backups()
    if as_json:
        give(found)
        return DONE
    for one in found:
        made_at = one.made_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        print(f"{one.path.name}  {made_at}  {one.kind:<9}  {one.size // 1024} KiB")
    if not found:
        say("Ainda não há cópias.", "There are no backups yet.")
    return DONE


@app.command()
def restore(
    name: Annotated[str, typer.Argument(help="Nome da cópia, ou «latest».")] = "latest",
    sample: Sample = False,
) -> int:
    """Põe uma cópia no lugar dos dados; os de agora ficam guardados à parte."""
    from core.store import restore_backup
    from core.store.backups import list_backups
    from core.store.paths import Layout

    folder = folder_of(sample=sample)
    found = list_backups(Layout(folder))
    chosen = next((one for one in found if name in ("latest", one.path.name)), None)
    if chosen is None:
        raise NoSuchBackup(given=name)
    aside = restore_backup(folder, chosen, unlock_of(folder))
    say(
        f"Reposto de {chosen.path.name}. Os dados de antes estão em {aside}",
        f"Restored from {chosen.path.name}. The data of before are in {aside}",
    )
    return DONE
