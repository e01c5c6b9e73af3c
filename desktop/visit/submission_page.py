"""A submission that came as a file, read with its check-list. Nothing here can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.problem import Sentence
from desktop.kit import look, theme
from desktop.kit.language import current as window_language
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Banner, Card, Page, PageHeader, ProgressLine, SectionTitle
from desktop.visit import words
from desktop.visit.version_page import session_context

if TYPE_CHECKING:
    from core.forms import SessionContext
    from core.store import Store
    from core.visits.readable import ReadableAnswer
    from core.visits.submissions import LookedAt

AT_ONCE = 200
"""So many answers are put on the page at a time."""
PICTURE = 220
"""Widest and highest that a picture is shown, in design pixels."""
SHOWN_BYTES = 40 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Read:
    """A submission with its answers in words, and the pictures that lie beside it."""

    path: Path
    looked: LookedAt
    answers: tuple[ReadableAnswer, ...]
    languages: tuple[str, ...]
    language: str | None
    pictures: dict[str, QImage]


class SubmissionPage(Page):
    """Every answer by its label, section by section; what has no place is listed at the top."""

    back = Signal()

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=860, parent=parent)
        self._around = around
        self._path: Path | None = None
        self._read: Read | None = None
        self._waiting: list[ReadableAnswer] = []
        self._card: Card | None = None
        self._place = ("", "")
        back = look.button(
            self.tr("Guiões"), kind="link", icon="arrow-left", name="submission_back"
        )
        back.clicked.connect(self.back)
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.header = PageHeader(self.tr("Registo"))
        self.column.addWidget(self.header)
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.progress = ProgressLine()
        self.column.addWidget(self.progress)
        self.bar = QWidget()
        row = look.spaced(QHBoxLayout(self.bar), gap=12)
        self.given = QCheckBox(self.tr("Só o que foi respondido"))
        self.given.setObjectName("submission_given")
        self.given.setChecked(True)
        self.given.toggled.connect(lambda _on: self._fill())
        row.addWidget(self.given)
        row.addStretch(1)
        self.language = QComboBox()
        self.language.setObjectName("submission_language")
        self.language.setAccessibleName(self.tr("Língua do guião"))
        self.language.activated.connect(lambda _row: self._speak())
        row.addWidget(self.language)
        self.column.addWidget(self.bar)
        self.notes = look.spaced(QVBoxLayout(), gap=8)
        self.column.addLayout(self.notes)
        self.list = look.spaced(QVBoxLayout(), gap=8)
        self.column.addLayout(self.list)
        self.more = look.button("", icon="chevron-down", name="submission_more")
        self.more.clicked.connect(self._put_more)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def show_file(self, path: Path, *, language: str | None = None) -> None:
        """Open a submission's XML file; its attachments are looked for in the same folder."""
        self._path, self._read = path, None
        self.banner.clear()
        look.clear(self.notes)
        look.clear(self.list)
        self.more.hide()
        self.bar.hide()
        self.header.set_text(self.tr("Registo"), path.name)
        self.progress.tell(None, self.tr("A ler {name}…").format(name=path.name))
        self.progress.show()
        store, context = self._around.jobs.store, session_context(self._around)
        self._around.jobs.run(
            lambda _step: _open(store, path, context, language),
            then=self._show,
            failed=partial(self._failed, path),
        )

    def _speak(self) -> None:
        if self._path is not None:
            self.show_file(self._path, language=self.language.currentData())

    def _failed(self, path: Path, problem: BaseException) -> None:
        if path != self._path:
            return
        self.progress.hide()
        if isinstance(problem, OSError):
            self.banner.say(
                Sentence(
                    self.tr("Não foi possível ler o ficheiro ({reason}).").format(
                        reason=problem.strerror or type(problem).__name__
                    ),
                    self.tr("O ficheiro ficou como estava."),
                    self.tr("Veja se o ficheiro ainda lá está e tente de novo."),
                )
            )
        else:
            self.banner.show_problem(problem)

    # -- showing -------------------------------------------------------------------------

    def _show(self, read: Read) -> None:
        if read.path != self._path:
            return
        self.progress.hide()
        self._read = read
        head, checklist = read.looked.opened.head, read.looked.checklist
        self.header.set_text(
            checklist.title,
            self.tr("Registo «{name}» · versão {version} do guião").format(
                name=read.path.name, version=head.version or "–"
            ),
        )
        self._languages(read)
        self.bar.show()
        look.clear(self.notes)
        self._note_version(read)
        self._note_missing(read)
        self._note_unplaced(read)
        self._fill()

    def _languages(self, read: Read) -> None:
        self.language.clear()
        for name in read.languages:
            self.language.addItem(name, name)
        self.language.setCurrentIndex(max(0, self.language.findData(read.language)))
        self.language.setVisible(len(read.languages) > 1)

    def _note_version(self, read: Read) -> None:
        if read.looked.opened.other_version:
            self.banner.say(
                Sentence(
                    self.tr("A versão {version} deste guião não está instalada.").format(
                        version=read.looked.opened.head.version or "–"
                    ),
                    self.tr("O registo é mostrado com as palavras da versão {version}.").format(
                        version=read.looked.checklist.version or "–"
                    ),
                    self.tr("Instale a versão certa para o ver como foi preenchido."),
                ),
                kind="info",
            )

    def _note_missing(self, read: Read) -> None:
        missing = read.looked.missing
        if missing:
            card = self._note(self.tr("Ficheiros que não estão na pasta ({count})"), len(missing))
            card.column.addWidget(look.text(", ".join(missing), kind="soft", wrap=True))

    def _note_unplaced(self, read: Read) -> None:
        unplaced = read.looked.opened.unplaced
        if not unplaced:
            return
        card = self._note(self.tr("Sem lugar neste guião ({count})"), len(unplaced))
        card.column.addWidget(
            look.text(
                self.tr("Estão no registo, mas o guião instalado não os pergunta."),
                kind="soft",
                wrap=True,
            )
        )
        for one in unplaced[:AT_ONCE]:
            where = self.tr("Pelas condições do guião não seria perguntado.") if one.known else ""
            card.column.addLayout(words.entry(one.label or one.ref, one.value, where, ""))

    def _note(self, title: str, count: int) -> Card:
        card = Card()
        card.column.addWidget(look.text(title.format(count=count), kind="heading"))
        self.notes.addWidget(card)
        return card

    def _fill(self) -> None:
        look.clear(self.list)
        self._card, self._place = None, ("", "")
        read = self._read
        if read is None:
            return
        self._waiting = [one for one in read.answers if one.shown or not self.given.isChecked()]
        if not self._waiting:
            self.list.addWidget(look.text(self.tr("O registo está vazio."), kind="soft"))
        self._put_more()

    def _put_more(self) -> None:
        now, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        for one in now:
            self._put(one)
        left = len(self._waiting)
        self.more.setVisible(bool(left))
        self.more.setText(self.tr("Mostrar mais ({count})").format(count=left))

    def _put(self, one: ReadableAnswer) -> None:
        place = (one.section, one.instance)
        if self._card is None or place != self._place:
            if one.section and one.section != self._place[0]:
                self.list.addWidget(SectionTitle(one.section))
            self._card, self._place = Card(), place
            if one.instance:
                self._card.column.addWidget(look.text(one.instance, kind="heading", wrap=True))
            self.list.addWidget(self._card)
        shown = one.shown or self.tr("Sem registo")
        column = words.entry(one.label, "" if one.kind == "media" else shown, "", "")
        if one.kind == "media" and one.value:
            self._put_file(column, one)
        self._card.column.addLayout(column)

    def _put_file(self, column: QVBoxLayout, one: ReadableAnswer) -> None:
        assert self._read is not None
        image = self._read.pictures.get(one.value)
        if image is not None:
            picture = QLabel()
            picture.setPixmap(QPixmap.fromImage(image))
            picture.setAccessibleName(one.label)
            column.addWidget(picture)
        if one.value in self._read.looked.missing:
            missing = self.tr("{name} (não está na pasta)").format(name=one.value)
            column.addWidget(look.text(missing, kind="soft", wrap=True))
            return
        open_it = look.button(one.value, kind="link", icon="file", name="submission_file")
        open_it.setAccessibleName(self.tr("Abrir {name}").format(name=one.value))
        open_it.clicked.connect(partial(self._open_file, one.value))
        column.addWidget(open_it, 0, Qt.AlignmentFlag.AlignLeft)

    def _open_file(self, name: str, _checked: object = None) -> None:
        assert self._path is not None
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent / name)))


def _open(store: Store, path: Path, context: SessionContext, language: str | None) -> Read:
    from core.visits.readable import readable_answers
    from core.visits.submissions import look_at_submission

    looked = look_at_submission(store, path, context)
    session = looked.opened.session
    languages = tuple(session.form.languages)
    if language in languages:
        session.set_language(str(language))
    answers = readable_answers(session, language="en" if window_language() == "en" else "pt")
    pictures: dict[str, QImage] = {}
    for one in answers:
        if one.kind == "media" and one.mediatype.startswith("image") and one.value in looked.beside:
            image = _picture(path.parent / one.value)
            if image is not None:
                pictures[one.value] = image
    return Read(path, looked, answers, languages, session.language, pictures)


def _picture(path: Path) -> QImage | None:
    if path.stat().st_size > SHOWN_BYTES:
        return None
    image = QImage(str(path))
    if image.isNull():
        return None
    edge = theme.px(PICTURE)
    if image.width() <= edge and image.height() <= edge:
        return image
    return image.scaled(
        edge,
        edge,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
