"""The first page of the editor: something new, a template, a file, or what is not finished yet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.editor.opening import EN, PT, Wanted
from desktop.kit import formats, icons, language, look
from desktop.kit.widgets import Banner, Card, Page, PageHeader, SectionTitle
from resources import resource

if TYPE_CHECKING:
    from core.visits import DraftSummary


@dataclass(frozen=True, slots=True)
class Template:
    """A check-list to begin from, as `resources/checklists/index.json` lists it."""

    file: str
    title: str
    words: str


def templates() -> list[Template]:
    """The templates that Terreno ships, in the language of the window."""
    listed = json.loads(resource("checklists/index.json").read_text(encoding="utf-8"))
    now = language.current()
    return [Template(one["file"], one["title"][now], one["words"][now]) for one in listed]


class StartPage(Page):
    """`wanted`: what to open; `dropped`: a draft to be given up."""

    wanted = Signal(object)
    dropped = Signal(object)
    back = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        back = look.button(
            self.tr("Guiões"), kind="link", icon="arrow-left", name="editor_start_back"
        )
        back.clicked.connect(self.back)
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(
            PageHeader(
                self.tr("Novo guião"),
                self.tr("Escreva-o aqui, veja como fica e use-o numa visita, no Kobo ou no ODK."),
            )
        )
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.column.addWidget(self._new_card())
        self.column.addWidget(self._template_card())
        self.column.addWidget(self._file_card())
        self.drafts_title = SectionTitle(self.tr("Por acabar"))
        self.column.addWidget(self.drafts_title)
        self.drafts = look.spaced(QVBoxLayout(), gap=8)
        self.column.addLayout(self.drafts)
        self.drafts_title.hide()

    def _card(self, icon: str, title: str, words: str) -> tuple[Card, QHBoxLayout]:
        card = Card()
        row = look.spaced(QHBoxLayout(), gap=12)
        picture = QLabel()
        icons.put_label(picture, icon, role="accent_ink", size=24)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        said = look.spaced(QVBoxLayout(), gap=2)
        said.addWidget(look.text(title, kind="strong"))
        said.addWidget(look.text(words, kind="soft", wrap=True))
        row.addLayout(said, 1)
        card.column.addLayout(row)
        fields = look.spaced(QHBoxLayout(), gap=10)
        card.column.addLayout(fields)
        return card, fields

    def _new_card(self) -> Card:
        card, row = self._card(
            "edit", self.tr("Guião em branco"), self.tr("Uma secção e uma pergunta para começar.")
        )
        self.title = QLineEdit()
        self.title.setObjectName("editor_new_title")
        self.title.setPlaceholderText(self.tr("Título do guião"))
        self.title.setAccessibleName(self.tr("Título do guião"))
        self.both = QCheckBox(self.tr("Também em inglês"))
        self.both.setObjectName("editor_new_both")
        begin = look.button(self.tr("Começar"), kind="primary", name="editor_new")
        row.addWidget(self.title, 1)
        row.addWidget(self.both)
        row.addWidget(begin)
        begin.clicked.connect(self._new)
        self.title.returnPressed.connect(self._new)
        return card

    def _template_card(self) -> Card:
        card, row = self._card(
            "routes",
            self.tr("A partir do roteiro…"),
            self.tr(
                "O guião de visita de um Roteiro Formativo, feito dos parâmetros de seleção: "
                "registo técnico, com fonte e evidência."
            ),
        )
        self.template = QComboBox()
        self.template.setObjectName("editor_template")
        self.template.setAccessibleName(self.tr("Roteiro"))
        self.template.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._templates = templates()
        for one in self._templates:
            self.template.addItem(one.title)
            self.template.setItemData(
                self.template.count() - 1, one.words, Qt.ItemDataRole.ToolTipRole
            )
        begin = look.button(self.tr("Usar este"), name="editor_template_use")
        begin.clicked.connect(self._from_template)
        row.addWidget(self.template, 1)
        row.addWidget(begin)
        return card

    def _file_card(self) -> Card:
        card, row = self._card(
            "folder",
            self.tr("Um livro que já existe"),
            self.tr("XLSForm (.xlsx ou .xls). O que o editor não conhece fica como está."),
        )
        choose = look.button(self.tr("Abrir…"), icon="file", name="editor_open_file")
        choose.clicked.connect(self._choose)
        row.addWidget(choose)
        row.addStretch(1)
        return card

    def show_drafts(self, drafts: list[DraftSummary]) -> None:
        """List what is not finished."""
        look.clear(self.drafts)
        self.drafts_title.setVisible(bool(drafts))
        for draft in drafts:
            card = Card()
            row = look.spaced(QHBoxLayout(), gap=10)
            words = look.spaced(QVBoxLayout(), gap=2)
            words.addWidget(
                look.text(draft.title or self.tr("Guião sem título"), kind="strong", wrap=True)
            )
            when = draft.changed_at.astimezone()
            words.addWidget(
                look.text(
                    self.tr("mudado em {day}, {time}").format(
                        day=formats.day(when.date()), time=formats.clock(when)
                    ),
                    kind="small",
                )
            )
            row.addLayout(words, 1)
            go_on = look.button(self.tr("Continuar"), icon="edit", name="editor_draft")
            go_on.clicked.connect(
                lambda _on, one=draft.id: self.wanted.emit(Wanted("draft", id=one))
            )
            said = self.tr("Deitar fora «{title}»").format(title=draft.title)
            drop = look.button("", kind="quiet", name="editor_draft_drop", tip=said)
            drop.setAccessibleName(said)
            icons.put(drop, "trash", size=16)
            drop.clicked.connect(lambda _on, one=draft: self.dropped.emit(one))
            row.addWidget(go_on)
            row.addWidget(drop)
            card.column.addLayout(row)
            self.drafts.addWidget(card)

    def _new(self) -> None:
        title = self.title.text().strip() or self.tr("Guião sem título")
        spoken = (PT, EN) if self.both.isChecked() else (PT,)
        if language.current() == "en" and not self.both.isChecked():
            spoken = (EN,)
        self.wanted.emit(Wanted("new", title=title, languages=spoken))
        self.title.clear()

    def _from_template(self) -> None:
        self.wanted.emit(
            Wanted("template", template=self._templates[self.template.currentIndex()].file)
        )

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Abrir um guião para editar"),
            "",
            self.tr("Livros XLSForm (*.xlsx *.xlsm *.xls);;Todos os ficheiros (*)"),
        )
        if path:
            self.wanted.emit(Wanted("file", path=Path(path)))
