"""The head of the check-list: which visit, which form, when it was saved, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.kit import icons, look, theme
from desktop.questions.buttons import press


class Head(QWidget):
    """Title, version, «Guardado 14:02», language of the form, view, search, finish."""

    language_chosen = Signal(str)
    pages_wanted = Signal(bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = look.text("", kind="heading")
        self.title.setMinimumWidth(theme.px(60))
        self.version = look.text("", kind="soft")
        self.saved_icon = QLabel()
        icons.put_label(self.saved_icon, "done", role="good", size=16)
        self.saved = look.text("", kind="small")
        self.saved_icon.hide()
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("Língua do guião"))
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.language.activated.connect(
            lambda place: self.language_chosen.emit(str(self.language.itemData(place)))
        )
        self.back = press("", icon="arrow-left", kind="quiet", spoken=self.tr("Voltar à visita"))
        self.search = press("", icon="search", kind="quiet", spoken=self.tr("Procurar (Ctrl+F)"))
        self.view = press("", icon="section", kind="quiet")
        self.view.setCheckable(True)
        self.view.toggled.connect(self._view_toggled)
        self.finish = press(self.tr("Finalizar"), icon="check", kind="primary")
        self.finish.setObjectName("finalise")
        words = look.spaced(QVBoxLayout(), gap=0)
        words.addWidget(self.title)
        line = look.spaced(QHBoxLayout(), gap=8)
        line.addWidget(self.version)
        line.addWidget(self.saved_icon)
        line.addWidget(self.saved)
        line.addStretch(1)
        words.addLayout(line)
        row = look.spaced(QHBoxLayout(self), gap=8)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(16), theme.px(8))
        row.addWidget(self.back)
        row.addLayout(words, 1)
        for widget in (self.language, self.search, self.view, self.finish):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._full_title = ""
        self._view_toggled(False)

    def show_filling(self, *, title: str, form: str, version: str) -> None:
        """Say which filling this is."""
        self._full_title = title
        self._fit_title()
        self.title.setToolTip(title)
        self.title.setAccessibleName(title)
        self.version.setText(self.tr("{} · versão {}").format(form, version) if version else form)

    def show_saved(self, words: str) -> None:
        """«Guardado 14:02», or that an answer is on its way."""
        self.saved.setText(words)
        self.saved_icon.setVisible(bool(words))

    def show_languages(self, languages: tuple[str, ...], *, now: str | None) -> None:
        """Offer the languages of the form, if there is more than one."""
        self.language.clear()
        for language in languages:
            self.language.addItem(language.partition(" (")[0], language)
        if now in languages:
            self.language.setCurrentIndex(languages.index(now))
        self.language.setMinimumWidth(self.language.sizeHint().width())
        self.language.setVisible(len(languages) > 1)

    def show_view(self, *, pages: bool) -> None:
        """Show which of the two views is on, without asking for it."""
        self.view.blockSignals(True)
        self.view.setChecked(pages)
        self.view.blockSignals(False)
        self._name_view(pages)

    def _view_toggled(self, pages: bool) -> None:
        self._name_view(pages)
        self.pages_wanted.emit(pages)

    def _name_view(self, pages: bool) -> None:
        words = (
            self.tr("Mostrar a secção inteira")
            if pages
            else self.tr("Mostrar uma página de cada vez")
        )
        self.view.setToolTip(words)
        self.view.setAccessibleName(words)

    def _fit_title(self) -> None:
        metrics = self.title.fontMetrics()
        self.title.setText(
            metrics.elidedText(
                self._full_title, Qt.TextElideMode.ElideRight, max(60, self.title.width())
            )
        )

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_title()
