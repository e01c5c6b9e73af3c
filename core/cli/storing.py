"""`terreno store …`: backups, copies of everything, and the way back from each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.console import DONE, FOUND, give, say
from core.cli.opened import folder_of, opened, unlock_among, unlock_of
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


@app.command("copy")
def copy_everything(
    to: Annotated[Path, typer.Option("--to", help="Pasta ou disco para a cópia de tudo.")],
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Copia tudo (registos, vídeos, anexos) para outra pasta e compara cada ficheiro."""
    with opened(sample=sample) as store:
        made = store.copy_to(to)
    if as_json:
        give(made)
    else:
        print(made.folder)
    return DONE


@app.command("restore-copy")
def restore_copy(
    copy: Annotated[Path, typer.Argument(help="A pasta «terreno-copia-…».")],
    sample: Sample = False,
) -> int:
    """Põe uma cópia de tudo no lugar dos dados; os de agora ficam ao lado."""
    from core.store import restore_everything
    from core.store.restoring import copy_kind

    folder = folder_of(sample=sample)
    restored = restore_everything(folder, copy, unlock_among(copy_kind(copy)))
    say(f"Reposto em {folder}.", f"Restored in {folder}.")
    if restored.aside is not None:
        say(f"Os dados de antes: {restored.aside}", f"The data of before: {restored.aside}")
    for path in restored.left_out:
        say(f"Faltava na cópia: {path}", f"Missing from the copy: {path}")
    return FOUND if restored.left_out else DONE
