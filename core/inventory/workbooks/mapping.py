"""Which column means what: proposed by title and content, decided by a person, remembered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.inventory.imports import RememberedMapping
from core.inventory.nipc import digits_of, is_nipc
from core.inventory.spelling import fold, spelt_out
from core.inventory.type_names import types_in
from core.inventory.workbooks.fields import FIGURES, HAS, OF, UNKNOWN, titles
from core.inventory.workbooks.layout import Column, Layout
from core.inventory.workbooks.values import municipality_named, text_of
from core.store import Work

_NEAR = 90.0
_MOSTLY = 0.8
_ASIDE = re.compile(
    r"\b(?:\d+|numero|total|atual|atuais|ano|data|jan(?:eiro)?|fev(?:ereiro)?|mar(?:co)?|abr(?:il)?"
    r"|mai(?:o)?|jun(?:ho)?|jul(?:ho)?|ago(?:sto)?|set(?:embro)?|out(?:ubro)?|nov(?:embro)?"
    r"|dez(?:embro)?)\b|[ºª]"
)
"""What titles add to a word: how many, of which year."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column is taken for. `by`: title, near-title, content, remembered, or nothing."""

    column: int
    title: str
    key: str | None
    by: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a layout is taken for; columns without a key are left out.

    A column that fits no field has a key that begins with `other.`: it is kept with the entry.
    """

    fingerprint: str
    columns: tuple[Proposal, ...]

    def keys(self) -> dict[int, str]:
        """Column → key, of those that are read."""
        return {one.column: one.key for one in self.columns if one.key is not None}

    def with_column(self, column: int, key: str | None) -> Mapping:
        """The same with one column decided otherwise."""
        return Mapping(
            self.fingerprint,
            tuple(
                Proposal(one.column, one.title, key, "decided") if one.column == column else one
                for one in self.columns
            ),
        )


def propose_mapping(layout: Layout, *, remembered: dict[int, str] | None = None) -> Mapping:
    """What the columns may be; a key is given to one column only, the best titled one."""
    kept = _kept_as(layout)
    if remembered is not None:
        return Mapping(
            layout.fingerprint,
            tuple(
                Proposal(one.index, one.title, remembered[at] or None, "remembered")
                if at in remembered
                else Proposal(one.index, one.title, kept.get(one.index), "nothing")
                for at, one in enumerate(layout.columns)
            ),
        )
    proposals: dict[int, Proposal] = {}
    taken: set[str] = set()
    for propose, by in (
        (_by_title, "title"),
        (_by_near_title, "near-title"),
        (_by_content, "content"),
    ):
        for column in layout.columns:
            if column.index in proposals:
                continue
            key = propose(column)
            if key is not None and key not in taken:
                taken.add(key)
                proposals[column.index] = Proposal(column.index, column.title, key, by)
    _tell_name_from_provider(proposals)
    return Mapping(
        layout.fingerprint,
        tuple(
            proposals.get(one.index, Proposal(one.index, one.title, kept.get(one.index), "nothing"))
            for one in layout.columns
        ),
    )


def remembered_mapping(work: Work, *, layout: Layout) -> Mapping | None:
    """How this layout was read last time, if it was."""
    row = work.get(RememberedMapping, layout.fingerprint)
    if row is None:
        return None
    return propose_mapping(layout, remembered={int(at): key for at, key in row.columns.items()})


def remember_mapping(work: Work, *, mapping: Mapping, at: datetime) -> None:
    """Read this layout the same way next time; here only, it is nobody else's business."""
    columns = {str(place): one.key or "" for place, one in enumerate(mapping.columns)}
    row = work.get(RememberedMapping, mapping.fingerprint)
    if row is None:
        work.add(RememberedMapping(fingerprint=mapping.fingerprint, columns=columns, used_at=at))
    else:
        row.columns, row.used_at = columns, at
    work.flush()


def unknown_key(mapping: Mapping, column: int) -> str:
    """The key under which a column is kept as it is."""
    title = next(one.title for one in mapping.columns if one.column == column)
    taken = {one.key for one in mapping.columns if one.column != column}
    key = UNKNOWN + (title or letter(column))
    return key if key not in taken else f"{key} ({letter(column)})"


def _kept_as(layout: Layout) -> dict[int, str]:
    """Column → key for those that no field may fit: by title, told apart by letter if need be."""
    found: dict[int, str] = {}
    for one in layout.columns:
        if not one.title and not any(text_of(cell) for cell in one.samples):
            continue
        key = UNKNOWN + (one.title or letter(one.index))
        found[one.index] = key if key not in found.values() else f"{key} ({letter(one.index)})"
    return found


def letter(column: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _by_title(column: Column) -> str | None:
    known = titles().get(spelt_out(column.title))
    group = _type_of(column.group)
    if group is not None:
        figure = (known or "").rpartition(".")[2]
        if figure in FIGURES:
            return f"{OF}{group}.{figure}"
    if known is not None:
        return known
    own = _type_of(column.title)
    return None if own is None else HAS + own


def _by_near_title(column: Column) -> str | None:
    from rapidfuzz import fuzz, process

    title = spelt_out(re.sub(r"\([^)]*\)|\*", " ", column.title))
    if not title:
        return None
    if title in titles():
        return titles()[title]
    # «Capacidade 2025», «N.º de utentes em 31/12»
    bare = " ".join(_ASIDE.sub(" ", title).split())
    if bare and bare in titles():
        return titles()[bare]
    # «Lotação/Capacidade»
    parts = {titles().get(spelt_out(one)) for one in re.split(r"[/|]", column.title)}
    if len(parts) == 1 and None not in parts:
        return parts.pop()
    best = process.extractOne(title, titles().keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if best is not None and len(best[0]) > 3:
        return titles()[best[0]]
    return None


def _by_content(column: Column) -> str | None:
    cells = [text_of(cell) for cell in column.samples if text_of(cell)]
    if len(cells) < 2:
        return None

    def mostly(test: Any) -> bool:
        return sum(bool(test(cell)) for cell in cells) >= _MOSTLY * len(cells)

    if mostly(lambda cell: is_nipc(cell) and len(digits_of(cell)) == 9):
        return "provider.nipc"
    if mostly(lambda cell: re.fullmatch(r"\d{4}-\d{3}.*", cell)):
        return "facility.postal_code"
    if mostly(lambda cell: re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", cell)):
        return "facility.email"
    if mostly(lambda cell: re.fullmatch(r"(?:\+351\s*)?[29]\d{2}[ .]?\d{3}[ .]?\d{3}", cell)):
        return "facility.phone"
    if mostly(municipality_named):
        return "facility.municipality"
    if mostly(lambda cell: types_in(cell)[0].type_id is not None):
        return "social_response.type_id"
    if mostly(lambda cell: re.match(r"(rua|r\.|av|largo|praça|travessa|estrada)\b", fold(cell))):
        return "facility.address"
    if all(isinstance(cell, (date, datetime)) for cell in column.samples):
        return None if column.title else "figures.day"
    return None


def _type_of(title: str) -> str | None:
    if not title:
        return None
    found = types_in(title)
    return found[0].type_id if len(found) == 1 and found[0].certain else None


def _tell_name_from_provider(proposals: dict[int, Proposal]) -> None:
    """A lone «Designação» or «Nome» beside no entity is the facility, and that is enough."""
    keys = {one.key for one in proposals.values()}
    if "provider.name" in keys or "facility.name" in keys:
        return
    for index, one in proposals.items():
        if one.key == "social_response.contact" and "nome" in fold(one.title):
            proposals[index] = Proposal(one.column, one.title, "facility.name", one.by)
