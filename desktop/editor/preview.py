"""The live preview at the right: the real engine and the real editors, on the book as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.forms import ChoiceState, Delta, Form, NodeState
from core.forms.authoring import Book, Checked, item_of
from desktop.editor.bench import Bench
from desktop.editor.fields import language_name
from desktop.editor.opening import NO_MEDIA
from desktop.editor.preview_rows import Heading, More
from desktop.editor.rehearsal import Rehearsal
from desktop.kit import icons, look, theme
from desktop.questions.around import FileOffer
from desktop.questions.card import QuestionCard

if TYPE_CHECKING:
    from core.video.frames import SoundSource

_CHOOSING = frozenset({"select", "select1", "rank"})
Look = tuple[object, ...]


class PreviewFiles:
    """What editors ask of the place around them; files given here are forgotten with it."""

    def __init__(self, now: Callable[[], datetime], answer: Callable[[str, str], object]) -> None:
        self._now, self._answer = now, answer
        self.media: Mapping[str, bytes] = NO_MEDIA
        self._kept: dict[str, bytes] = {}

    def now(self) -> datetime:
        """The present instant."""
        return self._now()

    def keep(
        self,
        offer: FileOffer,
        *,
        key: str,
        then: Callable[[str], None],
        failed: Callable[[str], None],
    ) -> None:
        """Remember a file for as long as the preview is open."""
        content = offer.content
        try:
            data = content.read_bytes() if isinstance(content, Path) else content
        except OSError as error:
            failed(error.strerror or type(error).__name__)
            return
        self._kept[offer.name] = data
        self._answer(key, offer.name)
        then(offer.name)

    def fetch(self, name: str, *, then: Callable[[bytes | None], None]) -> None:
        """A file given before."""
        then(self._kept.get(name))

    def microphone(self) -> SoundSource | None:
        """As where it will be filled in."""
        from desktop.kit.microphone import open_microphone

        return open_microphone("")

    def still(self) -> bytes | None:
        """Nothing is recorded here."""
        return None


class Preview(QWidget):
    """Shows the questions around the one being written; answers stay while they still fit."""

    def __init__(self, bench: Bench, *, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("editor_preview")
        self._bench, self._now = bench, now
        self.rehearsal: Rehearsal | None = None
        self._making = False
        self._here: str | None = None
        self._waiting: Form | None = None
        self._files = PreviewFiles(now, self._answer)
        column = look.spaced(QVBoxLayout(self), gap=0)
        head = look.spaced(QHBoxLayout(), gap=6)
        head.setContentsMargins(theme.px(16), theme.px(8), theme.px(8), theme.px(8))
        head.addWidget(look.text(self.tr("Como fica"), kind="strong"), 1)
        self.language = QComboBox()
        self.language.setObjectName("preview_language")
        self.language.setAccessibleName(self.tr("Língua da pré-visualização"))
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        head.addWidget(self.language)
        clear = self.tr("Apagar o que se experimentou")
        self.clear = look.button("", kind="quiet", name="preview_clear", tip=clear)
        self.clear.setAccessibleName(clear)
        icons.put(self.clear, "undo", size=16)
        head.addWidget(self.clear)
        column.addLayout(head)
        self.note = look.text("", kind="soft", wrap=True)
        self.note.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(6))
        column.addWidget(self.note)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = QWidget()
        self._rows = look.spaced(QVBoxLayout(self._ground), gap=0)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(self._ground)
        column.addWidget(self.area, 1)
        self.cards: dict[str, QWidget] = {}
        self._looks: dict[str, Look] = {}
        self._choices: dict[str, tuple[ChoiceState, ...]] = {}
        self._follow = False  # until the person scrolls or answers
        self._soon = QTimer(self)  # the outline is walked through faster than questions are made
        self._soon.setSingleShot(True)
        self._soon.setInterval(90)
        self._soon.timeout.connect(self.show_rows)
        self._ground.installEventFilter(self)
        self.area.viewport().installEventFilter(self)
        self.language.activated.connect(self._speak)
        self.clear.clicked.connect(self._forget)
        bench.checked.connect(self._checked)
        bench.moved.connect(self._moved)
        bench.opened.connect(self._begin)

    # -- making ------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.rehearsal = None
        self._files.media = self._bench.media
        self._empty()
        self.note.setText(self.tr("A preparar…"))
        self.note.show()

    def _checked(self, result: Checked) -> None:
        if result.form is None:
            self.note.setText(
                self.tr("Há erros por corrigir; mostra-se como estava antes deles.")
                if self.rehearsal is not None
                else self.tr("Aparece aqui quando os erros estiverem corrigidos.")
            )
            self.note.show()
            return
        self._waiting = result.form
        self._make()

    def _make(self) -> None:
        form = self._waiting
        if form is None or self._making:
            return
        self._making, self._waiting = True, None
        before = self.rehearsal
        steps = list(before.steps) if before is not None else []
        language = before.language if before is not None else None
        now = self._now()
        self._bench.jobs.run(
            lambda _step: Rehearsal(form, now, steps, language),
            then=self._take,
            failed=self._not_made,
        )

    def _take(self, made: Rehearsal) -> None:
        self._making = False
        if self._waiting is not None:
            self._make()
            return
        self.rehearsal = made
        self.note.hide()
        languages = list(made.form.languages)
        if [self.language.itemData(at) for at in range(self.language.count())] != languages:
            self.language.clear()
            for one in languages:
                self.language.addItem(language_name(one) or one, one)
        self.language.setVisible(len(languages) > 1)
        self.language.setCurrentIndex(self.language.findData(made.session.language))
        self.show_rows()

    def _not_made(self, problem: BaseException) -> None:
        self._making = False
        self._bench.jobs.troubled.emit(problem)

    # -- showing -----------------------------------------------------------------------------

    def _path(self, book: Book) -> tuple[str, ...]:
        names: list[str] = []
        item = item_of(book, self._bench.at) if self._bench.at is not None else None
        while item is not None:
            names.insert(0, item.name)
            item = item_of(book, item.parent) if item.parent is not None else None
        return tuple(names)

    def show_rows(self) -> None:
        """Show the questions around the one stood at."""
        if self.rehearsal is None or self._bench.history is None:
            return
        path = self._path(self._bench.book)
        key = self.rehearsal.key_at(path) if path else None
        shown, before, after = self.rehearsal.around(key)
        wanted = [*(["<"] if before else []), *shown, *([">"] if after else [])]
        for gone in [one for one in self.cards if one not in wanted]:
            self._drop(gone)
        for place, one in enumerate(wanted):
            row = self._row(one, before if one == "<" else after)
            if self._rows.indexOf(row) != place:
                self._rows.insertWidget(place, row)
        self._show_active(key)
        self._show_here()

    def _row(self, key: str, count: int) -> QWidget:
        if key in ("<", ">"):
            row = self.cards.get(key)
            if not isinstance(row, More):
                row = self.cards[key] = More()
            row.say(count, before=key == "<")
            return row
        assert self.rehearsal is not None
        state = self.rehearsal.session.state(key)
        choices = self._choices_of(state)
        appearance: Look = (
            state.kind, state.control, state.type, state.mediatype, state.appearance,
            tuple(state.parameters.items()), bool(state.guidance),
        )  # fmt: skip
        if self._looks.get(key) != appearance:
            self._drop(key)
            self.cards[key] = self._new(state, choices)
            self._looks[key] = appearance
        else:
            self._update(key, state, choices)
        self._choices[key] = choices
        return self.cards[key]

    def _choices_of(self, state: NodeState) -> tuple[ChoiceState, ...]:
        if self.rehearsal is None or state.control not in _CHOOSING:
            return ()
        return self.rehearsal.session.choices(state.key)

    def _new(self, state: NodeState, choices: tuple[ChoiceState, ...]) -> QWidget:
        if state.kind not in ("question", "note"):
            heading = Heading(state)
            heading.add_wanted.connect(self._add)
            heading.remove_wanted.connect(self._remove)
            return heading
        card = QuestionCard(state, choices=choices, around=self._files)
        card.answered.connect(self._answer)
        return card

    def _update(self, key: str, state: NodeState, choices: tuple[ChoiceState, ...]) -> None:
        row = self.cards[key]
        if isinstance(row, QuestionCard):
            if choices != self._choices.get(key):
                row.show_choices(choices)
            if state != row.state:
                row.show_state(state)
        elif isinstance(row, Heading):
            row.show_state(state)

    def _drop(self, key: str) -> None:
        row = self.cards.pop(key, None)
        self._looks.pop(key, None)
        if row is not None:
            self._rows.removeWidget(row)
            row.hide()
            row.setParent(None)
            row.deleteLater()

    def _empty(self) -> None:
        for key in list(self.cards):
            self._drop(key)

    def _show_active(self, key: str | None) -> None:
        self._here = key
        for one, row in self.cards.items():
            if isinstance(row, QuestionCard):
                row.set_active(one == key)
        gone = key is not None and key not in self.cards and self._bench.at is not None
        state = self.rehearsal.session.state(key) if gone and self.rehearsal and key else None
        hidden = state is not None and not state.relevant
        if hidden:
            self.note.setText(self.tr("Não aparece com o que está registado aqui."))
        self.note.setVisible(hidden)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            self._follow = False
        elif event.type() == QEvent.Type.Resize and watched is self._ground:
            self._show_here()  # rows find their heights a moment after they were put in
        return False

    def _show_here(self) -> None:
        active = self.cards.get(self._here or "")
        if active is not None and self._follow:
            self.area.ensureWidgetVisible(active, 0, theme.px(60))
            self.area.horizontalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """To the first question that can be answered, the one being written if there is one."""
        rows = [self.cards.get(self._here or ""), *self.cards.values()]
        for row in rows:
            if isinstance(row, QuestionCard) and row.take_focus():
                return
        self.clear.setFocus()

    def _moved(self) -> None:
        self._follow = True
        if not self._soon.isActive():
            self._soon.start()

    # -- trying out --------------------------------------------------------------------------

    def _answer(self, key: str, value: str | None) -> None:
        if self.rehearsal is not None:
            self._after(self.rehearsal.answer(key, value))

    def _add(self, key: str) -> None:
        if self.rehearsal is not None:
            self._after(self.rehearsal.add(key))

    def _remove(self, key: str) -> None:
        if self.rehearsal is not None:
            self._after(self.rehearsal.remove(key))

    def _after(self, _delta: Delta) -> None:
        self._follow = False
        # The card that said it is still in its signal: rows come and go once it is done.
        QTimer.singleShot(0, self, self.show_rows)

    def _speak(self, _at: int) -> None:
        if self.rehearsal is not None:
            self.rehearsal.language = self.language.currentData()
            self.rehearsal.session.set_language(self.language.currentData())
            self.show_rows()

    def _forget(self) -> None:
        if self.rehearsal is not None:
            self.rehearsal.steps.clear()
            self._waiting = self.rehearsal.form
            self._make()
