"""About: version, licences, and whose data and type it stands on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.kit import look
from desktop.kit.place import Surroundings
from desktop.kit.widgets import Page, SectionTitle

PARTS = (
    ("Qt / PySide6", "LGPL-3.0"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("SQLCipher", "BSD-3-Clause"),
    ("OpenCV", "Apache-2.0"),
    ("PyAV / FFmpeg, x264, x265", "BSD-3-Clause / LGPL-2.1, GPL-2.0"),
    ("pyxform", "BSD-2-Clause"),
    ("lxml", "BSD-3-Clause"),
    ("openpyxl", "MIT"),
    ("Typst", "Apache-2.0"),
    ("cryptography, argon2-cffi, keyring", "Apache-2.0, MIT"),
    ("Inter (tipo de letra)", "OFL-1.1"),
)


class AboutPage(Page):
    """To read."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(widest=640, parent=parent)
        from core.plan import attribution

        version = QCoreApplication.applicationVersion()
        self.column.addWidget(SectionTitle(f"Terreno {version}".strip()))
        self.column.addWidget(
            look.text(
                self.tr(
                    "Visitas, guiões e evidência em vídeo para a Área Metropolitana do Porto. "
                    "Licença EUPL-1.2."
                ),
                wrap=True,
            )
        )
        self.column.addWidget(SectionTitle(self.tr("Dados")))
        self.column.addWidget(look.text(attribution(), kind="soft", wrap=True))
        self.column.addWidget(SectionTitle(self.tr("Feito com")))
        for name, licence in PARTS:
            self.column.addWidget(look.text(f"{name} · {licence}", kind="soft", wrap=True))
        self.column.addStretch(1)
