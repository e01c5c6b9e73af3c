"""Tags of the visit's marking scheme, pressed while it is being recorded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.kit import formats, look, theme
from desktop.kit.jobs import Jobs
from desktop.kit.widgets import FlowLayout

if TYPE_CHECKING:
    from core.store import Work
    from core.visits.marking import TagSummary

KEYS = 9
"""So many tags have a key: Alt+1 to Alt+9. The tags' own letters belong to the answers here."""
SCHEMES = frozenset(("marking_scheme", "marking_tag"))


class LiveTags(QWidget):
    """A button for each tag; a span's button opens it and closes it.

    `moment` says which recording runs and where it is; `failed` carries what the store refused.
    """

    failed = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        moment: Callable[[], tuple[UUID, int] | None],
        technician: Callable[[], UUID | None],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("liveTags")
        self._jobs, self._moment, self._technician = jobs, moment, technician
        self._visit: UUID | None = None
        self._tags: tuple[TagSummary, ...] = ()
        self._running: dict[UUID, tuple[UUID, int]] = {}
        self._pending: set[UUID] = set()
        self._flow = FlowLayout(self, gap=theme.px(6))
        self.buttons: list[QPushButton] = []
        self._keys: list[QShortcut] = []
        self.hide()

    def set_visit(self, visit: UUID | None) -> None:
        """Whose scheme these tags are of."""
        self._visit = visit
        self.read()

    def begin(self) -> None:
        """A recording starts: nothing runs in it yet."""
        self._running.clear()
        self._tell()

    def show_state(self) -> None:
        """Tags can be pressed while a recording runs."""
        on = self._moment() is not None
        for button in self.buttons:
            button.setEnabled(on)
        for key in self._keys:
            key.setEnabled(on)

    def read(self) -> None:
        """Read the scheme again."""
        visit = self._visit
        if visit is None:
            self._show(None, ())
            return

        def read(work: Work) -> tuple[TagSummary, ...]:
            from core.visits.marking import scheme_of_visit

            scheme = scheme_of_visit(work, visit)
            return scheme.offered if scheme is not None else ()

        self._jobs.read(read, then=partial(self._show, visit), failed=self.failed.emit)

    def _show(self, visit: UUID | None, tags: tuple[TagSummary, ...]) -> None:
        if visit != self._visit or (tags == self._tags and self.buttons):
            return
        self._tags = tags
        look.clear(self._flow)
        for key in self._keys:
            key.setEnabled(False)
            key.deleteLater()
        self.buttons, self._keys = [], []
        for at, tag in enumerate(tags):
            button = look.button(tag.label, name="liveTag")
            # A click leaves the keyboard with the question that is being answered.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("touch", "true")
            button.setMinimumHeight(theme.px(40))
            button.clicked.connect(partial(self._press, tag))
            self._flow.addWidget(button)
            self.buttons.append(button)
            if at < KEYS:
                shortcut = QShortcut(QKeySequence(f"Alt+{at + 1}"), self)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(partial(self._press, tag))
                self._keys.append(shortcut)
        self.setVisible(bool(tags))
        self._tell()
        self.show_state()

    def _tell(self) -> None:
        for at, (tag, button) in enumerate(zip(self._tags, self.buttons, strict=True)):
            running = self._running.get(tag.id)
            words = tag.label
            if running is not None:
                since = formats.duration(running[1])
                words = self.tr("● {label} desde {since}").format(label=tag.label, since=since)
            button.setText(words)
            key = f" (Alt+{at + 1})" if at < KEYS else ""
            button.setToolTip(f"{tag.label}{key}")

    def _press(self, tag: TagSummary, _checked: object = None) -> None:
        here = self._moment()
        if here is None or tag.id in self._pending:
            return
        recording, at = here
        self._pending.add(tag.id)
        running = self._running.get(tag.id)
        who = self._technician()

        def write(work: Work) -> UUID | None:
            from core.visits.marking import end_mark, mark

            if running is not None:
                end_mark(work, mark_id=running[0], end_us=at)
                return None
            return mark(work, recording_id=recording, tag_id=tag.id, start_us=at, technician_id=who)

        self._jobs.write(
            write, then=partial(self._written, tag, at), failed=partial(self._refused, tag)
        )

    def _written(self, tag: TagSummary, at: int, made: UUID | None) -> None:
        self._pending.discard(tag.id)
        if made is None:
            self._running.pop(tag.id, None)
        elif tag.kind == "span":
            self._running[tag.id] = (made, at)
        self._tell()

    def _refused(self, tag: TagSummary, problem: BaseException) -> None:
        self._pending.discard(tag.id)
        self.failed.emit(problem)
