"""Every icon that the window names is drawn."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DRAWN = {file.stem for file in (ROOT / "resources" / "icons").glob("*.svg")}


def named(tree: ast.AST) -> list[str]:
    """What is given as `icon=` to anything, and as the name to `icons.…`."""
    found: list[str] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        given = [word.value for word in node.keywords if word.arg == "icon"]
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            at = {"icon": 0, "pixmap": 0, "put_label": 1, "put": 1}.get(node.func.attr)
            if node.func.value.id == "icons" and at is not None:
                given += node.args[at : at + 1]
        for value in given:
            found += [
                one.value
                for one in ast.walk(value)
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
            ]
    return found


def test_every_icon_that_is_named_is_drawn():
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "desktop").rglob("*.py"))
        for name in named(ast.parse(path.read_text(encoding="utf-8")))
        if name not in DRAWN
    }
    assert not missing
