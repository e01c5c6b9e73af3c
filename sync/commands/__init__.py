"""The command line of the exchange: `terreno server …` and `terreno sync …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


def rooms() -> list[tuple[str, typer.Typer]]:
    """The groups of verbs of this street, by name."""
    from sync.commands import central, laptop

    return [("server", central.app), ("sync", laptop.app)]
