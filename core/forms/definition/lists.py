"""Lists that questions choose from: inside the form, and in XML, CSV and GeoJSON files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from core.forms.tree import Document, Element
from core.forms.tree_xml import XmlRefused, parse_xml

MAX_ROWS: Final = 1_000_000
_NAME: Final = re.compile(r"^[A-Za-z_][\w.\-]*$")


class ListRefused(Exception):
    """A file of choices cannot be read; the message says why."""


def document_from(name: str, data: bytes) -> Document:
    """A file of choices as the tree that `instance('…')` gives. Raises ListRefused."""
    head = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    lowered = name.lower()
    if lowered.endswith((".geojson", ".json")):
        return _from_geojson(data)
    if head.startswith(b"<"):
        try:
            return parse_xml(data, frozen=True)
        except XmlRefused as refused:
            raise ListRefused(str(refused.context["reason"])) from refused
    return table_document(rows_of(data))


def decode(data: bytes) -> str:
    """Text of a CSV: UTF-8 (with or without mark), UTF-16 with mark, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def rows_of(data: bytes) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a CSV whose separator is a comma, semicolon, tab or bar."""
    text = decode(data)
    if "\0" in text:
        raise ListRefused("NUL")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = text.split("\n", 1)[0]
    separator = max(",;\t|", key=first.count)
    csv.field_size_limit(1 << 24)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise ListRefused(str(error)) from error
    if not rows:
        raise ListRefused("sem linhas / no rows")
    if len(rows) > MAX_ROWS:
        raise ListRefused(f"{len(rows)} > {MAX_ROWS}")
    return [cell.strip() for cell in rows[0]], [row for row in rows[1:] if any(row)]


def table_document(table: tuple[list[str], list[list[str]]]) -> Document:
    """`root/item/<column>` for each row."""
    header, rows = table
    root = Element("root")
    columns = [element_name(name) for name in header]
    children = root.children
    for row in rows:
        item = Element("item")
        item.parent = root
        cells = item.children
        for name, text in zip(columns, row, strict=False):
            cell = Element(name, text=text)
            cell.parent = item
            cells.append(cell)
        for name in columns[len(row) :]:
            cell = Element(name)
            cell.parent = item
            cells.append(cell)
        children.append(item)
    return Document(root, frozen=True)


def element_name(header: str) -> str:
    """A column header as an element name; what XML does not allow becomes `_`."""
    if _NAME.match(header):
        return header
    cleaned = re.sub(r"[^\w.\-]", "_", header)
    return cleaned if cleaned and _NAME.match(cleaned) else f"_{cleaned}"


def _from_geojson(data: bytes) -> Document:
    try:
        collection: Any = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise ListRefused(str(error)) from error
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise ListRefused("FeatureCollection?")
    root = Element("root")
    features = collection.get("features") or []
    if not isinstance(features, list):
        raise ListRefused("features?")
    for number, feature in enumerate(features):
        if not isinstance(feature, dict):
            raise ListRefused(f"features[{number}]")
        item = Element("item")
        geometry = _geometry(feature.get("geometry"))
        item.append(Element("geometry", text=geometry))
        properties = feature.get("properties") or {}
        if not isinstance(properties, dict):
            raise ListRefused(f"features[{number}].properties")
        if "id" in feature and "id" not in properties:
            item.append(Element("id", text=_plain(feature["id"])))
        for name, value in properties.items():
            item.append(Element(element_name(str(name)), text=_plain(value)))
        root.append(item)
    return Document(root, frozen=True)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _geometry(geometry: Any) -> str:
    if not isinstance(geometry, dict):
        return ""
    kind, points = geometry.get("type"), geometry.get("coordinates")
    if not isinstance(points, list):
        raise ListRefused(f"coordinates {str(points)[:40]}")
    if kind == "Point":
        points = [points]
    elif kind == "Polygon" and points:
        points = points[0]
    elif kind != "LineString":
        raise ListRefused(f"geometry {kind}")
    return ";".join(_point(point) for point in points)


def _point(point: object) -> str:
    numbers = list(point) if isinstance(point, list) else []
    if len(numbers) < 2 or not all(isinstance(number, int | float) for number in numbers):
        raise ListRefused(f"coordinates {str(point)[:40]}")
    longitude, latitude = numbers[0], numbers[1]
    return f"{latitude} {longitude} 0 0"


def inline_document(instance: Element) -> Document | None:
    """The list written inside `<instance>`, detached and frozen."""
    if not instance.children:
        return None
    return Document(instance.children[0], frozen=True)


def file_name(source: str) -> str | None:
    """`jr://file/x.xml`, `jr://file-csv/x.csv`, `jr://images/x.png` → the file's name."""
    found = re.match(r"^jr://[\w-]+/(.+)$", source.strip())
    return found[1] if found else None


def find_file(media: Mapping[str, bytes] | Any, name: str) -> bytes | None:
    """A file by name; case may differ, as it does on Windows."""
    data = media.get(name)
    if data is None and isinstance(media, Mapping):
        lowered = name.lower()
        for other in media:
            if other.lower() == lowered:
                return bytes(media[other])
    return bytes(data) if data is not None else None


def with_external(
    instances: dict[str, Document], table: Document | None, queried: set[str]
) -> dict[str, Document]:
    """itemsets.csv split by its list_name, each list as the instance of that name."""
    lists: dict[str, Element] = {name: Element("root") for name in sorted(queried)}
    for item in table.root.children if table is not None else ():
        cell = item.child("list_name")
        name = cell.text if cell is not None else ""
        root = lists.setdefault(name, Element("root"))
        root.append(item.copy())
    found = dict(instances)
    for name, root in lists.items():
        found.setdefault(name, Document(root, frozen=True))
    return found
