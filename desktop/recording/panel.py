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
from desktop.consent import ConsentCard
from desktop.kit import formats, icons, look, theme
from desktop.kit.jobs import Jobs, Refresh
from desktop.kit.settings import SettingsFile
from desktop.kit.widgets import Banner, Chip
from desktop.recording import cameras, words
from desktop.recording.chooser import SourceChooser
from desktop.recording.live_tags import SCHEMES, LiveTags
from desktop.recording.moment_list import MomentList
from desktop.recording.pair import Pair
from desktop.recording.picture import LevelMeter, LivePicture
from desktop.recording.second import SecondCamera
from desktop.recording.states import DeskState

_TICK_MS = 250
_ANY = (16_777_215, 16_777_215)


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
        self.pair = Pair(jobs, parent=self)
        self.desk = self.pair.main
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
        return self.pair.recording

    @property
    def moment(self) -> Callable[[], tuple[UUID, int] | None]:
        """Tells the recording that runs and its moment in µs, to stamp an answer with."""
        return self.pair.moment

    @property
    def still(self) -> Callable[[], bytes | None]:
        """Takes a JPEG of what the camera sees."""
        return self.pair.still

    def stop(self) -> None:
        """Stop recording, with both cameras."""
        self.pair.stop()

    def set_visit(self, visit_id: UUID | None) -> None:
        """Whose recordings these are; a change while recording counts for the next one."""
        self.pair.set_visit(visit_id, technician_id=self._technician())
        self.tags.set_visit(visit_id)
        self.consent.set_visit(visit_id)
        self._show_state()

    def toggle_record(self) -> None:
        """Record or stop (Ctrl+R)."""
        self.pair.toggle()

    def mark(self) -> None:
        """Set a marker now and offer a line for its words (Ctrl+M)."""
        self.pair.lead.mark()

    def set_compact(self, compact: bool) -> None:
        """One line with a small picture, or the whole column."""
        self._compact = compact
        edge = 0 if compact else theme.px(12)
        self._whole.setContentsMargins(0, 0, edge, edge)
        self._column.setDirection(
            QBoxLayout.Direction.LeftToRight if compact else QBoxLayout.Direction.TopToBottom
        )
        self.choosing.setVisible(not compact)
        self.second.set_compact(compact)
        self.consent.set_compact(compact)
        self.level.setVisible(not compact)
        for widget, said in self._worded.items():
            widget.setText("" if compact else said())
        least, most = ((96, 54), (96, 54)) if compact else ((0, 0), _ANY)
        self.picture.setMinimumSize(*map(theme.px, least))
        self.picture.setMaximumSize(*(map(theme.px, most) if compact else most))
        columns = 4 if compact else 2
        for place, widget in enumerate(self._worded):
            self._grid.addWidget(widget, place // columns, place % columns)
        self.list.set_compact(compact)
        self._show_state()

    def flush(self) -> None:
        """Keep the note of a marker that is still being typed."""
        self._keep_note()

    def close_down(self) -> None:
        """The window closes: stop, and let go of the camera."""
        self._timer.stop()
        self.pair.close()

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
        self.second = SecondCamera(self.pair.second)
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
        self.list = MomentList()
        for item in (
            self.picture,
            state,
            self.dropped,
            self.level,
            self.second,
            self._grid,
            self.note,
        ):
            if isinstance(item, QWidget):
                self._column.addWidget(item)
            else:
                self._column.addLayout(item)
        self.consent = ConsentCard(self.desk.jobs, self.pair.moment, self.desk.now)
        whole.addWidget(self.consent)
        self.tags = LiveTags(self.desk.jobs, self.pair.moment, self._technician)
        whole.addWidget(self.tags)
        whole.addWidget(self.list)
        self.choosing = QWidget()
        both = look.spaced(QVBoxLayout(self.choosing), gap=6)
        both.addWidget(self.chooser)
        both.addWidget(self.second.chooser)
        whole.addWidget(self.choosing)
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
        for place, (widget, said) in enumerate(self._worded.items()):
            widget.setProperty("touch", "true")
            # A click leaves the keyboard with the question that is being answered.
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            widget.setMinimumHeight(theme.px(44))
            widget.setMinimumWidth(theme.px(44))
            widget.setText(said())
            self._grid.addWidget(widget, place // 2, place % 2)
        self.photo.setAccessibleName(self.tr("Tirar uma fotografia da imagem"))
        self.marker.setAccessibleName(self.tr("Pôr um marcador neste momento"))
        self.photo.setToolTip(self.photo.accessibleName())
        self.marker.setToolTip(self.marker.accessibleName())

    def _wire(self) -> None:
        pair = self.pair
        self.record.clicked.connect(pair.toggle)
        self.pause.clicked.connect(self._pause)
        self.photo.clicked.connect(self._take_photo)
        self.marker.clicked.connect(self.mark)
        self.chooser.chosen.connect(self._choose)
        self.chooser.join_asked.connect(self.join_videos)
        self.second.chooser.chosen.connect(self._choose_second)
        pair.changed.connect(self._show_state)
        pair.main.said.connect(self._say)
        pair.second.said.connect(self._say_of_second)
        for desk in pair.both:
            desk.marker_added.connect(self._marked)
            desk.photo_taken.connect(self._photographed)
        pair.begun.connect(self.list.forget)
        pair.begun.connect(self.tags.begin)
        pair.begun.connect(self.consent.begin)
        Refresh(pair.main.jobs, frozenset(("consent",)), self.consent.read, parent=self)
        self.consent.failed.connect(self.banner.show_problem)
        pair.led.connect(self.tags.begin)
        Refresh(pair.main.jobs, SCHEMES, self.tags.read, parent=self)
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
            self.second.begin(value.second_camera if value else "")

    # -- what happens ----------------------------------------------------------------------------

    def _choose(self, address: str, ear: str) -> None:
        self.banner.clear()
        if not self.pair.choose(self.desk, address, microphone_address=ear):
            self.chooser.show_address(self.desk.address)
        elif self._settings is not None:
            self._settings.change(camera=cameras.without_password(address), microphone=ear)

    def _choose_second(self, address: str, ear: str) -> None:
        self.banner.clear()
        second = self.pair.second
        if not self.pair.choose(second, address, microphone_address=ear):
            self.second.chooser.show_address(second.address)
        elif self._settings is not None:
            self._settings.change(second_camera=cameras.without_password(address))

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
        if self.pair.state is DeskState.PAUSED:
            self.pair.resume()
        else:
            self.pair.pause()

    def _take_photo(self) -> None:
        self.pair.lead.take_photo()

    def _say(self, sentence: Sentence, kind: str) -> None:
        self.banner.say(sentence, kind=kind)

    def _say_of_second(self, sentence: Sentence, kind: str) -> None:
        self.banner.say(words.of_second(sentence), kind=kind)

    def _marked(self, marker_id: UUID, moment_us: int) -> None:
        self.list.add(marker_id, moment_us, self.tr("Marcador"))
        self._keep_note()
        self._marker = marker_id
        self._came_from = QApplication.focusWidget()
        self.note.clear()
        self.note.show()
        self.note.setFocus()

    def _photographed(self, _attachment: UUID, _name: str, moment_us: int | None) -> None:
        self.list.add(None, moment_us, self.tr("Fotografia"))

    def _keep_note(self) -> None:
        marker, self._marker = self._marker, None
        said = self.note.text().strip()
        if marker is not None and said:
            self.desk.note(marker, said)
            self.list.name(marker, said)
        before, self._came_from = self._came_from, None
        if before is not None and self.note.hasFocus() and shiboken6.isValid(before):
            before.setFocus()  # back to the question that was being answered
        self.note.hide()

    def _drop_note(self) -> None:
        self.note.clear()
        self._keep_note()

    # -- what is shown ---------------------------------------------------------------------------

    def _tick(self) -> None:
        self.elapsed.setText(formats.duration(self.pair.lead.elapsed_us()))
        count = self.desk.dropped
        self.dropped.setVisible(count > 0)
        if count:
            self.dropped.say(words.lost_pictures(count), state="warning")
        self.second.tick()
        if self.desk.lost != self.picture.dimmed:
            self._show_state()

    def _show_state(self) -> None:
        desk, together = self.desk, self.pair.state
        self.picture.dimmed = desk.lost
        self.tags.show_state()
        said, look_, icon = words.state_of(desk)
        self.chip.say(said, state=look_, icon=icon)
        picture_words = self.tr("Escolha uma câmara para ver a imagem.")
        if desk.lost:
            picture_words = self.tr("Sem imagem. A tentar ligar de novo…")
        elif desk.state is DeskState.OPENING:
            picture_words = self.tr("A ligar à câmara…")
        self.picture.say(
            picture_words, icon="camera" if desk.state is DeskState.OPENING else "camera-off"
        )
        self.second.show_state()
        if not self._compact:  # both pictures and all buttons fit into a laptop's height
            two = not self.second.isHidden()
            self.picture.setMaximumHeight(theme.px(144) if two else 16_777_215)
        running = together in (DeskState.RECORDING, DeskState.PAUSED)
        starting = together is DeskState.STARTING
        self.record.setEnabled(together is DeskState.READY or running or starting)
        self.pause.setEnabled(running)
        self.marker.setEnabled(running)
        self.photo.setEnabled(together not in (DeskState.EMPTY, DeskState.OPENING))
        self.chooser.setEnabled(not desk.recording)
        self.chooser.setVisible(not desk.recording)  # room for what is needed now
        self.chooser.join.setEnabled(desk.visit_id is not None)
        recording = self.recording
        icons.put(
            self.record,
            "stop" if recording else "record",
            role="danger" if recording else "on_accent",
            size=18,
        )
        icons.put(self.pause, "play" if together is DeskState.PAUSED else "pause", size=18)
        look.set_kind(self.record, "danger" if recording else "primary")
        for button, said in (
            (self.record, self._record_words()),
            (self.pause, self._pause_words()),
        ):
            button.setText("" if self._compact else said)
            button.setAccessibleName(said)
            button.setToolTip(said)
        self.elapsed.setVisible(recording)

    def _record_words(self) -> str:
        return self.tr("Parar") if self.recording else self.tr("Gravar")

    def _pause_words(self) -> str:
        paused = self.pair.state is DeskState.PAUSED
        return self.tr("Continuar") if paused else self.tr("Pausa")
