"""How names are compared: without accents, case, punctuation or the usual abbreviations."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Both sides of a comparison are spelt out alike; what they mean otherwise does not matter here.
_SHORT = {
    "ass": "associacao", "assoc": "associacao", "asso": "associacao",
    "av": "avenida", "avª": "avenida", "ave": "avenida",
    "r": "rua", "rª": "rua", "lg": "largo", "lgo": "largo", "pc": "praca", "pca": "praca",
    "prc": "praca", "tv": "travessa", "trav": "travessa", "tr": "travessa", "est": "estrada",
    "estr": "estrada", "al": "alameda", "urb": "urbanizacao", "bº": "bairro", "br": "bairro",
    "ctr": "centro", "cto": "centro", "c": "centro", "soc": "social", "par": "paroquial",
    "paroq": "paroquial", "sta": "santa", "sto": "santo", "s": "sao", "st": "santo",
    "n": "numero", "nº": "numero", "nr": "numero", "num": "numero",
    "dr": "doutor", "dra": "doutora", "eng": "engenheiro", "prof": "professor", "pe": "padre",
    "d": "dom", "dª": "dona", "sr": "senhor", "sra": "senhora", "nª": "nossa", "ns": "nossa",
    "fund": "fundacao", "inst": "instituto", "mis": "misericordia", "miseric": "misericordia",
    "sc": "santa", "scm": "santa casa misericordia", "cp": "centro paroquial",
    "csp": "centro social paroquial", "cs": "centro social", "jf": "junta freguesia",
    "cm": "camara municipal", "mun": "municipio", "freg": "freguesia", "ji": "jardim infancia",
    "jard": "jardim", "inf": "infancia", "infantario": "creche", "idos": "idosos",
    "cv": "convivio", "cd": "centro dia", "apt": "apartamento", "esq": "esquerdo",
    "dto": "direito", "dta": "direita", "lda": "limitada", "ipss": "",
}  # fmt: skip
_STOP = frozenset(
    {"de", "da", "do", "das", "dos", "e", "a", "o", "as", "os", "em", "no", "na", "para"}
)
# Initials that mean another thing alone.
_PHRASES = (
    ("n sra", "nossa senhora"), ("n senhora", "nossa senhora"), ("s c mis", "santa casa mis"),
    ("sta c mis", "santa casa mis"), ("j i ", "jardim infancia "),
    ("c s p ", "centro social paroquial "),
)  # fmt: skip
_LAST_LATIN = "\u024f"
_LATIN = {
    code: "".join(one for one in decomposed if not unicodedata.combining(one))
    for code in range(0xC0, ord(_LAST_LATIN) + 1)
    if len(decomposed := unicodedata.normalize("NFD", chr(code))) > 1
}
_WORDS = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case, without accents; ª and º stay (NFD does not touch them)."""
    if text.isascii():
        return text.lower()
    text = text.casefold()
    if max(text) <= _LAST_LATIN:
        return text.translate(_LATIN)
    plain = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The words of a text, folded; only letters and digits."""
    return _WORDS.findall(fold(text))


def search_words(text: str) -> list[str]:
    """As `words`, with º and ª as the letters that people type for them."""
    return words(text.replace("º", "o").replace("ª", "a"))


@cache
def _spelt(word: str) -> str:
    return _SHORT.get(word, word)


def spelt_out(text: str) -> str:
    """A name for comparison: folded, abbreviations spelt out, small words left out."""
    whole = " ".join(words(text))
    for short, long in _PHRASES:
        if short in whole:
            whole = whole.replace(short, long)
    whole = " ".join(_spelt(word) for word in whole.split())
    return " ".join(word for word in whole.split() if word not in _STOP)


def sort_key(text: str) -> str:
    """For lists: accents and case do not matter."""
    return " ".join(words(text))
