"""The command line: the same verbs without a window. `run(argv)` is its door."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

Probe = tuple[str, Callable[[], str]]
"""Something else for the doctor to look at: its name, and what says how it is (or raises)."""


def run(
    argv: Sequence[str],
    *,
    probes: Sequence[Probe] = (),
    rooms: Sequence[tuple[str, typer.Typer]] = (),
) -> int:
    """Run one command; returns its exit code (0 done, 1 something is wrong, 2 misused).

    `probes` are what the door above knows to look at and this floor cannot (the window's parts);
    `rooms` are groups of verbs of the streets above, by name.
    """
    from core.cli.verbs import run_verb

    return run_verb(argv, probes=probes, rooms=rooms)


main = run
