"""Opening a filling: all that takes time (form, session, answers), done away from the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from core.forms.states import SessionContext
from desktop.checklist import calm
from desktop.kit.jobs import Step
from desktop.kit.language import current as window_language
from desktop.kit.place import Surroundings

if TYPE_CHECKING:
    from core.forms import EntityChange, FillingSession, Form, SavedFilling
    from core.store import Store, Work
    from core.visits import AnswerMoment, FillingSummary


@dataclass(slots=True)
class Opened:
    """A filling ready to be shown. `fresh` holds what a first start wrote into it, else None.

    `asked_for`: the filling that was to be opened, which a newer version may have taken over.
    """

    summary: FillingSummary
    form: Form
    session: FillingSession
    media: Mapping[str, bytes]
    groups: dict[str, str]
    moments: dict[str, tuple[UUID, int]] = field(default_factory=dict)
    saved_at: dict[str, datetime] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, UUID] = field(default_factory=dict)
    fresh: SavedFilling | None = None
    asked_for: UUID | None = None

    def take_in(
        self, given: Iterable[AnswerMoment], *, spared: frozenset[str] = frozenset()
    ) -> list[AnswerMoment]:
        """When, at which moment and with which file people answered; those that are new here."""
        people = [one for one in given if one.by_person and one.key not in spared]
        for key in self.saved_at.keys() - {one.key for one in people} - spared:
            del self.saved_at[key]  # taken back elsewhere
        fresh = [one for one in people if self.saved_at.get(one.key) != one.answered_at]
        for one in fresh:
            self.saved_at[one.key] = one.answered_at
            if one.recording_id is not None and one.moment_us is not None:
                self.moments[one.key] = (one.recording_id, one.moment_us)
            if one.sha256 is not None and one.value:
                self.files[one.value] = one.sha256
            if one.attachment_id is not None and one.value:
                self.attachments[one.value] = one.attachment_id
        return fresh


def open_filling(
    store: Store,
    *,
    filling_id: UUID,
    context: SessionContext,
    step: Step,
    words: Callable[[str], str],
) -> Opened:
    """Read the form and the answers and start (or go on with) the session.

    Of a filling that a newer version took over, the newer one; what came late in an older version
    (from another laptop) is brought along first. `words` turns "form", "answers", "session" into
    what the progress line says.

    Raises: UnknownFilling, UnknownChecklist, FormRefused, FormMismatch.
    """
    from core.forms import FillingSession
    from core.visits import (
        answers_with_moments,
        bring_late_answers,
        current_filling,
        entities_before,
        filling,
        load_filling,
        load_form,
        load_media,
        sections_of,
    )

    def answers(
        work: Work,
    ) -> tuple[
        FillingSummary,
        SavedFilling,
        list[AnswerMoment],
        dict[str, str],
        tuple[EntityChange, ...],
    ]:
        summary = filling(work, filling_id)
        return (
            summary,
            load_filling(work, filling_id),
            answers_with_moments(work, filling_id),
            sections_of(work, visit_id=summary.visit_id),
            entities_before(work, filling_id),
        )

    step.tell(0.1, words("answers"))
    asked_for = filling_id
    filling_id = store.read(lambda work: current_filling(work, asked_for))
    bring_late_answers(store, filling_id=filling_id, context=context)
    summary, saved, given, groups, entities = store.read(answers)
    context = replace(context, entities=entities)
    fresh: SavedFilling | None = None
    with calm.building():
        step.tell(0.3, words("form"))
        form = load_form(store, summary.checklist_version_id)
        step.tell(0.7, words("session"))
        if saved.values or saved.repeats or saved.finalised:
            session = FillingSession.resume(form, saved, context)
        else:
            session = FillingSession.start(form, context)
            fresh = session.save()
    if summary.language and summary.language in form.languages:
        session.set_language(summary.language)
    opened = Opened(
        summary=summary,
        form=form,
        session=session,
        media=load_media(store, summary.checklist_version_id),
        groups=groups,
        fresh=fresh,
        asked_for=asked_for,
    )
    opened.take_in(given)
    step.tell(1.0)
    return opened


def context_of(around: Surroundings) -> SessionContext:
    """What a session may know of this laptop and of who works at it."""
    me = around.me()
    return SessionContext(
        now=around.now,
        username=me.technician.name if me is not None else "",
        device_id=str(me.device_id) if me is not None else "",
        email=me.technician.email if me is not None else "",
        messages=window_language(),
    )


def start(
    around: Surroundings,
    *,
    filling_id: UUID,
    then: Callable[[Opened], object],
    failed: Callable[[BaseException], object],
    progress: Callable[[float, str], object],
) -> Step:
    """Open a filling in the pool; the callbacks come on the window's thread."""
    words = {
        "answers": QCoreApplication.translate("ChecklistOpening", "A ler os registos…"),
        "form": QCoreApplication.translate("ChecklistOpening", "A ler o guião…"),
        "session": QCoreApplication.translate("ChecklistOpening", "A preparar as perguntas…"),
    }
    context = context_of(around)
    store = around.jobs.store
    return around.jobs.run(
        lambda step: open_filling(
            store,
            filling_id=filling_id,
            context=context,
            step=step,
            words=lambda name: words[name],
        ),
        then=then,
        failed=failed,
        progress=progress,
    )
