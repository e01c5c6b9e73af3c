"""`terreno inventory …`, what keeps it right: imports undone, records joined, rounds, loans."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from core.cli.console import DONE, FOUND, MISUSED, give, say
from core.cli.inventory import AsJson, Sample
from core.cli.opened import opened

app = typer.Typer(no_args_is_help=True)
_KINDS = ("provider", "facility", "social_response")


@app.command("imports")
def imports(sample: Sample = False, as_json: AsJson = False) -> int:
    """O que já foi importado, o mais recente primeiro."""
    from core.inventory import list_imports

    with opened(sample=sample) as store:
        found = store.read(list_imports)
    if as_json:
        give(found)
        return DONE
    for one in found:
        undone = "" if one.undone_at is None else "  (desfeita)"
        print(f"{one.id}  {one.imported_at:%Y-%m-%d %H:%M}  {one.file_name}{undone}")
    return DONE


@app.command("undo")
def undo(
    import_id: Annotated[UUID, typer.Argument(help="Da lista de `imports`.")],
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Desfaz uma importação; o que foi mudado depois fica, e é dito."""
    from core.inventory import undo_import

    with opened(sample=sample) as store:
        undone = store.write_now(
            lambda work: undo_import(work, import_id=import_id, at=datetime.now(UTC))
        )
    return _tell_undone(undone, as_json=as_json)


@app.command("merge")
def merge(
    entity: Annotated[str, typer.Argument(help="provider, facility ou social_response")],
    kept: Annotated[UUID, typer.Argument(help="O que fica.")],
    gone: Annotated[UUID, typer.Argument(help="O que se junta a esse.")],
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Faz um de dois registos do mesmo; `split` volta a separá-los."""
    from core.inventory.merges import merge as join

    if entity not in _KINDS:
        say(f"Escolha: {', '.join(_KINDS)}.", f"Choose: {', '.join(_KINDS)}.")
        return MISUSED
    with opened(sample=sample) as store:
        made = store.write_now(partial(join, entity=entity, kept_id=kept, gone_id=gone))
    if as_json:
        give({"merge_id": made})
    else:
        say(f"Juntos: {made}", f"Joined: {made}")
    return DONE


@app.command("merges")
def merges(sample: Sample = False, as_json: AsJson = False) -> int:
    """O que se juntou, o mais recente primeiro."""
    from core.inventory.merges import list_merges

    with opened(sample=sample) as store:
        found = store.read(list_merges)
    if as_json:
        give(found)
        return DONE
    for one in found:
        apart = "" if one.split_at is None else "  (separados)"
        print(f"{one.id}  {one.entity}  {one.kept_id} ← {one.gone_id}{apart}")
    return DONE


@app.command("split")
def split(
    merge_id: Annotated[UUID, typer.Argument(help="Da lista de `merges`.")],
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Separa o que se juntou por engano."""
    from core.inventory.merges import split as part

    with opened(sample=sample) as store:
        undone = store.write_now(lambda work: part(work, merge_id=merge_id, at=datetime.now(UTC)))
    return _tell_undone(undone, as_json=as_json)


@app.command("rounds")
def rounds(sample: Sample = False, as_json: AsJson = False) -> int:
    """Levantamentos, e quanto falta em cada um."""
    from core.inventory import list_rounds

    with opened(sample=sample) as store:
        found = store.read(list_rounds)
    if as_json:
        give(found)
        return DONE
    for one in found:
        state = "" if one.closed_on is None else "  (encerrado)"
        print(f"{one.id}  {one.done}/{one.total}  {one.due_on}  {one.title}{state}")
    return DONE


@app.command("due")
def due(
    round_id: Annotated[UUID, typer.Argument(help="Da lista de `rounds`.")],
    municipality: Annotated[str, typer.Option("--municipality", help="DICO")] = "",
    changed: Annotated[
        bool, typer.Option("--changed", help="O que mudou desde que abriu, valor a valor.")
    ] = False,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """O que falta ver num levantamento, ou o que mudou desde que abriu."""
    from core.inventory import due_entries
    from core.inventory.round_changes import round_changes

    with opened(sample=sample) as store:
        found: list[Any] = (
            store.read(partial(round_changes, round_id=round_id))
            if changed
            else store.read(
                partial(
                    due_entries, round_id=round_id, municipality=municipality or None, limit=100_000
                )
            )
        )
    if as_json:
        give(found)
        return DONE
    for one in found:
        if changed:
            print(f"{one.municipality}  {one.facility} · {one.type_name} · {one.said}")
        else:
            print(f"{one.municipality}  {one.facility} · {one.type_name}")
    return DONE


@app.command("loans")
def loans(
    late: Annotated[bool, typer.Option("--late", help="Só o que já devia ter voltado.")] = False,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """O que os bancos têm emprestado ou reservado; com --late acaba em 1 se houver atrasos."""
    from core.inventory import list_loans

    today = datetime.now(UTC).astimezone().date()
    with opened(sample=sample) as store:
        found = store.read(partial(list_loans, today=today, only_open=True))
    found = [one for one in found if one.late or not late]
    if as_json:
        give(found)
    else:
        for one in found:
            print(f"{one.due_on or '—'}  {one.quantity} × {one.item}  ·  {one.borrower}")
        if not found:
            say("Nada.", "Nothing.")
    return FOUND if late and found else DONE


@app.command("fill-back")
def fill_back(
    file: Annotated[Path, typer.Argument(exists=True, readable=True)],
    to: Annotated[Path, typer.Argument(help="Ficheiro novo, na mesma forma.")],
    municipality: Annotated[str, typer.Option("--municipality", help="DICO")] = "",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Preenche a folha de um gabinete com o que o inventário diz hoje, na forma dela."""
    from core.inventory.workbooks import fill_back as fill
    from core.inventory.workbooks import stage

    with opened(sample=sample) as store:
        staged = stage(store, file)
        cells = store.read(
            lambda work: fill(work, staged=staged, to=to, municipality=municipality or None)
        )
    if as_json:
        give({"path": to, "cells": cells})
    else:
        say(f"{cells} células mudadas em {to}", f"{cells} cells changed in {to}")
    return DONE


def _tell_undone(undone: Any, *, as_json: bool) -> int:
    if as_json:
        give(undone)
    else:
        say(
            f"Campos repostos: {undone.restored}. Registos tirados: {undone.removed}; trazidos de "
            f"volta: {undone.brought_back}. Mudados depois, ficam: {len(undone.left)}.",
            f"Fields set back: {undone.restored}. Rows removed: {undone.removed}; brought back: "
            f"{undone.brought_back}. Edited since, left: {len(undone.left)}.",
        )
    return DONE
