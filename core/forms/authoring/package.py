"""An .xlsx file as its parts (ECMA-376 part 2): which is which sheet, and the zip around them."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
MAX_UNPACKED: Final = 300 * 1024 * 1024
# The same moment in every file: equal content gives equal bytes.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class PackageBroken(ValueError):
    """The bytes are no spreadsheet package."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its tab's title and its part."""

    title: str
    part: str


def parse(data: bytes) -> Any:
    """An XML part as an element. Raises PackageBroken."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise PackageBroken(str(error)) from None


def serialise(root: Any) -> bytes:
    """An element as an XML part."""
    from lxml import etree

    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts in their order. Raises PackageBroken."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise PackageBroken("too big")
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise PackageBroken(str(error)) from None


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file; the same parts always give the same bytes."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def relations_part(part: str) -> str:
    """Where the relations of a part lie."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """(kind, target part) by relation id; kinds by the last word of their address."""
    data = parts.get(relations_part(part))
    if data is None:
        return {}
    folder = posixpath.dirname(part)
    found: dict[str, tuple[str, str]] = {}
    for one in parse(data):
        if one.get("TargetMode") == "External":
            continue
        target = str(one.get("Target"))
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = str(one.get("Type")).rpartition("/")[2]
        found[str(one.get("Id"))] = (kind, posixpath.normpath(whole))
    return found


def workbook_part(parts: Mapping[str, bytes]) -> str:
    """The part that lists the sheets. Raises PackageBroken."""
    for kind, target in relations(parts, "").values():
        if kind == "officeDocument" and target in parts:
            return target
    raise PackageBroken("no workbook inside")


def sheets_of(parts: Mapping[str, bytes]) -> list[SheetPart]:
    """The sheets in the order of their tabs. Raises PackageBroken."""
    book = workbook_part(parts)
    known = relations(parts, book)
    found: list[SheetPart] = []
    for one in parse(parts[book]).iter(f"{{{MAIN}}}sheet"):
        kind, target = known.get(str(one.get(f"{{{REL}}}id")), ("", ""))
        if kind == "worksheet" and target in parts:
            found.append(SheetPart(str(one.get("name")), target))
    return found


def with_sheet(parts: Mapping[str, bytes], *, title: str, xml: bytes) -> dict[str, bytes]:
    """The parts with one more sheet at the end of the tabs."""
    from lxml import etree

    changed = dict(parts)
    book = workbook_part(parts)
    folder = posixpath.dirname(book)
    number = 1
    while posixpath.join(folder, f"worksheets/sheet{number}.xml") in changed:
        number += 1
    part = posixpath.join(folder, f"worksheets/sheet{number}.xml")
    changed[part] = xml

    types = parse(parts["[Content_Types].xml"])
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=SHEET_TYPE)
    changed["[Content_Types].xml"] = serialise(types)

    rels = parse(parts[relations_part(book)])
    used = {str(one.get("Id")) for one in rels}
    rid = next(f"rId{n}" for n in range(1, 10_000) if f"rId{n}" not in used)
    etree.SubElement(
        rels,
        f"{{{PACKAGE_REL}}}Relationship",
        Id=rid,
        Type=f"{REL}/worksheet",
        Target=f"worksheets/sheet{number}.xml",
    )
    changed[relations_part(book)] = serialise(rels)

    root = parse(parts[book])
    listed = root.find(f"{{{MAIN}}}sheets")
    identifiers = [int(one.get("sheetId")) for one in listed]
    etree.SubElement(
        listed,
        f"{{{MAIN}}}sheet",
        {"name": title, "sheetId": str(max(identifiers, default=0) + 1), f"{{{REL}}}id": rid},
    )
    changed[book] = serialise(root)
    return changed


def without_calculation_chain(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without the list of formula cells, which spreadsheets make again by themselves."""
    book = workbook_part(parts)
    chain = next((t for kind, t in relations(parts, book).values() if kind == "calcChain"), None)
    if chain is None:
        return dict(parts)
    changed = {name: content for name, content in parts.items() if name != chain}
    types = parse(changed["[Content_Types].xml"])
    for one in list(types):
        if one.get("PartName") == f"/{chain}":
            types.remove(one)
    changed["[Content_Types].xml"] = serialise(types)
    rels = parse(changed[relations_part(book)])
    for one in list(rels):
        if str(one.get("Type")).endswith("/calcChain"):
            rels.remove(one)
    changed[relations_part(book)] = serialise(rels)
    return changed
