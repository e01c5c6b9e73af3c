"""Check-lists that are being written: kept on this laptop until they are saved or installed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Attachment, Base, Local, Work
from core.visits.checklists import ChecklistVersion, load_media, read_sealed
from core.visits.problems import NoWorkbook, UnknownChecklist

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.store import Store

ENDINGS = (".xlsx", ".xlsm", ".xls")


class ChecklistDraft(Local, Base):
    """A workbook as the editor left it a few seconds ago. `content` is the .xlsx file.

    `version_id`: the installed version it was made from, whose media it uses. `path`: the file
    that it was last saved to.
    """

    __tablename__ = "checklist_draft"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str]
    content: Mapped[bytes]
    version_id: Mapped[UUID | None]
    path: Mapped[str | None]
    changed_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A check-list that is being written, as lists show it."""

    id: UUID
    title: str
    version_id: UUID | None
    path: str | None
    changed_at: datetime


def keep_draft(
    work: Work,
    *,
    draft_id: UUID,
    title: str,
    content: bytes,
    version_id: UUID | None,
    path: str | None,
    changed_at: datetime,
) -> None:
    """Keep what is being written, in place of what was kept under this id before."""
    draft = work.get(ChecklistDraft, draft_id)
    if draft is None:
        draft = ChecklistDraft(id=draft_id)
        work.add(draft)
    draft.title, draft.content, draft.changed_at = title, content, changed_at
    draft.version_id, draft.path = version_id, path
    work.flush()


def drop_draft(work: Work, *, draft_id: UUID) -> None:
    """Forget a draft: it was saved, installed or given up."""
    draft = work.get(ChecklistDraft, draft_id)
    if draft is not None:
        work.delete(draft)
        work.flush()


def list_drafts(work: Work) -> list[DraftSummary]:
    """The check-lists being written, the latest first."""
    rows = work.execute(
        select(
            ChecklistDraft.id,
            ChecklistDraft.title,
            ChecklistDraft.version_id,
            ChecklistDraft.path,
            ChecklistDraft.changed_at,
        ).order_by(ChecklistDraft.changed_at.desc(), ChecklistDraft.id)
    )
    return [DraftSummary(*row) for row in rows]


def load_draft(work: Work, draft_id: UUID) -> tuple[DraftSummary, bytes] | None:
    """A draft and its file; None when there is none of this id."""
    draft = work.get(ChecklistDraft, draft_id)
    if draft is None:
        return None
    summary = DraftSummary(draft.id, draft.title, draft.version_id, draft.path, draft.changed_at)
    return summary, draft.content


def load_workbook(store: Store, version_id: UUID) -> tuple[str, bytes]:
    """The workbook that an installed version was made from: its name and content.

    May be called on any thread. Raises: UnknownChecklist; NoWorkbook for a version that was
    installed from an XForm.
    """
    found = store.read(
        lambda work: work.execute(
            select(ChecklistVersion.title, Attachment.name, Attachment.sha256)
            .outerjoin(Attachment, Attachment.id == ChecklistVersion.source_id)
            .where(ChecklistVersion.id == version_id)
        ).one_or_none()
    )
    if found is None:
        raise UnknownChecklist(id=version_id)
    if found.sha256 is None or not found.name.lower().endswith(ENDINGS):
        raise NoWorkbook(title=found.title)
    return found.name, read_sealed(store, found.sha256)


def media_for(store: Store, version_id: UUID | None) -> Mapping[str, bytes]:
    """The files that came with a version; none without one."""
    return {} if version_id is None else load_media(store, version_id)
