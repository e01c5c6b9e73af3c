"""`terreno forms …`: check-lists looked at, installed and tried out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from core.cli.console import DONE, FOUND, give, language_of, say
from core.cli.forms_compare import compare
from core.cli.forms_view import view
from core.cli.opened import opened
from core.cli.problems import NoSuchFile

if TYPE_CHECKING:
    from core.forms import Form, FormProblem

app = typer.Typer(no_args_is_help=True, help="Guiões: verificar, instalar, experimentar.")
app.command()(compare)
app.command()(view)

FormFile = Annotated[Path, typer.Argument(metavar="FILE", help="XLSForm (.xlsx, .xls) ou XForm.")]
MediaFolder = Annotated[
    Path | None, typer.Option("--media", help="Pasta dos ficheiros que o guião usa.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


@app.command()
def check(file: FormFile, media: MediaFolder = None, as_json: AsJson = False) -> int:
    """Diz o que está errado num guião: folha, linha, coluna e o que fazer."""
    from core.forms.check import examine
    from core.visits.media_beside import media_beside

    beside = media_beside(file, media=media)
    form, problems = examine(_content(file), filename=file.name, media=beside)
    errors = [one for one in problems if one.severity == "error"]
    if as_json:
        give(
            {
                "file": file,
                "form_id": form.form_id if form else None,
                "version": form.version if form else None,
                "title": form.title if form else None,
                "languages": form.languages if form else (),
                "problems": [_told(one) for one in problems],
            }
        )
    else:
        for one in problems:
            _print(one, file=file)
        if form is not None and not errors:
            say(
                f"{file.name}: pode ser usado. «{form.title}» ({form.form_id} {form.version})",
                f"{file.name}: can be used. “{form.title}” ({form.form_id} {form.version})",
            )
    return FOUND if errors or form is None else DONE


@app.command()
def install(
    file: FormFile,
    media: MediaFolder = None,
    sample: Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")] = False,
    as_json: AsJson = False,
) -> int:
    """Instala um guião nos dados deste dispositivo."""
    from core.visits import install_checklist
    from core.visits.media_beside import media_beside, media_of

    form = _read(file, media=media)
    source = (file.name, file.read_bytes())
    with opened(sample=sample) as store:
        done = store.write_now(
            lambda work: install_checklist(
                work,
                form=form,
                files=store.files,
                installed_at=datetime.now(UTC),
                media=media_of(form, media_beside(file, media=media)),
                source=source,
            )
        )
    if as_json:
        give({"form_id": form.form_id, "version": form.version} | _fields(done))
    elif done.already:
        say(
            f"«{form.title}» ({form.version}) já estava instalado.",
            f"“{form.title}” ({form.version}) was installed already.",
        )
    else:
        say(
            f"Instalado: «{form.title}» ({form.form_id} {form.version}).",
            f"Installed: “{form.title}” ({form.form_id} {form.version}).",
        )
    return DONE


@app.command("eval")
def evaluate(
    instance: Annotated[Path, typer.Argument(metavar="INSTANCE.xml", help="Um registo em XML.")],
    expression: Annotated[str, typer.Argument(metavar="EXPR", help="Expressão do XLSForm.")],
    context: Annotated[
        str, typer.Option("--context", help="Caminho do nó a partir do qual se avalia.")
    ] = "/",
    now: Annotated[str, typer.Option("--now", help="Instante ISO que now() dá.")] = "",
    as_json: AsJson = False,
) -> int:
    """Avalia uma expressão sobre um documento XML: escreve o tipo e o valor."""
    from core.forms.expressions.evaluate_file import evaluate_file

    found = evaluate_file(
        _content(instance), expression, context=context, now=_instant(now) if now else None
    )
    if as_json:
        give(found)
    else:
        value = found.value
        if isinstance(value, list):
            value = "\n".join(value)
        elif isinstance(value, float) and value.is_integer():
            value = int(value)
        print(f"{found.type}\t{str(value).lower() if isinstance(value, bool) else value}")
    return DONE


@app.command()
def drive(
    file: FormFile,
    media: MediaFolder = None,
    now: Annotated[str, typer.Option("--now", help="Instante ISO fixo, com fuso.")] = "",
    zone: Annotated[str, typer.Option("--tz", help="Fuso horário, por exemplo UTC.")] = "",
) -> int:
    """Preenche um guião por linhas de JSON: uma operação por linha, uma resposta por linha."""
    from core.forms import SessionContext
    from core.forms.driver import drive as drive_lines

    def write(line: str) -> None:
        sys.stdout.write(line)
        sys.stdout.flush()

    # One line is one JSON object in UTF-8, on every system.
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    seed = os.environ.get("TERRENO_SEED", "")
    context = SessionContext(
        now=_clock(now, zone), seed=int(seed) if seed.lstrip("-").isdigit() else None
    )
    drive_lines(_read(file, media=media), sys.stdin, write, context=context)
    return DONE


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--now: {text}") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _clock(now: str, zone: str) -> Callable[[], datetime]:
    """A clock that stands still at `now`, or that of the machine; in a zone if one is given."""
    place: ZoneInfo | None = None
    if zone:
        try:
            place = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise typer.BadParameter(f"--tz: {zone}") from None
    fixed = _instant(now) if now else None

    def read() -> datetime:
        if fixed is not None:
            return fixed.astimezone(place) if place else fixed
        return datetime.now(UTC).astimezone(place)

    return read


def _read(file: Path, *, media: Path | None) -> Form:
    from core.forms import read_any
    from core.visits.media_beside import media_beside

    return read_any(_content(file), filename=file.name, media=media_beside(file, media=media))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NoSuchFile(path=file, why=error.strerror or error) from error


def _told(problem: FormProblem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "name": problem.name,
        "pt": problem.pt,
        "en": problem.en,
        "todo_pt": problem.todo_pt,
        "todo_en": problem.todo_en,
    }


def _print(problem: FormProblem, *, file: Path) -> None:
    english = language_of(os.environ) == "en"
    what, todo = (problem.en, problem.todo_en) if english else (problem.pt, problem.todo_pt)
    kinds = {"error": ("erro", "error"), "warning": ("aviso", "warning")}
    where = f"{file.name}: {problem.place}".rstrip(": ")
    print(f"{where}: {kinds[problem.severity][english]}: {what} {todo}")


def _fields(installed: object) -> dict[str, object]:
    names = ("checklist_id", "version_id", "already")
    return {name: getattr(installed, name) for name in names}
