"""The tax number of a Portuguese entity (NIF/NIPC) and its check digit."""

from __future__ import annotations

import re

_LENGTH = 9
# First digits in use (Portaria n.º 377-A/2003 and the registers' practice): people, non-residents,
# companies, public bodies, irregular and occasional entities.
_STARTS = (
    "1", "2", "3", "45", "5", "6", "70", "71", "72", "74", "75", "77", "78", "79", "8",
    "90", "91", "98", "99",
)  # fmt: skip


def digits_of(text: str) -> str:
    """Only the digits: `501 234 567`, `PT501234567` and `501.234.567` are one number."""
    return re.sub(r"\D", "", text)


def is_nipc(text: str) -> bool:
    """Nine digits, a first digit in use, and a right check digit (modulus 11)."""
    digits = digits_of(text)
    if len(digits) != _LENGTH or not digits.startswith(_STARTS):
        return False
    total = sum(int(digit) * (_LENGTH - at) for at, digit in enumerate(digits[:-1]))
    rest = total % 11
    return int(digits[-1]) == (0 if rest in (0, 1) else 11 - rest)


def with_check_digit(eight: str) -> str:
    """Eight digits and the ninth that makes them a tax number."""
    total = sum(int(digit) * (_LENGTH - at) for at, digit in enumerate(eight))
    rest = total % 11
    return eight + str(0 if rest in (0, 1) else 11 - rest)
