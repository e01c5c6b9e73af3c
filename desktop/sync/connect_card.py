"""Connecting this laptop to a centre: its address, a one-time code, a name for the laptop."""

from __future__ import annotations

import platform
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.kit import look
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, ProgressLine

if TYPE_CHECKING:
    from core.store import Store


class ConnectCard(Card):
    """`connected` is emitted once the centre has let this laptop in."""

    connected = Signal()

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._around = around
        self.column.addWidget(look.text(self.tr("Ligar este portátil à central"), kind="heading"))
        self.column.addWidget(
            look.text(
                self.tr(
                    "Quem administra a central dá-lhe um endereço e um código. O código serve uma"
                    " vez. Depois de ligado, o que escreve aqui segue sozinho quando houver rede,"
                    " e o que os outros escrevem vem ter consigo."
                ),
                kind="soft",
                wrap=True,
            )
        )
        self.banner = Banner()
        self.column.addWidget(self.banner)
        form = look.form()
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://…#pin=…")
        self.code = QLineEdit()
        self.code.setPlaceholderText("XXXX-XXXX-XXXX")
        self.name = QLineEdit(platform.node())
        self.name.setMaxLength(80)
        for words, field, name in (
            (self.tr("Endereço"), self.address, "connect_address"),
            (self.tr("Código"), self.code, "connect_code"),
            (self.tr("Nome deste portátil"), self.name, "connect_name"),
        ):
            look.row(form, words, field, name=name)
            field.textChanged.connect(lambda _text: self._check())
            field.returnPressed.connect(self._press)
        self.column.addLayout(form)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.go = look.button(self.tr("Ligar"), kind="primary", icon="link", name="connect_go")
        self.go.clicked.connect(self._connect)
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.progress = ProgressLine()
        self.progress.hide()
        row.addWidget(self.progress, 1)
        self.column.addLayout(row)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.address.text().strip() and self.code.text().strip()))

    def _press(self) -> None:
        if self.go.isEnabled():
            self._connect()

    def _connect(self) -> None:
        store = self._around.jobs.store
        given, code = self.address.text().strip(), self.code.text()
        name = self.name.text().strip() or platform.node()
        self.banner.clear()
        self.setEnabled(False)
        self.progress.tell(None, self.tr("A falar com a central…"))
        self.progress.show()
        self._around.jobs.run(
            lambda _step: _enrol(store, given, code, name),
            then=lambda _none: self._done(),
            failed=partial(self._failed, given),
        )

    def _done(self) -> None:
        self._ended()
        self.code.clear()
        self.connected.emit()

    def _failed(self, given: str, problem: BaseException) -> None:
        self._ended()
        self.banner.show_problem(problem)
        field = self.address if getattr(problem, "code", "") == "sync.not-an-address" else self.code
        if self.address.text().strip() == given:
            field.setFocus()
            field.selectAll()

    def _ended(self) -> None:
        self.setEnabled(True)
        self.progress.hide()


def _enrol(store: Store, given: str, code: str, name: str) -> None:
    """On a worker thread. Raises: the problems of `sync.replica.trouble`."""
    from urllib.parse import urlsplit

    from sync.protocol.endpoint import NoAnswer, Refused
    from sync.replica import enrolment
    from sync.replica.trouble import NotAnAddress, trouble_of

    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError as error:
        raise NotAnAddress(given=given) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise NotAnAddress(given=given)
    try:
        enrolment.enrol(store, given, code, name=name)
    except (Refused, NoAnswer) as error:
        raise trouble_of(error) from error
