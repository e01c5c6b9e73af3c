"""The plan is the document, whole; the territory is the 17 municipalities."""

from __future__ import annotations

import pytest

from core.plan import (
    attribution,
    load_municipalities,
    load_parishes,
    load_plan,
    municipality_name,
)


def test_the_plan_has_everything_the_document_has() -> None:
    plan = load_plan()
    operational = [ro for area in plan.areas() for ro in area.operational]
    assert len(plan.axes) == 4
    assert len(list(plan.areas())) == 6
    assert sum(len(area.objectives) for area in plan.areas()) == 16
    assert len(operational) == 28
    assert sum(len(ro.actions) for ro in operational) == 97
    assert len(plan.routes) == 10


def test_every_reference_inside_the_plan_can_be_followed() -> None:
    plan = load_plan()
    for area in plan.areas():
        for ro in area.operational:
            assert ro.objective in {objective.code for objective in area.objectives}
            for code in (*ro.routes, *ro.complementary_routes):
                plan.route(code)
    for route in plan.routes:
        assert plan.area(route.area)
        for code in route.operational:
            plan.operational(code)


def test_the_first_route_is_of_the_senior_population() -> None:
    plan = load_plan()
    assert plan.area(plan.route("RF1").area).name == "População Sénior"
    assert [route.code for route in plan.routes_of("E1.A1")] == ["RF1", "RF2", "RF3"]


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        load_plan().area("E9.A9")


def test_the_17_municipalities_add_up_to_the_census() -> None:
    municipalities = load_municipalities()
    assert len(municipalities) == 17
    assert sum(municipality.population_2011 for municipality in municipalities) == 1_759_524
    assert municipality_name("1317") == "Vila Nova de Gaia"
    assert municipality_name("9999") == "9999"


def test_every_parish_stands_in_one_of_the_17() -> None:
    codes = {municipality.dico for municipality in load_municipalities()}
    parishes = load_parishes()
    assert len(parishes) == 173
    assert {parish.dico for parish in parishes} == codes
    assert all(parish.dicofre.startswith(parish.dico) for parish in parishes)


def test_the_source_of_the_boundaries_is_named() -> None:
    assert "Direção-Geral do Território, CC BY 4.0; geometria simplificada" in attribution()
