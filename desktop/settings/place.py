"""Definições: look and language, who I am, safety of the data, backups, and about Terreno."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.kit import theme
from desktop.kit.place import Place, Surroundings
from desktop.kit.widgets import PageHeader
from desktop.settings.about_page import AboutPage
from desktop.settings.backups_page import BackupsPage
from desktop.settings.look_page import LookPage
from desktop.settings.me_page import MePage
from desktop.settings.safety_page import SafetyPage
from desktop.settings.speech_page import SpeechPage

TABS = ("look", "me", "safety", "backups", "speech", "about")


class SettingsPlace(Place):
    """`enter` takes the name of a tab."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(32), theme.px(24), theme.px(16), theme.px(8))
        self.frame.addLayout(column)
        column.addWidget(PageHeader(self.tr("Definições")))
        self.tabs = QTabWidget()
        self.tabs.setObjectName("settings_tabs")
        column.addWidget(self.tabs, 1)
        self.look = LookPage(around)
        self.me = MePage(around)
        self.safety = SafetyPage(around)
        self.backups = BackupsPage(around)
        self.speech = SpeechPage(around)
        self.about = AboutPage(around)
        for page, words in (
            (self.look, self.tr("Aspeto e língua")),
            (self.me, self.tr("Eu")),
            (self.safety, self.tr("Proteção")),
            (self.backups, self.tr("Cópias de segurança")),
            (self.speech, self.tr("Transcrição")),
            (self.about, self.tr("Sobre")),
        ):
            page.outer.setContentsMargins(theme.px(4), theme.px(12), theme.px(16), theme.px(16))
            self.tabs.addTab(page, words)
        self.me.changed.connect(lambda me: self.command.emit("me_changed", me))
        self.me.leave_store.connect(lambda: self.command.emit("change_store", None))
        self.backups.restore.connect(lambda backup: self.command.emit("restore", backup))
        self.tabs.currentChanged.connect(self._entered)

    def enter(self, argument: object = None) -> None:
        """Show a tab."""
        if isinstance(argument, str) and argument in TABS:
            self.tabs.setCurrentIndex(TABS.index(argument))
        self._entered(self.tabs.currentIndex())

    def _entered(self, index: int) -> None:
        if TABS[index] == "me":
            self.me.load()
        elif TABS[index] == "backups":
            self.backups.load()
        elif TABS[index] == "speech":
            self.speech.show_state()
