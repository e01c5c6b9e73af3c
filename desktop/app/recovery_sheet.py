"""The recovery key on paper: one A4 page as PDF, or a text file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from desktop.kit import formats


def words(key: str, *, at: datetime) -> tuple[str, str, str]:
    """Title, key and explanation."""
    return (
        QCoreApplication.translate("RecoverySheet", "Terreno · chave de recuperação"),
        key,
        QCoreApplication.translate(
            "RecoverySheet",
            "Criada em {when}. Abre o espaço de trabalho se a palavra-passe for esquecida. Quem "
            "tiver esta folha e o computador pode ler tudo: guarde-a fechada, longe do portátil.",
        ).format(when=formats.day_and_clock(at)),
    )


def save_text(path: Path, *, key: str, at: datetime) -> None:
    """Raises: OSError."""
    path.write_text("\n\n".join(words(key, at=at)) + "\n", encoding="utf-8")


def save_pdf(path: Path, *, key: str, at: datetime) -> None:
    """Raises: OSError."""
    title, key, explained = words(key, at=at)
    path.touch()
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(25, 30, 25, 25), QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    document = QTextDocument()
    document.setHtml(
        f"<h2>{title}</h2><p style='font-size:20pt; font-family:monospace'><b>{key}</b></p>"
        f"<p style='font-size:11pt'>{explained}</p>"
    )
    document.print_(writer)
