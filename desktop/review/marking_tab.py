"""Marking within the review: the tags' keys while the tab is open, marks pulled on the timeline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShortcut

from desktop.kit.jobs import Refresh
from desktop.review import keys
from desktop.review.marking import WATCHED

if TYPE_CHECKING:
    from desktop.review.layout import ReviewLayout


class MarkingTab(QObject):
    """Joins the tab with picture and timeline. The tags' keys hold only while it is open."""

    changed = Signal()  # what of the marks the timeline shows

    def __init__(self, review: ReviewLayout) -> None:
        super().__init__(review)
        self._review = review
        self._panel, self._marking = review.marking_panel, review.marking
        self._held: list[QShortcut] = []
        self._of: tuple[tuple[str, object], ...] = ()
        undo = keys.hold(review.splitter, {"Ctrl+Z": self._marking.undo})
        self._always = undo
        self._marking.changed.connect(self._show)
        self._marking.failed.connect(review.banner.show_problem)
        self._panel.filter_changed.connect(self.changed)
        self._panel.scheme_wanted.connect(self._edit_scheme)
        self._panel.agreement_wanted.connect(self._show_agreement)
        review.tabs.currentChanged.connect(lambda _at: self._show())
        review.timeline.mark_moved.connect(self._moved)
        Refresh(review.jobs, WATCHED, self._marking.read, parent=review)
        self._show()

    @property
    def open(self) -> bool:
        """Whether the tab is the one that is seen."""
        return self._review.tabs.currentWidget() is self._panel

    def _show(self) -> None:
        scheme = self._marking.shown.scheme
        tags = scheme.offered if scheme is not None else ()
        wanted = tuple((keys.for_tag(one.key), one.id) for one in tags if one.key)
        if wanted != self._of:
            for shortcut in self._held:
                shortcut.setEnabled(False)
                shortcut.deleteLater()
            self._of = wanted
            self._held = keys.hold(
                self._review.splitter,
                {
                    keys.for_tag(one.key): partial(self._panel.press, one.id)
                    for one in tags
                    if one.key
                },
            )
            for shortcut in self._held:
                shortcut.setAutoRepeat(False)  # a key held down is one mark
        for shortcut in (*self._held, *self._always):
            shortcut.setEnabled(self.open)
        self.changed.emit()

    def _moved(self, key: str, start_us: int, end_us: int | None) -> None:
        mark = self._marking.shown.find(key)
        pinned = self._review.timeline_offset(mark.recording_id) if mark is not None else None
        if mark is None or pinned is None:
            return
        self._marking.change(
            mark,
            start_us=max(0, start_us - pinned),
            end_us=None if end_us is None else end_us - pinned,
        )

    def _show_agreement(self) -> None:
        from desktop.review.agreement_dialog import AgreementDialog

        visit, at = self._marking.visit_id, self._panel.where()
        if visit is not None:
            AgreementDialog(
                self._review.jobs, visit, at[0] if at is not None else None, parent=self._review
            ).open()

    def _edit_scheme(self) -> None:
        from desktop.review.scheme_dialog import SchemeDialog

        shown = self._marking.shown
        dialog = SchemeDialog(self._review.jobs, shown.form_id, shown.scheme, parent=self._review)
        dialog.accepted.connect(self._marking.read)
        dialog.open()
