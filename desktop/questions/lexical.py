"""How a person writes numbers, dates, hours and coordinates, and how XForms writes them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

SPACES = re.compile(r"[\s\u00a0\u202f]+")
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}")
MONTHS = ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez")


def read_number(text: str) -> str:
    """«1 234,5» → «1234.5». A comma or a single dot is the decimal mark.

    Raises:
        ValueError: the text is not a number.
    """
    bare = SPACES.sub("", text).replace("\N{MINUS SIGN}", "-")
    if "," in bare and "." in bare:
        grouping = "." if bare.rfind(",") > bare.rfind(".") else ","
        bare = bare.replace(grouping, "")
    elif THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    bare = bare.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", bare):
        raise ValueError(text)
    try:
        number = Decimal(bare)
    except InvalidOperation as error:
        raise ValueError(text) from error
    return _plain(number)


def read_integer(text: str) -> str:
    """«1 234» → «1234».

    Raises:
        ValueError: not a whole number.
    """
    bare = SPACES.sub("", text).replace("\N{MINUS SIGN}", "-")
    if THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    if not re.fullmatch(r"[+-]?\d+", bare):
        raise ValueError(text)
    return str(int(bare))


def _plain(number: Decimal) -> str:
    shown = format(number, "f")
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return "0" if shown in {"-0", ""} else shown


def show_number(value: str, *, grouped: bool = False) -> str:
    """«1234.5» → «1234,5», or «1 234,5» when grouped. What is no number is shown as it is."""
    if not re.fullmatch(r"[+-]?\d*\.?\d*", value) or not value:
        return value
    whole, dot, rest = value.partition(".")
    if grouped:
        sign = whole[0] if whole[:1] in {"-", "+"} else ""
        digits = whole.lstrip("+-")
        groups: list[str] = []
        while len(digits) > 3:
            groups.insert(0, digits[-3:])
            digits = digits[:-3]
        whole = sign + "\u00a0".join([digits, *groups])
    return f"{whole},{rest}" if dot else whole


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 2:
        year += 2000 if year < 50 else 1900
    return year


def read_date(text: str) -> str:
    """«31/1/2026», «31-01-26», «31012026» or «2026-01-31» → «2026-01-31».

    Raises:
        ValueError: no such day.
    """
    bare = text.strip()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", bare)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
    parts = re.fullmatch(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})", bare)
    if parts is None:
        parts = re.fullmatch(r"(\d{2})(\d{2})(\d{4})", bare)
    if parts is None:
        raise ValueError(text)
    return date(_year(parts[3]), int(parts[2]), int(parts[1])).isoformat()


def show_date(value: str) -> str:
    """«2026-01-31» → «31/01/2026»."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def read_month(text: str) -> str:
    """«1/2026», «01-2026», «jan 2026», «janeiro de 2026» → «2026-01-01».

    Raises:
        ValueError: no such month.
    """
    bare = text.strip().lower()
    parts = re.fullmatch(r"(\d{1,2})\s*[/.\- ]\s*(\d{4})", bare)
    if parts:
        return date(int(parts[2]), int(parts[1]), 1).isoformat()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-\d{1,2})?", bare)
    if iso:
        return date(int(iso[1]), int(iso[2]), 1).isoformat()
    named = re.fullmatch(r"([^\W\d]+)\.?(?:\s+de)?\s+(\d{4})", bare)
    if named is None or named[1][:3] not in MONTHS:
        raise ValueError(text)
    return date(int(named[2]), MONTHS.index(named[1][:3]) + 1, 1).isoformat()


def show_month(value: str) -> str:
    """«2026-01-01» → «01/2026»."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{day.month:02}/{day.year:04}"


def read_year(text: str) -> str:
    """«2026» → «2026-01-01».

    Raises:
        ValueError: not a year of four digits.
    """
    bare = text.strip()
    if not re.fullmatch(r"\d{4}", bare):
        raise ValueError(text)
    return date(int(bare), 1, 1).isoformat()


def show_year(value: str) -> str:
    """«2026-01-01» → «2026»."""
    return value[:4]


def read_hour(text: str) -> time:
    """«14:30», «14h30», «1430», «9», «9:05:30» → an hour of the day, without zone.

    Raises:
        ValueError: no such hour.
    """
    bare = text.strip().lower().rstrip("h")
    parts = re.fullmatch(r"(\d{1,2})(?:\s*[:h.]\s*(\d{1,2})(?:\s*[:m]\s*(\d{1,2}))?)?", bare)
    if parts is None:
        parts = re.fullmatch(r"(\d{2})(\d{2})(?:(\d{2}))?", bare)
    if parts is None:
        raise ValueError(text)
    return time(int(parts[1]), int(parts[2] or 0), int(parts[3] or 0))


def read_time(text: str, *, now: datetime) -> str:
    """«14:30» → «14:30:00.000+00:00», with the offset of `now` (aware)."""
    hour = read_hour(text).replace(tzinfo=now.tzinfo)
    offset = now.strftime("%z")
    bare = hour.replace(tzinfo=None).isoformat("milliseconds")
    return f"{bare}{offset[:3]}:{offset[3:5]}" if offset else bare


def show_time(value: str) -> str:
    """«14:30:00.000+00:00» → «14:30», with seconds only when there are any."""
    parts = re.match(r"(\d{2}):(\d{2})(?::(\d{2}))?", value)
    if parts is None:
        return value
    seconds = f":{parts[3]}" if parts[3] and parts[3] != "00" else ""
    return f"{parts[1]}:{parts[2]}{seconds}"


def read_moment(day: str, hour: str, *, now: datetime) -> str:
    """A day and an hour as written → «2026-01-31T14:30:00.000+00:00».

    The offset is that of the zone of `now` on that day, when the zone knows it.

    Raises:
        ValueError: no such day or hour.
    """
    when = datetime.combine(date.fromisoformat(read_date(day)), read_hour(hour))
    return when.replace(tzinfo=now.tzinfo).isoformat(timespec="milliseconds")


def show_moment(value: str) -> tuple[str, str]:
    """«2026-01-31T14:30:00.000+00:00» → («31/01/2026», «14:30»)."""
    day, _, hour = value.partition("T")
    return (show_date(day) if day else "", show_time(hour) if hour else "")


COORDINATE = re.compile(
    r"""(?P<sign>[+-]?)\s*(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*°?\s*
        (?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*)?
        (?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:"|″|''|”)\s*)?
        (?P<side>[nsewlo]?)""",
    re.VERBOSE | re.IGNORECASE,
)


def read_coordinate(text: str, *, limit: int) -> str:
    """«41,1579», «8,62 O», «8°37'45"W» → decimal degrees with a dot; `limit` is 90 or 180.

    Raises:
        ValueError: not a coordinate, or out of range.
    """
    parts = COORDINATE.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-"))
    if parts is None:
        raise ValueError(text)
    side = parts["side"].lower()
    if side and (side in "ns") != (limit == 90):
        raise ValueError(text)
    degrees = Decimal(parts["degrees"].replace(",", "."))
    for name, share in (("minutes", 60), ("seconds", 3600)):
        if parts[name]:
            degrees += Decimal(parts[name].replace(",", ".")) / share
    if parts["sign"] == "-" or (side and side in "swo"):
        degrees = -degrees
    if abs(degrees) > limit:
        raise ValueError(text)
    return _plain(round(degrees, 8))


def split_point(text: str) -> tuple[str, str] | None:
    """A pasted pair («41.1579, -8.6291» or «41,1579; -8,6291») as two coordinates, else None."""
    for pattern in (r"(.+?);(.+)", r"(.*\d\.\d+\D{0,3}),(.+)", r"(\S*\d\S*)\s+(\S*\d\S*)"):
        parts = re.fullmatch(pattern, text.strip())
        if parts is None:
            continue
        try:
            return (
                read_coordinate(parts[1], limit=90),
                read_coordinate(parts[2], limit=180),
            )
        except ValueError:
            continue
    return None


def show_coordinate(value: str) -> str:
    """«-8.6291» → «-8,6291»."""
    return value.replace(".", ",")


def show_clock(moment_us: int) -> str:
    """Microseconds on a recording's time base → «00:03:12»."""
    seconds = max(0, moment_us) // 1_000_000
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


def show_size(size: int) -> str:
    """Bytes for a person: «340 KB», «2,4 MB»."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
