"""`terreno bundle …`: changes and files on a stick, to the centre and between laptops."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.console import DONE, FOUND, give, say
from core.cli.opened import folder_of, opened
from sync.bundle.choice import Files
from sync.replica.trouble import WasWiped

if TYPE_CHECKING:
    from sync.replica.unpacking import BundleTaken

app = typer.Typer(no_args_is_help=True, help="Troca de dados numa pen, sem rede.")

Sample = Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]
FilePath = Annotated[Path, typer.Argument(metavar="FILE", help="Ficheiro .terreno-pen.")]


@app.command("export")
def export_one(
    file: FilePath,
    to: Annotated[
        str,
        typer.Option("--to", metavar="WHO", help="centro, ou um portátil."),
    ] = "centro",
    files: Annotated[Files, typer.Option("--files", help="Que ficheiros vão.")] = Files.ALL,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="SHA256", help="Só estes ficheiros.")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Desde o início, tenha o destinatário o que tiver.")
    ] = False,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Escreve num ficheiro o que falta a quem o vai receber; só esse o pode abrir."""
    from sync.replica.bundles import make_bundle

    with opened(sample=sample) as store:
        made = make_bundle(
            store, file.absolute(), to=to, at=datetime.now(UTC), which=files,
            only=tuple(one.lower() for one in only or ()), whole=whole,
        )  # fmt: skip
    if as_json:
        give(made)
        return DONE
    for part in made.parts:
        print(part)
    say(
        f"Para {made.recipient}: {made.changes} alterações por confirmar, {made.accepted} já "
        f"aceites pela central, {made.files} ficheiros ({made.file_bytes / 1e6:.1f} MB); "
        f"{made.left} ficheiros de fora; {sum(made.stays.values())} não podem sair.",
        f"For {made.recipient}: {made.changes} changes not confirmed yet, {made.accepted} that the "
        f"centre has accepted, {made.files} files ({made.file_bytes / 1e6:.1f} MB); "
        f"{made.left} files left out; {sum(made.stays.values())} may not leave.",
    )
    return DONE


@app.command("import")
def import_one(file: FilePath, sample: Sample = False, as_json: AsJson = False) -> int:
    """Recebe um ficheiro feito para este portátil; recebê-lo outra vez não faz mal."""
    from sync.replica.bundles import take_bundle
    from sync.replica.exchange import Wiped
    from sync.replica.wiping import wipe

    taken = None
    with opened(sample=sample) as store, contextlib.suppress(Wiped):
        taken = take_bundle(store, file.absolute(), at=datetime.now(UTC))
    if taken is None:
        wipe(folder_of(sample=sample))
        raise WasWiped
    if as_json:
        give(taken)
    else:
        _say_taken(taken)
    damaged = taken.refused or taken.early or taken.files_damaged or taken.files_no_room
    return FOUND if damaged else DONE


@app.command()
def show(file: FilePath, sample: Sample = False, as_json: AsJson = False) -> int:
    """Diz de quem é um ficheiro, para quem, e o que traz, sem receber nada."""
    from sync.replica.bundles import show_bundle

    with opened(sample=sample) as store:
        shown = show_bundle(store, file.absolute())
    if as_json:
        give(shown)
        return DONE
    when = shown.made_at.astimezone().strftime("%Y-%m-%d %H:%M") if shown.made_at else "?"
    say(
        f"De {shown.sender} para {shown.recipient}, {shown.bytes / 1e6:.1f} MB. Feito em {when}; "
        f"{shown.files} ficheiros ({shown.file_bytes / 1e6:.1f} MB).",
        f"From {shown.sender} to {shown.recipient}, {shown.bytes / 1e6:.1f} MB. Made {when}; "
        f"{shown.files} files ({shown.file_bytes / 1e6:.1f} MB).",
    )
    if not shown.for_this:
        say("Não se abre neste portátil.", "It does not open on this laptop.")
    return DONE


@app.command("recipients")
def list_recipients(sample: Sample = False, as_json: AsJson = False) -> int:
    """Lista para quem se pode fazer um ficheiro."""
    from sync.replica.bundles import recipients

    with opened(sample=sample) as store:
        found = recipients(store)
    if as_json:
        give(found)
        return DONE
    for one in found:
        print(f"{one.id or ''!s:<36}  {one.name:<24}  {one.organisation} {one.role}".rstrip())
    return DONE


def _say_taken(taken: BundleTaken) -> None:
    sender = taken.sender or "centro"
    say(
        f"De {sender}: {taken.changes} alterações novas, {taken.known} já cá estavam, "
        f"{taken.confirmed} suas confirmadas, {taken.refused} recusadas; {taken.files} ficheiros "
        f"({taken.file_bytes / 1e6:.1f} MB), {taken.files_known} já cá estavam, "
        f"{taken.files_damaged} estragados, {taken.files_no_room} sem espaço.",
        f"From {sender}: {taken.changes} new changes, {taken.known} were here already, "
        f"{taken.confirmed} of yours confirmed, {taken.refused} refused; {taken.files} files "
        f"({taken.file_bytes / 1e6:.1f} MB), {taken.files_known} were here already, "
        f"{taken.files_damaged} damaged, {taken.files_no_room} without room.",
    )
    if taken.early:
        say(
            "Falta um ficheiro anterior, ou uma troca com a central, para estas zonas: "
            + ", ".join(taken.early),
            "An earlier bundle, or an exchange with the centre, has to come first for: "
            + ", ".join(taken.early),
        )
    if taken.other_epoch:
        say(
            "A central foi reposta entretanto: o que já tinha aceitado vem com a próxima troca.",
            "The centre was restored since: what it had accepted comes with the next exchange.",
        )
