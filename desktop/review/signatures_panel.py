"""Who signed the visit, for whom, and whether the signature still holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.kit import look
from desktop.review.records import SignatureItem


class SignaturesPanel(QWidget):
    """The team's and the institution's signatures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = look.spaced(QVBoxLayout(self), margin=8, gap=12)
        self.show_signatures(())

    def show_signatures(self, signatures: Sequence[SignatureItem]) -> None:
        """Replace what is shown."""
        look.clear(self._page)
        if not signatures:
            self._page.addWidget(
                look.text(
                    self.tr(
                        "Ainda ninguém assinou. Depois de finalizado, o guião é assinado no ecrã "
                        "pela equipa e pela instituição, que recebe a sua cópia."
                    ),
                    wrap=True,
                )
            )
        parties = {"team": self.tr("Equipa"), "institution": self.tr("Instituição")}
        for one in signatures:
            who = f"{one.name}, {one.role}" if one.role else one.name
            self._page.addWidget(look.text(who, kind="strong", wrap=True))
            self._page.addWidget(look.text(f"{parties[one.party]} · {one.when}", kind="soft"))
            if not one.holds:
                self._page.addWidget(
                    look.text(
                        self.tr("⚠ Os registos mudaram depois desta assinatura: já não vale."),
                        wrap=True,
                    )
                )
        self._page.addStretch(1)
