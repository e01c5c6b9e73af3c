"""All verbs of the command line, and how their ends become exit codes."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from core.cli import (
    Probe,
    doctor,
    forms,
    inventory,
    inventory_upkeep,
    monitor,
    storing,
    video,
    visits,
)
from core.cli.console import DONE, FOUND, MISUSED, complain
from core.problem import Problem

Sample = Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


def run_verb(
    argv: Sequence[str],
    *,
    probes: Sequence[Probe],
    rooms: Sequence[tuple[str, typer.Typer]] = (),
) -> int:
    """Run a verb. Known problems are one line on stderr; anything else is a bug and raises."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows speaks the code page of the machine; programs expect UTF-8.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    command = typer.main.get_command(_app(probes, rooms))
    try:
        code = command.main(list(argv), prog_name="terreno", standalone_mode=False)
    except typer.Abort:
        return FOUND
    except TyperException as misuse:
        shown = getattr(misuse, "format_message", misuse.__str__)()
        print(f"terreno: {' '.join(shown.split())}", file=sys.stderr)
        return MISUSED
    except Problem as problem:
        complain(problem)
        return FOUND
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        return DONE
    return code if isinstance(code, int) else DONE


def _joined(rooms: Sequence[typer.Typer]) -> typer.Typer:
    """A group of verbs, with those that the streets above have for it."""
    if len(rooms) == 1:
        return rooms[0]
    whole = typer.Typer(no_args_is_help=True, help=rooms[0].info.help)
    for one in rooms:
        whole.registered_commands += one.registered_commands
        whole.registered_groups += one.registered_groups
    return whole


def _app(probes: Sequence[Probe], rooms: Sequence[tuple[str, typer.Typer]]) -> typer.Typer:
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        help="Terreno sem janela. Sem argumentos abre a janela; «tour» faz a visita guiada.",
    )
    own = (
        ("forms", forms.app), ("store", storing.app), ("visits", visits.app),
        ("inventory", inventory.app), ("inventory", inventory_upkeep.app),
        ("monitor", monitor.app), ("video", video.app),
    )  # fmt: skip
    groups: dict[str, list[typer.Typer]] = {}
    for name, room in (*own, *rooms):
        groups.setdefault(name, []).append(room)
    for name, found in groups.items():
        app.add_typer(_joined(found), name=name)

    @app.command("take-home")
    def take_home(
        visit: Annotated[str, typer.Argument(metavar="VISIT", help="Identificador ou começo.")],
        out: Annotated[Path, typer.Option("--out", help="Pasta onde fica o que se leva.")],
        zipped: Annotated[bool, typer.Option("--zip", help="Num só ficheiro.")] = False,
        language: Annotated[str, typer.Option("--language", help="pt ou en")] = "pt",
        whole: Annotated[
            bool,
            typer.Option("--whole", help="Também o que um consentimento já não cobre."),
        ] = False,
        why: Annotated[
            str, typer.Option("--why", help="Com --whole: porquê; fica no registo.")
        ] = "",
        sample: Sample = False,
        as_json: AsJson = False,
    ) -> int:
        """Escreve relatório, registos, submissão e vídeo de uma visita."""
        return visits.take_home(
            visit,
            out=out,
            zipped=zipped,
            language=language,
            whole=whole,
            why=why,
            sample=sample,
            as_json=as_json,
        )

    @app.command("doctor")
    def examine(
        self_check: Annotated[
            bool, typer.Option("--self-check", help="Verifica esta instalação, e cala-se.")
        ] = False,
        sample: Sample = False,
        as_json: AsJson = False,
    ) -> int:
        """Diz se os dados, os ficheiros e o programa estão bem."""
        return doctor.doctor(self_check=self_check, sample=sample, as_json=as_json, probes=probes)

    return app
