"""A marking scheme is a check-list's own list of tags; marks set them on recordings.

A tag is for moments or for spans. Marks are of one observer: a technician, or whoever is named in
a file that was imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid5

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Base, Synced

TagKind = Literal["moment", "span"]

# Ids are derived, so that two laptops that save the scheme of a check-list write the same rows.
_SCHEMES = UUID("c6a1c6a4-0f1b-5f0e-9a53-3c7d0d0f0004")


class MarkingScheme(Synced, Base):
    """The tags that marks of visits with this check-list may carry; one for each form id."""

    __tablename__ = "marking_scheme"

    form_id: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]


class MarkingTag(Synced, Base):
    """One tag. A retired one is offered no more; marks that carry it keep it."""

    __tablename__ = "marking_tag"

    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("marking_scheme.id"), index=True)
    code: Mapped[str]
    label: Mapped[str]
    kind: Mapped[str]
    key: Mapped[str]
    colour: Mapped[str]
    group_name: Mapped[str]
    note: Mapped[str]
    position: Mapped[int]
    retired: Mapped[bool]


class Mark(Synced, Base):
    """A tag set on a moment (`end_us` None) or span of a recording, by one observer.

    A span without an end still runs. µs from the first picture of the recording.
    """

    __tablename__ = "mark"

    recording_id: Mapped[UUID] = mapped_column(ForeignKey("recording.id"), index=True)
    tag_id: Mapped[UUID] = mapped_column(ForeignKey("marking_tag.id"), index=True)
    start_us: Mapped[int]
    end_us: Mapped[int | None]
    note: Mapped[str]
    technician_id: Mapped[UUID | None]
    # Who marked, where it is no technician of ours: as an imported file names them.
    observer: Mapped[str]


@dataclass(frozen=True, slots=True)
class TagDraft:
    """A tag as it is to be saved. `code` stays the same when the label changes.

    `key`: one character that sets it while playing, "" for none. `colour`: `#rrggbb`.
    """

    code: str
    label: str
    kind: TagKind = "moment"
    key: str = ""
    colour: str = "#0e6b62"
    group: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TagSummary:
    """A tag as listed."""

    id: UUID
    code: str
    label: str
    kind: TagKind
    key: str
    colour: str
    group: str
    note: str
    retired: bool


@dataclass(frozen=True, slots=True)
class SchemeSummary:
    """A scheme with its tags in their order, the retired ones last."""

    id: UUID
    form_id: str
    title: str
    tags: tuple[TagSummary, ...]

    @property
    def offered(self) -> tuple[TagSummary, ...]:
        """The tags that can be set."""
        return tuple(one for one in self.tags if not one.retired)


@dataclass(frozen=True, slots=True)
class MarkSummary:
    """A mark as listed. `observer` is a name, "" when nobody is known; µs of the recording.

    `end_us` None: a moment, or (`kind` "span") a span that still runs.
    """

    id: UUID
    recording_id: UUID
    tag_id: UUID
    code: str
    label: str
    kind: TagKind
    colour: str
    start_us: int
    end_us: int | None
    note: str
    technician_id: UUID | None
    observer: str


def scheme_id_of(form_id: str) -> UUID:
    """The id that every laptop gives to the scheme of this check-list."""
    return uuid5(_SCHEMES, form_id)


def tag_id_of(scheme_id: UUID, code: str) -> UUID:
    """The id that every laptop gives to this tag of the scheme."""
    return uuid5(scheme_id, code.casefold())
