"""Visits are planned, shared out, carried out, and found again."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from core.visits import (
    NothingToVisit,
    UnknownChecklist,
    UnknownVisit,
    add_finding,
    add_recommendation,
    assign_section,
    finish_visit,
    join_team,
    leave_team,
    link_evidence,
    list_visits,
    plan_visit,
    remove_finding,
    today,
    visit_detail,
)
from tests.builders import NOW, a_visit


def _detail(store, visit):
    return store.read(lambda work: visit_detail(work, visit.visit_id))


def test_a_visit_takes_name_place_and_municipality_from_what_is_visited(store):
    visit = a_visit(store, started=False)
    summary = _detail(store, visit).summary
    assert (summary.title, summary.subject, summary.place) == ("Tardes", "Tardes", "Rua 1")
    assert (summary.municipality, summary.state, summary.team) == ("1304", "planned", 2)
    assert (summary.filling_id, summary.answered) == (None, 0)


def test_a_visit_needs_something_to_visit_and_a_checklist(store):
    visit = a_visit(store, started=False)
    with pytest.raises(NothingToVisit):
        store.write_now(
            lambda work: plan_visit(work, checklist_version_id=visit.version_id, planned_for=NOW)
        )
    with pytest.raises(UnknownChecklist):
        store.write_now(
            lambda work: plan_visit(
                work,
                facility_id=visit.facility_id,
                checklist_version_id=uuid4(),
                planned_for=NOW,
            )
        )
    assert len(store.read(list_visits)) == 1


def test_starting_to_fill_in_starts_the_visit(store):
    visit = a_visit(store, answered=2)
    summary = _detail(store, visit).summary
    assert (summary.state, summary.filling_state, summary.answered) == ("underway", "draft", 2)
    store.write_now(lambda work: finish_visit(work, visit_id=visit.visit_id, at=NOW))
    assert _detail(store, visit).summary.state == "done"


def test_team_and_sections_can_be_shared_out_again(store):
    visit = a_visit(store)

    def share_out(work):
        assign_section(work, visit_id=visit.visit_id, section_key="/data/sala", group="A")
        assign_section(work, visit_id=visit.visit_id, section_key="/data/nome", group="B")

    store.write_now(share_out)
    assert _detail(store, visit).sections == {"/data/sala": "A", "/data/nome": "B"}

    def share_out_again(work):
        assign_section(work, visit_id=visit.visit_id, section_key="/data/sala", group=None)
        assign_section(work, visit_id=visit.visit_id, section_key="/data/nome", group="C")
        join_team(work, visit_id=visit.visit_id, technician_id=visit.other_technician_id, group="C")
        leave_team(work, visit_id=visit.visit_id, technician_id=visit.technician_id)

    store.write_now(share_out_again)
    detail = _detail(store, visit)
    assert detail.sections == {"/data/nome": "C"}
    assert [(member.name, member.group) for member in detail.team] == [("Tiago", "C")]


def test_a_no_becomes_a_finding_with_evidence_and_what_to_do(store):
    visit, recording = a_visit(store, answered=1), uuid4()

    def found(work):
        finding = add_finding(
            work,
            visit_id=visit.visit_id,
            filling_id=visit.filling_id,
            answer_key="/data/nome",
            classification="irregularity",
            text="Sem planta de emergência.",
            at=NOW,
        )
        add_recommendation(work, finding_id=finding, text="Afixar.", who="Direção")
        link_evidence(
            work,
            visit_id=visit.visit_id,
            finding_id=finding,
            kind="moment",
            recording_id=recording,
            moment_us=3,
            at=NOW,
        )
        return finding

    finding_id = store.write_now(found)
    detail = _detail(store, visit)
    (finding,) = detail.findings
    assert [advice.text for advice in finding.recommendations] == ["Afixar."]
    assert [(one.finding_id, one.moment_us) for one in detail.evidence] == [(finding_id, 3)]
    store.write_now(lambda work: remove_finding(work, finding_id=finding_id))
    detail = _detail(store, visit)
    assert (detail.findings, detail.evidence) == ((), ())


def test_evidence_must_point_at_something(store):
    visit = a_visit(store)
    for kind in ("moment", "photo"):
        with pytest.raises(ValueError, match="needs"):
            store.write_now(
                lambda work, kind=kind: link_evidence(
                    work, visit_id=visit.visit_id, kind=kind, at=NOW
                )
            )


def test_today_shows_what_is_on_what_comes_and_what_is_unfinished(store):
    on = a_visit(store, answered=1)
    ahead = a_visit(store, started=False, planned_for=NOW + timedelta(days=3))
    a_visit(store, started=False, planned_for=NOW - timedelta(days=3))
    seen = store.read(lambda work: today(work, now=NOW))
    assert [visit.id for visit in seen.visits] == [on.visit_id]
    assert [visit.id for visit in seen.upcoming] == [ahead.visit_id]
    assert [draft.id for draft in seen.drafts] == [on.filling_id]


def test_visits_are_found_by_state_time_person_and_words(store):
    first = a_visit(store)
    second = a_visit(store, started=False, planned_for=NOW + timedelta(days=1))

    def ids(**filters):
        return [visit.id for visit in store.read(lambda work: list_visits(work, **filters))]

    assert ids() == [second.visit_id, first.visit_id]
    assert ids(states=["planned"]) == [second.visit_id]
    assert ids(until=NOW + timedelta(hours=1)) == [first.visit_id]
    assert ids(technician_id=second.technician_id) == [second.visit_id]
    assert ids(search="tardes", limit=1) == [second.visit_id]
    assert ids(search="100%") == []


def test_an_unknown_visit_is_said_so(store):
    with pytest.raises(UnknownVisit):
        store.read(lambda work: visit_detail(work, uuid4()))
