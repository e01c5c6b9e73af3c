"""Recorded form sessions of a reference engine: all agree but those listed with a reason."""

from __future__ import annotations

import pytest

from tests.conformance.scenario_report import outcomes


@pytest.fixture(scope="module")
def found(shared_folder):
    return outcomes(shared_folder)


def test_recorded_sessions_agree_or_have_a_reason(found):
    unexpected = {
        each.name: each.difference
        for each in found
        if each.difference is not None and each.known is None
    }
    assert unexpected == {}


def test_most_sessions_agree(found):
    agree = sum(each.difference is None for each in found)
    assert agree >= 0.88 * len(found)
