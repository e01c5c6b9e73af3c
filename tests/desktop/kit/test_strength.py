"""A passphrase is judged by what makes it hard to guess."""

from __future__ import annotations

import pytest

from desktop.kit import strength


@pytest.mark.parametrize(
    "weak", ["", "12345678", "aaaaaaaaaaaaaaaaaaaa", "password123", "Terreno2026", "abcabcabcabc"]
)
def test_weak(weak):
    assert strength.score(weak) < strength.ENOUGH


@pytest.mark.parametrize(
    "strong", ["quatro palavras no caderno", "R7!kq_Lm2#vX", "a chuva cai na praça velha"]
)
def test_strong(strong):
    assert strength.score(strong) >= strength.ENOUGH
