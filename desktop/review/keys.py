"""The keys of the review: what the list behind F1 says, and where they hold."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


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
        ("Ctrl+F", QCoreApplication.translate("ReviewKeys", "Procurar nos registos")),
    ]


def hold(within: QWidget, keys: dict[str, Callable[[], object]]) -> None:
    """Let keys work wherever the focus is inside a widget; a field being typed in keeps them."""
    for key, action in keys.items():
        shortcut = QShortcut(QKeySequence(key), within)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)
