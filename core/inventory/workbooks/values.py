"""A cell as an office filled it becomes a value, or says what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from core.inventory.kinds import Status
from core.inventory.nipc import digits_of, is_nipc
from core.inventory.spelling import fold, spelt_out
from core.inventory.type_names import types_in
from core.plan import load_municipalities, load_parishes

_ERRORS = re.compile(
    r"#(?:REF!|DIV/0!|N/A|N/D|VALUE!|VALOR!|NAME\?|NOME\?|NUM!|NULL!|NULO!)", re.IGNORECASE
)
_BLANK = frozenset(
    {"", "-", "--", "—", "–", ".", "?", "n/a", "na", "n.a.", "n.a", "n/d", "nd", "n.d.", "s/d",
     "s/i", "null", "none", "n/aplicavel", "nao aplicavel", "sem informacao", "desconhecido"}
)  # fmt: skip
_YES = frozenset({"s", "sim", "x", "✓", "✔", "v", "1", "true", "verdadeiro", "yes", "y"})
_NO = frozenset({"n", "nao", "0", "false", "falso", "no"})
_CLOSED = ("encerr", "fech", "closed", "extint", "cess")
_SUSPENDED = ("suspen", "remodela", "constru", "interromp", "inativ", "inactiv", "temporar")
_ACTIVE = ("funcion", "ativ", "activ", "abert", "active", "open")
# Letters without a shape: control characters, soft hyphens, marks that other programs leave.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff]")
_EPOCH = date(1899, 12, 30)
_MOST_PEOPLE = 100_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
        start=1,
    )
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a cell has no value: a code, what stands there, and what was expected (pt, en)."""

    code: str
    found: str
    expected_pt: str
    expected_en: str


def read_cell(kind: str, raw: Any) -> Any:
    """The value of a cell; None if it says nothing; a Trouble if it is wrong."""
    if raw is None or raw == "":
        return None
    if kind == "other":
        return _as_it_is(raw)
    if isinstance(raw, str):
        raw = raw.strip()
        if not raw or fold(raw) in _BLANK:
            return None
        if _ERRORS.fullmatch(raw):
            return Trouble("error-value", raw, "um valor, e não um erro de fórmula",
                           "a value, not the error of a formula")  # fmt: skip
    return _READERS[kind](raw)


def _as_it_is(raw: Any) -> Any:
    """What the log can hold of a cell that is only kept: numbers and yes or no, else text."""
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    return raw if isinstance(raw, bool | int | float) else text_of(raw) or None


def text_of(raw: Any) -> str:
    """A cell as text: whole numbers without a decimal part, days as ISO, blanks in one."""
    if isinstance(raw, bool):
        return "Sim" if raw else "Não"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == raw.time().min else raw.isoformat(" ")
    if isinstance(raw, str):
        if not raw.isprintable():
            raw = _UNSEEN.sub("", raw)
        return re.sub(r"[ \t\u00a0\u202f]+", " ", raw).strip()
    return str(raw)


def _name(raw: Any) -> str:
    return re.sub(r"\s+", " ", text_of(raw))


def _nipc(raw: Any) -> Any:
    text = text_of(raw)
    digits = digits_of(text)
    if not is_nipc(digits):
        return Trouble("wrong-nipc", text, "nove algarismos com algarismo de controlo certo",
                       "nine digits with a right check digit")  # fmt: skip
    return digits


def _postal_code(raw: Any) -> Any:
    text = text_of(raw)
    found = re.match(r"(\d{4})\s*[-–—.\s]?\s*(\d{3})?(?!\d)", text)
    if not found:
        return Trouble("wrong-postal-code", text, "um código postal como 4420-123",
                       "a postal code such as 4420-123")  # fmt: skip
    return f"{found.group(1)}-{found.group(2)}" if found.group(2) else found.group(1)


def _count(raw: Any) -> Any:
    expected = ("um número inteiro de pessoas ou lugares", "a whole number of people or places")
    if isinstance(raw, bool):
        return Trouble("not-a-number", text_of(raw), *expected)
    if isinstance(raw, (int, float)):
        value = float(raw)
    else:
        text = text_of(raw)
        found = re.fullmatch(
            r"(?:c(?:erca)? ?de|aprox\.?|±|~)?\s*([-+]?\d[\d .']*(?:[.,]\d+)?)\s*[^\d]*",
            text,
            re.IGNORECASE,
        )
        if not found:
            return Trouble("not-a-number", text, *expected)
        number = re.sub(r"[ ']", "", found.group(1))
        if re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+", number):
            number = number.replace(".", "")
        value = float(number.replace(".", "").replace(",", ".") if "," in number else number)
    if not value.is_integer() or not 0 <= value <= _MOST_PEOPLE:
        return Trouble("not-a-number", text_of(raw), *expected)
    return int(value)


def _date(raw: Any) -> Any:
    if isinstance(raw, datetime):
        return _checked_day(raw.date(), raw)
    if isinstance(raw, date):
        return _checked_day(raw, raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if _FIRST_YEAR <= raw <= _LAST_YEAR:
            return date(int(raw), 12, 31)
        if 1 <= raw < 80_000:
            return _checked_day(_EPOCH + timedelta(days=int(raw)), raw)
        return _no_date(raw)
    return _date_of_text(text_of(raw))


def _date_of_text(text: str) -> Any:
    plain = fold(text)
    if found := re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", plain):
        return _day(found.group(1), found.group(2), found.group(3), text)
    if found := re.match(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?!\d)", plain):
        return _day(found.group(3), found.group(2), found.group(1), text)
    if found := re.match(
        r"(\d{1,2})?\s*(?:de\s+)?([a-z]{3})[a-z]*\.?[\s/-]*(?:de\s+)?(\d{4}|\d{2})$", plain
    ):
        month = _MONTHS.get(found.group(2))
        if month:
            return _day(found.group(3), str(month), found.group(1) or "1", text)
    if found := re.fullmatch(r"(\d{1,2})[/-](\d{4})", plain):
        return _day(found.group(2), found.group(1), "1", text)
    if re.fullmatch(r"(19|20)\d\d", plain):
        return date(int(plain), 12, 31)
    return _no_date(text)


def _day(year: str, month: str, day: str, said: str) -> Any:
    full = int(year) if len(year) > 2 else 2000 + int(year)
    try:
        return _checked_day(date(full, int(month), int(day)), said)
    except ValueError:
        return _no_date(said)


def _checked_day(day: date, said: Any) -> Any:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else _no_date(said)


def _no_date(raw: Any) -> Trouble:
    return Trouble("not-a-date", text_of(raw), "uma data como 31-12-2025",
                   "a date such as 31-12-2025")  # fmt: skip


def _coordinate(raw: Any) -> Any:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        value = float(raw)
    else:
        text = text_of(raw).replace(",", ".").replace("−", "-")
        turned = re.fullmatch(
            r"(\d+)\s*[°º]\s*(\d+)\s*['′’]\s*([\d.]+)\s*[\"″”]?\s*([NSEWO])", text, re.IGNORECASE
        )
        if turned:
            value = int(turned[1]) + int(turned[2]) / 60 + float(turned[3]) / 3600
            value = -value if turned[4].upper() in "SWO" else value
        else:
            try:
                value = float(re.sub(r"[°º\s]", "", text))
            except ValueError:
                value = 999.0
    if abs(value) > 180:
        return Trouble("not-a-coordinate", text_of(raw), "graus decimais (WGS 84), como 41,157",
                       "decimal degrees (WGS 84), such as 41.157")  # fmt: skip
    return value


def _coordinates(raw: Any) -> Any:
    text = text_of(raw).replace("−", "-")
    found = re.findall(r"-?\d+[.,]\d+", text)
    if len(found) != 2:
        return Trouble("not-a-coordinate", text, "latitude e longitude, como 41,157; -8,629",
                       "latitude and longitude, such as 41.157, -8.629")  # fmt: skip
    return tuple(float(one.replace(",", ".")) for one in found)


def _municipality(raw: Any) -> Any:
    text = text_of(raw)
    found = municipality_named(text)
    return found or Trouble("unknown-municipality", text, "um dos 17 municípios da AMP",
                            "one of the 17 municipalities of the AMP")  # fmt: skip


def municipality_named(text: str) -> str | None:
    """The DICO that a text names, by code or name."""
    names = _municipalities()
    key = spelt_out(text)
    key = key.removeprefix("municipio ").removeprefix("concelho ").removeprefix("camara municipal ")
    if key in names:
        return names[key]
    if re.fullmatch(r"\d{3,4}", text):
        return names.get(text.zfill(4))
    if len(key) > 5:
        from rapidfuzz import fuzz, process

        best = process.extractOne(key, names.keys(), scorer=fuzz.ratio, score_cutoff=88)
        return names[best[0]] if best else None
    return None


@cache
def _municipalities() -> dict[str, str]:
    found = {}
    for one in load_municipalities():
        found[spelt_out(one.name)] = found[one.dico] = one.dico
    found |= {
        "gaia": "1317", "vn gaia": "1317", "v n gaia": "1317", "v nova gaia": "1317",
        "feira": "0109", "sta maria feira": "0109", "s m feira": "0109", "pvz": "1313",
        "oaz": "0113", "sjm": "0116", "p varzim": "1313", "s joao madeira": "0116",
        "sao j madeira": "0116", "v conde": "1316", "s tirso": "1314", "o azemeis": "0113",
    }  # fmt: skip
    return found


def _parish(raw: Any) -> Any:
    """Text of a parish: found later, when the municipality is known."""
    return _name(raw)


def parish_named(text: str, dico: str | None) -> str | None:
    """The DICOFRE that a text names, in a municipality if it is known; None if it is not sure."""
    digits = re.sub(r"\D", "", text)
    if len(digits) in (5, 6) and not re.search(r"[a-zA-Z]", text):
        code = digits.zfill(6)
        # A code of the grid of 2025 is not in our list; its municipality tells whether it can be.
        return code if dico is None or code.startswith(dico) else None
    return _parish_named(spelt_out(_short_union(text)), dico)


@cache
def _parish_named(key: str, dico: str | None) -> str | None:
    from rapidfuzz import fuzz, process

    names: dict[str, list[str]] = {}
    for one in load_parishes():
        if dico is None or one.dico == dico:
            names.setdefault(spelt_out(_short_union(one.name)), []).append(one.dicofre)
    if key in names:
        return names[key][0] if len(names[key]) == 1 else None
    if dico is None:
        return None
    # Half of a union's name is enough where no other parish has it.
    within = [name for name in names if set(key.split()) <= set(name.split())]
    if key and len(within) == 1:
        return names[within[0]][0]
    best = process.extract(
        key, names.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=88, limit=2
    )
    if best and (len(best) == 1 or best[0][1] > best[1][1]):
        return names[best[0][0]][0]
    return None


def _short_union(text: str) -> str:
    return re.sub(
        r"^\s*(?:uni[ãa]o\s+d[ae]s?\s+freguesias?\s+d[eoa]s?|u\.?\s?f\.?(?:\s+d[eoa]s?)?"
        r"|junta\s+de\s+freguesia\s+d[eoa]s?)\s+", "", text, flags=re.IGNORECASE,
    )  # fmt: skip


def _status(raw: Any) -> Any:
    if isinstance(raw, bool):
        return Status.ACTIVE if raw else Status.CLOSED
    plain = fold(text_of(raw))
    if plain in _YES:
        return Status.ACTIVE
    if plain in _NO or plain.startswith("nao "):
        return Status.CLOSED
    for words, status in (
        (_CLOSED, Status.CLOSED), (_SUSPENDED, Status.SUSPENDED), (_ACTIVE, Status.ACTIVE),
    ):  # fmt: skip
        if any(word in plain for word in words):
            return status
    return Trouble("unknown-status", text_of(raw), "Ativa, Suspensa ou Encerrada",
                   "active, suspended or closed")  # fmt: skip


def _has(raw: Any) -> Any:
    """True, False, or for how many people."""
    if isinstance(raw, bool):
        return raw
    plain = fold(text_of(raw))
    if plain in _YES and not isinstance(raw, (int, float)):
        return True
    if plain in _NO:
        return False
    return _count(raw)


def _types(raw: Any) -> Any:
    text = text_of(raw)
    found = types_in(text)
    if any(one.type_id is None for one in found):
        return Trouble("unknown-type", text, "uma resposta social da nomenclatura nacional",
                       "a type of the national nomenclature")  # fmt: skip
    return tuple(one.type_id for one in found)


def _list(raw: Any) -> list[str]:
    if isinstance(raw, bool):
        return ["Sim"] if raw else ["Não"]
    return [one.strip() for one in re.split(r"[;,\n]", text_of(raw)) if one.strip()]


def _territory(raw: Any) -> Any:
    found = []
    for piece in _list(raw):
        code = municipality_named(piece) or parish_named(piece, None)
        if code is None:
            return Trouble("unknown-territory", text_of(raw), "municípios ou freguesias da AMP",
                           "municipalities or parishes of the AMP")  # fmt: skip
        found.append(code)
    return found


_READERS: dict[str, Any] = {
    "text": text_of, "name": _name, "nipc": _nipc, "postal_code": _postal_code, "count": _count,
    "date": _date, "coordinate": _coordinate, "coordinates": _coordinates, "parish": _parish,
    "municipality": _municipality, "status": _status, "has": _has, "type": _types, "list": _list,
    "territory": _territory,
}  # fmt: skip
