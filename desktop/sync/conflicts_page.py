"""Conflitos: what two people wrote apart, side by side; one key decides, and it can be put back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from core.problem import Language, Sentence
from desktop.kit import look
from desktop.kit.language import current as window_language
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, EmptyState, Page
from desktop.sync import words
from desktop.sync.conflict_card import ConflictCard

if TYPE_CHECKING:
    from core.store import Store, Work
    from sync.replica.conflicts import Conflict
    from sync.replica.disputes import Dispute

MOST = 40
"""So many are shown at once; the next come as these are decided."""


class ConflictsPage(Page):
    """`opened` carries the row that a conflict is about; `counted` how many."""

    opened = Signal(object)
    counted = Signal(int)

    def __init__(
        self, around: Surroundings, *, known: words.FieldWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(widest=860, parent=parent)
        self._around, self._known = around, known
        self._asked = 0
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.column.addWidget(
            look.text(
                self.tr(
                    "Duas pessoas escreveram no mesmo sítio sem rede. Nada se perdeu: escolha o"
                    " valor que fica (teclas 1, 2…). A decisão segue para todos."
                ),
                kind="soft",
                wrap=True,
            )
        )
        self.list = look.spaced(QVBoxLayout(), gap=10)
        self.column.addLayout(self.list)
        self.empty = EmptyState(
            icon="done",
            title=self.tr("Não há conflitos"),
            words=self.tr("Quando duas pessoas escreverem no mesmo sítio, decide-se aqui."),
        )
        self.column.addWidget(self.empty, 1)
        self.empty.hide()
        self.column.addStretch(1)

    def reload(self) -> None:
        """Read them again."""
        self._asked += 1
        number, store = self._asked, self._around.jobs.store
        language: Language = "en" if window_language() == "en" else "pt"
        self._around.jobs.run(
            lambda _step: _read(store, language),
            then=partial(self._show, number),
            failed=self.banner.show_problem,
        )

    def _show(self, number: int, found: tuple[Conflict, ...]) -> None:
        if number != self._asked:
            return
        here = self._focused()
        look.clear(self.list)
        for one in found[:MOST]:
            card = ConflictCard(one, known=self._known)
            card.decided.connect(self._decide)
            card.typed.connect(self._decide_typed)
            card.opened.connect(self.opened)
            self.list.addWidget(card)
        self.empty.setVisible(not found)
        if len(found) > MOST:
            more = self.tr("… e mais {count}.").format(count=len(found) - MOST)
            self.list.addWidget(look.text(more, kind="soft"))
        self.counted.emit(len(found))
        if here >= 0:
            # Where the decided one stood: the keys go on with the next.
            QTimer.singleShot(0, self, partial(self._focus, here))

    def _cards(self) -> list[ConflictCard]:
        inside = [self.list.itemAt(at) for at in range(self.list.count())]
        widgets = [item.widget() for item in inside if item is not None]
        return [one for one in widgets if isinstance(one, ConflictCard)]

    def _focused(self) -> int:
        focus = QApplication.focusWidget()
        for at, card in enumerate(self._cards()):
            if card is focus or (focus is not None and card.isAncestorOf(focus)):
                return at
        return -1

    def _focus(self, at: int) -> None:
        cards = self._cards()
        if cards:
            cards[min(at, len(cards) - 1)].setFocus()

    # -- deciding ----------------------------------------------------------------------------

    def _decide(self, conflict: Conflict, value: str) -> None:
        self._around.jobs.write(
            partial(_decide, dispute=conflict.dispute, value=value),
            then=lambda _none: self._decided(conflict, value),
            failed=self._failed,
        )

    def _decide_typed(self, conflict: Conflict, text: str) -> None:
        from sync.replica.conflicts import typed_value
        from sync.replica.disputes import ValueDoesNotFit

        try:
            value = typed_value(conflict, text)
        except ValueDoesNotFit as problem:
            self.banner.show_problem(problem)
            return
        self._decide(conflict, value)

    def _decided(self, conflict: Conflict, value: str) -> None:
        self.banner.say(
            Sentence(
                self.tr("Decidido: fica o valor que escolheu."),
                self.tr("Os outros continuam no histórico."),
                "",
            ),
            kind="good",
        )
        dispute = conflict.dispute
        for side in conflict.sides:
            if side.value != value and not side.gone and dispute.field != "_deleted":
                shown = words.value_words(dispute.field, side.shown) or self.tr("Sem valor")
                self.banner.add_action(
                    self.tr("Ficar antes com «{value}»").format(value=shown[:40]),
                    partial(self._instead, conflict, side.value),
                )
        self.reload()

    def _instead(self, conflict: Conflict, value: str) -> None:
        self._around.jobs.write(
            partial(_write, dispute=conflict.dispute, value=value),
            then=lambda _none: self._decided(conflict, value),
            failed=self._failed,
        )

    def _failed(self, problem: BaseException) -> None:
        self.banner.show_problem(problem)
        self.reload()


def _read(store: Store, language: Language) -> tuple[Conflict, ...]:
    from sync.replica.conflicts import open_conflicts

    return open_conflicts(store, language=language)


def _decide(work: Work, *, dispute: Dispute, value: str) -> None:
    from sync.replica.disputes import decide

    decide(work, dispute, value=value)


def _write(work: Work, *, dispute: Dispute, value: str) -> None:
    from sync.replica.disputes import put

    put(work, dispute, value=value)
