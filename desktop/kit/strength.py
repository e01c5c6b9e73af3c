"""How hard a passphrase is to guess: an honest estimate without a dictionary of the world."""

from __future__ import annotations

import math

ENOUGH = 55
_COMMON = ("password", "palavra", "passe", "123456", "qwerty", "terreno", "abcdef", "111111")


def score(passphrase: str) -> int:
    """0–100; from ENOUGH on it may be used. Length and variety count, repetition does not."""
    text = passphrase.strip()
    if not text:
        return 0
    kinds = (
        (str.islower, 26),
        (str.isupper, 26),
        (str.isdigit, 10),
        (lambda letter: not letter.isalnum(), 30),
    )
    pool = sum(size for test, size in kinds if any(test(letter) for letter in text))
    different = len(set(text.lower()))
    length = min(len(text), different * 2)
    bits = length * math.log2(max(pool, 2)) * 0.75
    lowered = text.lower()
    for common in _COMMON:
        if common in lowered:
            bits -= len(common) * 3.5
    return max(0, min(100, round(bits)))
