"""Every ink can be read on every ground it is painted on (WCAG 2.2 AA)."""

from __future__ import annotations

import pytest

from desktop.kit.tokens import ALL, PAIRS, contrast


@pytest.mark.parametrize("mode", ALL)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast(mode, ink, ground, least):
    tokens = ALL[mode]
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least


def test_contrast_of_known_colours():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
