"""`terreno forms …`: check-lists looked at, installed and tried out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.console import DONE, FOUND, complain, give, language_of, say
from core.cli.opened import opened
from core.cli.problems import NoSuchFile

if TYPE_CHECKING:
    from core.forms import Form, FormProblem

app = typer.Typer(no_args_is_help=True, help="Guiões: verificar, instalar, experimentar.")

FormFile = Annotated[Path, typer.Argument(metavar="FILE", help="XLSForm (.xlsx, .xls) ou XForm.")]
MediaFolder = Annotated[
    Path | None, typer.Option("--media", help="Pasta dos ficheiros que o guião usa.")
]
# What check-lists write before names, and what it stands for.
PREFIXES = {
    "h": "http://www.w3.org/1999/xhtml",
    "jr": "http://openrosa.org/javarosa",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "xsd": "http://www.w3.org/2001/XMLSchema",
}
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


@app.command()
def check(file: FormFile, media: MediaFolder = None, as_json: AsJson = False) -> int:
    """Diz o que está errado num guião: folha, linha, coluna e o que fazer."""
    from core.forms import FormRefused

    try:
        form: Form | None = _read(file, media=media)
        problems = form.problems if form is not None else ()
    except FormRefused as refused:
        form, problems = None, refused.problems
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

    form = _read(file, media=media)
    source = (file.name, file.read_bytes())
    with opened(sample=sample) as store:
        done = store.write_now(
            lambda work: install_checklist(
                work, form=form, files=store.files, installed_at=datetime.now(UTC), source=source
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
    instance: Annotated[Path, typer.Argument(metavar="INSTANCE.xml", help="XML de um registo.")],
    expression: Annotated[str, typer.Argument(metavar="EXPR", help="Expressão do XLSForm.")],
    context: Annotated[
        str, typer.Option("--context", help="Caminho do nó a partir do qual se avalia.")
    ] = "/*",
) -> int:
    """Avalia uma expressão sobre um registo em XML e escreve o resultado."""
    from core.forms.expressions import EvaluationContext, ExpressionProblem, compile_expression
    from core.forms.tree_xml import parse_xml

    document = parse_xml(_content(instance))
    try:
        root = EvaluationContext(node=document, root=document)
        places = compile_expression(context, namespaces=PREFIXES).nodes(root)
        if not places:
            say(f"«{context}» não existe em {instance.name}", f"no “{context}” in {instance.name}")
            return FOUND
        there = EvaluationContext(node=places[0], root=document)
        print(compile_expression(expression, namespaces=PREFIXES).string(there))
    except ExpressionProblem as problem:
        complain(problem)
        return FOUND
    return DONE


def _read(file: Path, *, media: Path | None) -> Form:
    from core.forms import read_any

    content = _content(file)
    folders = [media] if media else [file.with_name(f"{file.stem}-media"), file.parent / "media"]
    return read_any(content, filename=file.name, media=_FolderMedia([*folders, file.parent]))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NoSuchFile(path=file, why=error.strerror or error) from error


class _FolderMedia(Mapping[str, bytes]):
    """Files by name out of some folders, read when asked for. Names cannot leave the folders."""

    def __init__(self, folders: list[Path]) -> None:
        self._folders = [folder for folder in folders if folder.is_dir()]

    def __getitem__(self, name: str) -> bytes:
        for folder in self._folders:
            path = folder / name
            if path.parent == folder and path.is_file():
                return path.read_bytes()
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        seen = {one.name for folder in self._folders for one in folder.iterdir() if one.is_file()}
        return iter(sorted(seen))

    def __len__(self) -> int:
        return sum(1 for _ in self)


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
    what, todo = (
        (problem.en, problem.todo_en) if english else (problem.pt, problem.todo_pt)
    )
    kinds = {"error": ("erro", "error"), "warning": ("aviso", "warning")}
    where = f"{file.name}: {problem.place}".rstrip(": ")
    print(f"{where}: {kinds[problem.severity][english]}: {what} {todo}")


def _fields(installed: object) -> dict[str, object]:
    names = ("checklist_id", "version_id", "already")
    return {name: getattr(installed, name) for name in names}
