"""A value of one kind as another: only where nothing of it is lost or guessed.

Kept as they are: whole numbers as decimals, anything that reads as text into text. Rewritten:
choices as their labels into text, a whole decimal as a whole number, one choice of several as the
only one. Put aside: dates and hours into one another, places, files of another sort, text that is
not written as its new type wants.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from core.forms.session.lexical import is_valid
from core.forms.takeover.plan import Question, Reason

Fits = Literal["same", "converts", "never"]

_CHOOSING: Final = frozenset({"select1", "select", "rank"})
_PLAIN: Final = frozenset(
    {"int", "decimal", "date", "time", "dateTime", "barcode", "geopoint", "geotrace", "geoshape"}
)
_FROM_TEXT: Final = frozenset({"int", "decimal", "date", "time", "barcode"})
_ANY_FILE: Final = frozenset({"", "*/*", "application/*", "*"})


@dataclass(frozen=True, slots=True)
class Converted:
    """`value`: what the new question holds (None: nothing); `left`: what it does not, and why."""

    value: str | None
    left: str = ""
    reason: Reason = "type-changed"


def fits(old: Question, new: Question) -> Fits:
    """Whether values of the old question can be values of the new one."""
    a, b = old.kind, new.kind
    if new.computed and not old.computed:
        return "never"
    if a == b:
        return "same" if a != "upload" or _same_files(old, new) else "never"
    if (a, b) == ("int", "decimal"):
        return "same"
    converts = (
        (a, b) == ("decimal", "int")
        or (a in _CHOOSING and b in ("string", "select1", "select"))
        or (a == "string" and (b in _FROM_TEXT or b in ("select1", "select")))
        or (a in _PLAIN and b == "string")
    )
    return "converts" if converts else "never"


def convert(
    value: str,
    old: Question,
    new: Question,
    *,
    shown: Callable[[], str],
) -> Converted:
    """An answer (not "") of the old question as one of the new. `shown`: its choices in words."""
    verdict = fits(old, new)
    if verdict == "never":
        return Converted(None, value, _why(old, new))
    if new.kind in _CHOOSING:
        return _chosen(value, old, new)
    if old.kind in _CHOOSING:  # into text, which people read
        return Converted(shown() or value)
    if verdict == "same":
        return Converted(value)
    text = value.strip()
    if old.kind == "decimal" and new.kind == "int":
        if not is_valid("decimal", text) or Decimal(text) != int(Decimal(text)):
            return Converted(None, value)
        text = str(int(Decimal(text)))
    return Converted(text) if is_valid(new.kind, text) else Converted(None, value)


def _chosen(value: str, old: Question, new: Question) -> Converted:
    one_only = old.kind in ("select1", "string")
    parts = [value.strip()] if one_only else value.split()
    if new.choices is not None:
        stay = [part for part in parts if part in new.choices]
    else:
        stay = [part for part in parts if old.kind in _CHOOSING]  # the filling will tell
    gone = [part for part in parts if part not in stay]
    if new.kind == "select1" and len(stay) + len(gone) > 1:
        return Converted(None, value, "type-changed")
    reason: Reason = "type-changed" if old.kind == "string" else "choice-gone"
    if new.kind == "select" and any(" " in part for part in stay):
        return Converted(None, value, "type-changed")
    if not gone:
        return Converted(value if old.kind == new.kind else " ".join(stay))
    return Converted(" ".join(stay) or None, " ".join(gone), reason)


def _same_files(old: Question, new: Question) -> bool:
    if new.mediatype in _ANY_FILE or old.mediatype == new.mediatype:
        return True
    return old.mediatype.partition("/")[0] == new.mediatype.partition("/")[0] != ""


def _why(old: Question, new: Question) -> Reason:
    if new.computed:
        return "computed"
    return "media-changed" if old.kind == new.kind == "upload" else "type-changed"
