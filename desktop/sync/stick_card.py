"""A stick instead of a network: writing a bundle for somebody, and taking one in."""

from __future__ import annotations

from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from core.problem import Sentence
from desktop.kit import formats, look
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, ProgressLine
from desktop.sync import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from core.store import Store
    from desktop.kit.jobs import Step
    from sync.replica.bundles import BundleMade, Recipient
    from sync.replica.unpacking import BundleTaken

SUFFIX = ".terreno-pen"


class StickCard(Card):
    """Hidden until it is asked for. `came`: something was taken in; `wiped`: this laptop was
    reported lost."""

    came = Signal()
    wiped = Signal()

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._around = around
        self._step: Step | None = None
        self._writing = True
        self.title = look.text("", kind="heading")
        self.column.addWidget(self.title)
        self.about = look.text("", kind="soft", wrap=True)
        self.column.addWidget(self.about)
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.choice = QWidget()
        form = look.form()
        form.setContentsMargins(0, 0, 0, 0)
        self.choice.setLayout(form)
        self.recipient = QComboBox()
        self.files = QComboBox()
        for label, which in (
            (self.tr("Todos os que podem sair"), "all"),
            (self.tr("Só até 20 MB cada um"), "small"),
            (self.tr("Nenhuns, só as alterações"), "none"),
        ):
            self.files.addItem(label, which)
        look.row(form, self.tr("Para"), self.recipient, name="stick_recipient")
        look.row(form, self.tr("Ficheiros"), self.files, name="stick_files")
        self.column.addWidget(self.choice)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.go = look.button("", kind="primary", icon="folder", name="stick_go")
        self.go.clicked.connect(lambda _on: self._choose())
        self.close_button = look.button(self.tr("Fechar"), name="stick_close")
        self.close_button.clicked.connect(lambda _on: self.hide())
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        self.column.addLayout(row)
        self.progress = ProgressLine(cancellable=True)
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        self.column.addWidget(self.progress)
        self.hide()

    # -- asked for -----------------------------------------------------------------------------

    def write(self) -> None:
        """Offer to write a bundle."""
        self._ask(
            True,
            self.tr("Levar numa pen"),
            self.tr(
                "Um ficheiro com o que falta ao destinatário: alterações e ficheiros. Vai cifrado"
                " e assinado; só o destinatário o abre. O que não pode sair fica."
            ),
            self.tr("Escolher onde guardar…"),
        )
        self._around.jobs.run(
            partial(_recipients, self._around.jobs.store),
            then=self._offer, failed=self.banner.show_problem,
        )  # fmt: skip

    def read(self) -> None:
        """Offer to take one in."""
        self._ask(
            False,
            self.tr("Receber de uma pen"),
            self.tr(
                "Escolha o ficheiro .terreno-pen que foi feito para este portátil. Recebê-lo outra"
                " vez não faz mal: só entra o que ainda cá não está."
            ),
            self.tr("Escolher o ficheiro…"),
        )
        self.go.setEnabled(True)

    def _ask(self, writing: bool, title: str, about: str, go: str) -> None:
        if self._step is not None:
            return
        self._writing = writing
        self.banner.clear()
        self.title.setText(title)
        self.about.setText(about)
        self.go.setText(go)
        self.go.setEnabled(False)
        self.choice.setVisible(writing)
        self.show()
        self.go.setFocus()

    def _offer(self, found: list[Recipient]) -> None:
        before = self.recipient.currentData()
        self.recipient.clear()
        for one in found:
            name = self.tr("Central") if one.id is None else f"{one.name} ({one.organisation})"
            self.recipient.addItem(name, "centro" if one.id is None else str(one.id))
        self.recipient.setCurrentIndex(max(0, self.recipient.findData(before)))
        self.go.setEnabled(self.recipient.count() > 0)

    def _choose(self) -> None:
        kinds = self.tr("Ficheiros de troca (*{suffix})").format(suffix=SUFFIX)
        if not self._writing:
            path, _ = QFileDialog.getOpenFileName(
                self, self.tr("Receber de uma pen"), "", kinds
            )  # fmt: skip
            if path:
                self.take(Path(path))
            return
        name = f"terreno-{self._around.now():%Y-%m-%d-%H%M}{SUFFIX}"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Levar numa pen"), name, kinds)
        if path:
            self.put(Path(path))

    # -- doing ---------------------------------------------------------------------------------

    def put(self, path: Path) -> None:
        """Write a bundle for the one chosen."""
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        store, now = self._around.jobs.store, self._around.now
        to, which = self.recipient.currentData(), self.files.currentData()
        self._begin(
            lambda step: _write(store, path, to=to, which=which, now=now, step=step),
            self.tr("A escrever…"), self._made,
        )  # fmt: skip

    def take(self, path: Path) -> None:
        """Take a bundle in."""
        store, now = self._around.jobs.store, self._around.now
        self._begin(
            lambda step: _take(store, path, now=now, step=step),
            self.tr("A receber…"), self._taken,
        )  # fmt: skip

    def _begin(self, run: Callable[[Step], object], doing: str, then: Callable[..., None]) -> None:
        self.banner.clear()
        self.go.setEnabled(False)
        self.close_button.setEnabled(False)
        self.choice.setEnabled(False)
        self.progress.tell(None, doing)
        self.progress.show()
        self._step = self._around.jobs.run(
            run, then=then, failed=self._failed,
            progress=lambda fraction, _words: self.progress.tell(fraction, doing),
        )  # fmt: skip

    def _cancel(self) -> None:
        if self._step is not None:
            self._step.cancelled = True

    def _ended(self) -> None:
        self._step = None
        self.progress.hide()
        for each in (self.go, self.close_button, self.choice):
            each.setEnabled(True)

    def _made(self, made: BundleMade) -> None:
        self._ended()
        told = self.tr(
            "{changes} alterações por confirmar, {accepted} já aceites pela central,"
            " {files} ficheiros ({size})."
        ).format(
            changes=made.changes, accepted=made.accepted, files=made.files,
            size=formats.size(made.file_bytes),
        )  # fmt: skip
        names = ", ".join(part.name for part in made.parts)
        rest = [self.tr("Leve {names}.").format(names=names)]
        if made.left:
            left = self.tr("{count} ficheiros ({size}) ficaram de fora; vão na próxima pen.")
            rest.append(left.format(count=made.left, size=formats.size(made.left_bytes)))
        for code, count in sorted(made.stays.items()):
            rest.append(self.tr("{count} ficam aqui: {why}").format(
                count=count, why=words.why(code)
            ))  # fmt: skip
        written = self.tr("Escrito para: {recipient}.")
        self.banner.say(
            Sentence(written.format(recipient=self.recipient.currentText()), told, " ".join(rest)),
            kind="good",
        )

    def _taken(self, taken: BundleTaken | None) -> None:
        self._ended()
        if taken is None:
            self.wiped.emit()
            return
        if taken.sender:
            came = self.tr("Recebido de {sender}: {changes} alterações novas, {files} ficheiros.")
        else:
            came = self.tr("Recebido da central: {changes} alterações novas, {files} ficheiros.")
        happened = came.format(sender=taken.sender, changes=taken.changes, files=taken.files)
        kept = []
        if taken.confirmed:
            confirmed = self.tr("A central confirmou {count} alterações suas.")
            kept.append(confirmed.format(count=taken.confirmed))
        if taken.known or taken.files_known:
            known = self.tr("{count} alterações e {files} ficheiros já cá estavam.")
            kept.append(known.format(count=taken.known, files=taken.files_known))
        trouble = self._trouble(taken)
        self.banner.say(
            Sentence(happened, " ".join(kept), " ".join(trouble)),
            kind="warning" if trouble else "good",
        )
        self.came.emit()

    def _trouble(self, taken: BundleTaken) -> list[str]:
        found = []
        for count, told in (
            (taken.refused, self.tr("{count} alterações não entraram: quem as fez não podia.")),
            (taken.files_damaged, self.tr("{count} ficheiros vinham estragados: copie de novo.")),
            (taken.files_no_room, self.tr("{count} ficheiros não couberam neste disco.")),
            (taken.files_unspoken, self.tr("De {count} ficheiros nenhum registo fala aqui.")),
        ):
            if count:
                found.append(told.format(count=count))
        if taken.early:
            found.append(self.tr("Falta um ficheiro anterior, ou uma troca com a central."))
        if taken.other_epoch:
            found.append(self.tr("A central foi reposta entretanto: o resto vem com ela."))
        if taken.stopped:
            found.append(self.tr("Foi interrompido: receba-o de novo para continuar."))
        return found

    def _failed(self, problem: BaseException) -> None:
        from sync.replica.bundles import Stopped

        self._ended()
        if not isinstance(problem, CancelledError | Stopped):
            self.banner.show_problem(problem)
            return
        self.banner.say(
            Sentence(
                self.tr("Cancelado."), self.tr("Nada ficou escrito na pen."),
                self.tr("Pode recomeçar quando quiser."),
            ),
            kind="info",
        )  # fmt: skip


def _teller(step: Step) -> Callable[[int, int], None]:
    from sync.replica.bundles import Stopped

    def told(done: int, whole: int) -> None:
        try:
            step.tell(done / max(1, whole))
        except CancelledError:
            raise Stopped from None

    return told


def _recipients(store: Store, _step: Step) -> list[Recipient]:
    from sync.replica.bundles import recipients

    return recipients(store)


def _write(
    store: Store, path: Path, *, to: str, which: str, now: Callable[[], datetime], step: Step
) -> BundleMade:
    from sync.bundle.choice import Files
    from sync.replica.bundles import make_bundle

    return make_bundle(store, path, to=to, at=now(), which=Files(which), told=_teller(step))


def _take(
    store: Store, path: Path, *, now: Callable[[], datetime], step: Step
) -> BundleTaken | None:
    """None: the centre says that this laptop was lost."""
    from sync.replica.bundles import take_bundle
    from sync.replica.exchange import Wiped

    try:
        return take_bundle(store, path, at=now(), told=_teller(step))
    except Wiped:
        return None
