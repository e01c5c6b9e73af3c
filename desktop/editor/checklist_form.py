"""The form in the middle for the check-list itself: title, identity, version, languages."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.forms.authoring import Book
from core.forms.authoring.texts import add_language, languages, setting, with_setting
from desktop.editor.bench import Bench
from desktop.editor.fields import Line, OurUndo, narrow_form, slim
from desktop.kit import icons, look

KNOWN = ("Português (pt)", "English (en)", "Español (es)", "Français (fr)", "Українська (uk)")


class ChecklistForm(QWidget):
    """Settings of the check-list."""

    def __init__(self, bench: Bench, undo: OurUndo, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        column = look.spaced(QVBoxLayout(self), margin=12, gap=12)
        head = look.spaced(QHBoxLayout(), gap=8)
        picture = QLabel()
        icons.put_label(picture, "file", role="accent_ink", size=20)
        head.addWidget(picture)
        head.addWidget(look.text(self.tr("Sobre o guião"), kind="heading"), 1)
        column.addLayout(head)
        form = narrow_form()
        self._fields: dict[str, Line] = {}
        for key, words in (
            ("form_title", self.tr("Título")),
            ("form_id", self.tr("Identificador (não mude entre versões)")),
            ("instance_name", self.tr("Nome de cada preenchimento (expressão)")),
        ):
            field = Line(undo)
            look.row(form, words, field, name=f"setting_{key}")
            field.textEdited.connect(lambda text, one=key: self._set(one, text))
            self._fields[key] = field
        self.version = QLineEdit()
        self.version.setReadOnly(True)
        look.row(form, self.tr("Versão (dada ao guardar)"), self.version, name="setting_version")
        self.first = slim(QComboBox())
        look.row(form, self.tr("Língua em que se começa"), self.first, name="setting_language")
        column.addLayout(form)
        column.addWidget(look.text(self.tr("Línguas"), kind="strong"))
        self.spoken = look.text("", kind="soft", wrap=True)
        column.addWidget(self.spoken)
        row = look.spaced(QHBoxLayout(), gap=8)
        self.another = slim(QComboBox())
        self.another.setEditable(True)
        self.another.setObjectName("language_name")
        self.another.setAccessibleName(self.tr("Outra língua"))
        self.add = look.button(self.tr("Acrescentar língua"), icon="language", name="language_add")
        row.addWidget(self.another, 1)
        row.addWidget(self.add)
        column.addLayout(row)
        self.hint = look.text(
            self.tr("Cada texto passa a ter um campo por língua; o que falta aparece na primeira."),
            kind="small",
            wrap=True,
        )
        column.addWidget(self.hint)
        column.addStretch(1)
        self.first.activated.connect(
            lambda _at: self._set("default_language", self.first.currentText())
        )
        self.add.clicked.connect(self._add_language)

    def show_book(self, book: Book) -> None:
        """Show the settings as they are now."""
        for key, field in self._fields.items():
            field.show_text(setting(book, key))
        self.version.setText(setting(book, "version"))
        named = [one for one in languages(book) if one is not None]
        self.spoken.setText(", ".join(named) or self.tr("Uma só, sem nome"))
        self.first.setEnabled(bool(named))
        if [self.first.itemText(at) for at in range(self.first.count())] != named:
            self.first.clear()
            self.first.addItems(named)
        self.first.setCurrentText(setting(book, "default_language") or (named or [""])[0])
        others = [one for one in KNOWN if one not in named]
        if [self.another.itemText(at) for at in range(self.another.count())] != others:
            self.another.clear()
            self.another.addItems(others)

    def _set(self, key: str, text: str) -> None:
        self._bench.do(with_setting(self._bench.book, key, text), what=f"setting {key}")

    def _add_language(self) -> None:
        language = self.another.currentText().strip()
        present = KNOWN[1] if language == KNOWN[0] else KNOWN[0]
        self._bench.do(add_language(self._bench.book, language, present=present))
