"""A filling as the form engine sees it, for whoever reads it back: the review, the report."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.visits.answers import load_filling
from core.visits.checklists import load_form
from core.visits.fillings import filling

if TYPE_CHECKING:
    from core.forms import FillingSession
    from core.store import Store


def open_session(store: Store, filling_id: UUID) -> FillingSession:
    """Resume a filling on its form. Meant for a worker thread; writes nothing.

    Raises: UnknownFilling, UnknownChecklist, and what a missing or damaged sealed file raises.
    """
    from core.forms import FillingSession, SessionContext

    version_id = store.read(lambda work: filling(work, filling_id)).checklist_version_id
    saved = store.read(lambda work: load_filling(work, filling_id))
    return FillingSession.resume(load_form(store, version_id), saved, SessionContext())
