"""The widgets of the review and where they stand; what they do is in `place`."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import look, theme
from desktop.kit.place import Place, Surroundings
from desktop.kit.widgets import Banner, PageHeader
from desktop.review import keys
from desktop.review.answer_list import AnswerList
from desktop.review.companions import Companions
from desktop.review.findings_panel import FindingsPanel
from desktop.review.lane_area import LaneArea
from desktop.review.lane_choice import LaneChoice, LaneMenu
from desktop.review.looping import Looping
from desktop.review.marking import Marking
from desktop.review.marking_panel import MarkingPanel
from desktop.review.note_line import NoteLine
from desktop.review.player import RecordingPlayer
from desktop.review.signatures_panel import SignaturesPanel
from desktop.review.speech_panel import SpeechPanel
from desktop.review.timeline import Timeline
from desktop.review.transport import Transport
from desktop.review.video_view import VideoView
from desktop.review.zoom_bar import ZoomBar


class ReviewLayout(Place):
    """Picture, transport and timeline at the left; answers, findings, signatures at the right."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, parent=parent)
        self.player = RecordingPlayer(self)
        self._build()

    def _build(self) -> None:
        """Put the widgets together: picture and timeline left, answers and findings right."""
        self.header = PageHeader(self.tr("Revisão"))
        self.header.keep_to_lines()
        self.back_button = look.button(self.tr("Abrir guião"), icon="list", name="openFilling")
        self.sign_button = look.button(self.tr("Assinar"), icon="signature", name="sign")
        self.home_button = look.button(self.tr("Levar para casa"), icon="export", name="takeHome")
        self.moments_button = look.button(
            self.tr("Exportar momentos"), icon="scissors", name="exportMoments"
        )
        self.privacy_button = look.button(self.tr("Privacidade"), icon="eye", name="privacyOf")
        self.finalise_button = look.button(
            self.tr("Finalizar"), kind="primary", icon="check", name="finalise"
        )
        for button in (
            self.back_button,
            self.sign_button,
            self.privacy_button,
            self.moments_button,
            self.home_button,
            self.finalise_button,
        ):
            self.header.add_action(button)
        self.banner = Banner()
        self.recording_choice = QComboBox()
        self.recording_choice.setAccessibleName(self.tr("Gravação da visita"))
        self.view = VideoView()
        self.transport = Transport(self.player)
        self.timeline = Timeline()
        left = QWidget()
        column = look.spaced(QVBoxLayout(left), gap=4)
        column.addWidget(self.recording_choice)
        self.companions = Companions(self.player)
        pictures = look.spaced(QHBoxLayout(), gap=6)
        pictures.addWidget(self.view, 2)
        pictures.addWidget(self.companions, 1)
        column.addLayout(pictures, 3)
        column.addWidget(self.transport)
        self.note_line = NoteLine(self.player)
        column.addWidget(self.note_line)
        self.lane_choice = LaneChoice(self.around.settings, self)
        self.zoom_bar = ZoomBar(self.timeline)
        self.lane_menu = LaneMenu(self.lane_choice)
        self.zoom_bar.add(self.lane_menu)
        column.addWidget(self.zoom_bar)
        self.looping = Looping(self.player, self)
        self.note_line.left.connect(self.view.setFocus)
        keys.hold(
            left,
            {
                "J": lambda: self.player.change_rate(-1),
                "K": self.player.toggle,
                "L": lambda: self.player.change_rate(1),
                ",": lambda: self.player.step(-1),
                ".": lambda: self.player.step(1),
                "I": self.looping.begin_here,
                "O": self.looping.end_here,
                "Ctrl+L": self.looping.toggle,
                "N": self.note_line.open,
                "+": lambda: self.timeline.zoom(0.5),
                "-": lambda: self.timeline.zoom(2.0),
                "0": self.timeline.fit,
            },
        )
        column.addWidget(LaneArea(self.timeline), 2)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Procurar nos registos"))
        self.search.setAccessibleName(self.tr("Procurar nos registos"))
        self.search.setClearButtonEnabled(True)
        self.answers = AnswerList()
        self.finding_button = look.button(
            self.tr("Fazer constatação deste registo"), icon="flag", name="makeFinding"
        )
        self.finding_button.setEnabled(False)
        list_page = QWidget()
        list_column = look.spaced(QVBoxLayout(list_page), gap=8)
        list_column.setContentsMargins(0, 8, 0, 0)
        list_column.addWidget(self.search)
        list_column.addWidget(self.answers, 1)
        list_column.addWidget(self.finding_button)
        self.findings = FindingsPanel(
            (
                ("irregularity", self.tr("Irregularidade")),
                ("recommendation", self.tr("A melhorar")),
                ("good-practice", self.tr("Boa prática")),
                ("note", self.tr("Nota")),
            )
        )
        self.signatures = SignaturesPanel()
        self.tabs = QTabWidget()
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setMinimumWidth(theme.px(424))
        self.tabs.addTab(list_page, self.tr("Registos"))
        self.tabs.addTab(self.findings, self.tr("Constatações"))
        self.tabs.addTab(self.signatures, self.tr("Assinaturas"))
        self.marking = Marking(self.jobs, self._my_id, self)
        self.marking_panel = MarkingPanel(self.marking, self._where)
        self.tabs.addTab(self.marking_panel, self.tr("Marcas"))
        self.speech = SpeechPanel(self.jobs, self.around.settings, self.around.now)
        self._offer_speech(self.tabs.addTab(self.speech, self.tr("Fala")), on=self.speech.installed)
        self.speech.offered.connect(
            lambda on: self._offer_speech(self.tabs.indexOf(self.speech), on=on)
        )
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(14)
        self.splitter = splitter
        page = look.spaced(QVBoxLayout(), margin=16, gap=8)
        self.frame.addLayout(page)
        page.addWidget(self.header)
        page.addWidget(self.banner)
        page.addWidget(splitter, 1)

    def _offer_speech(self, tab: int, *, on: bool) -> None:
        """The tab is there where a program that transcribes is, or a transcript."""
        self.tabs.setTabVisible(tab, on)
        # Five names must fit where four do.
        near = f"QTabBar::tab {{ margin-right: {theme.px(6)}px; }}" if on else ""
        self.tabs.tabBar().setStyleSheet(near)
        self.tabs.setMinimumWidth(theme.px(444 if on else 424))

    def _my_id(self) -> UUID | None:
        me = self.around.me()
        return me.technician.id if me is not None else None

    def _where(self) -> tuple[UUID, int] | None:
        """The recording that is the large picture, and its moment now (µs)."""
        recording_id = self.recording_choice.currentData()
        return None if recording_id is None else (recording_id, self.player.moment_us)

    def timeline_offset(self, recording_id: UUID) -> int | None:
        """Where a recording begins on the line (µs); None when it is not on it."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow window the actions are icons with names, so that the title has room."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(1200)
        for button in (
            self.back_button,
            self.sign_button,
            self.privacy_button,
            self.moments_button,
            self.home_button,
        ):
            words = button.accessibleName() or button.text()
            button.setAccessibleName(words)
            button.setText("" if narrow else words)
            if not button.toolTip():
                button.setToolTip(words)
