"""One question on screen: its words, its editor, what is wrong with it, and when it was saved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.forms.states import ChoiceState, NodeState
from desktop.kit import icons, look, theme
from desktop.questions.around import Around
from desktop.questions.choices import TableHead
from desktop.questions.choose import changes_editor, editor_for
from desktop.questions.editor import Editor
from desktop.questions.label import Guidance, QuestionWords
from desktop.questions.lexical import show_clock
from desktop.questions.markup import plain

TABLE = frozenset({"label", "list-nolabel", "list"})


class QuestionCard(QWidget):
    """A question that can be answered, or a note. Signals carry the key of the question."""

    answered = Signal(str, object)
    finished = Signal(str)
    moment_wanted = Signal(str)

    def __init__(
        self, state: NodeState, *, choices: tuple[ChoiceState, ...], around: Around
    ) -> None:
        super().__init__()
        self.state = state
        self._around = around
        self._remark = ""
        self._missing = ""
        self._active = False
        self.in_table = bool(state.appearance & TABLE)
        self._body: QBoxLayout = QHBoxLayout() if self.in_table else QVBoxLayout()
        column = look.spaced(QVBoxLayout(self), gap=6)
        side, top = theme.px(16), theme.px(4 if self.in_table else 12)
        column.setContentsMargins(side, top, side, top)
        head = look.spaced(QHBoxLayout(), gap=8)
        self.words = QuestionWords(files=around.media)
        head.addWidget(self.words, 1)
        self._corner = look.spaced(QHBoxLayout(), gap=6)
        self._corner.addStrut(theme.px(26))
        # The room of the chip is kept: a question must not move when it was answered.
        head.addStrut(theme.px(26))
        head.addLayout(self._corner)
        head.setAlignment(self._corner, Qt.AlignmentFlag.AlignTop)
        look.spaced(self._body, gap=8)
        self._body.addLayout(head, 2)
        column.addLayout(self._body)
        self.guidance: Guidance | None = None
        self.saved: QLabel | None = None
        self.moment: QPushButton | None = None
        self.problem: QFrame | None = None
        self._problem_words: QLabel | None = None
        self._column = column
        self.editor: Editor | None = None
        self._put_editor(choices)
        self._show_words()
        self._show_problem()

    @property
    def key(self) -> str:
        """The key of the question."""
        return self.state.key

    def show_state(self, state: NodeState) -> None:
        """Show what the engine says now."""
        before = self.state
        self.state = state
        if changes_editor(before, state):
            self._put_editor(getattr(self.editor, "choices", ()))
        elif self.editor is not None:
            self.editor.show_state(state)
        if (
            before.label != state.label
            or before.hint != state.hint
            or before.guidance != state.guidance
            or before.required != state.required
            or before.label_media != state.label_media
        ):
            self._show_words()
        if state.value != before.value:
            self._missing = ""
        self._show_problem()

    def show_choices(self, choices: tuple[ChoiceState, ...]) -> None:
        """Show the choices offered now."""
        if self.editor is not None:
            self.editor.show_choices(choices)

    def show_saved(self, words: str) -> None:
        """«Guardado 14:02»: only once the store has it. "" while an answer is on its way."""
        if self.saved is None:
            if not words:
                return
            self.saved = look.text("", kind="small")
            self._corner.addWidget(self.saved)
        self.saved.setText(words)

    def show_moment(self, moment_us: int | None) -> None:
        """The moment of the recording that this answer was given at, as a chip to press."""
        if moment_us is None:
            if self.moment is not None:
                self.moment.hide()
            return
        if self.moment is None:
            self.moment = look.button("", icon="video", kind="link")
            self.moment.setStyleSheet(f"min-height: {theme.px(24)}px; padding: 0 4px;")
            self.moment.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.moment.clicked.connect(lambda: self.moment_wanted.emit(self.key))
            self._corner.insertWidget(0, self.moment)
        clock = show_clock(moment_us)
        self.moment.setText(clock)
        self.moment.setToolTip(self.tr("Ver este momento da gravação"))
        self.moment.setAccessibleName(
            self.tr("Ver o momento {} da gravação: {}").format(clock, plain(self.state.label))
        )
        self.moment.show()

    def show_missing(self, message: str) -> None:
        """What the last check found missing here; goes away with the next answer."""
        self._missing = message
        self._show_problem()

    def stops(self) -> list[QWidget]:
        """Where Tab stops in this card."""
        stops = self.editor.stops() if self.editor is not None else []
        if self.guidance is not None:
            stops.append(self.guidance.toggle)
        if self.moment is not None and not self.moment.isHidden():
            stops.append(self.moment)
        return stops

    def take_focus(self, *, last: bool = False) -> bool:
        """Give the focus to the editor; False when there is nothing to focus (a note)."""
        stops = self.stops() if last else (self.editor.stops() if self.editor else [])
        stops = stops or self.stops()
        if not stops:
            return False
        stops[-1 if last else 0].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def flush(self) -> None:
        """Say what is typed and not said yet."""
        if self.editor is not None:
            self.editor.flush()

    def set_active(self, active: bool) -> None:
        """Mark the question that the person is at."""
        if active != self._active:
            self._active = active
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the editor left: digits choose, Enter goes on."""
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            number = event.key() - Qt.Key.Key_0
            if 1 <= number <= 9 and self.editor is not None and self.editor.digit(number):
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.finished.emit(self.key)
                return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = theme.current()
        painter = QPainter(self)
        if self._active:
            painter.fillRect(0, 4, theme.px(3), self.height() - 8, theme.colour("accent"))
        if not self.in_table:
            painter.setPen(QPen(theme.colour("line"), 1))
            side = theme.px(16)
            painter.drawLine(side, self.height() - 1, self.width() - side, self.height() - 1)
        if tokens.mode == "contrast" and self._active:
            painter.setPen(QPen(theme.colour("focus"), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _put_editor(self, choices: tuple[ChoiceState, ...]) -> None:
        if self.editor is not None:
            self._body.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        if "label" in self.state.appearance and self.in_table and choices:
            self._body.addWidget(TableHead(choices), 3)
            return
        editor = editor_for(self.state, choices=choices, around=self._around)
        if editor is None:
            return
        editor.answered.connect(self._answered)
        editor.finished.connect(lambda: self.finished.emit(self.key))
        editor.remark.connect(self._remarked)
        self._body.addWidget(editor, 3 if self.in_table else 0)
        self.editor = editor

    def _answered(self, value: str | None) -> None:
        self.answered.emit(self.key, value)

    def _remarked(self, words: str) -> None:
        if words != self._remark:
            self._remark = words
            self._show_problem()

    def _show_words(self) -> None:
        state = self.state
        label = state.label
        if not label and state.kind == "question" and not self.in_table:
            label = state.key.rsplit("/", 1)[-1]
        self.words.show_words(
            label=label,
            hint=state.hint,
            media=state.label_media,
            required=state.required and not state.readonly,
            kind=state.kind,
        )
        self.setAccessibleName(plain(label))
        if state.guidance and self.guidance is None:
            self.guidance = Guidance(state.guidance)
            self._column.insertWidget(1, self.guidance)
        elif self.guidance is not None:
            self.guidance.say(state.guidance)
            self.guidance.setVisible(bool(state.guidance))

    def _show_problem(self) -> None:
        words = self._remark or self.state.problem or self._missing
        if not words:
            if self.problem is not None:
                self.problem.hide()
            return
        if self.problem is None:
            self.problem = QFrame()
            self.problem.setProperty("kind", "danger")
            row = look.spaced(QHBoxLayout(self.problem), margin=6, gap=8)
            picture = QLabel()
            icons.put_label(picture, "warning", role="danger", size=18)
            self._problem_words = look.text("", wrap=True)
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._problem_words, 1)
            self._column.addWidget(self.problem)
        assert self._problem_words is not None
        self._problem_words.setText(plain(words))
        self.problem.setAccessibleName(plain(words))
        self.problem.show()
