"""Asked when a recording starts: who is in it, and whether they agreed. It can wait.

The recording never waits for it. Until somebody's consent is recorded nothing of it leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.consent import verbs, words
from desktop.consent.dialog import ConsentDialog, GivenConsent
from desktop.kit import look, theme
from desktop.kit.widgets import Card

if TYPE_CHECKING:
    from core.people import ConsentSummary
    from desktop.kit.jobs import Jobs


class ConsentCard(Card):
    """For the visit that is being recorded. `moment` says where the recording is.

    Shown by `begin` while nobody's consent holds; put off, it leaves a button behind.
    `failed` carries what the store refused. Who holds it calls `read` when consents change.
    """

    failed = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        moment: Callable[[], tuple[UUID, int] | None],
        now: Callable[[], datetime],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setObjectName("consentCard")
        self._jobs, self._moment, self._now = jobs, moment, now
        self._visit: UUID | None = None
        self._asked = False
        self.missing = look.button(
            self.tr("Falta o consentimento"), kind="link", icon="warning", name="consentMissing"
        )
        self.missing.clicked.connect(self._open)
        self.column.addWidget(self.missing, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside = QWidget()
        self.column.addWidget(self.inside)
        column = look.spaced(QVBoxLayout(self.inside), gap=6)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(look.text(self.tr("Quem está a ser gravado concordou?"), kind="strong"))
        self._why = look.text(
            self.tr("A gravação já corre. Sem isto, não sai deste computador."),
            kind="small",
            wrap=True,
        )
        column.addWidget(self._why)
        self._fields = look.spaced(QBoxLayout(QBoxLayout.Direction.TopToBottom), gap=6)
        column.addLayout(self._fields)
        self.who = QLineEdit()
        self.who.setObjectName("consentWho")
        self.who.setPlaceholderText(self.tr("Nome de quem concordou"))
        self.who.setAccessibleName(self.tr("Nome de quem concordou em ser gravado"))
        self.who.textChanged.connect(self._refresh)
        self.who.returnPressed.connect(self._agreed)
        self._fields.addWidget(self.who, 1)
        self.purpose = QComboBox()
        self.purpose.setObjectName("consentPurpose")
        self.purpose.setAccessibleName(self.tr("Para quê"))
        for name in ("visit", "training", "publication"):
            self.purpose.addItem(words.purpose(name), name)
        use = look.spaced(QHBoxLayout(), gap=6)
        use.addWidget(self.purpose, 1)
        self._fields.addLayout(use)
        row = look.spaced(QHBoxLayout(), gap=6)
        self.yes = look.button(self.tr("Concordou"), kind="primary", name="consentYes")
        self.yes.clicked.connect(self._agreed)
        self.later = look.button(self.tr("Mais tarde"), name="consentLater")
        self.later.clicked.connect(self._put_off)
        self.more = look.button(self.tr("Mais…"), kind="quiet", name="consentMore")
        self.more.setToolTip(self.tr("Quem a representa, até quando, outro fundamento"))
        self.more.clicked.connect(self._more)
        for button in (self.yes, self.later, self.more):
            # A click leaves the keyboard with the question that is being answered.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        use.addWidget(self.more)
        row.addWidget(self.yes, 1)
        row.addWidget(self.later, 1)
        self._fields.addLayout(row)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.who)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._put_off)
        self._refresh()
        self.hide()

    def set_visit(self, visit: UUID | None) -> None:
        """Whose recordings these are."""
        if visit != self._visit:
            self._visit, self._asked = visit, False
            self.hide()

    def set_compact(self, compact: bool) -> None:
        """All in one line, or one below the other."""
        self._why.setVisible(not compact)
        self._fields.setDirection(
            QBoxLayout.Direction.LeftToRight if compact else QBoxLayout.Direction.TopToBottom
        )
        self.column.setContentsMargins(*[theme.px(8 if compact else 14)] * 4)

    def begin(self) -> None:
        """A recording starts: ask, if nobody's consent holds."""
        self._asked = True
        self.inside.show()
        self.read()

    def read(self) -> None:
        """Look again whether somebody agreed; also elsewhere, or on another laptop."""
        if self._visit is not None and self._asked:
            self._jobs.read(
                partial(verbs.read, visit_id=self._visit), then=self._show, failed=self.failed.emit
            )

    def _show(self, consents: list[ConsentSummary]) -> None:
        now = self._now()
        moment = self._moment()
        self.setVisible(
            not any(
                one.holds(at=now)
                and (one.recording_id is None or moment is None or one.speaks_of(moment[0]))
                for one in consents
            )
        )
        self.missing.setVisible(self.inside.isHidden())

    def _open(self) -> None:
        self.inside.show()
        self.missing.hide()
        self.who.setFocus()

    def _put_off(self) -> None:
        self.inside.hide()
        self.missing.show()

    def _refresh(self) -> None:
        self.yes.setEnabled(bool(self.who.text().strip()))

    def _agreed(self) -> None:
        who = self.who.text().strip()
        if who:
            self._give(
                GivenConsent(
                    who=who, represented_by="", purpose=self.purpose.currentData(),
                    legal_basis="consent", until=None, how="spoken",
                )
            )  # fmt: skip

    def _more(self) -> None:
        dialog = ConsentDialog(
            today=self._now().astimezone().date(), who=self.who.text().strip(),
            of_one=self._moment() is not None, parent=self,
        )  # fmt: skip
        dialog.given.connect(self._give)
        dialog.open()

    def _give(self, given: GivenConsent) -> None:
        if self._visit is None:
            return
        moment = self._moment()
        verb = verbs.give(
            self._visit,
            given=given,
            at=self._now(),
            recording=moment[0] if moment else None,
            # What was said aloud is heard there.
            moment=moment if given.how == "spoken" else None,
            words=self.tr("Consentimento: {who}").format(who=given.who),
        )
        self._jobs.write(verb, then=lambda _id: self.who.clear(), failed=self.failed.emit)
