"""Dates as OpenRosa expressions see them: text in ISO form, or days since 1970-01-01T00:00Z.

A date without an offset is midnight in the zone of the context. As a number it is midnight by the
zone's standard time, whatever the season: days between dates are whole, and a date some days later
is a date.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Final

from core.forms.expressions.numbers import NAN

if TYPE_CHECKING:
    from core.forms.expressions.context import EvaluationContext

INVALID: Final = "Invalid Date"
DAY_SECONDS: Final = 86_400
_MILLISECOND: Final = 0.001 / DAY_SECONDS
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_OFFSET: Final = r"(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)?"
_CLOCK: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<part>\d+))?)?"
_DATE: Final = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:[T ]{_CLOCK}{_OFFSET})?",
    re.ASCII,
)
_TIME: Final = re.compile(_CLOCK + _OFFSET, re.ASCII)
# Other languages of forms take the English names.
_MONTHS: Final = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "pt": ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "it": ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"),
}
_DAYS: Final = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "pt": ("seg", "ter", "qua", "qui", "sex", "sáb", "dom"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    "it": ("lun", "mar", "mer", "gio", "ven", "sab", "dom"),
}
_NAMED_LANGUAGE: Final = re.compile(r"\(([a-zA-Z]{2})(?:[-_][\w-]+)?\)\s*$")
_LANGUAGE_NAMES: Final = {
    "portuguese": "pt",
    "português": "pt",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
}


def zone_of(context: EvaluationContext) -> tzinfo:
    """The zone of dates that name none."""
    return context.tz or context.now().tzinfo or UTC


def _offset(text: str) -> timezone | None:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    if hours > 23 or minutes > 59:
        return None
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)


def moment_of_text(text: str, context: EvaluationContext) -> datetime | None:
    """The moment an ISO date or date and time names; None when it is none."""
    if len(text) < 8 or text[4] != "-":
        return None
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    zone: tzinfo | None = None
    if match["offset"]:
        zone = _offset(match["offset"])
        if zone is None:
            return None
    try:
        return datetime(
            int(match["year"]),
            int(match["month"]),
            int(match["day"]),
            int(match["hour"] or 0),
            int(match["minute"] or 0),
            int(match["second"] or 0),
            int(((match["part"] or "") + "000000")[:6]),
            tzinfo=zone or zone_of(context),
        )
    except ValueError:
        return None


def days_of_moment(moment: datetime) -> float:
    """Days since 1970-01-01T00:00Z, with the part of the day."""
    span = moment - EPOCH
    return (span.days * DAY_SECONDS + span.seconds + span.microseconds / 1e6) / DAY_SECONDS


def standard_days(context: EvaluationContext) -> float:
    """How far the zone's standard time is ahead of UTC, in days."""
    now = context.now().astimezone(zone_of(context))
    ahead = (now.utcoffset() or timedelta()) - (now.dst() or timedelta())
    return ahead / timedelta(days=1)


def number_of_text(text: str, context: EvaluationContext) -> float:
    """number() of a date's text; NaN when it is no date."""
    moment = moment_of_text(text, context)
    if moment is None:
        return NAN
    if "T" in text or " " in text:
        return days_of_moment(moment)
    days = (moment.date() - EPOCH.date()).days
    return days - standard_days(context)


def days_of_text(text: str, context: EvaluationContext) -> float:
    """decimal-date-time() of a date's text; NaN when it is no date."""
    moment = moment_of_text(text, context)
    return NAN if moment is None else days_of_moment(moment)


def moment_of_days(
    days: float, context: EvaluationContext, *, calendar: bool = False
) -> datetime | None:
    """The moment that many days after 1970-01-01T00:00Z, to the millisecond.

    `calendar`: what may be the number of a date without a time is midnight of that date.
    """
    if days != days:
        return None
    try:
        if calendar:
            day = days + standard_days(context)
            if abs(day - round(day)) < _MILLISECOND:
                date = EPOCH + timedelta(days=round(day))
                return date.replace(tzinfo=zone_of(context))
        milliseconds = round(days * DAY_SECONDS * 1000)
        return (EPOCH + timedelta(milliseconds=milliseconds)).astimezone(zone_of(context))
    except OverflowError:
        return None


def text_of_moment(moment: datetime) -> str:
    """ISO date and time with milliseconds and offset."""
    return moment.isoformat(timespec="milliseconds")


def short_text_of(moment: datetime) -> str:
    """Just the date at midnight, else date and time."""
    if moment.time() == time(0):
        return moment.date().isoformat()
    return text_of_moment(moment)


def date_text(text: str, context: EvaluationContext) -> str:
    """date() of text: dates tidied, moments in the context's zone, nothing stays nothing."""
    if text == "":
        return ""
    moment = moment_of_text(text, context)
    if moment is None:
        return INVALID
    if "T" not in text and " " not in text:
        return moment.date().isoformat()
    return text_of_moment(moment.astimezone(zone_of(context)))


def date_of_number(days: float, context: EvaluationContext, *, calendar: bool) -> str:
    """date() of a number of days; date-time() where it is not of the calendar."""
    moment = moment_of_days(days, context, calendar=calendar)
    return INVALID if moment is None else short_text_of(moment)


def day_part_of_text(text: str, context: EvaluationContext) -> float:
    """decimal-time(): the part of the day, from 0 to 1, in the context's zone; NaN for no time.

    Of a date and time, the time.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        moment = moment_of_text(text, context) if "T" in text else None
        if moment is None:
            return NAN
        clock = moment.astimezone(zone_of(context))
        midnight = clock.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        return (clock.replace(tzinfo=None) - midnight) / timedelta(days=1)
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return NAN
    seconds = hour * 3600 + minute * 60 + second + float(f"0.{match['part'] or 0}")
    if match["offset"]:
        own = _offset(match["offset"])
        if own is None:
            return NAN
        # Today's offset: in 1970 Lisbon was an hour ahead of what its clocks show now.
        shift = context.now().astimezone(zone_of(context)).utcoffset() or timedelta()
        seconds += (shift - (own.utcoffset(None))).total_seconds()
    return (seconds % DAY_SECONDS) / DAY_SECONDS


def language_code(language: str | None) -> str:
    """Two letters from a form's language: `pt`, `Português (pt)`, `en-GB`; `en` when unknown."""
    if not language:
        return "en"
    named = _NAMED_LANGUAGE.search(language)
    if named:
        return named.group(1).lower()
    lower = language.strip().lower()
    return _LANGUAGE_NAMES.get(lower) or lower.replace("_", "-").split("-")[0]


def format_moment(moment: datetime, pattern: str, *, language: str | None) -> str:
    """format-date(-time): `%Y %y %m %n %b %d %e %a %H %h %M %S %3 %Z`, names in the form's
    language; any other letter stays as written."""
    code = language_code(language)
    months, days = _MONTHS.get(code, _MONTHS["en"]), _DAYS.get(code, _DAYS["en"])
    known = {
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year % 100:02d}",
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "b": months[moment.month - 1],
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "a": days[moment.weekday()],
        "H": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}",
        "3": f"{moment.microsecond // 1000:03d}",
        "Z": moment.isoformat()[-6:],
        "%": "%",
    }
    return re.sub(r"%(.)", lambda found: known.get(found.group(1), found.group(0)), pattern)
