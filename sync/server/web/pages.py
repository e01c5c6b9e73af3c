"""Pages from templates, with the headers that keep scripts, frames and copies out."""

from __future__ import annotations

import functools
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from starlette.responses import Response

from sync.protocol.rights import AMP
from sync.server.devices import organisations
from sync.server.web.words import WORDS, language_of, word

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

    from core.problem import Language
    from sync.server.web.people import Person

BASE = "/web"
HERE = Path(__file__).parent
_LISBON = ZoneInfo("Europe/Lisbon")
_THOUSAND = 1000
_UNITS = ("B", "kB", "MB", "GB", "TB")
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
MENU = ("overview", "waiting", "conflicts", "storage", "devices", "codes", "audit")


def page(
    request: Request, name: str, *, status: int = 200, person: Person | None = None,
    token: str = "", **facts: Any,
) -> Response:  # fmt: skip
    """A page in the language that the browser asks for. `token`: what its forms bring along."""
    language = language_of(request.headers.get("accept-language", ""))
    now: datetime = request.app.state.site.clock.now()
    spoken = _Spoken(language, now)
    text = _templates().get_template(f"{name}.html").render(
        t=spoken.word, when=spoken.when, ago=spoken.ago, size=spoken.size, number=spoken.number,
        role=spoken.role, org=spoken.org, detail=spoken.detail, maybe=spoken.maybe,
        language=language, now=now,
        person=person, token=token, base=BASE, here=name, menu=MENU, **facts,
    )  # fmt: skip
    answer = Response(text, status_code=status, media_type="text/html")
    answer.headers["content-language"] = language
    answer.headers["vary"] = "Accept-Language, Cookie"
    return answer


def guard(answer: Response, *, https: bool) -> Response:
    """The headers of every answer of the page."""
    for name, value in HEADERS.items():
        if name not in answer.headers:
            answer.headers[name] = value
    if https:
        answer.headers["strict-transport-security"] = "max-age=31536000"
    return answer


def go_to(place: str) -> Response:
    """Look there next, by GET."""
    return Response(status_code=303, headers={"location": f"{BASE}/{place}"})


def style() -> Response:
    """The one style sheet."""
    return Response(
        (HERE / "style.css").read_bytes(), media_type="text/css",
        headers={"cache-control": "no-cache"},
    )  # fmt: skip


@functools.cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


class _Spoken:
    """Words, times and sizes in one language."""

    def __init__(self, language: Language, now: datetime) -> None:
        self._language = language
        self._now = now

    def word(self, name: str, /, **given: object) -> str:
        """A text by its name."""
        return word(name, self._language, **given)

    def maybe(self, prefix: str, name: str) -> str:
        """A text that may not be there: else the name itself."""
        known = f"{prefix}-{name}"
        return word(known, self._language) if known in WORDS else name

    def role(self, name: str) -> str:
        """A role, for a person."""
        return self.maybe("role", name)

    def detail(self, text: str) -> str:
        """The detail of a line of the trail: codes of organisations and roles by their names."""
        known = organisations()
        return ", ".join(
            self.org(one) if one in known else self.role(one) for one in text.split(" ") if one
        )

    def org(self, code: str) -> str:
        """An organisation or scope by its name."""
        if code == "global":
            return self.word("shared")
        return "AMP" if code == AMP else organisations().get(code, code)

    def when(self, at: datetime | None) -> str:
        """A time, as clocks show it in Portugal."""
        return at.astimezone(_LISBON).strftime("%Y-%m-%d %H:%M") if at else self.word("never")

    def ago(self, at: datetime | None) -> str:
        """How long ago, in days."""
        if at is None:
            return self.word("never")
        days = (self._now.astimezone(_LISBON).date() - at.astimezone(_LISBON).date()).days
        if days <= 0:
            return self.word("today")
        return self.word("yesterday") if days == 1 else self.word("days-ago", n=days)

    def number(self, value: int) -> str:
        """With thin blanks between thousands."""
        return f"{value:,}".replace(",", "\u202f")

    def size(self, value: int) -> str:
        """Bytes, with a unit."""
        shown, place = float(value), 0
        while shown >= _THOUSAND and place < len(_UNITS) - 1:
            shown, place = shown / _THOUSAND, place + 1
        unit = _UNITS[place]
        text = f"{shown:.0f}" if unit == "B" else f"{shown:.1f}"
        return f"{text.replace('.', ',') if self._language == 'pt' else text}\u00a0{unit}"
