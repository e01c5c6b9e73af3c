"""Dates, durations and sizes as people read them, in the language on screen."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate

from desktop.kit import language


def day(when: date) -> str:
    """`12 de março de 2026`, `12 March 2026`."""
    pattern = "d 'de' MMMM 'de' yyyy" if language.current() == "pt" else "d MMMM yyyy"
    return language.locale().toString(QDate(when.year, when.month, when.day), pattern)


def short_day(when: date) -> str:
    """`qui, 12 mar`: for rows."""
    return language.locale().toString(QDate(when.year, when.month, when.day), "ddd, d MMM")


def clock(when: datetime) -> str:
    """Local time, `14:02`."""
    return when.astimezone().strftime("%H:%M")


def day_and_clock(when: datetime) -> str:
    """`12 de março de 2026, 14:02` in local time."""
    return f"{day(when.astimezone().date())}, {clock(when)}"


def relative_day(when: date, *, today: date) -> str:
    """`Hoje`, `Amanhã`, `Ontem`, else the day."""
    words = {
        0: QCoreApplication.translate("Formats", "Hoje"),
        1: QCoreApplication.translate("Formats", "Amanhã"),
        -1: QCoreApplication.translate("Formats", "Ontem"),
    }
    return words.get((when - today).days) or short_day(when)


def duration(microseconds: int) -> str:
    """`1:02:03` or `2:03`, from microseconds."""
    seconds = microseconds // 1_000_000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if hours:
        return f"{hours}:{minutes:02}:{seconds % 60:02}"
    return f"{minutes}:{seconds % 60:02}"


def size(count: int) -> str:
    """Bytes as `3,4 GB` (decimal units)."""
    amount, unit = float(count), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    digits = 0 if unit in ("B", "kB") or amount >= 100 else 1
    return f"{language.locale().toString(amount, 'f', digits)} {unit}"
