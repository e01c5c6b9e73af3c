"""What the inventory adds up to, and what each figure rests on."""

from __future__ import annotations

from datetime import date

import pytest

from core.monitor import (
    AMP,
    BUILT_IN,
    Ages,
    gaps,
    indicators,
    measure,
    series,
    set_target_group,
)
from core.monitor.problems import UnknownIndicator

ON = date(2026, 11, 23)


@pytest.fixture
def of(store, small):
    def ask(code, territory, **more):
        found = store.read(lambda work: measure(work, code=code, on=ON, **more))
        return next(one for one in found if one.territory == territory)

    return ask


def test_sums_are_of_those_that_state_the_figure(of):
    assert (of("entries", "1306").value, of("entries", AMP).value) == (3, 4)
    maia = of("capacity", "1306")
    assert (maia.value, maia.counted, maia.of) == (60, 2, 3)
    assert of("capacity", AMP).value == 120  # what is closed does not count
    assert of("waiting", "1306").value == 9


def test_what_nobody_states_is_not_known_and_what_is_not_there_is_none(of):
    assert of("served", "1312").value is None
    assert of("capacity", "1312", types=("2107",)).value == 0
    assert of("capacity", "0104").value is None  # nobody has recorded anything there yet
    assert of("gaps", "0104").value is None


def test_occupancy_is_of_those_that_state_both(of):
    assert of("occupancy", "1306").value == pytest.approx(50 * 100 / 60)
    assert of("occupancy", "1306", types=("1103",)).value == 75


def test_coverage_divides_by_the_population_of_a_year_that_all_have(of):
    maia = of("coverage", "1306")
    assert maia.value == pytest.approx(60 * 1000 / 135_306)
    assert (maia.year, maia.people.count) == (2011, 135_306)
    later = of("coverage", "1306", year=2021)
    assert (later.year, later.status.value) == (2021, "provisional")
    assert later.value == pytest.approx(60 * 1000 / 134_959)


def test_a_target_group_without_population_gives_no_rate(store, of):
    store.write_now(lambda work: set_target_group(work, type_id="1103", ages=Ages(0, 2)))
    assert of("coverage", "1306", types=("1103",)).value is None
    assert of("coverage", "1306").value is not None


def test_distance_is_to_the_nearest_also_in_another_municipality(of):
    near, far = of("distance", "1306").value, of("distance", "0104").value
    assert near < 1
    assert 30 < far < 50
    assert of("distance", "1312", types=("2107",)).value == pytest.approx(9.0, abs=1.5)


def test_gaps_are_parishes_without_any(store, small, of):
    found = store.read(gaps)
    assert "131202" not in found["1312"]
    assert len(found["1312"]) == 6
    assert of("gaps", "1312").value == 6
    assert sum(len(each) for each in found.values()) == 171


def test_confirmed_counts_the_last_year_only(of):
    assert of("confirmed", "1306").value == pytest.approx(100 / 3)
    assert of("confirmed", "1312").value == 0


def test_years_take_the_last_statement_up_to_each_end(store, small):
    found = store.read(lambda work: series(work, code="capacity", territory="1306", until=2026))
    assert [(one.year, one.value) for one in found] == [
        (2023, 25), (2024, 25), (2025, 40), (2026, 40),
    ]  # fmt: skip


def test_every_indicator_can_be_asked_in_an_empty_store(store):
    for one in store.read(indicators):
        found = store.read(
            lambda work, code=one.code: measure(work, code=code, on=date(2026, 1, 1))
        )
        assert len(found) == 18
    assert len(store.read(indicators)) == len(BUILT_IN)
    with pytest.raises(UnknownIndicator):
        store.read(lambda work: measure(work, code="nada", on=ON))
