"""Choosing what is recorded: a camera by name, one on the network, a video file, and the sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.kit import look, microphone, theme
from desktop.recording import cameras
from desktop.recording.plugged import PlugWatch

if TYPE_CHECKING:
    from core.video.v4l2 import Mode

_NETWORK = "network"
_FILE = "file"


class SourceChooser(QWidget):
    """`chosen(address, microphone)` is emitted when the person has decided.

    That of the second camera chooses no microphone: the visit's sound is recorded once.
    """

    chosen = Signal(str, str)
    join_asked = Signal()

    def __init__(self, *, second: bool = False) -> None:
        super().__init__()
        self._second = second
        self._file = ""
        self._watch: PlugWatch | None = None
        self._modes: dict[str, tuple[Mode, ...]] = {}
        column = look.spaced(QVBoxLayout(self), gap=6)
        # With padding and edge: 40 px for a finger.
        self.setStyleSheet(f"QComboBox, QLineEdit, QPushButton {{ min-height: {theme.px(28)}px; }}")
        self.sources = QComboBox()
        self.sources.setObjectName("source")
        self.sources.setAccessibleName(self.tr("Segunda câmara") if second else self.tr("Câmara"))
        self.sources.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.network = QWidget()
        line = look.spaced(QHBoxLayout(self.network), gap=6)
        self.address = QLineEdit()
        self.address.setObjectName("sourceAddress")
        self.address.setPlaceholderText("rtsp://192.168.1.20/stream")
        self.address.setAccessibleName(self.tr("Endereço da câmara de rede"))
        self.connect_ = look.button(self.tr("Ligar"), name="sourceConnect")
        line.addWidget(self.address, 1)
        line.addWidget(self.connect_)
        self.sounds = QComboBox()
        self.sounds.setObjectName("microphone")
        self.sounds.setAccessibleName(self.tr("Microfone"))
        self.sounds.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.modes = QComboBox()
        self.modes.setObjectName("sourceMode")
        self.modes.setAccessibleName(self.tr("Tamanho da imagem"))
        self.join = look.button(self.tr("Juntar vídeos…"), icon="video", name="joinVideos")
        self.join.setToolTip(self.tr("Juntar a esta visita vídeos de telemóveis e câmaras"))
        for widget in (self.sources, self.network, self.modes, self.sounds, self.join):
            column.addWidget(widget)
        self.network.hide()
        self.modes.hide()
        if second:
            self.sounds.hide()
            self.join.hide()
        self.modes.activated.connect(lambda _place: self._decide())
        self.join.clicked.connect(self.join_asked)
        self.sources.activated.connect(self._picked)
        self.sounds.activated.connect(lambda _place: self._decide())
        self.connect_.clicked.connect(self._decide)
        self.address.returnPressed.connect(self._decide)

    def fill(self, *, address: str, microphone_address: str) -> None:
        """Look which cameras and microphones there are, and show what is remembered."""
        if self._watch is None:
            self._watch = PlugWatch(parent=self)
            self._watch.changed.connect(self.look_again)
        self.sources.clear()
        self._modes.clear()
        none = self.tr("Sem segunda câmara") if self._second else self.tr("Escolher câmara…")
        self.sources.addItem(none, "")
        for camera in cameras.cameras():
            self.sources.addItem(camera.name, camera.address)
            self._modes[camera.address] = camera.modes
        self.sources.addItem(self.tr("Câmara de rede…"), _NETWORK)
        self.sources.addItem(self.tr("Ficheiro de vídeo…"), _FILE)
        self.sources.addItem(self.tr("Imagem de teste"), cameras.TEST)
        self.sounds.clear()
        found = microphone.list_microphones()
        for one in found:
            self.sounds.addItem(one.name, one.address)
        self.sounds.addItem(
            self.tr("Gravar sem som") if found else self.tr("Sem microfone"), microphone.NONE
        )
        self.sounds.setEnabled(bool(found))
        place = self.sounds.findData(microphone_address)
        self.sounds.setCurrentIndex(max(0, place))
        self.show_address(address)

    def look_again(self) -> None:
        """Something was plugged in or pulled out: list anew what there is, choose nothing."""
        if self.sources.view().isVisible() or self.sounds.view().isVisible():
            return  # not under the hand of who is choosing; opening it again shows it
        chosen = self._address()
        self.fill(address=chosen, microphone_address=self.microphone)

    def show_address(self, address: str) -> None:
        """Point at this source without choosing it again."""
        if cameras.is_network(address):
            self.address.setText(address)
            self._point(_NETWORK)
        elif address.startswith("file:"):
            self._show_file(address.removeprefix("file:"))
        else:
            camera, _, mode = address.partition("?")
            if camera and self.sources.findData(camera) < 0:
                self.sources.insertItem(1, camera, camera)
            self._point(camera)
            self._show_modes(mode)
        self._show_fields()

    @property
    def microphone(self) -> str:
        """The microphone pointed at."""
        if self._second:
            return microphone.NONE
        return str(self.sounds.currentData() or "")

    def offer_file(self) -> None:
        """Let the person pick a video file."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Ficheiro de vídeo a passar como câmara"),
            self._file,
            self.tr("Vídeos (*.mp4 *.mov *.mkv *.avi *.webm *.mts *.mpg)"),
        )
        if path:
            self._show_file(path)
            self._decide()
        elif not self._file:
            self._point("")

    def _picked(self, _place: int) -> None:
        kind = self.sources.currentData()
        self._show_fields()
        if kind == _NETWORK:
            self.address.setFocus()
        elif kind == _FILE:
            self.offer_file()
        else:
            self._show_modes("")
            self._decide()

    def _decide(self) -> None:
        address = self._address()
        if not address and self.sources.currentData() == _NETWORK:
            self.address.setFocus()
            return
        self.chosen.emit(address, self.microphone)

    def _address(self) -> str:
        kind = str(self.sources.currentData() or "")
        if kind == _NETWORK:
            return cameras.completed(self.address.text())
        if kind == _FILE:
            return f"file:{self._file}" if self._file else ""
        mode = str(self.modes.currentData() or "")
        return f"{kind}?{mode}" if kind in self._modes and mode else kind

    def _show_modes(self, chosen: str) -> None:
        """The sizes and rates that the camera pointed at really offers."""
        self.modes.clear()
        self.modes.addItem(self.tr("Tamanho: automático"), "")
        offered = self._modes.get(str(self.sources.currentData() or ""), ())
        for mode in dict.fromkeys((one.width, one.height, one.fps) for one in offered):
            width, height, fps = mode
            self.modes.addItem(f"{width} × {height}, {fps:g}/s", f"{width}x{height}@{fps:g}")
        self.modes.setCurrentIndex(max(0, self.modes.findData(chosen)))

    def _show_fields(self) -> None:
        kind = self.sources.currentData()
        self.network.setVisible(kind == _NETWORK)
        self.modes.setVisible(bool(self._modes.get(str(kind or ""))))
        # A file and the test picture bring their own sound.
        self.sounds.setVisible(not self._second and kind not in (_FILE, cameras.TEST))

    def _show_file(self, path: str) -> None:
        self._file = path
        place = self.sources.findData(_FILE)
        self.sources.setItemText(place, Path(path).name)
        self.sources.setCurrentIndex(place)

    def _point(self, kind: str) -> None:
        self.sources.setCurrentIndex(max(0, self.sources.findData(kind)))
