"""`terreno visits …` and `terreno take-home`: what there is, and taking it away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from core.cli.console import DONE, MISUSED, give, say
from core.cli.opened import opened
from core.cli.problems import NoSuchVisit

if TYPE_CHECKING:
    from core.store import Store

app = typer.Typer(no_args_is_help=True, help="Visitas deste dispositivo.")

MANY = 10_000


@app.command("list")
def list_them(
    sample: Annotated[bool, typer.Option("--sample", help="Nos dados do exemplo.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Para programas.")] = False,
) -> int:
    """Lista as visitas, a mais recente primeiro."""
    from core.visits import list_visits

    with opened(sample=sample) as store:
        found = store.read(lambda work: list_visits(work, limit=MANY))
    if as_json:
        give(found)
        return DONE
    for one in found:
        day = one.planned_for.astimezone().strftime("%Y-%m-%d %H:%M")
        print(f"{one.id}  {day}  {one.state:<9}  {one.title}")
    if not found:
        say("Ainda não há visitas.", "There are no visits yet.")
    return DONE


def take_home(
    visit: str,
    *,
    out: Path,
    zipped: bool,
    language: str,
    whole: bool,
    why: str,
    sample: bool,
    as_json: bool,
) -> int:
    """Write one visit into `out`. Raises: NoSuchVisit, and what `take_home` raises."""
    from core.reports import take_home as write

    if language not in ("pt", "en"):
        say("As línguas são pt e en.", "The languages are pt and en.")
        return MISUSED
    with opened(sample=sample) as store:
        made = write(
            store,
            visit_meant(store, visit),
            out,
            zip=zipped,
            language="en" if language == "en" else "pt",
            whole=whole,
            why=why,
        )
    if made.withheld and not as_json:
        people = ", ".join(made.withheld)
        say(
            f"Sem vídeo, som e fotografias: terminou o consentimento de {people}.",
            f"Without video, sound and photographs: the consent of {people} has ended.",
        )
    if as_json:
        give(
            {
                "place": made.place,
                "paths": made.paths,
                "manifest": made.manifest,
                "withheld": made.withheld,
            }
        )
    else:
        print(made.place)
    return DONE


def visit_meant(store: Store, given: str) -> UUID:
    """The visit meant by an id, the beginning of one, or a part of its title."""
    from core.visits import list_visits

    everything = store.read(lambda work: list_visits(work, limit=MANY))
    wanted = given.strip().casefold()
    if not wanted:
        raise NoSuchVisit(given=given)
    found = [one.id for one in everything if str(one.id).startswith(wanted)]
    found = found or [one.id for one in everything if wanted in one.title.casefold()]
    if len(found) != 1:
        raise NoSuchVisit(given=given)
    return found[0]
