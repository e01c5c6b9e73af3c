"""Cell comments (ECMA-376 part 1, 18.7) and their drawn boxes, when rows and columns have moved."""

from __future__ import annotations

from collections.abc import Mapping

from core.forms.authoring.cell_names import Moves
from core.forms.authoring.package import MAIN, parse, relations, serialise

_VML = "urn:schemas-microsoft-com:office:excel"


def with_moved_notes(parts: Mapping[str, bytes], *, sheet: str, moves: Moves) -> dict[str, bytes]:
    """The parts with the comments of a sheet (its part) where their cells are now."""
    changed = dict(parts)
    for kind, part in relations(parts, sheet).values():
        if part not in parts:
            continue
        if kind == "comments":
            changed[part] = _moved_comments(parts[part], moves)
        elif kind == "vmlDrawing":
            changed[part] = _moved_boxes(parts[part], moves)
        elif kind == "table":
            changed[part] = _moved_table(parts[part], moves)
    return changed


def _moved_comments(xml: bytes, moves: Moves) -> bytes:
    root = parse(xml)
    for one in list(root.iter(f"{{{MAIN}}}comment")):
        now = moves.cell(str(one.get("ref")))
        if now is None:
            one.getparent().remove(one)
        else:
            one.set("ref", now)
    return serialise(root)


def _moved_boxes(xml: bytes, moves: Moves) -> bytes:
    root = parse(xml)
    for data in root.iter(f"{{{_VML}}}ClientData"):
        row, column = data.find(f"{{{_VML}}}Row"), data.find(f"{{{_VML}}}Column")
        if row is None or column is None:
            continue
        now_row = moves.row(int(row.text) + 1)
        now_column = moves.column(int(column.text) + 1)
        if now_row is None or now_column is None:
            data.getparent().getparent().remove(data.getparent())
            continue
        row.text, column.text = str(now_row - 1), str(now_column - 1)
    return serialise(root)


def _moved_table(xml: bytes, moves: Moves) -> bytes:
    root = parse(xml)
    for one in (root, *root.iter(f"{{{MAIN}}}autoFilter")):
        now = moves.area(str(one.get("ref", "")))
        if now:
            one.set("ref", now)
    return serialise(root)
