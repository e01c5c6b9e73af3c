"""Check-lists: which are installed, and installing one from a workbook or XForm file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.problem import Sentence
from desktop.kit import formats, icons, look, theme
from desktop.kit.jobs import Step
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, Chip, Page, PageHeader, ProgressLine, SectionTitle
from desktop.visit.problems_table import ProblemsTable

if TYPE_CHECKING:
    from core.forms import Form, FormProblem
    from core.store import Work
    from core.visits import ChecklistSummary, Installed

ENDINGS = (".xlsx", ".xls", ".xml")


@dataclass(frozen=True, slots=True)
class Read:
    """A file that became a form. `warnings`: what a first start without a person says, too."""

    form: Form
    name: str
    data: bytes
    media: dict[str, bytes]
    warnings: tuple[FormProblem, ...] = ()


def read_file(path: Path) -> Read:
    """Read a check-list and the files beside it that it names. Slow; runs in the pool.

    Raises: FormRefused, OSError.
    """
    from core.forms import FormRefused
    from core.forms.check import examine
    from core.visits.media_beside import media_beside, media_of

    data, found = path.read_bytes(), media_beside(path)
    form, problems = examine(data, filename=path.name, media=found)
    if form is None:
        raise FormRefused(problems)
    media = media_of(form, found)
    return Read(form=form, name=path.name, data=data, media=media, warnings=problems)


def _is_submission(path: Path) -> bool:
    """Whether a file is a filled-in check-list instead of a check-list. Raises: OSError."""
    from core.forms.interchange.viewing import is_submission

    return path.suffix.lower() == ".xml" and is_submission(path.read_bytes())


class DropZone(QFrame):
    """Where a file may be dropped; the button inside does the same with a dialog."""

    dropped = Signal(object)
    choose = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setProperty("kind", "sunken")
        self.setAccessibleName(self.tr("Largar aqui um guião"))
        row = look.spaced(QHBoxLayout(self), margin=18, gap=14)
        picture = QLabel()
        icons.put_label(picture, "download", role="accent_ink", size=28)
        row.addWidget(picture)
        words = look.spaced(QVBoxLayout(), gap=2)
        words.addWidget(look.text(self.tr("Instalar um guião"), kind="strong"))
        words.addWidget(
            look.text(
                self.tr("Largue aqui um XLSForm (.xlsx, .xls) ou um XForm (.xml)."),
                kind="soft",
                wrap=True,
            )
        )
        row.addLayout(words, 1)
        button = look.button(
            self.tr("Escolher ficheiro…"), kind="primary", icon="file", name="checklists_choose"
        )
        button.clicked.connect(self.choose)
        row.addWidget(button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(
            Path(url.toLocalFile()).suffix.lower() in ENDINGS for url in event.mimeData().urls()
        ):
            event.acceptProposedAction()
            look.set_kind(self, "info")

    def dragLeaveEvent(self, _event: Any) -> None:
        look.set_kind(self, "sunken")

    def dropEvent(self, event: QDropEvent) -> None:
        look.set_kind(self, "sunken")
        for url in event.mimeData().urls():
            path = Path(url.toLocalFile())
            if path.suffix.lower() in ENDINGS:
                self.dropped.emit(path)
                event.acceptProposedAction()
                return


class ChecklistsPage(Page):
    """Versions never change once installed; the same file twice changes nothing."""

    back = Signal()
    installed = Signal(object)
    edit = Signal(object)
    """"new", or what to do with a version: ("version" or "copy", its id)."""
    submission = Signal(object)
    """The path of a submission to look at."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._around = around
        back = look.button(
            self.tr("Visitas"), kind="link", icon="arrow-left", name="checklists_back"
        )
        back.clicked.connect(self.back)
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        head = PageHeader(
            self.tr("Guiões"),
            self.tr("Cada visita fica ligada a uma versão, que nunca muda depois de instalada."),
        )
        write = look.button(self.tr("Novo guião"), icon="edit", name="checklists_new")
        write.clicked.connect(lambda: self.edit.emit("new"))
        head.add_action(write)
        look_at = look.button(self.tr("Ver um registo…"), icon="eye", name="checklists_view")
        look_at.setToolTip(self.tr("Abrir um registo já feito (.xml), só para ver"))
        look_at.clicked.connect(self._choose_submission)
        head.add_action(look_at)
        self.column.addWidget(head)
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.zone = DropZone()
        self.zone.choose.connect(self._choose)
        self.zone.dropped.connect(self.install)
        self.column.addWidget(self.zone)
        self.progress = ProgressLine()
        self.progress.hide()
        self.column.addWidget(self.progress)
        self.problems = ProblemsTable()
        self.problems.hide()
        self.column.addWidget(self.problems)
        self.column.addWidget(SectionTitle(self.tr("Instalados")))
        self.list = look.spaced(QVBoxLayout(), gap=8)
        self.column.addLayout(self.list)

    def load(self) -> None:
        """Read the installed versions again."""

        def read(work: Work) -> list[ChecklistSummary]:
            from core.visits import list_checklists

            return list_checklists(work)

        self._around.jobs.read(read, then=self._show)

    def install(self, path: Path) -> None:
        """Read a file and install what it holds, or list what is wrong with it."""
        self.banner.clear()
        self.problems.hide()
        self.progress.tell(None, self.tr("A ler {name}…").format(name=path.name))
        self.progress.show()

        def task(_step: Step) -> Read | None:
            return None if _is_submission(path) else read_file(path)

        self._around.jobs.run(task, then=partial(self._sort, path), failed=self._refused)

    def _sort(self, path: Path, read: Read | None) -> None:
        if read is not None:
            self._keep(read)
            return
        self.progress.hide()
        self.submission.emit(path)

    def _choose_submission(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Escolher um registo"),
            "",
            self.tr("Registos (*.xml);;Todos os ficheiros (*)"),
        )
        if path:
            self.submission.emit(Path(path))

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Escolher um guião"),
            "",
            self.tr("Guiões (*.xlsx *.xls *.xml);;Todos os ficheiros (*)"),
        )
        if path:
            self.install(Path(path))

    def _keep(self, read: Read) -> None:
        files, now = self._around.jobs.store.files, self._around.now()

        def write(work: Work) -> Installed:
            from core.visits import install_checklist

            return install_checklist(
                work,
                form=read.form,
                files=files,
                installed_at=now,
                media=read.media,
                source=(read.name, read.data),
            )

        self._around.jobs.write(
            write, then=lambda done: self._done(read, done), failed=self._refused
        )

    def _done(self, read: Read, done: Installed) -> None:
        self.progress.hide()
        title = f"{read.form.title} {read.form.version}".strip()
        if done.already:
            sentence = Sentence(
                self.tr("«{title}» já estava instalado.").format(title=title),
                self.tr("Nada mudou."),
                "",
            )
        else:
            sentence = Sentence(
                self.tr("«{title}» está instalado.").format(title=title),
                self.tr("Já pode ser escolhido ao planear uma visita."),
                "",
            )
        self.banner.say(sentence, kind="info" if done.already else "good")
        warnings = read.warnings
        self.problems.setVisible(bool(warnings))
        if warnings:
            self.problems.show_problems(warnings)
        self.installed.emit(done)
        self.load()

    def _refused(self, problem: BaseException) -> None:
        self.progress.hide()
        if isinstance(problem, OSError):
            self.banner.say(
                Sentence(
                    self.tr("Não foi possível ler o ficheiro ({reason}).").format(
                        reason=problem.strerror or type(problem).__name__
                    ),
                    self.tr("Nada foi instalado."),
                    self.tr("Veja se o ficheiro ainda lá está e tente de novo."),
                )
            )
            return
        self.banner.show_problem(problem)
        found = tuple(getattr(problem, "problems", ()))
        if found:
            self.problems.show_problems(found)
            self.problems.show()

    def _show(self, versions: list[ChecklistSummary]) -> None:
        look.clear(self.list)
        if not versions:
            self.list.addWidget(
                look.text(self.tr("Ainda não há nenhum guião instalado."), kind="soft")
            )
        newest: set[str] = set()
        for version in versions:
            card = Card()
            row = look.spaced(QHBoxLayout(), gap=12)
            picture = QLabel()
            icons.put_label(picture, "visits", role="accent_ink", size=22)
            row.addWidget(picture)
            words = look.spaced(QVBoxLayout(), gap=2)
            words.addWidget(look.text(version.title, kind="strong", wrap=True))
            words.addWidget(
                look.text(
                    self.tr("{form} · versão {version} · instalado em {day}").format(
                        form=version.form_id,
                        version=version.version or "–",
                        day=formats.day(version.installed_at.astimezone().date()),
                    ),
                    kind="small",
                    wrap=True,
                )
            )
            row.addLayout(words, 1)
            used = self.tr("{count} visitas").format(count=version.visits)
            if version.visits == 1:
                used = self.tr("1 visita")
            row.addWidget(Chip(used), 0, Qt.AlignmentFlag.AlignVCenter)
            if version.form_id not in newest:
                newest.add(version.form_id)
                again = look.button(self.tr("Nova versão"), icon="edit", name="checklist_version")
                again.clicked.connect(partial(self._edit, "version", version.version_id))
                row.addWidget(again)
            apart = look.button(self.tr("Editar uma cópia"), icon="copy", name="checklist_copy")
            apart.clicked.connect(partial(self._edit, "copy", version.version_id))
            row.addWidget(apart)
            card.column.addLayout(row)
            card.setMinimumHeight(theme.px(56))
            self.list.addWidget(card)
        self.list.addStretch(1)

    def _edit(self, how: str, version: UUID, _checked: object = None) -> None:
        self.edit.emit((how, version))
