"""The buttons below the picture: play, step, speed, and where we are."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.kit import icons
from desktop.review.clock_text import clock_text
from desktop.review.player import RATES, RecordingPlayer


class Transport(QWidget):
    """Every button has a key too; its tool tip names it."""

    def __init__(self, player: RecordingPlayer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self.play_button = self._button("play", self.tr("Reproduzir (Espaço)"))
        self.back_button = self._button("step-back", self.tr("Imagem anterior (vírgula)"))
        self.next_button = self._button("step-forward", self.tr("Imagem seguinte (ponto)"))
        self.speed = QComboBox(self)
        self.speed.setAccessibleName(self.tr("Velocidade"))
        self.speed.setToolTip(self.tr("Velocidade (J mais lento, L mais rápido)"))
        for rate in RATES:
            self.speed.addItem(f"{rate:g}×".replace(".", ","), rate)
        self.speed.setCurrentIndex(RATES.index(1.0))
        self.where = QLabel("0:00 / 0:00", self)
        self.where.setAccessibleName(self.tr("Momento da gravação"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        for button in (self.back_button, self.play_button, self.next_button):
            row.addWidget(button)
        row.addWidget(self.where)
        row.addStretch(1)
        row.addWidget(self.speed)
        self.play_button.clicked.connect(player.toggle)
        self.back_button.clicked.connect(lambda: player.step(-1))
        self.next_button.clicked.connect(lambda: player.step(1))
        self.speed.activated.connect(lambda at: player.set_rate(RATES[at]))
        player.rate_changed.connect(self.show_rate)
        player.playing_changed.connect(self._show_playing)
        player.moment_changed.connect(self._show_moment)

    def show_rate(self, rate: float) -> None:
        self.speed.setCurrentIndex(RATES.index(rate))

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        icons.put(button, icon, size=22)
        button.setMinimumSize(42, 40)
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    def _show_playing(self, playing: bool) -> None:
        icons.put(self.play_button, "pause" if playing else "play", size=22)
        name = self.tr("Pausa (Espaço)") if playing else self.tr("Reproduzir (Espaço)")
        self.play_button.setAccessibleName(name)
        self.play_button.setToolTip(name)

    def _show_moment(self, moment_us: int) -> None:
        self.where.setText(f"{clock_text(moment_us)} / {clock_text(self._player.duration_us)}")
