"""The blurred copy at the same moment, beside the original."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.kit.jobs import Jobs, Step

if TYPE_CHECKING:
    from core.video.cutting import Film

_HEIGHT = 720


def still_at(film: Film, at_us: int) -> bytes:
    """The picture of a moment as JPEG. Raises: what reading a sealed file raises."""
    from core.video.footage import frame_at

    segment = film.between(at_us, at_us + 1)[0]
    with film.open_file(segment.sha256) as stream:
        return frame_at(stream, at_us - segment.start_us, height=_HEIGHT)


class CopyBeside(QWidget):
    """Shows the copy, or says why there is none."""

    def __init__(self, jobs: Jobs, recording_id: UUID, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._recording_id = jobs, recording_id
        self._image = QImage()
        self._words = ""
        self._asked = 0
        self.setObjectName("privacy_copy")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("A cópia desfocada"))

    def sizeHint(self) -> QSize:
        return QSize(320, 340)

    @property
    def image(self) -> QImage:
        """What is shown now."""
        return self._image

    def look(self, at_us: int) -> None:
        """Show the copy at a moment (µs of the recording)."""
        self._asked += 1
        asked = self._asked
        store, recording_id = self._jobs.store, self._recording_id

        def still(_step: Step) -> tuple[int, bytes | None]:
            from core.video.privacy.blurred import blurred_film

            if asked != self._asked:
                return asked, b""
            film = blurred_film(store, recording_id)
            return asked, None if film is None else still_at(film, at_us)

        self._jobs.run(still, then=self._seen, failed=lambda _problem: self._seen((asked, None)))

    def _seen(self, found: tuple[int, bytes | None]) -> None:
        asked, data = found
        if asked != self._asked or data == b"":
            return
        self._image = QImage() if data is None else QImage.fromData(data)
        self._words = (
            self.tr("Não há cópia desfocada, ou o que se tapa mudou desde que foi feita.")
            if data is None
            else ""
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._image.isNull():
            painter.setPen(Qt.GlobalColor.white)
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(12, 12, -12, -12), flags, self._words)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
