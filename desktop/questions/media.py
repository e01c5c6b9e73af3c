"""Pictures, sounds and films of labels and answers. QtMultimedia is loaded only when played."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QCloseEvent, QImageReader, QMouseEvent, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.kit import icons

PICTURE = (420, 260)


class Player:
    """Plays bytes; one sound or film."""

    def __init__(self, content: bytes, *, owner: QWidget) -> None:
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

        self._bytes = QByteArray(content)
        self._buffer = QBuffer(self._bytes, owner)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sound = QAudioOutput(owner)
        self.player = QMediaPlayer(owner)
        self.player.setAudioOutput(self._sound)
        self.player.setSourceDevice(self._buffer)

    def show_on(self, screen: Any) -> None:
        """The widget that shows the film."""
        self.player.setVideoOutput(screen)

    def toggle(self) -> None:
        """Play, or stop and go back to the start."""
        from PySide6.QtMultimedia import QMediaPlayer

        if self.player.playbackState() == QMediaPlayer.PlaybackState.PlayingState:
            self.player.stop()
        else:
            self.player.play()


class FilmWindow(QDialog):
    """A film in a window of its own, closed with Escape."""

    def __init__(self, owner: QWidget, *, content: bytes, name: str) -> None:
        from PySide6.QtMultimediaWidgets import QVideoWidget

        super().__init__(owner)
        self.setWindowTitle(name)
        self.resize(720, 460)
        screen = QVideoWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(screen)
        self.player = Player(content, owner=self)
        self.player.show_on(screen)
        self.player.toggle()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.player.player.stop()
        super().closeEvent(event)


class PlayButton(QPushButton):
    """«Ouvir» or «Ver o vídeo»; says so in place when this computer cannot play it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("touch", "true")
        self.hide()
        self._content = b""
        self._name = ""
        self._moving = False
        self._player: Player | None = None
        self.clicked.connect(self._play)

    def load(self, content: bytes, *, name: str, moving: bool) -> None:
        """Have something to play."""
        self._content, self._name, self._moving = content, name, moving
        self._player = None
        self._show_stopped()
        self.setToolTip(name)
        self.show()

    def _show_stopped(self) -> None:
        self.setText(self.tr("Ver o vídeo") if self._moving else self.tr("Ouvir"))
        icons.put(self, "play")

    def _play(self) -> None:
        try:
            if self._moving:
                FilmWindow(self.window(), content=self._content, name=self._name).open()
                return
            if self._player is None:
                self._player = Player(self._content, owner=self)
                self._player.player.playingChanged.connect(self._playing)
                self._player.player.errorOccurred.connect(lambda *_: self._cannot())
            self._player.toggle()
        except ImportError:
            self._cannot()

    def _playing(self, on: bool) -> None:
        if on:
            self.setText(self.tr("Parar"))
            icons.put(self, "stop")
        else:
            self._show_stopped()

    def _cannot(self) -> None:
        self.setText(self.tr("Este computador não consegue reproduzir o ficheiro"))
        self.setEnabled(False)


def is_larger(content: bytes) -> bool:
    """Whether a picture has more to show than fits in a card; read from its head alone."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    size = QImageReader(buffer).size()
    return size.width() > PICTURE[0] or size.height() > PICTURE[1]


class PictureWindow(QDialog):
    """A picture as large as the screen allows, closed with Escape or a click."""

    def __init__(self, owner: QWidget, *, content: bytes, name: str) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picture_window")
        self.setWindowTitle(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        picture = QPixmap()
        picture.loadFromData(content)
        room = owner.screen().availableSize() * 0.9
        if picture.width() > room.width() or picture.height() > room.height():
            picture = picture.scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        shown = QLabel()
        shown.setPixmap(picture)
        shown.setAccessibleName(name)
        column.addWidget(shown)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.accept()


class Picture(QLabel):
    """A picture of a label, no wider than the card."""

    def __init__(self, content: bytes, *, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        picture = QPixmap()
        picture.loadFromData(content)
        if not picture.isNull() and (picture.width() > PICTURE[0] or picture.height() > PICTURE[1]):
            picture = picture.scaled(
                *PICTURE,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.setPixmap(picture)
