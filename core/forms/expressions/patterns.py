"""Regular expressions as authors write them for Java, with a bound on how long one may take."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

# A pattern such as (a+)+ doubles its work with each letter: it is stopped, whatever it is given.
MAX_SECONDS: Final = 0.25
# In Java and in browsers these are ASCII; \p{…} is how one asks for all letters.
_ASCII: Final = {"d": "0-9", "w": "A-Za-z0-9_"}
_QUOTED: Final = re.compile(r"\\Q(.*?)(?:\\E|$)", re.DOTALL)
_SET_MARKS: Final = ("--", "||", "~~")


@lru_cache(maxsize=512)
def pattern_of(text: str) -> Any | None:
    """The pattern, None when it is not one. Possessive quantifiers, atomic groups, `\\p{…}` and
    intersections of classes (`[a-z&&[^aeiou]]`) are known."""
    import regex  # type: ignore[import-untyped]

    try:
        return regex.compile(_readable(text), regex.VERSION1)
    except (regex.error, OverflowError, RecursionError, ValueError):
        return None


def matches(pattern: Any, text: str) -> bool | None:
    """Whether the whole text matches; None when it took too long to tell."""
    try:
        return pattern.fullmatch(text, timeout=MAX_SECONDS) is not None
    except TimeoutError:
        return None


def _readable(text: str) -> str:
    """Java's spelling in that of the module which runs it."""
    text = _QUOTED.sub(lambda found: re.escape(found[1]), text)
    out: list[str] = []
    depth, at = 0, 0
    while at < len(text):
        letter, pair = text[at], text[at : at + 2]
        if letter == "\\" and at + 1 < len(text):
            out.append(_escape(text[at + 1], inside=depth > 0))
            at += 2
            continue
        if letter == "[":
            depth += 1
        elif letter == "]" and depth:
            depth -= 1
        elif depth and pair in _SET_MARKS:
            # Plain characters in a class of Java.
            out.append(f"\\{letter}\\{letter}")
            at += 2
            continue
        out.append(letter)
        at += 1
    return "".join(out)


def _escape(letter: str, *, inside: bool) -> str:
    plain = _ASCII.get(letter.lower())
    if plain is None or letter.lower() == "s":
        return f"\\{letter}"
    if letter.isupper():
        return f"[^{plain}]"
    return plain if inside else f"[{plain}]"
