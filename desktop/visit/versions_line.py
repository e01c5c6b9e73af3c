"""A line of a visit's page: a newer version of its check-list, and what an older one left."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.problem import Sentence
from desktop.kit import look
from desktop.kit.widgets import Banner

if TYPE_CHECKING:
    from desktop.visit.reading import Shown


class VersionsLine(QWidget):
    """Signals carry the visit's id: `wanted` (compare the versions), `aside_wanted`."""

    wanted = Signal(object)
    aside_wanted = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: UUID | None = None
        self._said: tuple[UUID, UUID] | None = None
        column = look.spaced(QVBoxLayout(self), gap=6)
        self.banner = Banner()
        column.addWidget(self.banner)
        links = look.spaced(QHBoxLayout(), gap=16)
        self.newer = look.button("", kind="link", icon="visits", name="visit_version")
        self.newer.clicked.connect(self._ask)
        self.aside = look.button("", kind="link", icon="warning", name="visit_aside")
        self.aside.clicked.connect(lambda: self.aside_wanted.emit(self._visit))
        for link in (self.newer, self.aside):
            links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            link.hide()
        links.addStretch(1)
        column.addLayout(links)
        self.hide()

    def show_visit(self, shown: Shown) -> None:
        """Say what there is; nothing to say: the line is not there."""
        self._visit = shown.detail.summary.id
        newer = shown.newer
        if newer is None or shown.declined:
            self.banner.hide()
            self._said = None
        elif self._said != (self._visit, newer.version_id):
            # Closed once, it stays closed until the visit is opened again.
            self._said = (self._visit, newer.version_id)
            self.banner.say(
                Sentence(
                    happened=self.tr("Há uma versão nova deste guião ({version}).").format(
                        version=newer.version or "–"
                    ),
                    kept=self.tr("Esta visita está na versão {version}.").format(
                        version=shown.detail.summary.checklist_version or "–"
                    ),
                    todo=self.tr("Antes de passar, vê-se o que muda e o que não cabe."),
                ),
                kind="info",
            )
            self.banner.add_action(self.tr("Ver o que muda"), self._ask)
        self.newer.setVisible(newer is not None and shown.declined)
        if newer is not None:
            self.newer.setText(
                self.tr("Versão nova do guião: {version}").format(version=newer.version or "–")
            )
        left = [one for one in shown.aside if one.handled_at is None]
        self.aside.setVisible(bool(shown.aside))
        self.aside.setText(
            self.tr("Postos de parte, por tratar: {count}").format(count=len(left))
            if left
            else self.tr("Postos de parte: {count}, todos tratados").format(count=len(shown.aside))
        )
        self.setVisible(newer is not None or bool(shown.aside))

    def _ask(self) -> None:
        self.wanted.emit(self._visit)
