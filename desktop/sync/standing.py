"""How the exchange stands, in one sentence: for the strip and the head of the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.kit import formats
from desktop.sync.agent import Told


@dataclass(frozen=True, slots=True)
class Standing:
    """Words, icon, and the role of the colour."""

    words: str
    icon: str
    role: str


def when(at: datetime, *, now: datetime) -> str:
    """The clock alone today, the day and the clock before."""
    local = at.astimezone(now.tzinfo)
    return formats.clock(local) if local.date() == now.date() else formats.day_and_clock(local)


def standing_of(told: Told, *, now: datetime) -> Standing:
    """The most important thing to know, shortest first: what runs, what is wrong, what waits."""
    if not told.enrolled:
        words = QCoreApplication.translate("SyncStanding", "Só neste computador")
        return Standing(words, "sync", "ink_soft")
    if told.running:
        words = QCoreApplication.translate("SyncStanding", "A sincronizar…")
        if told.moved:
            words = QCoreApplication.translate("SyncStanding", "A sincronizar… {count}")
        return Standing(words.format(count=told.moved), "sync", "accent_ink")
    if told.trouble is not None:
        return Standing(_of_trouble(told), "warning", "warning")
    if told.refused or told.conflicts > 0:
        parts = []
        if told.conflicts > 0:
            words = QCoreApplication.translate("SyncStanding", "Conflitos: {count}")
            parts.append(words.format(count=told.conflicts))
        if told.refused:
            words = QCoreApplication.translate("SyncStanding", "Recusadas: {count}")
            parts.append(words.format(count=told.refused))
        return Standing(" · ".join(parts), "warning", "warning")
    if told.waiting:
        words = QCoreApplication.translate("SyncStanding", "Por enviar: {count}")
        return Standing(words.format(count=told.waiting), "sync", "ink_soft")
    if told.file:
        words = QCoreApplication.translate("SyncStanding", "Ficheiros: {name}")
        return Standing(words.format(name=told.file), "sync", "accent_ink")
    if told.files:
        words = QCoreApplication.translate("SyncStanding", "Ficheiros por passar: {count}")
        return Standing(words.format(count=told.files), "sync", "ink_soft")
    if told.done is None:
        words = QCoreApplication.translate("SyncStanding", "Ainda não sincronizado")
        return Standing(words, "sync", "ink_soft")
    words = QCoreApplication.translate("SyncStanding", "Sincronizado {time}")
    return Standing(words.format(time=when(told.done, now=now)), "check", "ink_soft")


def _of_trouble(told: Told) -> str:
    code = getattr(told.trouble, "code", "")
    words = {
        "sync.no-centre": QCoreApplication.translate("SyncStanding", "Sem ligação à central"),
        "sync.wrong-centre": QCoreApplication.translate("SyncStanding", "Central não reconhecida"),
        "sync.device-revoked": QCoreApplication.translate("SyncStanding", "Sem entrada na central"),
    }.get(code, QCoreApplication.translate("SyncStanding", "A sincronização falhou"))
    if told.waiting:
        waiting = QCoreApplication.translate("SyncStanding", "por enviar: {count}")
        return f"{words} · {waiting.format(count=told.waiting)}"
    return words
