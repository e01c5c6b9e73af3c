"""Agreement between observers: the figures of the papers, of scikit-learn and of statsmodels."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.visits.marking import TooFewObservers, agreement, cohen, fleiss
from core.visits.marking.tables import MarkSummary

RECORDED = json.loads(
    (Path(__file__).parents[3] / "data/marking/kappa.json").read_text(encoding="utf-8")
)
RECORDING = uuid4()


def a_mark(observer, code, start, end=None, *, kind=None):
    return MarkSummary(
        id=uuid4(),
        recording_id=RECORDING,
        tag_id=uuid4(),
        code=code,
        label=code,
        kind=kind or ("moment" if end is None else "span"),
        colour="#000000",
        start_us=int(start * 1e6),
        end_us=None if end is None else int(end * 1e6),
        note="",
        technician_id=None,
        observer=observer,
    )


@pytest.mark.parametrize("case", RECORDED["cohen"])
def test_two_as_scikit_learn(case):
    assert cohen(*case["ratings"]).value == pytest.approx(case["kappa"], abs=1e-12)


@pytest.mark.parametrize("case", RECORDED["fleiss"])
def test_more_as_statsmodels(case):
    assert fleiss(case["ratings"]).value == pytest.approx(case["kappa"], abs=1e-12)


def test_the_example_of_fleiss():
    """Ten patients, five categories, fourteen raters (a textbook's table)."""
    table = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    units = [[each for each, n in enumerate(row) for _ in range(n)] for row in table]
    found = fleiss(list(zip(*units, strict=True)))
    assert found.observed == pytest.approx(0.378, abs=5e-4)
    assert found.expected == pytest.approx(0.213, abs=5e-4)
    assert found.value == pytest.approx(0.210, abs=5e-4)


def test_the_formula_of_cohen_by_hand():
    one, two = "aaaabbbbbb", "aaabbbbbba"
    found = cohen(one, two)
    assert found.observed == 0.8
    assert found.expected == pytest.approx(0.4 * 0.4 + 0.6 * 0.6)
    assert found.value == pytest.approx((0.8 - 0.52) / 0.48)


def test_where_all_is_alike_there_is_no_kappa():
    assert cohen("aaa", "aaa").value is None
    assert fleiss(["aa", "aa", "aa"]).observed == 1
    with pytest.raises(ValueError, match="same units"):
        cohen("aa", "a")


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=50))
def test_kappa_does_not_depend_on_who_is_first_and_stays_within_its_bounds(pairs):
    one, two = zip(*pairs, strict=True)
    found, other = cohen(one, two), cohen(two, one)
    assert found == other or found.value == pytest.approx(other.value)
    if found.value is not None:
        assert -1 - 1e-9 <= found.value <= 1 + 1e-9
        assert (found.value == pytest.approx(1)) == (one == two)


def test_time_is_cut_into_bins_and_a_span_holds_at_their_middle():
    marks = [
        a_mark("A", "fala", 0, 5),  # bins 0-4
        a_mark("B", "fala", 0.4, 5.6),  # the middles 0.5 … 5.5
        a_mark("A", "ri", 7.2),
        a_mark("B", "ri", 7.9),
    ]
    found = agreement(marks, until_us=10_000_000)
    assert (found.observers, found.bins) == (("A", "B"), 10)
    (pair,) = found.pairs
    assert pair.by_tag["fala"].observed == pytest.approx(0.9)
    assert pair.by_tag["ri"].value == 1
    # Of ten bins nine are the same; A: 5 fala, 1 ri, 4 none; B: 6 fala, 1 ri, 3 none.
    assert pair.kappa.observed == pytest.approx(0.9)
    assert pair.kappa.expected == pytest.approx((5 * 6 + 1 * 1 + 4 * 3) / 100)
    assert found.fleiss is None


def test_two_tags_at_once_are_a_category_of_their_own():
    marks = [a_mark("A", "fala", 0, 4), a_mark("A", "anda", 2, 4), a_mark("B", "fala", 0, 4)]
    (pair,) = agreement(marks, until_us=4_000_000).pairs
    assert pair.kappa.observed == 0.5
    assert pair.by_tag["fala"].observed == 1
    assert pair.by_tag["anda"].observed == 0.5


def test_moments_pair_up_one_to_one_within_the_tolerance():
    marks = [a_mark("A", "ri", at) for at in (1, 5, 5.5, 20)]
    marks += [a_mark("B", "ri", at) for at in (2.9, 6.5, 30)]
    (match,) = agreement(marks, until_us=40_000_000).matches
    assert (match.matched, match.first_alone, match.second_alone) == (2, 2, 1)
    assert match.share == pytest.approx(4 / 7)


def test_three_observers_one_of_whom_saw_nothing():
    marks = [a_mark("A", "fala", 0, 2), a_mark("B", "fala", 0, 2), a_mark("D", "fala", 0, 4)]
    found = agreement(marks, until_us=4_000_000, observers=("A", "B", "C"))
    assert [(one.first, one.second) for one in found.pairs] == [("A", "B"), ("A", "C"), ("B", "C")]
    # 4 units, 3 raters: (fala fala none) twice, (none none none) twice.
    assert found.fleiss.observed == pytest.approx((1 / 3 + 1 / 3 + 1 + 1) / 4)
    assert found.fleiss.expected == pytest.approx((4 / 12) ** 2 + (8 / 12) ** 2)
    assert found.fleiss_by_tag["fala"] == found.fleiss


def test_a_span_that_runs_holds_to_the_end_and_one_observer_is_too_few():
    running = [a_mark("A", "fala", 2, kind="span"), a_mark("B", "fala", 2, 9)]
    (pair,) = agreement(running, until_us=5_000_000).pairs
    assert pair.kappa.value == 1
    with pytest.raises(TooFewObservers):
        agreement([a_mark("A", "ri", 1)], until_us=5_000_000)


def test_only_what_lies_in_the_span_counts():
    marks = [a_mark("A", "ri", 1), a_mark("B", "ri", 9), a_mark("A", "ri", 5), a_mark("B", "ri", 5)]
    found = agreement(marks, from_us=4_000_000, until_us=6_500_000)
    assert found.bins == 3
    assert found.pairs[0].kappa.value == 1
    assert found.matches[0].matched == 1
