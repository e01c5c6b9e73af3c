"""`terreno inventory …`: take workbooks in, give the inventory out, search, check, count."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from core.cli.console import DONE, FOUND, MISUSED, give, language_of, say
from core.cli.opened import opened

app = typer.Typer(no_args_is_help=True, help="O inventário das respostas sociais.")

Sample = Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


@app.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(exists=True, readable=True)],
    day: Annotated[str, typer.Option("--day", help="Dia a que os números se referem.")] = "",
    municipality: Annotated[
        str, typer.Option("--municipality", help="DICO das linhas que não dizem o seu.")
    ] = "",
    accept: Annotated[
        bool, typer.Option("--accept-probable", help="O provável é o mesmo.")
    ] = False,
    refuse: Annotated[bool, typer.Option("--refuse-probable", help="O provável é novo.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Só mostra.")] = False,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Importa uma folha de cálculo ou HSDS (.json, pasta de CSV): tudo ou nada."""
    if file.is_dir() or file.suffix.lower() == ".json":
        return _take_hsds(file, municipality, sample=sample, as_json=as_json)
    from core.inventory.workbooks import carry_out, preview, stage

    if accept and refuse:
        say("Escolha uma das duas opções.", "Choose one of the two options.")
        return MISUSED
    try:
        on = date.fromisoformat(day) if day else datetime.now(UTC).date()
    except ValueError:
        say("O dia escreve-se AAAA-MM-DD.", "Write the day as YYYY-MM-DD.")
        return MISUSED
    every = frozenset({"*"})
    with opened(sample=sample) as store:
        staged = stage(store, file)
        ready = preview(
            store, staged, day=on, municipality=municipality or None,
            accepted=every if accept else frozenset(), refused=every if refuse else frozenset(),
        )  # fmt: skip
        applied = None if dry_run else carry_out(store, ready, at=datetime.now(UTC))
    plan = ready.plan
    report: dict[str, Any] = {
        "import_id": applied.import_id if applied else None,
        "made": {name: plan.count(name) for name in ("provider", "facility", "social_response")},
        "changed": len(plan.changed),
        "same": plan.same,
        "undecided": plan.doubts,
        "problems": ready.problems,
        "columns": [one for mapping in staged.mappings for one in mapping.columns],
    }
    if as_json:
        give(report)
    else:
        _tell(report)
    return FOUND if any(one.left_out for one in ready.problems) else DONE


def _take_hsds(file: Path, municipality: str, *, sample: bool, as_json: bool) -> int:
    from core.inventory.hsds import read_hsds, take_hsds
    from core.store import GLOBAL

    document = read_hsds(file)
    with opened(sample=sample) as store:
        counts = store.write_now(
            lambda work: take_hsds(
                work, document=document, file_name=file.name, at=datetime.now(UTC),
                municipality=municipality or GLOBAL,
            )
        )  # fmt: skip
    if as_json:
        give(counts)
    else:
        say(
            f"Novos: {counts['made']}. Alterados: {counts['changed']}.",
            f"New: {counts['made']}. Changed: {counts['changed']}.",
        )
    return DONE


def _tell(report: dict[str, Any]) -> None:
    made = report["made"]
    say(
        f"Novos: {made['provider']} entidades, {made['facility']} equipamentos, "
        f"{made['social_response']} respostas sociais. Campos alterados: {report['changed']}. "
        f"Iguais: {report['same']}. Por decidir: {len(report['undecided'])}.",
        f"New: {made['provider']} providers, {made['facility']} facilities, "
        f"{made['social_response']} social responses. Fields changed: {report['changed']}. "
        f"Same: {report['same']}. Undecided: {len(report['undecided'])}.",
    )
    english = language_of(os.environ) == "en"
    for one in report["problems"]:
        expected = one.expected_en if english else one.expected_pt
        print(f"{one.sheet}!{one.column}{one.row}  {one.title}: «{one.found}» ≠ {expected}")


@app.command("export")
def give_out(
    to: Annotated[Path, typer.Argument(help=".xlsx, .csv, .geojson, .json (HSDS) ou pasta")],
    municipality: Annotated[list[str] | None, typer.Option("--municipality", help="DICO")] = None,
    hsds: Annotated[str, typer.Option("--hsds", help="3.0 ou 3.1")] = "3.0",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Escreve o inventário num ficheiro."""
    from core.inventory.hsds import write_hsds, write_hsds_tables
    from core.inventory.workbooks import write_csv, write_geojson, write_official

    if hsds not in ("3.0", "3.1"):
        say("As versões são 3.0 e 3.1.", "The versions are 3.0 and 3.1.")
        return MISUSED

    version: Literal["3.0", "3.1"] = "3.1" if hsds == "3.1" else "3.0"
    only = tuple(municipality or ())
    writers: dict[str, Any] = {
        ".xlsx": partial(write_official, at=datetime.now(UTC)),
        ".csv": write_csv,
        ".geojson": write_geojson,
        ".json": partial(write_hsds, version=version),
        "": partial(write_hsds_tables, version=version),
    }
    writer = writers.get(to.suffix.lower())
    if writer is None:
        say(
            "Use .xlsx, .csv, .geojson, .json ou uma pasta.",
            "Use .xlsx, .csv, .geojson, .json or a folder.",
        )
        return MISUSED
    with opened(sample=sample) as store:
        many = store.read(lambda work: writer(work, to=to, municipalities=only))
    if as_json:
        give({"path": to, "rows": many})
    else:
        say(f"{many} linhas em {to}", f"{many} rows in {to}")
    return DONE


@app.command("search")
def search(
    text: Annotated[str, typer.Argument()],
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000)] = 20,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Procura em todo o inventário, sem olhar a acentos nem a enganos."""
    from core.inventory import EntryFilter, list_entries

    with opened(sample=sample) as store:
        page = store.read(
            lambda work: list_entries(work, where=EntryFilter(text=text), limit=limit)
        )
    if as_json:
        give([_entry(one) for one in page.entries])
        return DONE
    for one in page.entries:
        print(f"{one.municipality}  {one.type_id:<6} {one.title}  ·  {one.provider}")
    if not page.entries:
        say("Nada encontrado.", "Nothing found.")
    return DONE


@app.command("stats")
def stats(sample: Sample = False, as_json: AsJson = False) -> int:
    """Conta o que há, por município e por tipo."""
    from core.inventory import count_by, count_entries
    from core.plan import municipality_name

    with opened(sample=sample) as store:
        total = store.read(count_entries)
        by = {
            name: dict(store.read(partial(count_by, field=name)))
            for name in ("kind", "municipality", "type_id", "status")
        }
    if as_json:
        give({"total": total, **by})
        return DONE
    say(f"{total} entradas", f"{total} entries")
    for dico, many in by["municipality"].items():
        print(f"{many:>7}  {municipality_name(dico)}")
    return DONE


@app.command("check")
def check(sample: Sample = False, as_json: AsJson = False) -> int:
    """Procura duplicados, e registos a que falta o município, a morada ou a capacidade."""
    from core.inventory import EntryFilter, count_entries
    from core.inventory.duplicates import find_duplicates

    with opened(sample=sample) as store:
        duplicates = store.read(find_duplicates)
        unplaced = store.read(
            lambda work: count_entries(work, where=EntryFilter(municipalities=("global",)))
        )
        unlocated = store.read(lambda work: count_entries(work, where=EntryFilter(located=False)))
    if as_json:
        give({"duplicates": duplicates, "unplaced": unplaced, "without_coordinates": unlocated})
    else:
        say(
            f"{len(duplicates)} possíveis duplicados; {unplaced} sem município; "
            f"{unlocated} sem coordenadas.",
            f"{len(duplicates)} possible duplicates; {unplaced} without municipality; "
            f"{unlocated} without coordinates.",
        )
        for one in duplicates:
            print(f"{one.score:.2f}  {one.entity:<9} {one.one}  =?  {one.other}")
    return FOUND if duplicates or unplaced else DONE


def _entry(one: Any) -> dict[str, Any]:
    from dataclasses import asdict

    row = asdict(one)
    row["confirmed_on"] = one.confirmed_on.isoformat() if one.confirmed_on else None
    return row
