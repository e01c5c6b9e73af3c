"""`terreno forms view`: an existing submission read with its check-list."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.console import DONE, give, language_of, say
from core.cli.problems import NoSuchFile

if TYPE_CHECKING:
    from core.forms.interchange.viewing import OpenedSubmission
    from core.problem import Language
    from core.visits.readable import ReadableAnswer


def view(
    file: Annotated[Path, typer.Argument(metavar="FORM", help="O guião (XLSForm ou XForm).")],
    submission: Annotated[Path, typer.Argument(metavar="SUBMISSION.xml", help="O registo.")],
    media: Annotated[
        Path | None, typer.Option("--media", help="Pasta dos ficheiros que o guião usa.")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="Língua do guião.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Para programas.")] = False,
) -> int:
    """Mostra um registo já feito, com as palavras do guião; nada nele é calculado de novo."""
    from core.forms import SessionContext, read_any
    from core.forms.interchange.viewing import open_submission
    from core.visits.media_beside import media_beside
    from core.visits.readable import readable_answers
    from core.visits.submissions import read_submission_file

    words: Language = language_of(os.environ)
    try:
        content, xml = file.read_bytes(), read_submission_file(submission)
    except OSError as error:
        raise NoSuchFile(path=error.filename, why=error.strerror or error) from error
    form = read_any(content, filename=file.name, media=media_beside(file, media=media))
    opened = open_submission(xml, form, SessionContext(messages=words))
    if language:
        if language not in form.languages:
            raise typer.BadParameter(f"--language: {', '.join(form.languages)}")
        opened.session.set_language(language)
    answers = readable_answers(opened.session, language=words)
    if as_json:
        give(_told(opened, answers))
        return DONE
    head = opened.head
    print(f"{form.title} ({head.form_id} {head.version})  {head.instance_id}".rstrip())
    if opened.other_version:
        say(
            f"Atenção: o guião dado é a versão «{form.version}».",
            f"Note: the check-list given is version “{form.version}”.",
        )
    _print(answers)
    if opened.unplaced:
        say("Sem lugar neste guião:", "Without a place in this check-list:")
        for one in opened.unplaced:
            print(f"  {one.label or one.ref}: {one.value}")
    return DONE


def _print(answers: tuple[ReadableAnswer, ...]) -> None:
    place = ("", "")
    for one in answers:
        if not one.shown:
            continue
        if (one.section, one.instance) != place:
            place = (one.section, one.instance)
            print("\n" + " · ".join(part for part in place if part))
        print(f"  {' '.join(one.label.split())}: {one.shown}")


def _told(opened: OpenedSubmission, answers: tuple[ReadableAnswer, ...]) -> dict[str, Any]:
    return {
        "form_id": opened.head.form_id,
        "version": opened.head.version,
        "instance_id": opened.head.instance_id,
        "other_version": opened.other_version,
        "attachments": opened.attachments,
        "answers": [
            {
                "ref": opened.session.state(one.key).ref,
                "section": one.section,
                "instance": one.instance,
                "label": one.label,
                "value": one.value,
                "shown": one.shown,
            }
            for one in answers
        ],
        "unplaced": [
            {"ref": one.ref, "label": one.label, "value": one.value, "known": one.known}
            for one in opened.unplaced
        ],
    }
