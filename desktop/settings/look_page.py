"""Language, look and size of the letters: applied at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QSlider, QWidget

from desktop.kit import look, theme
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Page, SectionTitle


class LookPage(Page):
    """Each choice is kept the moment it is made."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=640, parent=parent)
        self._settings = around.settings
        value = around.settings.value
        self.column.addWidget(SectionTitle(self.tr("Língua")))
        self._choices(
            "language", value.language, [("pt", "Português"), ("en", "English")], self._language
        )
        self.column.addWidget(SectionTitle(self.tr("Aspeto")))
        self._choices(
            "theme",
            value.theme,
            [
                ("system", self.tr("Como o sistema")),
                ("light", self.tr("Claro")),
                ("dark", self.tr("Escuro")),
                ("contrast", self.tr("Alto contraste")),
            ],
            self._theme,
        )
        self.column.addWidget(SectionTitle(self.tr("Tamanho da letra")))
        row = look.spaced(QHBoxLayout(), gap=14)
        self.letters = QSlider(Qt.Orientation.Horizontal)
        self.letters.setObjectName("settings_size")
        self.letters.setAccessibleName(self.tr("Tamanho da letra"))
        self.letters.setRange(4, 8)
        self.letters.setPageStep(1)
        self.letters.setValue(round(value.font_percent / 25))
        self.letters.setMinimumHeight(theme.px(32))
        self.letters.setMaximumWidth(theme.px(320))
        self.percent = QLabel(f"{value.font_percent} %")
        self.letters.valueChanged.connect(lambda step: self.percent.setText(f"{step * 25} %"))
        # While the handle is dragged the window must not rebuild itself under the pointer.
        self.letters.sliderReleased.connect(self._size)
        self.letters.valueChanged.connect(
            lambda _step: None if self.letters.isSliderDown() else self._size()
        )
        row.addWidget(self.letters, 1)
        row.addWidget(self.percent)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _choices(
        self, name: str, now: str, choices: list[tuple[str, str]], chosen: Callable[[str], None]
    ) -> None:
        group = QButtonGroup(self)
        for value, words in choices:
            button = QRadioButton(words)
            button.setObjectName(f"settings_{name}_{value}")
            button.setChecked(value == now)
            button.toggled.connect(lambda on, value=value: chosen(value) if on else None)
            group.addButton(button)
            self.column.addWidget(button)

    def _language(self, value: str) -> None:
        self._settings.change(language=value)

    def _theme(self, value: str) -> None:
        self._settings.change(theme=value)

    def _size(self) -> None:
        self._settings.change(font_percent=self.letters.value() * 25)
