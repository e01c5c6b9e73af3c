"""A filling as the form engine sees it, for whoever reads it back: the review, the report."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from core.problem import Language, Problem
from core.visits.answers import load_filling
from core.visits.checklists import load_form
from core.visits.entities import entities_before
from core.visits.fillings import filling, resumable

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


def get_ready(store: Store) -> None:
    """Load the engine, and the form of the filling last worked on, before somebody opens it.

    Meant for a worker thread after the start. What cannot be read is left for whoever opens it.
    """
    import core.forms.definition.xform
    import core.forms.session.filling  # noqa: F401

    drafts = store.read(resumable)
    if drafts:
        with suppress(Problem):
            load_form(store, drafts[0].checklist_version_id)


def open_session_in(store: Store, filling_id: UUID, *, language: Language) -> FillingSession:
    """As `open_session`, with the labels of that language where the check-list has it."""
    session = open_session(store, filling_id)
    wanted = {"pt": ("(pt", "portugu"), "en": ("(en", "english", "inglês")}[language]
    for name in session.form.languages:
        if any(sign in name.casefold() for sign in wanted) or name.casefold() == language:
            session.set_language(name)
            break
    return session
