"""Plano: read the tree, find without accents, follow a route."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTabWidget, QTreeWidget


@pytest.fixture
def plan(sample):
    sample.go("plan")
    sample.place = sample.window.shell.place("plan")
    return sample


def titles(tree: QTreeWidget) -> list[str]:
    """What is on screen in the tree."""
    found = []

    def walk(item):
        if not item.isHidden():
            found.append(item.text(0))
            for at in range(item.childCount()):
                walk(item.child(at))

    for at in range(tree.topLevelItemCount()):
        walk(tree.topLevelItem(at))
    return found


def test_the_whole_plan_is_there(plan):
    tree = plan.find(QTreeWidget, "plan_tree")
    assert tree.topLevelItemCount() == 4
    from core.plan import load_plan

    whole = load_plan()
    count = len(whole.axes) + sum(1 + len(area.operational) for area in whole.areas())
    assert len(titles(tree)) == count


def test_search_takes_no_notice_of_accents(plan):
    plan.type("plan_search", "senior")
    tree = plan.find(QTreeWidget, "plan_tree")
    found = titles(tree)
    assert "População Sénior" in found
    assert "Empregabilidade" not in found
    plan.type("plan_search", "x" * 9)
    assert titles(tree) == []


def test_an_operational_response_shows_its_actions(plan):
    assert plan.place.choose("E1.A1.RO1")
    plan.until_seen("Ações Estratégicas")
    assert "Realizar Roteiro Formativo 1" in plan.seen()


def test_a_route_is_reached_from_its_response(plan):
    plan.place.choose("E1.A1.RO1")
    assert plan.place.choose("RF1")
    assert plan.find(QTabWidget, "plan_tabs").currentIndex() == 1
    plan.until_seen("Momentos")
    assert "Visita in loco" in plan.seen()


def test_every_sheet_can_be_read(plan):
    from desktop.plan.place import _items

    for tab, tree in ((0, plan.place.tree), (1, plan.place.routes)):
        plan.place.tabs.setCurrentIndex(tab)
        for item in _items(tree):
            tree.setCurrentItem(item)
            assert plan.place.sheet.column.count() > 1
