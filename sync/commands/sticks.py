"""`terreno server bundle …`: what laptops bring to the centre on a stick, and its answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.console import DONE, FOUND, give, say
from sync.commands.centre_at import config_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sync.centre.service import Centre
    from sync.server.blobs import Blobs, Incoming
    from sync.server.config import ServerConfig

app = typer.Typer(no_args_is_help=True, help="Troca numa pen, sem rede.")

AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]
Folder = Annotated[Path | None, typer.Option("--folder", help="Pasta da central.")]
BundleFile = Annotated[Path, typer.Argument(metavar="FILE", help="Ficheiro .terreno-pen.")]
Which = Annotated[str, typer.Argument(metavar="DEVICE", help="Identificador, começo ou nome.")]


def add_to(server: typer.Typer) -> None:
    """Put these verbs under the centre's."""
    server.add_typer(app, name="bundle")


@app.command("export")
def export_one(
    device: Which,
    file: BundleFile,
    files: Annotated[str, typer.Option("--files", help="all, small (até 20 MB) ou none.")] = "all",
    whole: Annotated[bool, typer.Option("--whole", help="Desde o início.")] = False,
    folder: Folder = None,
    as_json: AsJson = False,
) -> int:
    """Escreve num ficheiro, para um portátil, o que lhe falta."""
    from core.store.clock import SystemClock
    from sync.server.bundles import write_answer

    clock = SystemClock()
    with _centre(config_at(folder)) as (centre, blobs, _incoming):
        made = write_answer(
            centre, blobs, file.absolute(), to=device, at=clock.now(), files=files, whole=whole
        )
    if as_json:
        give(made)
        return DONE
    for part in made.parts:
        print(part)
    say(f"Para {made.recipient}: {made.changes} alterações, {made.files} ficheiros.",
        f"For {made.recipient}: {made.changes} changes, {made.files} files.")  # fmt: skip
    return DONE


@app.command("import")
def import_one(file: BundleFile, folder: Folder = None, as_json: AsJson = False) -> int:
    """Recebe o que um portátil mandou numa pen; com a central a funcionar ou parada."""
    from core.store.clock import SystemClock
    from sync.server.bundles import take_in_bundle

    clock = SystemClock()
    with _centre(config_at(folder)) as (centre, blobs, incoming):
        came = take_in_bundle(centre, blobs, incoming, file.absolute(), at=clock.now())
    if as_json:
        give(came)
    else:
        one, files = came.changes, came.files
        say(f"De {came.sender}: {one.fresh + one.back} alterações novas, {one.known} já cá "
            f"estavam, {one.refused} recusadas; {files.came} ficheiros novos.",
            f"From {came.sender}: {one.fresh + one.back} new changes, {one.known} were here "
            f"already, {one.refused} refused; {files.came} new files.")  # fmt: skip
    bad = came.changes.refused or came.files.refused or came.files.damaged or came.files.no_room
    return FOUND if bad else DONE


def _centre(config: ServerConfig) -> AbstractContextManager[tuple[Centre, Blobs, Incoming]]:
    from contextlib import contextmanager

    from core.store.clock import SystemClock
    from sync.centre.service import Centre
    from sync.server.blobs import FolderBlobs, Incoming
    from sync.server.database import open_engine, upgrade

    @contextmanager
    def opened() -> Iterator[tuple[Centre, Blobs, Incoming]]:
        engine = open_engine(config.database)
        try:
            upgrade(engine)
            yield (
                Centre(engine, clock=SystemClock()), FolderBlobs(config.files_folder),
                Incoming(config.files_folder / "incoming", keep_free=config.keep_free),
            )  # fmt: skip
        finally:
            engine.dispose()

    return opened()
