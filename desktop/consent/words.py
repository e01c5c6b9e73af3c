"""The words for consents."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def purpose(name: str) -> str:
    """What a recording may be used for."""
    return {
        "visit": QCoreApplication.translate("ConsentWords", "Trabalho da visita"),
        "training": QCoreApplication.translate("ConsentWords", "Formação"),
        "publication": QCoreApplication.translate("ConsentWords", "Divulgação pública"),
    }.get(name, name)


def basis(name: str) -> str:
    """The legal basis of a consent record."""
    return {
        "consent": QCoreApplication.translate("ConsentWords", "Consentimento"),
        "public-interest": QCoreApplication.translate("ConsentWords", "Interesse público"),
        "legal-obligation": QCoreApplication.translate("ConsentWords", "Obrigação legal"),
    }.get(name, name)


def how(name: str) -> str:
    """How a consent was given."""
    return {
        "spoken": QCoreApplication.translate("ConsentWords", "De viva voz"),
        "paper": QCoreApplication.translate("ConsentWords", "Em papel"),
    }.get(name, QCoreApplication.translate("ConsentWords", "Não dito"))
