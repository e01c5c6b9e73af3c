"""Guião: the check-list being filled in; outline, questions, and the panel of the recording."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from core.forms.states import Delta
from core.problem import Sentence
from desktop.checklist import calm, ending, keys, opening, seeking
from desktop.checklist.desk import Desk, MomentProvider, StillProvider, nothing_recorded
from desktop.checklist.desks import Desks
from desktop.checklist.finder import Findable, Finder
from desktop.checklist.frame import ChecklistFrame
from desktop.checklist.removal import Removal
from desktop.checklist.standing import Standing
from desktop.kit import formats, sentences, theme
from desktop.kit.place import Surroundings
from desktop.questions.markup import plain

if TYPE_CHECKING:
    from desktop.checklist.opening import Opened


class ChecklistPlace(ChecklistFrame):
    """One filling on screen. Enter it with the id of the filling."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        self._own_parts()
        self._wanted: UUID | None = None
        self._refused_said = False
        self._moment: MomentProvider = nothing_recorded
        self._still: StillProvider = nothing_recorded
        self.keys_: list[QAction] = keys.make(self)
        self._wire()
        self.progress.timeout.connect(self.show_progress)
        theme.watch().changed.connect(self._dress_again)

    def _own_parts(self) -> None:
        self.finder = Finder(questions=self._findable, parent=self.middle)
        self.standing = Standing(self._remember_place, parent=self)
        self.desks = Desks(self.jobs, parent=self)
        self.removal = Removal(self.banner, middle=self.middle, parent=self)
        self.removal.came_back.connect(self.go_to_key)

    def _wire(self) -> None:
        self.outline.chosen.connect(self.go_to_key)
        self.missing.chosen.connect(self.go_to_key)
        self.finder.chosen.connect(self.go_to_key)
        self.head.back.clicked.connect(self._back)
        self.head.search.clicked.connect(self.find_question)
        self.head.finish.clicked.connect(self.finish)
        self.head.pages_wanted.connect(self._set_pages)
        self.head.language_chosen.connect(self._set_language)
        self.middle.answered.connect(self._answered)
        self.middle.add_wanted.connect(self.add_repeat)
        self.middle.remove_wanted.connect(self.remove_repeat)
        self.middle.moment_wanted.connect(self._open_moment)
        self.middle.person_at.connect(self.standing.at)
        self.desks.waiting.connect(self._unsaved)
        self.resized.connect(self.finder.follow)
        self.middle.at_end.connect(self.head.finish.setFocus)
        self.middle.section_shown.connect(lambda _key: self.progress.start())

    # From outside.

    def enter(self, argument: object = None) -> None:
        if isinstance(argument, UUID):
            self.show_filling(argument)

    def leave(self) -> None:
        self.middle.flush()
        self.standing.tell_now()
        self.desks.save_again()

    def show_filling(self, filling_id: UUID) -> None:
        """Open a filling: at the question it was left at, or at the beginning."""
        if self.desk is not None and self.desk.opened.summary.id == filling_id:
            self.look_again()
            return
        self._open(filling_id)

    def look_again(self) -> None:
        """Read the filling anew if it was finalised or opened again elsewhere.

        Never over answers that only this window has.
        """
        if self.desk is not None:
            self.desk.look_again()

    def _changed_elsewhere(self, filling_id: UUID) -> None:
        if self.desk is None or self.desk.opened.summary.id != filling_id:
            return
        self.middle.flush()
        if self.desk.pending:
            self.banner.say(ending.changed_elsewhere(), kind="warning")
            self.banner.add_action(self.tr("Guardar outra vez"), self._save_again)
            return
        self._open(filling_id)

    @property
    def desk(self) -> Desk | None:
        """The open filling."""
        return self.desks.shown

    def _unsaved(self, count: int) -> None:
        if not count and self._refused_said:
            self._refused_said = False
            self.banner.clear()
        self.unsaved_changed.emit(count)

    def _open(self, filling_id: UUID) -> None:
        self.leave()
        self._wanted = filling_id
        self._forget()
        held = self.desks.take_back(filling_id)
        if held is not None:
            self._show_desk(held[0], at=held[1])
            return
        calm.favour_the_window()
        self.waiting.tell(None, self.tr("A abrir o guião…"))
        self.stack.setCurrentIndex(0)
        opening.start(
            self.around,
            filling_id=filling_id,
            then=self._opened,
            failed=self._not_opened,
            progress=self.waiting.tell,
        )

    def set_moment_provider(self, provider: MomentProvider) -> None:
        """Asked at each answer for (recording id, microseconds), None when nothing is recorded."""
        self._moment = provider
        if self.desk is not None:
            self.desk.moment = provider

    def set_still_provider(self, provider: StillProvider) -> None:
        """Asked for a JPEG of what the camera sees now."""
        self._still = provider
        if self.desk is not None:
            self.desk.still_of = provider

    @property
    def current_key(self) -> str:
        """The question the person is at."""
        return self.standing.here

    @property
    def current_section(self) -> str:
        """The key of the section on screen."""
        return self.middle.section

    # Opening.

    def _not_opened(self, error: BaseException) -> None:
        self.waiting.tell(0.0, self.tr("O guião não abriu."))
        self.banner.say(sentences.for_person(error))
        self.banner.add_action(self.tr("Tentar outra vez"), self._try_again)

    def _try_again(self) -> None:
        wanted = self._wanted
        if wanted is not None:
            self.banner.clear()
            self._open(wanted)

    def _opened(self, opened: Opened) -> None:
        if opened.asked_for != self._wanted:
            return
        me = self.around.me()
        desk = Desk(
            opened,
            jobs=self.jobs,
            technician_id=me.technician.id if me is not None else None,
            now=self.around.now,
            settings=self.around.settings,
            parent=self,
        )
        desk.failed.connect(self._not_saved)
        desk.changed_elsewhere.connect(self._changed_elsewhere)
        desk.about_to_hide.connect(self.middle.flush)
        desk.arrivals.typing = self.middle.column.typing
        self._show_desk(desk, at=opened.summary.current_key or "")

    def _show_desk(self, desk: Desk, *, at: str) -> None:
        opened = desk.opened
        desk.moment, desk.still_of = self._moment, self._still
        desk.changed.connect(self._changed)
        desk.saved.connect(self._saved)
        self.desks.put_on(desk)
        self.head.show_filling(
            title=opened.summary.visit_title,
            form=plain(opened.form.title),
            version=opened.form.version,
        )
        self.head.show_languages(tuple(opened.form.languages), now=desk.session.language)
        pages = not self.around.settings.value.one_screen
        self.head.show_view(pages=pages)
        self.middle.open(desk, pages=pages)
        self._show_state()
        self.stack.setCurrentIndex(1)
        if not (at and self.go_to_key(at)):
            self.go_to_key(self.middle.first_key() or "")
        self.show_progress()
        last = max(opened.saved_at.values(), default=None)
        self.head.show_saved(
            self.tr("Guardado {}").format(formats.clock(last)) if last is not None else ""
        )
        self.opened.emit(opened.summary.id)

    def _forget(self) -> None:
        self.middle.close()
        self.missing.hide()
        self.banner.clear()
        desk = self.desks.put_off(at=self.standing.here)
        if desk is not None:
            desk.changed.disconnect(self._changed)
            desk.saved.disconnect(self._saved)
            calm.let_go()
        self.standing.forget()

    def _show_state(self) -> None:
        assert self.desk is not None
        done = self.desk.finalised
        self.head.finish.setEnabled(not done)
        self.head.finish.setText(self.tr("Finalizado") if done else self.tr("Finalizar"))

    # Answers.

    def _answered(self, key: str, value: object) -> None:
        if self.desk is None:
            return
        self.middle.show_saved(key, "")
        self.head.show_saved("")
        self.desk.answer(key, value if isinstance(value, str) else None)

    def _changed(self, delta: Delta) -> None:
        self.middle.show_delta(delta)
        for state in delta.changed:
            if state.key in self.missing.keys and state.value and not state.problem:
                self.missing.forget(state.key)
        self.progress.start()

    def _saved(self, key: str, at: datetime) -> None:
        if self.desk is None or key in self.desk.writing.unsaved.nodes():
            return  # answered anew since: that one is still on its way
        words = self.tr("Guardado {}").format(formats.clock(at))
        self.middle.show_saved(key, words)
        self.head.show_saved(words)

    def _not_saved(self, error: BaseException) -> None:
        self.banner.say(sentences.for_person(error))
        if self.desks.unsaved:
            self._refused_said = True
            self.banner.add_action(self.tr("Guardar outra vez"), self._save_again)

    def _save_again(self) -> None:
        self.banner.clear()
        self.desks.save_again()

    def show_progress(self) -> None:
        """Bring the outline up to date."""
        if self.desk is not None:
            self.outline.show_outline(
                self.desk.outline(), groups=self.desk.opened.groups, here=self.middle.section
            )

    # Repeats.

    def add_repeat(self, key: str) -> None:
        """Another instance, and its first question."""
        if self.desk is None:
            return
        new = self.desk.add_repeat(key)
        if new is not None:
            self.go_to_key(new)

    def remove_repeat(self, instance: str) -> None:
        """Take an instance away; a banner offers to take that back."""
        if self.desk is not None:
            self.removal.remove(instance, desk=self.desk)
            self.middle.column.focus_row("repeat", instance[: instance.rindex("{")])

    # Going about.

    def go_to_key(self, key: str, *, focus: bool = True) -> bool:
        """Show a question (or section, or instance) wherever it is; False when it is not shown."""
        return self.desk is not None and self.middle.go_to(key, focus=focus)

    def next_unanswered(self, *, back: bool = False) -> None:
        """The next question without an answer, also in other sections; around once."""
        if self.desk is None:
            return
        key = seeking.next_unanswered(
            self.middle.all_questions(),
            here=self.standing.here,
            back=back,
            state_of=self.desk.state,
        )
        if key is not None:
            self.go_to_key(key)
            return
        self.banner.say(
            Sentence(happened=self.tr("Todas as perguntas têm registo."), kept="", todo=""),
            kind="good",
        )

    def step_section(self, by: int) -> None:
        """The section after (1) or before (-1) this one."""
        self.middle.step_section(by)

    def find_question(self) -> None:
        """Look for a question."""
        if self.desk is not None:
            self.finder.open()

    def _findable(self) -> list[Findable]:
        return seeking.findables(self.desk, middle=self.middle) if self.desk is not None else []

    def _remember_place(self, key: str) -> None:
        if self.desk is not None:
            self.desk.remember(key)

    def _open_moment(self, key: str) -> None:
        if self.desk is not None and (moment := self.desk.moment_of(key)) is not None:
            self.open_moment.emit(*moment)

    def _back(self) -> None:
        if self.desk is not None:
            self.leave()
            self.back_wanted.emit(self.desk.opened.summary.visit_id)

    def _set_pages(self, pages: bool) -> None:
        if self.around.settings.value.one_screen == pages:
            self.around.settings.change(one_screen=not pages)
        if self.desk is not None:
            self.middle.set_pages(pages, at=self.standing.here)

    def _set_language(self, language: str) -> None:
        if self.desk is None:
            return
        here = self.standing.here
        self.middle.flush()
        self.desk.set_language(language)
        self.middle.reopen()
        if here:
            self.go_to_key(here)
        self.desk.remember(here or self.middle.first_key() or "")
        self.show_progress()

    # The end.

    def finish(self) -> None:
        """Finalise, or show what is missing and go to the first of it."""
        desk = self.desk
        if desk is None or desk.finalised:
            return
        self.middle.flush()
        self.banner.clear()
        if desk.files.holding.pending:
            desk.save_again()
            self.banner.say(ending.waits_for_a_file(), kind="info")
            desk.files.settled.connect(self.finish, Qt.ConnectionType.SingleShotConnection)
            return
        rows = ending.what_is_missing(desk)
        if rows:
            self.missing.show_invalid(rows)
            self.middle.show_missing({one.key: message for one, _, message in rows})
            self.go_to_key(rows[0][0].key)
            return
        self.missing.hide()
        desk.finalise(then=self._finalised)

    def _finalised(self) -> None:
        assert self.desk is not None
        self._show_state()
        self.middle.reopen()
        filling_id = self.desk.opened.summary.id
        ending.say_finalised(self.banner, review=lambda: self.open_review.emit(filling_id))
        self.finalised.emit(filling_id)

    def _dress_again(self) -> None:
        """Light, dark, or another size of letters: rows are measured and painted anew."""
        if self.desk is None:
            return
        here = self.standing.here
        self.middle.flush()
        self.middle.reopen()
        if here:
            self.go_to_key(here, focus=False)
        self.show_progress()

    def shortcuts(self) -> list[tuple[str, str]]:
        """What the keys of this place do, for the list behind F1: (keys, words)."""
        return keys.listed(self.keys_)
