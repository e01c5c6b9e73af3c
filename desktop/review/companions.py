"""The visit's other recordings beside the main one, small, silent and in step with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.kit import look
from desktop.review.line import VisitLine, inside
from desktop.review.player import PlayableSegment, RecordingPlayer
from desktop.review.records import RecordingItem
from desktop.review.video_view import VideoView

AT_MOST = 3
PLAYING_APART_US = 120_000
"""So far apart two playing pictures may be before the small one is set right."""
RESTING_APART_US = 1_500


class CompanionView(VideoView):
    """A small picture; a click (or Enter) makes it the main one."""

    chosen = Signal()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 68)

    def sizeHint(self) -> QSize:
        return QSize(240, 135)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class Companion(QWidget):
    """One of the others: its picture, its name, its own silent player."""

    def __init__(self, recording: RecordingItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recording = recording
        self.player = RecordingPlayer(self, audible=False)
        self.view = CompanionView(self)
        what = self.tr("{0}: clique para ver em grande").format(recording.name)
        self.view.setAccessibleName(what)
        self.view.setToolTip(what)
        self.name = look.text(recording.short, kind="soft")
        self.name.setMinimumWidth(1)
        self._target_us: int | None = None
        self._running = False
        column = look.spaced(QVBoxLayout(self), gap=2)
        column.addWidget(self.view, 1)
        column.addWidget(self.name)
        self.player.picture.connect(self._show)
        self.player.load(
            [
                PlayableSegment(start_us=s.start_us, duration_us=s.duration_us, open=s.open)
                for s in recording.segments
            ]
        )
        self.go(0, playing=False)

    @property
    def running(self) -> bool:
        """Whether this camera was recording at the moment that is shown."""
        return self._running

    def _show(self, image: object) -> None:
        if self._running:
            self.view.show_picture(image)  # type: ignore[arg-type]

    def go(self, at_us: int, *, playing: bool) -> None:
        """Be at a moment of the visit's line; in a gap it says so."""
        moment_us = inside(self.recording, at_us)
        self._running = moment_us is not None
        if moment_us is None:
            self._target_us = None
            if self.player.playing:
                self.player.pause()
            self.view.show_message(self.tr("Não estava a gravar neste momento."))
            return
        if playing and not self.player.playing:
            self.player.jump(moment_us)
            self.player.play()
        elif playing:
            if abs(self.player.moment_us - moment_us) > PLAYING_APART_US:
                self.player.jump(moment_us)
        else:
            if self.player.playing:
                self.player.pause()
                self._target_us = None
            if self._target_us is None or abs(self._target_us - moment_us) > RESTING_APART_US:
                self._target_us = moment_us
                self.player.jump(moment_us)
            return
        self._target_us = None


class Companions(QWidget):
    """Up to three beside the main picture; hidden when there is none."""

    chosen = Signal(object)  # recording id

    def __init__(self, main: RecordingPlayer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._main = main
        self._offset_us = 0
        self.shown: list[Companion] = []
        self._column = look.spaced(QVBoxLayout(self), gap=4)
        main.moment_changed.connect(self._follow)
        main.playing_changed.connect(lambda _on: self._follow(main.moment_us))
        main.rate_changed.connect(self._set_rate)
        self.hide()

    def show_beside(self, line: VisitLine, main: RecordingItem | None) -> None:
        """The others of the line, in step with the one that is the main picture now."""
        self.clear()
        if main is None:
            return
        self._offset_us = main.offset_us
        for recording in line.beside(main, at_most=AT_MOST):
            one = Companion(recording, self)
            one.player.set_rate(self._main.rate)
            one.view.chosen.connect(lambda wanted=recording.id: self.chosen.emit(wanted))
            one.view.stepped.connect(self._main.step)
            one.view.toggled.connect(self._main.toggle)
            self._column.addWidget(one, 1)
            self.shown.append(one)
        self.setVisible(bool(self.shown))
        self._follow(self._main.moment_us)

    def clear(self) -> None:
        """Let go of their files."""
        for one in self.shown:
            one.player.unload()
            self._column.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.shown = []
        self.hide()

    def _follow(self, moment_us: object) -> None:
        if isinstance(moment_us, int):
            for one in self.shown:
                one.go(self._offset_us + moment_us, playing=self._main.playing)

    def _set_rate(self, rate: float) -> None:
        for one in self.shown:
            one.player.set_rate(rate)
