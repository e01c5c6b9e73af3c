"""Sincronização: how it stands, connecting a laptop, what has not gone, and conflicts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from desktop.kit import icons, look, theme
from desktop.kit.place import Place, Surroundings
from desktop.kit.widgets import Banner, Card, EmptyState, PageHeader
from desktop.sync.conflicts_page import ConflictsPage
from desktop.sync.connect_card import ConnectCard
from desktop.sync.files_page import FilesPage
from desktop.sync.lines_page import LinesPage
from desktop.sync.standing import standing_of, when
from desktop.sync.stick_card import StickCard

if TYPE_CHECKING:
    from desktop.sync.agent import SyncAgent, Told
    from desktop.sync.words import FieldWords
    from sync.replica.described import Described

TABS = ("lines", "conflicts", "files")
CLOCK_IS_OFF_MS = 5 * 60 * 1000


class SyncPlace(Place):
    """`enter` takes nothing, "conflicts" or "lines"."""

    def __init__(
        self,
        around: Surroundings,
        *,
        agent: SyncAgent,
        known: FieldWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, parent=parent)
        self.agent = agent
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(32), theme.px(24), theme.px(16), theme.px(8))
        column.setSpacing(theme.px(8))
        self.frame.addLayout(column)
        self.header = PageHeader(self.tr("Sincronização"))
        self.now = look.button(
            self.tr("Sincronizar agora"), kind="primary", icon="sync", name="sync_now"
        )
        self.now.clicked.connect(lambda _on: agent.sync_now())
        self.bring = look.button(self.tr("Receber de uma pen"), icon="download", name="stick_in")
        self.carry = look.button(self.tr("Levar numa pen"), icon="export", name="stick_out")
        for action in (self.bring, self.carry, self.now):
            self.header.add_action(action)
        column.addWidget(self.header)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.connect_card = ConnectCard(around)
        self.connect_card.connected.connect(agent.enrolled)
        column.addWidget(self.connect_card)
        self.trying = EmptyState(
            icon="sample",
            title=self.tr("O exemplo fica só neste computador"),
            words=self.tr(
                "É para experimentar: não se liga a nenhuma central. Com os seus próprios dados,"
                " liga-se aqui, com o endereço e o código de quem administra a central."
            ),
        )
        column.addWidget(self.trying)
        self.standing = Card()
        column.addWidget(self.standing)
        self._lay_out_standing()
        self.stick = StickCard(around)
        self.stick.came.connect(agent.look)
        self.stick.wiped.connect(agent.lost)
        self.carry.clicked.connect(lambda _on: self.stick.write())
        self.bring.clicked.connect(lambda _on: self.stick.read())
        column.addWidget(self.stick)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("sync_tabs")
        self.lines = LinesPage(around, known=known)
        self.conflicts = ConflictsPage(around, known=known)
        self.files = FilesPage(around)
        self.files.again.connect(agent.send_files)
        self._pages = (self.lines, self.conflicts, self.files)
        for page in self._pages:
            page.outer.setContentsMargins(theme.px(4), theme.px(12), theme.px(16), theme.px(16))
            self.tabs.addTab(page, "")
        for listed in (self.lines, self.conflicts):
            listed.opened.connect(self._open)
        self.lines.again.connect(agent.sync_now)
        self.conflicts.counted.connect(lambda _count: agent.look())
        self.tabs.currentChanged.connect(lambda _at: self._load())
        column.addWidget(self.tabs, 1)
        self._spare = QWidget()
        column.addWidget(self._spare, 1)
        self._clock = QTimer(self)
        self._clock.setInterval(20_000)
        self._clock.timeout.connect(lambda: self._show(agent.told))
        agent.changed.connect(self._show)
        self._show(agent.told)

    def _lay_out_standing(self) -> None:
        row = look.spaced(QHBoxLayout(), gap=12)
        self._picture = QLabel()
        row.addWidget(self._picture)
        words = look.spaced(QVBoxLayout(), gap=1)
        self.words = look.text("", kind="strong", wrap=True)
        self.more = look.text("", kind="soft", wrap=True)
        words.addWidget(self.words)
        words.addWidget(self.more)
        row.addLayout(words, 1)
        self.automatic = QCheckBox(self.tr("Sincronizar sozinho quando há rede"))
        self.automatic.setObjectName("sync_automatic")
        self.automatic.setChecked(self.around.settings.value.sync_automatic)
        self.automatic.toggled.connect(self._set_automatic)
        row.addWidget(self.automatic)
        self.standing.column.addLayout(row)

    # -- place ---------------------------------------------------------------------------------

    def enter(self, argument: object = None) -> None:
        """Show a tab; conflicts first where there are any."""
        if argument in TABS:
            self.tabs.setCurrentIndex(TABS.index(str(argument)))
        elif self.agent.told.conflicts > 0:
            self.tabs.setCurrentIndex(TABS.index("conflicts"))
        self.agent.look()
        self._load()
        self._clock.start()
        if not self.agent.told.enrolled:
            self.connect_card.address.setFocus()

    def leave(self) -> None:
        """Nothing to look at while hidden."""
        self._clock.stop()

    def _load(self) -> None:
        if self.agent.told.enrolled:
            self._pages[self.tabs.currentIndex()].reload()

    def _open(self, row: Described) -> None:
        if row.about is None:
            return
        entity, identity = row.about
        if entity == "visit":
            self.open_visit.emit(identity)
        else:
            # A facility or a provider has no line of its own in the inventory: it is searched.
            self.open_entry.emit(row.title if entity in ("facility", "provider") else identity)

    def _set_automatic(self, on: bool) -> None:
        self.around.settings.change(sync_automatic=on)
        if on:
            self.agent.sync_now()

    # -- showing -------------------------------------------------------------------------------

    def _show(self, told: Told) -> None:
        now = self.around.now()
        self.trying.setVisible(self.around.sample and not told.enrolled)
        self.connect_card.setVisible(not self.around.sample and not told.enrolled)
        self._spare.setVisible(not told.enrolled)
        for part in (self.standing, self.tabs, self.now, self.carry, self.bring):
            part.setVisible(told.enrolled)
        self.now.setEnabled(not told.running)
        standing = standing_of(told, now=now)
        self.words.setText(standing.words)
        icons.put_label(self._picture, standing.icon, role=standing.role, size=24)
        self.more.setText(self._more(told, now))
        self.tabs.setTabText(0, self._counted(self.tr("Por enviar"), told.waiting + told.refused))
        self.tabs.setTabText(1, self._counted(self.tr("Conflitos"), told.conflicts))
        self.tabs.setTabText(2, self._counted(self.tr("Ficheiros"), told.files))
        if told.trouble is not None and told.enrolled:
            self.banner.show_problem(told.trouble)
        elif told.clock_off_ms:
            self._say_clock(told.clock_off_ms)
        elif not told.running:
            self.banner.clear()
        if told.enrolled and not told.running and self.isVisible():
            self._load_if_other(told)

    def _load_if_other(self, told: Told) -> None:
        stands = (told.waiting, told.refused, told.conflicts, told.done, told.files, told.file)
        if stands != getattr(self, "_stands", None):
            self._stands = stands
            self._load()

    def _counted(self, words: str, count: int) -> str:
        return f"{words} ({count})" if count > 0 else words

    def _more(self, told: Told, now: datetime) -> str:
        parts = [told.url]
        if told.done is not None:
            words = self.tr("Última vez: {time}")
            parts.append(words.format(time=when(told.done, now=now)))
        if told.again is not None and not told.running:
            words = self.tr("A próxima: {time}")
            parts.append(words.format(time=when(told.again, now=now)))
        return " · ".join(parts)

    def _say_clock(self, off_ms: int) -> None:
        from core.problem import Sentence

        minutes = round(abs(off_ms) / 60_000)
        ahead = self.tr("O relógio deste computador está {minutes} minutos adiantado.")
        behind = self.tr("O relógio deste computador está {minutes} minutos atrasado.")
        self.banner.say(
            Sentence(
                (ahead if off_ms > 0 else behind).format(minutes=minutes),
                self.tr("Nada se perde por isso; a ordem das alterações segue a central."),
                self.tr("Acerte a hora nas definições do computador."),
            ),
            kind="warning",
        )
