"""The verbs of this street: `terreno server|sync|bundle …`, `terreno forms submit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


def rooms() -> list[tuple[str, typer.Typer]]:
    """The groups of verbs of this street, by name."""
    from sync.commands import bundles, central, handing_in, laptop

    return [
        ("server", central.app), ("sync", laptop.app), ("bundle", bundles.app),
        ("forms", handing_in.app),
    ]  # fmt: skip
