"""What Terreno ships (plan, taxonomies, sample case, icons, fonts) and how to open it."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a shipped file or folder, e.g. `resource("plan/plan.json")`.

    The same in a source tree and in a one-folder build, where the data lies beside this module.

    Raises: FileNotFoundError if it was not shipped; ValueError if `name` leaves the folder.
    """
    path = (_ROOT / name).resolve()
    if not path.is_relative_to(_ROOT):
        raise ValueError(name)
    if not path.exists():
        raise FileNotFoundError(path)
    return path
