"""The words of a question: label, media, hint and guidance, as ODK forms write them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from core.forms.states import NO_MEDIA, Media
from desktop.kit import icons, look
from desktop.questions.buttons import press
from desktop.questions.markup import is_plain, plain, rich
from desktop.questions.media import Picture, PictureWindow, PlayButton, is_larger


def say_on(label: QLabel, words: str) -> None:
    """Put words with ODK's little Markdown on a label."""
    if is_plain(words):
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(words)
        return
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setOpenExternalLinks(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
    label.setText(rich(words))


def words_label(words: str, *, kind: str = "") -> QLabel:
    """A wrapping label with ODK's Markdown."""
    made = QLabel()
    made.setWordWrap(True)
    if kind:
        made.setProperty("kind", kind)
    say_on(made, words)
    return made


class LabelMedia(QWidget):
    """Picture, sound and film that come with a label; files that are missing are named."""

    def __init__(self, media: Media, *, files: Mapping[str, bytes], name: str) -> None:
        super().__init__()
        column = look.spaced(QVBoxLayout(self), gap=6)
        picture = media.image or media.big_image
        if picture and picture in files:
            column.addWidget(Picture(files[picture], name=name), 0, Qt.AlignmentFlag.AlignLeft)
        large = media.big_image or picture
        if large and large in files and is_larger(files[large]):
            self.enlarge = press(self.tr("Ampliar"), icon="expand", kind="link")
            self.enlarge.setAccessibleName(self.tr("Ampliar a imagem: {}").format(name))
            self.enlarge.clicked.connect(
                lambda: PictureWindow(self.window(), content=files[large], name=name).open()
            )
            column.addWidget(self.enlarge, 0, Qt.AlignmentFlag.AlignLeft)
        for wanted, moving in ((media.audio, False), (media.video, True)):
            if wanted and wanted in files:
                play = PlayButton()
                column.addWidget(play, 0, Qt.AlignmentFlag.AlignLeft)
                play.load(files[wanted], name=wanted, moving=moving)
        lost = [
            wanted
            for wanted in (picture, media.audio, media.video)
            if wanted and wanted not in files
        ]
        if lost:
            column.addWidget(
                look.text(
                    self.tr("Falta um ficheiro do guião: {}").format(", ".join(lost)), kind="soft"
                )
            )


class Guidance(QWidget):
    """«Orientações»: folded until asked for."""

    def __init__(self, words: str) -> None:
        super().__init__()
        column = look.spaced(QVBoxLayout(self), gap=2)
        self.toggle: QPushButton = press(self.tr("Orientações"), icon="chevron-right", kind="link")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._fold)
        self.words = words_label(words)
        self.words.setVisible(False)
        self.words.setContentsMargins(10, 0, 0, 4)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.words)

    def say(self, words: str) -> None:
        """Show other guidance."""
        say_on(self.words, words)

    def _fold(self, open_: bool) -> None:
        self.words.setVisible(open_)
        icons.put(self.toggle, "chevron-down" if open_ else "chevron-right", role="accent_ink")


class QuestionWords(QWidget):
    """Label with its mark when an answer is required, media and hint."""

    def __init__(self, *, files: Mapping[str, bytes]) -> None:
        super().__init__()
        self._files = files
        self._column = look.spaced(QVBoxLayout(self), gap=4)
        self.label = words_label("")
        self._column.addWidget(self.label)
        self.hint: QLabel | None = None
        self.media: LabelMedia | None = None
        self._media = NO_MEDIA

    def show_words(
        self, *, label: str, hint: str, media: Media, required: bool, kind: str = "question"
    ) -> None:
        """Show the words as they stand now."""
        look.set_kind(self.label, "" if kind == "note" else "strong")
        say_on(self.label, f"{label}\u00a0\\*" if required and label else label)
        spoken = plain(label)
        if required:
            spoken = self.tr("{} (obrigatória)").format(spoken)
            self.label.setToolTip(self.tr("* Precisa de registo"))
        self.label.setAccessibleName(spoken)
        self.label.setVisible(bool(label))
        if hint and self.hint is None:
            self.hint = words_label(hint, kind="soft")
            self._column.addWidget(self.hint)
        elif self.hint is not None:
            say_on(self.hint, hint)
            self.hint.setVisible(bool(hint))
        if media != self._media:
            self._media = media
            if self.media is not None:
                self.media.hide()
                self.media.deleteLater()
                self.media = None
            if media:
                self.media = LabelMedia(media, files=self._files, name=spoken)
                self._column.insertWidget(1, self.media)
