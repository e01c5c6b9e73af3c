"""The second camera in the panel: its picture, its own state, and what is done with it alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.kit import look, microphone, theme
from desktop.kit.widgets import Chip
from desktop.recording import words
from desktop.recording.chooser import SourceChooser
from desktop.recording.desk import RecordingDesk
from desktop.recording.picture import LivePicture
from desktop.recording.states import RUNNING, DeskState


class SecondCamera(QWidget):
    """Hidden until a second camera is chosen (`chooser`, which stands elsewhere in the panel)."""

    def __init__(self, desk: RecordingDesk) -> None:
        super().__init__()
        self.setObjectName("secondCamera")
        self.desk = desk
        self._compact = False
        self.chooser = SourceChooser(second=True)
        self.picture = LivePicture(desk.latest_frame, name=self.tr("Imagem da segunda câmara"))
        self.name = look.text("", kind="small")
        self.name.setMinimumWidth(1)
        self.chip = Chip("")
        self.chip.setObjectName("secondState")
        self.dropped = Chip("", state="warning")
        self.photo = self._button(
            "photo", self.tr("Tirar uma fotografia com a segunda câmara"), name="secondPhoto"
        )
        self.stop = self._button("stop", self.tr("Parar só a segunda câmara"), name="secondStop")
        self.again = self._button(
            "sync", self.tr("Tentar ligar de novo a segunda câmara"), name="secondAgain"
        )
        row = look.spaced(QHBoxLayout(self), gap=8)
        row.addWidget(self.picture)
        self._words = look.spaced(QVBoxLayout(), gap=2)
        buttons = look.spaced(QHBoxLayout(), gap=6)
        for button in (self.photo, self.stop, self.again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._words.addStretch(1)
        for widget in (self.name, self.chip, self.dropped):
            self._words.addWidget(widget)
        self._words.addLayout(buttons)
        self._words.addStretch(1)
        row.addLayout(self._words, 1)
        self.photo.clicked.connect(desk.take_photo)
        self.stop.clicked.connect(desk.stop)
        self.again.clicked.connect(self._try_again)
        self.set_compact(False)
        self.dropped.hide()
        self.hide()

    def begin(self, remembered: str) -> None:
        """The panel is seen for the first time: what was used last is opened again."""
        self.chooser.fill(
            address=self.desk.address or remembered, microphone_address=microphone.NONE
        )
        if remembered and not self.desk.address:
            self.desk.choose(remembered, microphone_address=microphone.NONE)

    def set_compact(self, compact: bool) -> None:
        """Only a small picture with its state, or all of it."""
        self._compact = compact
        wide, high = (96, 54) if compact else (136, 76)
        self.picture.setFixedSize(theme.px(wide), theme.px(high))
        self.show_state()

    def tick(self) -> None:
        """Several times a second."""
        count = self.desk.dropped
        self.dropped.setVisible(count > 0 and not self._compact)
        if count:
            self.dropped.say(words.lost_pictures(count), state="warning")
        if self.desk.lost != self.picture.dimmed:
            self.show_state()

    def show_state(self) -> None:
        """Say how it is doing, and offer what can be done now."""
        desk, state = self.desk, self.desk.state
        self.setVisible(bool(desk.address))
        self.picture.dimmed = desk.lost
        said, look_, icon = words.state_of(desk)
        missing = state is DeskState.EMPTY and bool(desk.address)
        if missing:
            said, look_ = self.tr("Não ligou"), "warning"
        self.chip.say(said, state=look_, icon=icon)
        self.picture.say(
            self.tr("A ligar à câmara…") if state is DeskState.OPENING else said,
            icon="camera" if state is DeskState.OPENING else "camera-off",
        )
        name = desk.source_name or self.tr("Segunda câmara")
        self.name.setText(name)
        self.name.setToolTip(name)
        whole = not self._compact
        self.name.setVisible(whole)
        self.photo.setVisible(whole and not missing and state is not DeskState.OPENING)
        self.stop.setVisible(whole and state in RUNNING)
        self.again.setVisible(whole and missing)
        self.chooser.setEnabled(not desk.recording)
        self.chooser.setVisible(not desk.recording)  # room for what is needed now

    def _try_again(self) -> None:
        self.desk.choose(self.desk.address, microphone_address=microphone.NONE)

    def _button(self, icon: str, words_: str, *, name: str) -> QPushButton:
        button = look.button("", icon=icon, name=name, tip=words_)
        button.setAccessibleName(words_)
        button.setProperty("touch", "true")
        # A click leaves the keyboard with the question that is being answered.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFixedSize(theme.px(44), theme.px(44))
        return button
