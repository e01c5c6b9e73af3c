"""Entity lists grow on this laptop by what finalised fillings made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.forms import EntityChange
from core.visits import (
    Member,
    entities_before,
    finalise_filling,
    keep_entities,
    plan_visit,
    reopen_filling,
    start_filling,
)
from tests.builders import NOW, a_visit

TREE = EntityChange("trees", "t1", "create", "Carvalho", (("species", "carvalho"), ("girth", "")))


@pytest.fixture
def another_visit(store):
    """A second visit with the same check-list, started."""

    def plan(first):
        def verb(work):
            visit = plan_visit(
                work,
                case_study_id=first.case_study_id,
                checklist_version_id=first.version_id,
                planned_for=NOW,
                team=(Member(first.technician_id, "A"),),
            )
            return replace(first, visit_id=visit, filling_id=start_filling(work, visit, at=NOW))

        return store.write_now(verb)

    return plan


def finalised(store, visit, *changes, days=0):
    def verb(work):
        finalise_filling(work, visit.filling_id, at=NOW + timedelta(days=days))
        keep_entities(work, visit.filling_id, changes, at=NOW + timedelta(days=days))

    store.write_now(verb)


def seen_by(store, visit):
    found = store.read(lambda work: entities_before(work, visit.filling_id))
    return [(change.id, change.op, change.label, change.properties) for change in found]


def test_the_next_filling_sees_what_a_finalised_one_made(store, another_visit):
    visit = a_visit(store, answered=1)
    other = another_visit(visit)
    finalised(store, visit, TREE)
    assert seen_by(store, other) == [("t1", "create", "Carvalho", TREE.properties)]
    assert seen_by(store, visit) == []  # its own are its answers


def test_a_filling_that_is_open_again_counts_when_it_is_finalised_again(store, another_visit):
    visit = a_visit(store, answered=1)
    other = another_visit(visit)
    finalised(store, visit, TREE)
    store.write_now(lambda work: reopen_filling(work, visit.filling_id))
    assert seen_by(store, other) == []
    pine = EntityChange("trees", "t2", "create", "Pinheiro", ())
    finalised(store, visit, pine)
    assert [one[0] for one in seen_by(store, other)] == ["t2"]


def test_a_finalised_filling_is_shown_with_the_lists_it_was_made_with(store, another_visit):
    visit = a_visit(store, answered=1)
    other = another_visit(visit)
    finalised(store, other)
    finalised(store, visit, TREE, days=1)
    assert seen_by(store, other) == []
