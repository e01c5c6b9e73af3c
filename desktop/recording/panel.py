"""The panel at the right of the check-list: what the camera sees, and what one does with it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.problem import Sentence
from desktop.kit import formats, icons, look, theme
from desktop.kit.jobs import Jobs, Refresh
from desktop.kit.settings import SettingsFile
from desktop.kit.widgets import Banner, Chip
from desktop.recording import cameras
from desktop.recording.chooser import SourceChooser
from desktop.recording.desk import RecordingDesk
from desktop.recording.live_tags import SCHEMES, LiveTags
from desktop.recording.picture import LevelMeter, LivePicture
from desktop.recording.states import DeskState

_TICK_MS = 250
_LISTED = 6


class RecordingPanel(QWidget):
    """Preview, state, elapsed time, level, and *Gravar*, *Pausa*, *Foto*, *Marcador*.

    Usable alone or as the side panel of the check-list (`set_compact` makes it one line).
    Call `set_visit` before recording and `close_down` when the window closes.
    """

    def __init__(
        self,
        jobs: Jobs,
        *,
        settings: SettingsFile | None = None,
        technician: Callable[[], UUID | None] = lambda: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("recording")
        self.desk = RecordingDesk(jobs, parent=self)
        self._settings = settings
        self._technician = technician
        self._marker: UUID | None = None
        self._came_from: QWidget | None = None
        self._filled = False
        self._compact = False
        self._build()
        self._wire()
        self._show_state()

    # -- for the place around ------------------------------------------------------------------

    @property
    def recording(self) -> bool:
        """Whether a recording runs now (the window asks before it closes)."""
        return self.desk.recording

    def set_visit(self, visit_id: UUID | None) -> None:
        """Whose recordings these are; a change while recording counts for the next one."""
        self.desk.set_visit(visit_id, technician_id=self._technician())
        self.tags.set_visit(visit_id)
        self._show_state()

    def toggle_record(self) -> None:
        """Record or stop (Ctrl+R)."""
        self.desk.toggle()

    def mark(self) -> None:
        """Set a marker now and offer a line for its words (Ctrl+M)."""
        self.desk.mark()

    def set_compact(self, compact: bool) -> None:
        """One line with a small picture, or the whole column."""
        self._compact = compact
        edge = 0 if compact else theme.px(12)
        self._whole.setContentsMargins(0, 0, edge, edge)
        self._column.setDirection(
            QBoxLayout.Direction.LeftToRight if compact else QBoxLayout.Direction.TopToBottom
        )
        self.chooser.setVisible(not compact)
        self.level.setVisible(not compact)
        for widget, words in self._worded.items():
            widget.setText("" if compact else words())
        if compact:
            self.picture.setFixedSize(theme.px(96), theme.px(54))
        else:
            self.picture.setMinimumSize(0, 0)
            self.picture.setMaximumSize(16_777_215, 16_777_215)
        columns = 4 if compact else 2
        for place, widget in enumerate(self._worded):
            self._grid.addWidget(widget, place // columns, place % columns)
        self._show_list()
        self._show_state()

    def flush(self) -> None:
        """Keep the note of a marker that is still being typed."""
        self._keep_note()

    def close_down(self) -> None:
        """The window closes: stop, and let go of the camera."""
        self._timer.stop()
        self.desk.close()

    # -- what stands where -----------------------------------------------------------------------

    def _build(self) -> None:
        whole = self._whole = look.spaced(QVBoxLayout(self), gap=8)
        whole.setContentsMargins(0, 0, theme.px(12), theme.px(12))
        self.banner = Banner()
        whole.addWidget(self.banner)
        self._column = look.spaced(QBoxLayout(QBoxLayout.Direction.TopToBottom), gap=8)
        whole.addLayout(self._column)
        self.picture = LivePicture(self.desk.latest_frame)
        self.chip = Chip("")
        self.chip.setObjectName("recordingState")
        self.elapsed = look.text("0:00", kind="heading")
        self.elapsed.setObjectName("elapsed")
        self.elapsed.setAccessibleName(self.tr("Tempo de gravação"))
        self.dropped = Chip("", state="warning")
        self.dropped.hide()
        self.level = LevelMeter(self.desk.sound_level)
        self.chooser = SourceChooser()
        state = look.spaced(QBoxLayout(QBoxLayout.Direction.LeftToRight), gap=8)
        state.addWidget(self.chip)
        state.addStretch(1)
        state.addWidget(self.elapsed)
        self._buttons()
        self.note = QLineEdit()
        self.note.setObjectName("markerNote")
        self.note.setStyleSheet(f"QLineEdit {{ min-height: {theme.px(28)}px; }}")
        self.note.setPlaceholderText(self.tr("Nota do marcador (Enter guarda)"))
        self.note.setAccessibleName(self.tr("Nota do marcador"))
        self.note.hide()
        self.list = look.text("", kind="small", wrap=True)
        self.list.setObjectName("recordingList")
        self.list.setAccessibleName(self.tr("Marcadores e fotografias desta gravação"))
        self._lines: list[tuple[UUID | None, int | None, str]] = []
        for item in (self.picture, state, self.level, self._grid, self.note, self.dropped):
            if isinstance(item, QWidget):
                self._column.addWidget(item)
            else:
                self._column.addLayout(item)
        self.tags = LiveTags(self.desk.jobs, self.desk.moment, self._technician)
        whole.addWidget(self.tags)
        whole.addWidget(self.list)
        whole.addWidget(self.chooser)
        whole.addStretch(1)

    def _buttons(self) -> None:
        self._grid = look.spaced(QGridLayout(), gap=6)
        self.record = look.button("", kind="primary", icon="record", name="record")
        self.pause = look.button("", icon="pause", name="pause")
        self.photo = look.button("", icon="photo", name="photo")
        self.marker = look.button("", icon="marker", name="marker")
        self._worded: dict[QPushButton, Callable[[], str]] = {
            self.record: self._record_words,
            self.pause: self._pause_words,
            self.photo: lambda: self.tr("Foto"),
            self.marker: lambda: self.tr("Marcador"),
        }
        for place, (widget, words) in enumerate(self._worded.items()):
            widget.setProperty("touch", "true")
            # A click leaves the keyboard with the question that is being answered.
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            widget.setMinimumHeight(theme.px(44))
            widget.setMinimumWidth(theme.px(44))
            widget.setText(words())
            self._grid.addWidget(widget, place // 2, place % 2)
        self.photo.setAccessibleName(self.tr("Tirar uma fotografia da imagem"))
        self.marker.setAccessibleName(self.tr("Pôr um marcador neste momento"))
        self.photo.setToolTip(self.photo.accessibleName())
        self.marker.setToolTip(self.marker.accessibleName())

    def _wire(self) -> None:
        desk = self.desk
        self.record.clicked.connect(desk.toggle)
        self.pause.clicked.connect(self._pause)
        self.photo.clicked.connect(desk.take_photo)
        self.marker.clicked.connect(self.mark)
        self.chooser.chosen.connect(self._choose)
        self.chooser.join_asked.connect(self.join_videos)
        desk.state_changed.connect(lambda _state: self._show_state())
        desk.said.connect(self._say)
        desk.marker_added.connect(self._marked)
        desk.photo_taken.connect(self._photographed)
        desk.started.connect(lambda _recording: self._forget_list())
        desk.started.connect(lambda _recording: self.tags.begin())
        # The tags hide while there are none: the panel says whether anybody looks.
        Refresh(desk.jobs, SCHEMES, self.tags.read, parent=self)
        self.tags.failed.connect(self.banner.show_problem)
        self.note.returnPressed.connect(self._keep_note)
        self.note.editingFinished.connect(self._keep_note)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.note)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._drop_note)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        theme.watch().changed.connect(self._show_state)

    def showEvent(self, event: object) -> None:
        if not self._filled:
            self._filled = True
            value = self._settings.value if self._settings is not None else None
            address = value.camera if value else ""
            ear = value.microphone if value else ""
            self.chooser.fill(address=self.desk.address or address, microphone_address=ear)
            if address and not self.desk.address:
                self.desk.choose(address, microphone_address=ear)

    # -- what happens ----------------------------------------------------------------------------

    def _choose(self, address: str, ear: str) -> None:
        self.banner.clear()
        self.desk.choose(address, microphone_address=ear)
        if self._settings is not None:
            self._settings.change(camera=cameras.without_password(address), microphone=ear)

    def join_videos(self) -> None:
        """Open the window that joins clips of other cameras to the visit."""
        from desktop.recording.join_dialog import JoinDialog

        visit_id = self.desk.visit_id
        if visit_id is not None:
            technician_id = self._technician()
            JoinDialog(
                self.desk.jobs,
                visit_id=visit_id,
                technician_id=technician_id,
                now=self.desk.now,
                parent=self,
            ).open()

    def _pause(self) -> None:
        if self.desk.state is DeskState.PAUSED:
            self.desk.resume()
        else:
            self.desk.pause()

    def _say(self, sentence: Sentence, kind: str) -> None:
        self.banner.say(sentence, kind=kind)

    def _marked(self, marker_id: UUID, moment_us: int) -> None:
        self._add_line(marker_id, moment_us, self.tr("Marcador"))
        self._keep_note()
        self._marker = marker_id
        self._came_from = QApplication.focusWidget()
        self.note.clear()
        self.note.show()
        self.note.setFocus()

    def _photographed(self, _attachment: UUID, _name: str, moment_us: int | None) -> None:
        self._add_line(None, moment_us, self.tr("Fotografia"))

    def _keep_note(self) -> None:
        marker, self._marker = self._marker, None
        words = self.note.text().strip()
        if marker is not None and words:
            self.desk.note(marker, words)
            self._lines = [
                (one, at, words if one == marker else said) for one, at, said in self._lines
            ]
            self._show_list()
        before, self._came_from = self._came_from, None
        if before is not None and self.note.hasFocus() and shiboken6.isValid(before):
            before.setFocus()  # back to the question that was being answered
        self.note.hide()

    def _drop_note(self) -> None:
        self.note.clear()
        self._keep_note()

    def _add_line(self, marker: UUID | None, moment_us: int | None, said: str) -> None:
        self._lines = [*self._lines, (marker, moment_us, said)][-_LISTED:]
        self._show_list()

    def _forget_list(self) -> None:
        self._lines = []
        self._show_list()

    def _show_list(self) -> None:
        self.list.setText(
            "\n".join(
                f"{formats.duration(at) if at is not None else '–'}  {said}"
                for _, at, said in reversed(self._lines)
            )
        )
        self.list.setVisible(bool(self._lines) and not self._compact)

    # -- what is shown ---------------------------------------------------------------------------

    def _tick(self) -> None:
        self.elapsed.setText(formats.duration(self.desk.elapsed_us()))
        count = self.desk.dropped
        self.dropped.setVisible(count > 0)
        if count:
            self.dropped.say(self.tr("{} imagens perdidas").format(count), state="warning")
        if self.desk.lost != self.picture.dimmed:
            self._show_state()

    def _show_state(self) -> None:
        desk = self.desk
        state = desk.state
        self.picture.dimmed = desk.lost
        self.tags.show_state()
        words, look_, icon = self._state_words()
        self.chip.say(words, state=look_, icon=icon)
        picture_words = self.tr("Escolha uma câmara para ver a imagem.")
        if desk.lost:
            picture_words = self.tr("Sem imagem. A tentar ligar de novo…")
        elif state is DeskState.OPENING:
            picture_words = self.tr("A ligar à câmara…")
        self.picture.say(
            picture_words, icon="camera" if state is DeskState.OPENING else "camera-off"
        )
        running = state in (DeskState.RECORDING, DeskState.PAUSED)
        self.record.setEnabled(state is DeskState.READY or running or state is DeskState.STARTING)
        self.pause.setEnabled(running)
        self.marker.setEnabled(running)
        self.photo.setEnabled(state is not DeskState.EMPTY and state is not DeskState.OPENING)
        self.chooser.setEnabled(not desk.recording)
        self.chooser.join.setEnabled(desk.visit_id is not None)
        icons.put(
            self.record,
            "stop" if desk.recording else "record",
            role="danger" if desk.recording else "on_accent",
            size=18,
        )
        icons.put(self.pause, "play" if state is DeskState.PAUSED else "pause", size=18)
        look.set_kind(self.record, "danger" if desk.recording else "primary")
        for button, said in (
            (self.record, self._record_words()),
            (self.pause, self._pause_words()),
        ):
            button.setText("" if self._compact else said)
            button.setAccessibleName(said)
            button.setToolTip(said)
        self.elapsed.setVisible(desk.recording)

    def _state_words(self) -> tuple[str, str, str]:
        desk = self.desk
        if desk.lost and desk.state is not DeskState.EMPTY:
            return self.tr("Sem imagem"), "danger", "camera-off"
        if desk.state is DeskState.READY and desk.sealing:
            return self.tr("A guardar…"), "info", "disk"
        return {
            DeskState.EMPTY: (self.tr("Sem câmara"), "plain", "camera-off"),
            DeskState.OPENING: (self.tr("A ligar…"), "info", "clock"),
            DeskState.READY: (self.tr("Pronta"), "good", "camera"),
            DeskState.STARTING: (self.tr("A começar…"), "info", "clock"),
            DeskState.RECORDING: (self.tr("A gravar"), "danger", "record"),
            DeskState.PAUSED: (self.tr("Em pausa"), "warning", "pause"),
            DeskState.STOPPING: (self.tr("A terminar…"), "info", "clock"),
        }[desk.state]

    def _record_words(self) -> str:
        return self.tr("Parar") if self.desk.recording else self.tr("Gravar")

    def _pause_words(self) -> str:
        return self.tr("Continuar") if self.desk.state is DeskState.PAUSED else self.tr("Pausa")
