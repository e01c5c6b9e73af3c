"""The keys of the review: what the list behind F1 says, and where they hold."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

OWN = frozenset("JKLINO0,.+-")
"""What the review itself answers to, without Ctrl."""


def of_review() -> list[tuple[str, str]]:
    """(keys, words) for the list of keys."""
    return [
        (
            QCoreApplication.translate("ReviewKeys", "Espaço  K"),
            QCoreApplication.translate("ReviewKeys", "Reproduzir ou parar"),
        ),
        (
            "J  L",
            QCoreApplication.translate("ReviewKeys", "Mais devagar, mais depressa (0,25× a 4×)"),
        ),
        (",  .", QCoreApplication.translate("ReviewKeys", "Imagem anterior, imagem seguinte")),
        (
            "←  →",
            QCoreApplication.translate("ReviewKeys", "Cinco segundos para trás ou para a frente"),
        ),
        ("I  O", QCoreApplication.translate("ReviewKeys", "Começo e fim do que se repete")),
        (
            "Ctrl+L",
            QCoreApplication.translate("ReviewKeys", "Repetir o troço, ou deixar de repetir"),
        ),
        ("N", QCoreApplication.translate("ReviewKeys", "Escrever uma nota sem parar a gravação")),
        (
            QCoreApplication.translate("ReviewKeys", "Ctrl+roda  +  −"),
            QCoreApplication.translate(
                "ReviewKeys", "Ver a linha do tempo mais de perto ou mais de longe"
            ),
        ),
        ("0", QCoreApplication.translate("ReviewKeys", "Ver a linha do tempo inteira")),
        (
            QCoreApplication.translate("ReviewKeys", "Shift+roda  PgUp  PgDn"),
            QCoreApplication.translate(
                "ReviewKeys", "Andar pela linha do tempo, sem mudar de momento"
            ),
        ),
        (
            QCoreApplication.translate("ReviewKeys", "Teclas das etiquetas"),
            QCoreApplication.translate("ReviewKeys", "Marcar (com o separador Marcas aberto)"),
        ),
        (
            "Ctrl+Z",
            QCoreApplication.translate("ReviewKeys", "Desfazer a última marcação"),
        ),
        ("Ctrl+F", QCoreApplication.translate("ReviewKeys", "Procurar nos registos")),
    ]


def hold(within: QWidget, keys: dict[str, Callable[[], object]]) -> list[QShortcut]:
    """Let keys work wherever the focus is inside a widget; a field being typed in keeps them."""
    held = []
    for key, action in keys.items():
        shortcut = QShortcut(QKeySequence(key), within)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)
        held.append(shortcut)
    return held


def for_tag(key: str) -> str:
    """The keys that set a tag: its own, with Alt where the review uses it for something else."""
    return f"Alt+{key.upper()}" if key.upper() in OWN else key.upper()
