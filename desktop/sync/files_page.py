"""Files on their way: photographs, recordings, check-lists; which, how far, and why not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.kit import formats, look
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, EmptyState, Page, SectionTitle
from desktop.sync import words

if TYPE_CHECKING:
    from core.store import Work
    from sync.replica.file_queue import FileStanding, QueuedFile

MOST = 100


class FilesPage(Page):
    """`again` asks for the lane of files to run."""

    again = Signal()

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=860, parent=parent)
        self._around = around
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.metered = QCheckBox(self.tr("Rede paga: só ficheiros pequenos"))
        self.metered.setObjectName("files_metered")
        self.metered.setChecked(around.settings.value.sync_metered)
        self.metered.toggled.connect(lambda on: around.settings.change(sync_metered=on))
        self.column.addWidget(self.metered)
        self.confirmed = look.text("", kind="soft", wrap=True)
        self.column.addWidget(self.confirmed)
        self.list = look.spaced(QVBoxLayout(), gap=8)
        self.column.addLayout(self.list)
        self.empty = EmptyState(
            icon="done",
            title=self.tr("Não há ficheiros por passar"),
            words=self.tr("Fotografias, gravações e guiões seguem depois dos registos."),
        )
        self.column.addWidget(self.empty, 1)
        self.empty.hide()
        self.column.addStretch(1)

    def reload(self) -> None:
        """Read the queue again."""
        self._around.jobs.read(_read, then=self._show, failed=self.banner.show_problem)

    def _show(self, found: FileStanding) -> None:
        look.clear(self.list)
        self.empty.setVisible(not found.files)
        told = self.tr("A central confirmou {count} ficheiros deste portátil, um a um.")
        self.confirmed.setText(told.format(count=found.received))
        self.confirmed.setVisible(found.received > 0)
        for state, title in (
            ("refused", self.tr("Recusados")),
            ("waiting", self.tr("A caminho")),
            ("held", self.tr("Ficam neste computador")),
            ("offered", self.tr("Na central, a pedido")),
        ):
            files = [one for one in found.files if one.state == state]
            if not files:
                continue
            self.list.addWidget(SectionTitle(f"{title} ({len(files)})"))
            if state == "refused":
                self._offer_again()
            for one in files[:MOST]:
                self.list.addWidget(self._card(one))
            if len(files) > MOST:
                more = self.tr("… e mais {count}.").format(count=len(files) - MOST)
                self.list.addWidget(look.text(more, kind="soft"))

    def _offer_again(self) -> None:
        again = look.button(self.tr("Tentar de novo"), icon="sync", name="files_again")
        again.clicked.connect(lambda _on: self._write(_try_again))
        row = look.spaced(QHBoxLayout(), gap=8)
        row.addWidget(again)
        row.addStretch(1)
        self.list.addLayout(row)

    def _card(self, one: QueuedFile) -> Card:
        card = Card()
        row = look.spaced(QHBoxLayout(), gap=12)
        column = look.spaced(QVBoxLayout(), gap=1)
        column.addWidget(look.text(one.name or one.sha256[:12], kind="strong", wrap=True))
        way = self.tr("para a central") if one.direction == "up" else self.tr("da central")
        parts = [way, formats.size(one.size)]
        if one.done and one.size:
            parts.append(f"{100 * one.done // one.size} %")
        column.addWidget(look.text(" · ".join(parts), kind="small", wrap=True))
        if one.reason:
            column.addWidget(look.text(words.why(one.reason), wrap=True))
        row.addLayout(column, 1)
        if one.state in ("waiting", "offered") and not one.by_hand:
            first = self.tr("Primeiro") if one.state == "waiting" else self.tr("Trazer")
            button = look.button(first, kind="link", icon="arrow-up", name="file_first")
            button.setAccessibleName(f"{first}: {one.name}")
            button.clicked.connect(partial(self._first, one.sha256))
            row.addWidget(button)
        card.column.addLayout(row)
        return card

    def _first(self, sha256: str, _on: object = None) -> None:
        self._write(partial(_move_first, sha256=sha256))

    def _write(self, verb: Callable[[Work], None]) -> None:
        self._around.jobs.write(
            verb, then=lambda _none: self._stored(), failed=self.banner.show_problem
        )

    def _stored(self) -> None:
        self.reload()
        self.again.emit()


def _read(work: Work) -> FileStanding:
    from sync.replica.file_queue import file_standing

    return file_standing(work)


def _try_again(work: Work) -> None:
    from sync.replica.file_queue import try_files_again

    try_files_again(work)


def _move_first(work: Work, *, sha256: str) -> None:
    from sync.replica.file_queue import move_first

    move_first(work, sha256)
