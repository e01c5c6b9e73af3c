"""Editors of files: image, audio, video or any; chosen, dropped, pasted or from the camera."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from core.forms.states import NodeState
from desktop.kit import icons
from desktop.kit.widgets import FlowLayout
from desktop.questions.around import Around, FileOffer
from desktop.questions.buttons import press
from desktop.questions.editor import Editor, upright
from desktop.questions.lexical import show_size
from desktop.questions.media import PlayButton
from desktop.questions.voice import VoiceRecorder

THUMBNAIL = (240, 150)
QUIET_AFTER, QUIET = 2.0, 0.003
"""Seconds without anything louder than this part of the full scale are told."""
FILTERS = {
    "image": "*.jpg *.jpeg *.png *.webp *.gif *.bmp *.tif *.tiff",
    "audio": "*.m4a *.mp3 *.wav *.ogg *.aac *.flac *.amr",
    "video": "*.mp4 *.mov *.mkv *.avi *.webm *.m4v *.3gp",
}


def png_of(image: QImage) -> bytes:
    """A picture as PNG bytes."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())


def shrunk(content: bytes, *, pixels: int) -> bytes:
    """A JPEG no longer or higher than `pixels` (parameter max-pixels); as it is when it fits."""
    image = QImage.fromData(content)
    if image.isNull() or max(image.width(), image.height()) <= pixels:
        return content
    small = image.scaled(
        pixels,
        pixels,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    small.save(buffer, "JPEG", 90)  # type: ignore[call-overload]
    return bytes(out.data())


class UploadEditor(Editor):
    """One file. Shows what was given: a thumbnail, a player, or its name and size."""

    def __init__(self, state: NodeState, *, around: Around) -> None:
        super().__init__(state, around=around)
        self.family = state.mediatype.partition("/")[0] or "application"
        self.setAcceptDrops(True)
        self.picture = QLabel()
        self.picture.setAccessibleName(self.tr("{}: miniatura").format(self.label))
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.play = PlayButton()
        self.pick = self._button(self.tr("Escolher ficheiro…"), icon="folder")
        self.pick.clicked.connect(self._choose)
        self.paste = self._button(self.tr("Colar"), icon="copy")
        self.paste.clicked.connect(self._paste)
        self.still = self._button(self.tr("Foto da gravação"), icon="camera")
        self.still.clicked.connect(self._take_still)
        self.speak = self._button(self.tr("Gravar som"), icon="microphone")
        self.speak.clicked.connect(self._speak)
        self.voice = VoiceRecorder(parent=self)
        self.voice.heard.connect(self._heard)
        self.voice.done.connect(self._spoken)
        self.remove = self._button(self.tr("Retirar"), icon="trash")
        self.remove.clicked.connect(lambda: self.say(None))
        shown = QHBoxLayout()
        shown.setSpacing(12)
        shown.addWidget(self.picture)
        shown.addWidget(self.play)
        shown.addWidget(self.about, 1)
        buttons = FlowLayout(gap=8)  # in a narrow column they stand below one another
        for button in (self.speak, self.pick, self.paste, self.still, self.remove):
            buttons.addWidget(button)
        column = upright(self, spacing=8)
        column.addLayout(shown)
        column.addLayout(buttons)
        # Only now: a widget shown before it has a parent is a window, and takes the focus away.
        self.paste.setVisible(self.family == "image")
        self.still.setVisible(self.family == "image")
        self.speak.setVisible(self.family == "audio")
        self.picture.hide()
        self._keeping = ""
        self._shown_name = ""
        self._show_value(state.value)

    def _button(self, words: str, *, icon: str) -> QPushButton:
        return press(words, icon=icon, spoken=f"{words} ({self.label})")

    def show_state(self, state: NodeState) -> None:
        super().show_state(state)
        self._show_value(state.value)

    def stops(self) -> list[QWidget]:
        buttons = (self.speak, self.pick, self.paste, self.still, self.remove)
        return [button for button in buttons if not button.isHidden()]

    def give(self, offer: FileOffer) -> None:
        """Keep a file and answer with its name once it is kept."""
        limit = self.state.parameters.get("max-pixels", "")
        if self.family == "image" and limit.isdigit():
            content = offer.content
            if isinstance(content, Path):
                content = content.read_bytes()
            offer = FileOffer(
                content=shrunk(content, pixels=int(limit)),
                name=offer.name,
                media_type=offer.media_type,
            )
        self._keeping = offer.name
        self.remark.emit("")
        self._show_value(self.state.value)
        self.around.keep(
            offer,
            key=self.state.key,
            then=self.here(self._kept),
            failed=self.here(self._failed),
        )

    def give_path(self, path: Path) -> None:
        """Keep a file of this computer, if it is of the family asked for."""
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if self.family in FILTERS and not kind.startswith(f"{self.family}/"):
            wanted = {
                "image": self.tr("uma imagem"),
                "audio": self.tr("um som"),
                "video": self.tr("um vídeo"),
            }[self.family]
            self.remark.emit(self.tr("«{}» não é {}.").format(path.name, wanted))
            return
        self.give(FileOffer(content=path, name=path.name, media_type=kind))

    def _kept(self, name: str) -> None:
        self._keeping = ""
        self.say(name)
        self._show_value(self.state.value)

    def _failed(self, sentence: str) -> None:
        self._keeping = ""
        self.remark.emit(sentence)
        self._show_value(self.state.value)

    def _choose(self) -> None:
        signs = FILTERS.get(self.family)
        every = self.tr("Todos os ficheiros (*)")
        name = {
            "image": self.tr("Imagens"),
            "audio": self.tr("Sons"),
            "video": self.tr("Vídeos"),
        }.get(self.family, "")
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Escolher ficheiro"),
            "",
            f"{name} ({signs});;{every}" if signs else every,
        )
        if path:
            self.give_path(Path(path))

    def _paste(self) -> None:
        board = QGuiApplication.clipboard().mimeData()
        if board.hasUrls() and board.urls()[0].isLocalFile():
            self.give_path(Path(board.urls()[0].toLocalFile()))
            return
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.remark.emit(self.tr("Não há nenhuma imagem copiada."))
            return
        self.give(
            FileOffer(content=png_of(image), name=self.tr("colada.png"), media_type="image/png")
        )

    def _take_still(self) -> None:
        picture = self.around.still()
        if picture is None:
            self.remark.emit(self.tr("Não há imagem da câmara: comece a gravar primeiro."))
            return
        self.give(FileOffer(content=picture, name=self.tr("foto.jpg"), media_type="image/jpeg"))

    def _speak(self) -> None:
        if self.voice.running:
            self.voice.stop()
            self.speak.setEnabled(False)  # until the file is made
            return
        source = self.around.microphone()
        if source is None:
            self.remark.emit(self.tr("Este computador não tem microfone, ou não o deixa usar."))
            return
        self.remark.emit("")
        self.voice.start(source)
        self._heard(0, 0)

    def _heard(self, seconds: float, level: float) -> None:
        clock = f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"
        self.speak.setText(self.tr("Parar · {clock}").format(clock=clock))
        icons.put(self.speak, "stop")
        quiet = seconds >= QUIET_AFTER and level < QUIET
        self.remark.emit(self.tr("Não se ouve nada: veja o microfone.") if quiet else "")

    def _spoken(self, content: bytes) -> None:
        self.speak.setEnabled(True)
        self.speak.setText(self.tr("Gravar som"))
        icons.put(self.speak, "microphone")
        if not content:
            self.remark.emit(self.tr("Não se gravou nada: o microfone não deu som."))
            return
        name = self.tr("gravação.m4a")
        self.give(FileOffer(content=content, name=name, media_type="audio/mp4"))

    def flush(self) -> None:
        """The question goes from the screen: what was said till now is kept."""
        if self.voice.running:
            self._spoken(self.voice.finish())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.give_path(Path(urls[0].toLocalFile()))
            event.acceptProposedAction()

    def _show_value(self, value: str) -> None:
        if self._keeping:
            self.about.setText(self.tr("A guardar «{}»…").format(self._keeping))
        self.about.setVisible(bool(value or self._keeping))
        self.remove.setVisible(bool(value))
        if value == self._shown_name:
            return
        self._shown_name = value
        self.picture.hide()
        self.play.hide()
        self.pick.setText(self.tr("Trocar…") if value else self.tr("Escolher ficheiro…"))
        if value:
            self.about.setText(value)
            self.around.fetch(value, then=self.here(lambda content: self._fetched(value, content)))

    def _fetched(self, name: str, content: bytes | None) -> None:
        if name != self.state.value:
            return
        if content is None:
            self.about.setText(self.tr("{} (ainda não está neste computador)").format(name))
            return
        self.about.setText(f"{name}\n{show_size(len(content))}")
        if self.family == "image":
            picture = QPixmap()
            if picture.loadFromData(content):
                self.picture.setPixmap(
                    picture.scaled(
                        *THUMBNAIL,
                        Qt.AspectRatioMode.KeepAspectRatio,
                        Qt.TransformationMode.SmoothTransformation,
                    )
                )
                self.picture.show()
        elif self.family in {"audio", "video"}:
            self.play.load(content, name=name, moving=self.family == "video")
