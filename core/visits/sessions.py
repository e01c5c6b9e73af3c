"""A filling as the form engine sees it, for whoever reads it back: the review, the report."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.problem import Language
from core.visits.answers import load_filling
from core.visits.checklists import load_form
from core.visits.entities import entities_before
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
    context = SessionContext(entities=store.read(lambda work: entities_before(work, filling_id)))
    return FillingSession.resume(load_form(store, version_id), saved, context)


def open_session_in(store: Store, filling_id: UUID, *, language: Language) -> FillingSession:
    """As `open_session`, with the labels of that language where the check-list has it."""
    session = open_session(store, filling_id)
    wanted = {"pt": ("(pt", "portugu"), "en": ("(en", "english", "inglês")}[language]
    for name in session.form.languages:
        if any(sign in name.casefold() for sign in wanted) or name.casefold() == language:
            session.set_language(name)
            break
    return session
