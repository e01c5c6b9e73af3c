"""The last markers and photographs of the recording that runs, newest first."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.kit import formats, look

_LISTED = 6


class MomentList(QLabel):
    """Moments in µs; hidden while there is nothing to list, and where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        look.set_kind(self, "small")
        self.setWordWrap(True)
        self.setObjectName("recordingList")
        self.setAccessibleName(self.tr("Marcadores e fotografias desta gravação"))
        self._lines: list[tuple[UUID | None, int | None, str]] = []
        self._compact = False
        self.hide()

    def add(self, marker: UUID | None, moment_us: int | None, said: str) -> None:
        """One more; the oldest makes room."""
        self._lines = [*self._lines, (marker, moment_us, said)][-_LISTED:]
        self._show()

    def name(self, marker: UUID, said: str) -> None:
        """The words of a marker that is listed."""
        self._lines = [(one, at, said if one == marker else old) for one, at, old in self._lines]
        self._show()

    def forget(self) -> None:
        """Another recording begins."""
        self._lines = []
        self._show()

    def set_compact(self, compact: bool) -> None:
        """In one line there is no room for it."""
        self._compact = compact
        self._show()

    def _show(self) -> None:
        self.setText(
            "\n".join(
                f"{formats.duration(at) if at is not None else '–'}  {said}"
                for _, at, said in reversed(self._lines)
            )
        )
        self.setVisible(bool(self._lines) and not self._compact)
