"""`terreno monitor …`: indicators, their values, series from elsewhere, the social diagnosis."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from core.cli.console import DONE, MISUSED, give, language_of, say
from core.cli.opened import opened

app = typer.Typer(no_args_is_help=True, help="Indicadores e diagnóstico social.")

Sample = Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")]
AsJson = Annotated[bool, typer.Option("--json", help="Para programas.")]


@app.command("indicators")
def list_indicators(sample: Sample = False, as_json: AsJson = False) -> int:
    """Diz que indicadores há, com a definição e a fonte."""
    from core.monitor import indicators

    language = language_of(os.environ)
    with opened(sample=sample) as store:
        found = store.read(indicators)
    if as_json:
        give(found)
        return DONE
    for one in found:
        print(f"{one.code:<14} {one.name(language)} ({one.unit(language)})")
        print(f"{'':<14} {one.definition(language)}  [{one.source_text(language)}]")
    return DONE


@app.command("measure")
def measure_one(
    code: Annotated[str, typer.Argument(help="Código do indicador.")],
    types: Annotated[list[str] | None, typer.Option("--type", help="Tipo de resposta.")] = None,
    ages: Annotated[str, typer.Option("--ages", help="População-alvo: 65+ ou 0-2.")] = "",
    year: Annotated[int, typer.Option("--year", help="População até este ano.")] = 0,
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Mede um indicador nos 17 municípios e na AMP."""
    from core.monitor import AMP, Ages, indicator, measure
    from core.monitor.charts import number_text
    from core.plan import municipality_name

    span = None
    if ages:
        first, plus, last = ages.partition("+" if ages.endswith("+") else "-")
        if not first.isdigit() or (plus == "-" and not last.isdigit()):
            say("As idades escrevem-se 65+ ou 0-2.", "Write the ages as 65+ or 0-2.")
            return MISUSED
        span = Ages(int(first), int(last) if last else None)
    language = language_of(os.environ)
    with opened(sample=sample) as store:
        asked = store.read(partial(indicator, code=code))
        found = store.read(
            lambda work: measure(
                work, code=code, on=_today(), types=tuple(types or ()), ages=span,
                year=year or None,
            )
        )  # fmt: skip
    if as_json:
        give({"indicator": asked, "measures": found})
        return DONE
    print(f"{asked.name(language)} ({asked.unit(language)})")
    for one in found:
        name = "AMP" if one.territory == AMP else municipality_name(one.territory)
        value = number_text(one.value, decimals=asked.decimals, language=language)
        basis = f"{one.counted}/{one.of}" if one.of else ""
        print(f"{name:<24} {value:>10}  {basis}")
    return DONE


@app.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(exists=True, readable=True)],
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Importa população ou indicadores de uma folha de cálculo: tudo ou nada."""
    from core.monitor import read_series, take_series

    read = read_series(file)
    with opened(sample=sample) as store:
        changed = store.write_now(lambda work: take_series(work, file=read))
    if as_json:
        give({"rows": len(read.rows), "changed": changed})
    else:
        say(
            f"{len(read.rows)} linhas lidas, {changed} novas ou diferentes.",
            f"{len(read.rows)} rows read, {changed} new or different.",
        )
    return DONE


@app.command("diagnosis")
def write_diagnosis(
    territory: Annotated[str, typer.Argument(help="DICO do município, ou AMP.")],
    to: Annotated[Path, typer.Argument(help="Ficheiro .pdf ou .docx.")],
    language: Annotated[str, typer.Option("--language", help="pt ou en")] = "pt",
    sample: Sample = False,
    as_json: AsJson = False,
) -> int:
    """Escreve o diagnóstico social de um município, ou da AMP."""
    from core.monitor.diagnosis import diagnose
    from core.reports.diagnosis import pages, write_docx, write_pdf

    if to.suffix.lower() not in (".pdf", ".docx") or language not in ("pt", "en"):
        say("O ficheiro é .pdf ou .docx; a língua, pt ou en.",
            "The file is .pdf or .docx; the language, pt or en.")  # fmt: skip
        return MISUSED
    at = datetime.now().astimezone()
    with opened(sample=sample) as store:
        said = store.read(
            lambda work: diagnose(work, territory=territory, on=at.date(), made_at=at)
        )
    laid = pages(said, language="en" if language == "en" else "pt")
    if to.suffix.lower() == ".pdf":
        write_pdf(laid, to, at=at.astimezone(UTC))
    else:
        write_docx(laid, to)
    if as_json:
        give({"path": to})
    else:
        say(f"Escrito em {to}", f"Written to {to}")
    return DONE


def _today() -> date:
    return datetime.now().astimezone().date()
