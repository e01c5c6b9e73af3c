"""Consents in a list: who, for what, until when, whether they hold; given and taken back there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.consent import verbs, words
from desktop.consent.dialog import ConsentDialog, GivenConsent
from desktop.kit import formats, look
from desktop.kit.widgets import Chip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.people import ConsentSummary
    from core.store import Work
    from desktop.kit.jobs import Jobs


class ConsentRows(QWidget):
    """Those of a visit, or those that speak of one recording of it.

    `changed` when one was given or taken back; `failed` carries what the store refused.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, jobs: Jobs, *, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._now = jobs, now
        self._visit: UUID | None = None
        self._recording: UUID | None = None
        column = look.spaced(QVBoxLayout(self), gap=8)
        column.setContentsMargins(0, 0, 0, 0)
        self._lines = look.spaced(QVBoxLayout(), gap=8)
        column.addLayout(self._lines)
        self.add = look.button(
            self.tr("Registar consentimento"), kind="link", icon="plus", name="visit_consent"
        )
        self.add.clicked.connect(self.ask)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_visit(self, visit: UUID, consents: Sequence[ConsentSummary]) -> None:
        """All consents of a visit, as they were read."""
        self._visit = visit
        self._show(consents)

    def read_recording(self, visit: UUID, recording: UUID) -> None:
        """Read and show those that speak of one recording."""
        self._visit, self._recording = visit, recording
        self._read()

    def ask(self) -> None:
        """Ask who agreed, for what and until when."""
        dialog = ConsentDialog(
            today=self._now().astimezone().date(), of_one=self._recording is not None, parent=self
        )
        dialog.given.connect(self._give)
        dialog.open()

    def _read(self) -> None:
        if self._visit is not None and self._recording is not None:
            self._jobs.read(
                partial(verbs.read, visit_id=self._visit), then=self._show, failed=self.failed.emit
            )

    def _show(self, consents: Sequence[ConsentSummary]) -> None:
        look.clear(self._lines)
        recording = self._recording
        shown = [one for one in consents if recording is None or one.speaks_of(recording)]
        for one in shown:
            self._lines.addLayout(self._line(one))
        if not shown:
            said = (
                self.tr("Antes de gravar, registe quem aceitou ser filmado e para quê.")
                if recording is None
                else self.tr("Ninguém: a gravação não sai deste computador.")
            )
            self._lines.addWidget(look.text(said, kind="soft", wrap=True))

    def _line(self, consent: ConsentSummary) -> QHBoxLayout:
        row = look.spaced(QHBoxLayout(), gap=8)
        who = look.spaced(QVBoxLayout(), gap=0)
        name = consent.who
        if consent.represented_by:
            name = self.tr("{who} (por {by})").format(who=consent.who, by=consent.represented_by)
        who.addWidget(look.text(name, wrap=True))
        until = (
            self.tr("até {day}").format(day=formats.day(consent.until.astimezone().date()))
            if consent.until
            else self.tr("até ser retirado")
        )
        told = [words.purpose(consent.purpose), until]
        if consent.how:
            told.append(words.how(consent.how))
        if consent.recording_id is not None:
            told.append(self.tr("só uma gravação"))
        who.addWidget(look.text(" · ".join(told), kind="small", wrap=True))
        row.addLayout(who, 1)
        if consent.holds(at=self._now()):
            row.addWidget(Chip(self.tr("Em vigor"), state="good"))
            withdraw = look.button(self.tr("Retirar"), kind="quiet")
            withdraw.setAccessibleName(
                self.tr("Retirar o consentimento de {name}").format(name=consent.who)
            )
            withdraw.clicked.connect(partial(self._withdraw, consent.id))
            row.addWidget(withdraw)
        else:
            row.addWidget(Chip(self.tr("Já não vale"), state="warning"))
        return row

    def _give(self, given: GivenConsent) -> None:
        if self._visit is not None:
            self._write(
                verbs.give(self._visit, given=given, at=self._now(), recording=self._recording)
            )

    def _withdraw(self, consent: UUID) -> None:
        self._write(verbs.withdraw(consent, at=self._now()))

    def _write(self, verb: Callable[[Work], object]) -> None:
        self._jobs.write(verb, then=lambda _done: self._written(), failed=self.failed.emit)

    def _written(self) -> None:
        self._read()
        self.changed.emit()
