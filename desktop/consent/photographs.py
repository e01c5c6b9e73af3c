"""Photographs that an ended consent keeps here: looked at one by one, and let go with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.kit import icons, look, theme
from desktop.kit.widgets import Banner, PageHeader

if TYPE_CHECKING:
    from core.reports.files_out import KeptPhotograph
    from core.store import Work
    from desktop.kit.jobs import Jobs, Step

_WIDE, _HIGH = 200, 130


class PhotographsDialog(QDialog):
    """`decided` when some may leave from now on."""

    decided = Signal()

    def __init__(
        self,
        jobs: Jobs,
        visit_id: UUID,
        *,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._visit_id, self._now = jobs, visit_id, now
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("kept_photographs")
        self.setWindowTitle(self.tr("Fotografias que ficaram"))
        column = look.spaced(QVBoxLayout(self), margin=20, gap=10)
        column.addWidget(
            PageHeader(
                self.tr("Fotografias que ficaram"),
                self.tr(
                    "Terminou um consentimento, e por isso nenhuma sai. Assinale as que não "
                    "mostram essa pessoa, e diga porquê."
                ),
            )
        )
        self.banner = Banner()
        column.addWidget(self.banner)
        self.list = QListWidget()
        self.list.setObjectName("kept_list")
        self.list.setAccessibleName(self.tr("Fotografias que ficaram"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setIconSize(QSize(theme.px(_WIDE), theme.px(_HIGH)))
        self.list.setSpacing(theme.px(6))
        self.list.itemChanged.connect(lambda _item: self._refresh())
        column.addWidget(self.list, 1)
        self.why = QLineEdit()
        self.why.setObjectName("kept_why")
        self.why.setPlaceholderText(self.tr("Porque podem sair; fica registado com o seu nome"))
        self.why.setAccessibleName(self.tr("Razão para as deixar sair"))
        self.why.textChanged.connect(lambda _text: self._refresh())
        column.addWidget(self.why)
        row = look.spaced(QHBoxLayout(), gap=8)
        row.addStretch(1)
        close = look.button(self.tr("Fechar"), name="kept_close")
        close.clicked.connect(self.accept)
        self.go = look.button(self.tr("Podem sair"), kind="primary", name="kept_go")
        self.go.clicked.connect(self._decide)
        row.addWidget(close)
        row.addWidget(self.go)
        column.addLayout(row)
        self.resize(theme.px(760), theme.px(520))
        self._refresh()
        self._read()

    def _read(self) -> None:
        store, visit_id, now = self._jobs.store, self._visit_id, self._now()

        def look_at(_step: Step) -> list[tuple[KeptPhotograph, QImage]]:
            from core.reports.files_out import photographs_kept

            found = []
            for one in photographs_kept(store, visit_id, at=now):
                image = QImage()
                if one.media_type.startswith("image/") and store.files.has(one.sha256):
                    with store.files.open(one.sha256) as stream:
                        image.loadFromData(stream.read())
                if not image.isNull():
                    image = image.scaled(
                        _WIDE, _HIGH, Qt.AspectRatioMode.KeepAspectRatio,
                        Qt.TransformationMode.SmoothTransformation,
                    )  # fmt: skip
                found.append((one, image))
            return found

        self._jobs.run(look_at, then=self._show, failed=self.banner.show_problem)

    def _show(self, found: list[tuple[KeptPhotograph, QImage]]) -> None:
        self.list.clear()
        for one, image in found:
            icon = icons.icon("sound") if image.isNull() else QIcon(QPixmap.fromImage(image))
            item = QListWidgetItem(icon, one.name)
            item.setData(Qt.ItemDataRole.UserRole, one.attachment_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self._refresh()

    def _chosen(self) -> list[UUID]:
        items = [self.list.item(place) for place in range(self.list.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def _refresh(self) -> None:
        self.go.setEnabled(bool(self._chosen()) and bool(self.why.text().strip()))

    def _decide(self) -> None:
        chosen, why, at = self._chosen(), self.why.text(), self._now()
        visit_id, me = self._visit_id, self._jobs.store.author.technician_id

        def write(work: Work) -> None:
            from core.video.privacy.records import decide_photograph

            verb = partial(decide_photograph, work, visit_id=visit_id, technician_id=me)
            for one in chosen:
                verb(attachment_id=one, why=why, at=at)

        self._jobs.write(write, then=self._written, failed=self.banner.show_problem)

    def _written(self, _none: object) -> None:
        self.decided.emit()
        self._read()
