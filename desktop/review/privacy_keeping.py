"""Until when a recording is kept, and erasing it for good."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLineEdit, QVBoxLayout, QWidget

from desktop.kit import look

if TYPE_CHECKING:
    from desktop.kit.jobs import Jobs

_USUAL = timedelta(days=365)


class KeepingBox(QWidget):
    """`changed` when the day was written; `erased` when the recording is gone; `failed`."""

    changed = Signal()
    erased = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, recording_id: UUID, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._recording_id = jobs, recording_id
        column = look.spaced(QVBoxLayout(self), gap=6)
        self.until = QCheckBox(self.tr("Guardar só até"))
        self.until.setObjectName("keep_until")
        self.day = QDateEdit()
        self.day.setObjectName("keep_day")
        self.day.setAccessibleName(self.tr("Último dia em que se guarda"))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("dd/MM/yyyy")
        usual = (datetime.now(UTC) + _USUAL).astimezone().date()
        self.day.setDate(QDate(usual.year, usual.month, usual.day))
        column.addWidget(self.until)
        column.addWidget(self.day)
        column.addWidget(
            look.text(
                self.tr("Passado o dia, o Terreno lembra; só se apaga quando alguém o pede."),
                kind="small",
                wrap=True,
            )
        )
        self.why = QLineEdit()
        self.why.setObjectName("privacy_why")
        self.why.setPlaceholderText(self.tr("Porque se apaga; fica registado"))
        self.why.setAccessibleName(self.tr("Razão para apagar"))
        self.erase = look.button(self.tr("Apagar de vez"), kind="danger", name="privacy_erase")
        self.erase.clicked.connect(self._erase)
        self.why.textChanged.connect(lambda _text: self.refresh())
        column.addWidget(self.why)
        column.addWidget(self.erase)
        self._idle = True
        self.refresh()
        self._read()

    def refresh(self, *, idle: bool | None = None) -> None:
        """What can be pressed now; `idle`: whether nothing else is under way."""
        self._idle = self._idle if idle is None else idle
        self.day.setEnabled(self.until.isChecked())
        self.erase.setEnabled(self._idle and bool(self.why.text().strip()))

    def _read(self) -> None:
        from core.video.privacy.records import kept_until

        self._jobs.read(
            partial(kept_until, recording_id=self._recording_id),
            then=self._shown,
            failed=self.failed.emit,
        )

    def _shown(self, until: datetime | None) -> None:
        if until is not None:
            day = until.astimezone().date()
            self.day.setDate(QDate(day.year, day.month, day.day))
            self.until.setChecked(True)
        self.refresh()
        self.until.toggled.connect(lambda _on: self._write())
        self.day.dateChanged.connect(lambda _day: self._write())

    def _write(self) -> None:
        from core.video.privacy.records import keep_until

        self.refresh()
        until = end_of(self.day.date()) if self.until.isChecked() else None
        self._jobs.write(
            partial(keep_until, recording_id=self._recording_id, until=until),
            then=lambda _none: self.changed.emit(),
            failed=self.failed.emit,
        )

    def _erase(self) -> None:
        from core.video.privacy.erasing import erase_recording

        store, why = self._jobs.store, self.why.text()
        task = partial(
            erase_recording, store, self._recording_id,
            technician_id=store.author.technician_id, why=why, at=datetime.now(UTC),
        )  # fmt: skip
        self._jobs.run(
            lambda _step: task(), then=lambda _gone: self.erased.emit(), failed=self.failed.emit,
            must=True,
        )  # fmt: skip


def end_of(day: QDate) -> datetime:
    """The last moment of a day here, in UTC."""
    local = datetime.combine(day.toPython(), time(23, 59, 59)).astimezone()  # type: ignore[arg-type]
    return local.astimezone(UTC)
