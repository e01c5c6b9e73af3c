"""Names that any disk takes, and each file under one of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

_LONGEST = 120
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def safe_name(name: str) -> str:
    """A name without folders, letters or lengths that some disk refuses."""
    plain = re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", name).strip(". ") or "anexo"
    if _DEVICES.fullmatch(plain):
        plain = f"_{plain}"
    return _shortened(plain)


def file_names(values: Iterable[str]) -> dict[str, str]:
    """What is called `value` in a filling → its file's name; no two share one, on any disk."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for value in values:
        if value in names:
            continue
        name, number = safe_name(value), 1
        path = PurePosixPath(name)
        while name.casefold() in taken:
            number += 1
            name = f"{path.stem}-{number}{path.suffix}"
        taken.add(name.casefold())
        names[value] = name
    return names


def renamed(submission: bytes, names: dict[str, str]) -> bytes:
    """The submission with its files under the names that they have on the disk."""
    other = {value: name for value, name in names.items() if value != name}
    if not other:
        return submission
    from lxml import etree

    root = etree.fromstring(submission)
    for node in root.iter(etree.Element):
        if len(node) == 0 and node.text in other:
            node.text = other[node.text]
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST:
        return name
    suffix = PurePosixPath(name).suffix
    suffix = suffix if len(suffix.encode()) <= 10 else ""
    stem = name[: len(name) - len(suffix)].encode()[: _LONGEST - len(suffix.encode())]
    return stem.decode(errors="ignore").rstrip(". ") + suffix
