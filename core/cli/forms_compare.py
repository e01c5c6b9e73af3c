"""`terreno forms compare`: what a new version of a check-list keeps of an older one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.cli.console import DONE, give, language_of, say
from core.cli.problems import NoSuchFile

if TYPE_CHECKING:
    from core.forms import Form
    from core.forms.takeover import Comparison, Pair, Question


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A versão que se usa.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A versão nova.")],
    as_json: Annotated[bool, typer.Option("--json", help="Para programas.")] = False,
) -> int:
    """Compara duas versões de um guião: o que passa para a nova e o que não cabe nela."""
    from core.forms.takeover import compare as compare_forms
    from core.forms.takeover.words import why

    before, after = _read(old), _read(new)
    found = compare_forms(before, after)
    if as_json:
        give(_told(before, after, found))
        return DONE
    say(
        f"«{before.title}» {before.version} → {after.version}",
        f"“{before.title}” {before.version} → {after.version}",
    )
    language = language_of(os.environ)
    same = sum(1 for one in found.pairs if _asked(one) and not _change(one))
    say(f"Iguais: {same}", f"Unchanged: {same}")
    _list("Mudam", "Changed", [_line(one) for one in found.pairs if _change(one) and _asked(one)])
    _list("Não cabem", "Do not fit", [_name(one) for one in found.gone if one.asked])
    for one in found.pairs:
        if one.gone:
            print(f"  {_name(one.old)}: {', '.join(one.gone)} – {why('choice-gone', language)}")
    _list("Novas", "New", [_name(one, required=True) for one in found.fresh if one.asked])
    if found.changes_nothing:
        say("Nada muda nas perguntas.", "Nothing changes in the questions.")
    return DONE


def _list(pt: str, en: str, lines: list[str]) -> None:
    if lines:
        say(f"{pt}: {len(lines)}", f"{en}: {len(lines)}")
        for line in lines:
            print(f"  {line}")


def _asked(one: Pair) -> bool:
    return one.old.asked or one.new.asked


def _change(one: Pair) -> str:
    """How a question changes: `never`, `converts`, `moved`, `reworded`, or "" for not at all."""
    if one.fits != "same":
        return one.fits
    if one.how == "moved":
        return "moved"
    return "reworded" if one.reworded else ""


def _line(one: Pair) -> str:
    english = language_of(os.environ) == "en"
    words = {
        "never": ("os registos ficam de parte", "answers are put aside"),
        "converts": ("os registos são convertidos", "answers are converted"),
        "moved": ("mudou de lugar", "moved"),
        "reworded": ("outro texto", "other words"),
    }[_change(one)][english]
    kinds = f" ({one.old.kind} → {one.new.kind})" if one.old.kind != one.new.kind else ""
    there = f" → {one.new.ref}" if one.how == "moved" else ""
    return f"{_name(one.old)}{there}{kinds}: {words}"


def _name(one: Question, *, required: bool = False) -> str:
    label = f" «{one.label}»" if one.label else ""
    must = " *" if required and one.required else ""
    return f"{one.ref}{label}{must}"


def _told(before: Form, after: Form, found: Comparison) -> dict[str, Any]:
    return {
        "form_id": before.form_id,
        "old_version": before.version,
        "new_version": after.version,
        "pairs": [
            {
                "old": one.old.ref,
                "new": one.new.ref,
                "old_type": one.old.kind,
                "new_type": one.new.kind,
                "change": _change(one),
                "choices_gone": one.gone,
            }
            for one in found.pairs
        ],
        "gone": [_question(one) for one in found.gone],
        "fresh": [_question(one) for one in found.fresh],
        "repeats": found.repeats,
        "gone_repeats": found.gone_repeats,
    }


def _question(one: Question) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "label": one.label,
        "type": one.kind,
        "asked": one.asked,
        "required": one.required,
    }


def _read(file: Path) -> Form:
    from core.forms import read_any
    from core.visits.media_beside import media_beside

    try:
        content = file.read_bytes()
    except OSError as error:
        raise NoSuchFile(path=file, why=error.strerror or error) from error
    return read_any(content, filename=file.name, media=media_beside(file, media=None))
