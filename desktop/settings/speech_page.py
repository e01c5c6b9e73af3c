"""Transcription: which program and model of this computer write down what is said."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from desktop.kit import look, theme
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Chip, Page, SectionTitle


class SpeechPage(Page):
    """Each choice is kept the moment it is made; nothing is ever downloaded."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=640, parent=parent)
        self._settings = around.settings
        self.column.addWidget(SectionTitle(self.tr("Transcrição do que se diz")))
        self.column.addWidget(
            look.text(
                self.tr(
                    "Opcional: se este computador tiver o whisper.cpp e um modelo, a Revisão "
                    "escreve o que se diz nas gravações. O Terreno não descarrega nada, e o som "
                    "não sai do computador."
                ),
                kind="soft",
                wrap=True,
            )
        )
        self.state = Chip("")
        self.column.addWidget(self.state)
        self.program = look.text("", wrap=True)
        self.choose_program = look.button(
            self.tr("Escolher o programa…"), icon="folder", name="speech_program"
        )
        self.choose_program.clicked.connect(self._ask_program)
        self.model = look.text("", wrap=True)
        self.choose_model = look.button(
            self.tr("Escolher o modelo…"), icon="folder", name="speech_model"
        )
        self.choose_model.clicked.connect(self._ask_model)
        for words, button in (
            (self.program, self.choose_program),
            (self.model, self.choose_model),
        ):
            self.column.addSpacing(theme.px(8))
            self.column.addWidget(words)
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(theme.px(8))
        form = look.form()
        self.spoken = QComboBox()
        for code, name in (
            ("pt", self.tr("Português")),
            ("en", self.tr("Inglês")),
            ("auto", self.tr("Descobrir em cada gravação")),
        ):
            self.spoken.addItem(name, code)
        self.spoken.setCurrentIndex(
            max(0, self.spoken.findData(self._settings.value.speech_language))
        )
        self.spoken.activated.connect(
            lambda _at: self._settings.change(speech_language=str(self.spoken.currentData()))
        )
        look.row(form, self.tr("Língua falada"), self.spoken, name="speech_language")
        self.column.addLayout(form)
        self.column.addStretch(1)

    def show_state(self) -> None:
        """What there is now."""
        from core.video.speech import PROGRAM, find_program

        value = self._settings.value
        program = find_program(value.speech_program)
        model = Path(value.speech_model) if value.speech_model else None
        there = model is not None and model.is_file()
        self.program.setText(
            self.tr("Programa: {}").format(program or self.tr("não há nenhum «{}»").format(PROGRAM))
        )
        self.model.setText(
            self.tr("Modelo: {}").format(
                model
                if there
                else self.tr(
                    "nenhum (um ficheiro «ggml-» do whisper.cpp, por exemplo ggml-small.bin)"
                )
            )
        )
        if program and there:
            self.state.say(self.tr("Pronta"), state="good")
        elif program:
            self.state.say(self.tr("Falta o modelo"), state="warning")
        else:
            self.state.say(self.tr("Não instalada"), state="plain", icon="info")

    def _ask_program(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("O programa whisper-cli"))
        if path:
            self._settings.change(speech_program=path)
            self.show_state()

    def _ask_model(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("O modelo"), "", self.tr("Modelos do whisper.cpp (*.bin)")
        )
        if path:
            self._settings.change(speech_model=path)
            self.show_state()
