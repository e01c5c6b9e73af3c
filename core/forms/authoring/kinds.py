"""What a row of the survey sheet is: a question and of which kind, a section, a repeat, an end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Role = Literal["question", "group", "repeat", "end", "hidden", "other", "empty"]

_BEGIN: Final = re.compile(r"^begin[ _](group|repeat|loop|lgroup|looped group)\b")
_END: Final = re.compile(r"^end[ _](group|repeat|loop|lgroup|looped group)\b")
_SELECT: Final = re.compile(
    r"^(?:add )?(select[ _]one[ _]external|select[ _](?:one|multiple)[ _]from[ _]file"
    r"|select all that apply(?: from)?|select (?:one|multiple)(?: from| using| prompt using)?"
    r"|select_one|select_multiple|select1|rank)(?:\s+(.*))?$"
)
_OTHER: Final = re.compile(r"\s*(or specify other|or_other|or other)$")
# Kinds a person chooses from, by the type they are written as; further spellings of each.
KINDS: Final = (
    "text",
    "integer",
    "decimal",
    "select_one",
    "select_multiple",
    "rank",
    "range",
    "date",
    "time",
    "dateTime",
    "note",
    "image",
    "audio",
    "video",
    "file",
    "geopoint",
    "geotrace",
    "geoshape",
    "barcode",
    "acknowledge",
    "calculate",
    "hidden",
)
_SPELLINGS: Final[Mapping[str, str]] = {
    "string": "text",
    "int": "integer",
    "select one": "select_one",
    "select1": "select_one",
    "select one from": "select_one",
    "select one using": "select_one",
    "select one prompt using": "select_one",
    "select multiple": "select_multiple",
    "select multiple from": "select_multiple",
    "select multiple using": "select_multiple",
    "select multiple prompt using": "select_multiple",
    "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple",
    "datetime": "dateTime",
    "photo": "image",
    "location": "geopoint",
    "gps": "geopoint",
    "trace": "geotrace",
    "shape": "geoshape",
    "trigger": "acknowledge",
    "calculation": "calculate",
    "q string": "text",
    "q int": "integer",
    "q decimal": "decimal",
    "q date": "date",
}
_HIDDEN: Final = frozenset({"calculate", "hidden", "start", "end", "today", "deviceid", "username",
    "email", "phonenumber", "simserial", "subscriberid", "audit", "csv-external", "xml-external",
    "start-geopoint", "background-audio", "background-geopoint", "entity"})  # fmt: skip
CHOOSING: Final = frozenset({"select_one", "select_multiple", "rank"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A type cell taken apart. `name` is one of KINDS, or the type as it is written.

    `list_name` is what a question chooses from; `other` whether it has an own "other".
    """

    role: Role
    name: str = ""
    list_name: str = ""
    other: bool = False


@lru_cache(maxsize=2048)
def kind_of(written: str) -> Kind:
    """What a type cell says."""
    text = " ".join(written.split())
    if not text:
        return Kind("empty")
    begin = _BEGIN.match(text)
    if begin:
        return Kind("group" if begin[1] == "group" else "repeat", text)
    if _END.match(text):
        return Kind("end", text)
    select = _SELECT.match(text)
    if select:
        name = _SPELLINGS.get(select[1], select[1])
        if name not in CHOOSING:
            return Kind("other", text)
        listed = (select[2] or "").strip()
        other = bool(_OTHER.search(listed))
        return Kind("question", name, _OTHER.sub("", listed).strip(), other)
    name = _SPELLINGS.get(text.lower(), text)
    name = name if name in KINDS else _SPELLINGS.get(name, name)
    if name in _HIDDEN:
        return Kind("hidden", name)
    return Kind("question" if name in KINDS else "other", name)


def written(name: str, *, list_name: str = "", other: bool = False) -> str:
    """The type cell of a kind."""
    if name not in CHOOSING:
        return name
    return f"{name} {list_name}{' or_other' if other else ''}".strip()
