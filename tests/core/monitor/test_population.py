"""Population and indicators that come from workbooks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.monitor import (
    AMP,
    Ages,
    FigureStatus,
    indicators,
    measure,
    population_of,
    read_series,
    series,
    take_series,
)
from core.monitor.population import _fill
from core.monitor.problems import NoSeriesFound, RowsRefused
from core.monitor.tables import PopulationCount


def take(store, path):
    file = read_series(path)
    return store.write_now(lambda work: take_series(work, file=file))


def people(store, territory, ages=Ages(), year=None):  # noqa: B008
    return store.read(lambda work: population_of(work, territory=territory, ages=ages, year=year))


def write(path, *rows):
    path.write_text("\n".join(";".join(str(one) for one in row) for row in rows), "utf-8")
    return path


def test_shipped_population_says_its_year_status_and_source(store):
    porto = people(store, "1312")
    assert (porto.year, porto.count, porto.status) == (2021, 231_962, FigureStatus.PROVISIONAL)
    assert people(store, "0107").year == 2011  # 2021 is not known for Espinho
    assert people(store, AMP).count == 1_759_524
    assert people(store, "1312", Ages(65)) is None


def test_age_groups_make_a_span_only_if_they_fill_it(store, tmp_path):
    path = write(
        tmp_path / "idades.csv",
        ("Concelho", "Ano", "Grupo etário", "População", "Estado", "Fonte"),
        ("Porto", 2021, "0-14", "30.000", "definitivos", "INE"),
        ("Porto", 2021, "15-64", 140000, "definitivos", "INE"),
        ("Porto", 2021, "65 e mais", "62 000", "prov.", "INE"),
    )
    assert take(store, path) == 3
    assert people(store, "1312", Ages(65)).count == 62_000
    assert people(store, "1312").count == 232_000  # imported goes before shipped
    assert people(store, "1312").status is FigureStatus.PROVISIONAL
    assert people(store, "1312", Ages(0, 64)).count == 170_000
    assert people(store, "1312", Ages(0, 10)) is None


def test_the_same_file_twice_changes_nothing_and_a_correction_one_row(store, tmp_path):
    rows = [("Território", "Ano", "População"), ("1306", 2024, 140_000), ("AMP", 2024, 1_800_000)]
    path = write(tmp_path / "p.csv", *rows)
    assert (take(store, path), take(store, path)) == (2, 0)
    rows[1] = ("1306", 2024, 140_001)
    assert take(store, write(path, *rows)) == 1
    assert people(store, "1306").count == 140_001


def test_an_indicator_from_elsewhere_has_name_unit_years_and_newest_value(store, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["Quadro 1", None, None])
    sheet.append(["Território", "Ano", "Indicador", "Nome", "Unidade", "Valor", "Fonte"])
    for year, value in ((2022, 6.1), (2023, "5,9")):
        sheet.append(["Maia", year, "desemprego", "Desemprego registado", "%", value, "IEFP"])
    book.save(tmp_path / "i.xlsx")
    assert take(store, tmp_path / "i.xlsx") == 2
    one = next(one for one in store.read(indicators) if one.code == "desemprego")
    assert (one.name("pt"), one.unit("pt"), one.source) == ("Desemprego registado", "%", "IEFP")
    found = store.read(lambda work: measure(work, code="desemprego", on=None))
    maia = next(each for each in found if each.territory == "1306")
    assert (maia.value, maia.year, maia.source) == (5.9, 2023, "IEFP")
    years = store.read(lambda work: series(work, code="desemprego", territory="1306", until=2030))
    assert [(each.year, each.value) for each in years] == [(2022, 6.1), (2023, 5.9)]


@pytest.mark.parametrize(
    "row",
    [
        ("Lisboa", 2021, 10), ("Porto", "20x1", 10), ("Porto", 2021, "muitos"),
        ("Porto", 2021, -4), ("Porto", 2021, 1.5),
    ],
)  # fmt: skip
def test_a_row_that_is_not_understood_is_named_and_nothing_is_written(store, tmp_path, row):
    path = write(tmp_path / "p.csv", ("Concelho", "Ano", "População"), ("Maia", 2022, 5), row)
    with pytest.raises(RowsRefused) as refused:
        take(store, path)
    assert refused.value.context["row"] == 3
    assert people(store, "1306").year == 2021


def test_a_workbook_of_something_else_is_refused(store, tmp_path):
    with pytest.raises(NoSeriesFound):
        take(store, write(tmp_path / "p.csv", ("Entidade", "Concelho"), ("A", "Maia")))


@given(st.lists(st.integers(0, 1000), min_size=100, max_size=100), st.data())
def test_any_way_to_cut_the_ages_gives_the_same_span(counts, data):
    cuts = sorted({0, *data.draw(st.lists(st.integers(1, 99), max_size=12))})
    first = data.draw(st.sampled_from(cuts))
    last = data.draw(st.sampled_from([one - 1 for one in cuts if one > first] + [99]))
    groups = [
        PopulationCount(age_from=a, age_to=b - 1, count=sum(counts[a:b]))
        for a, b in zip(cuts, [*cuts[1:], 100], strict=True)
    ]
    assert _fill(groups, Ages(first, last)) == sum(counts[first : last + 1])
