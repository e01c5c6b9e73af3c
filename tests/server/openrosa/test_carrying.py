"""What phones hand in becomes fillings of visits, on every laptop."""

from __future__ import annotations

from functools import partial

import pytest

from core.forms import read_form
from core.visits import (
    finalise_filling,
    load_filling,
    visit_detail,
)
from sync.replica.conflicts import open_conflicts
from tests.builders import NOW
from tests.server.openrosa.submissions import (
    ROOMS,
    answers,
    new_visits,
    only_filling,
    rooms,
    short,
)

both = pytest.mark.parametrize("database", ["postgresql", "sqlite"], indirect=True)


@both
def test_a_submission_is_a_finalised_visit_on_every_laptop(office, database):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    local = office.laptop(organisation="1304", role="technician")
    elsewhere = office.laptop(organisation="1312", role="technician")
    ana = office.phone("ana")
    assert office.post(ana, rooms("Ana", "Sesta", "Jogos", foto="a.jpg"), {"a.jpg": b"picture"})
    office.carry()
    assert office.inbox()["uuid:1"].state == "applied"
    for store in (amp, local):
        office.exchange(store)
        (visit,) = new_visits(store)
        assert (visit.title, visit.state, visit.municipality) == ("Lar Ana", "done", "1304")
        detail = store.read(lambda work, v=visit: visit_detail(work, v.id))
        assert [one.name for one in detail.team] == ["Ana"]
        assert "telemóvel" in detail.notes
        filling = only_filling(store, visit.id)
        assert (filling.state, filling.answered) == ("finalised", 4)
        found = answers(store, filling.id)
        values = sorted(one.value for key, one in found.items() if "sala" in key)
        assert values == ["Jogos", "Sesta"]
        assert (found["/data/nome"].value, found["/data/nome"].technician) == ("Ana", "Ana")
        assert found["/data/dobro"].by_person is False
        assert found["/data/foto"].sha256
        assert found["/data/orx:meta/orx:instanceID"].value == "uuid:1"
    office.exchange(elsewhere)
    assert not new_visits(elsewhere)


def test_a_laptop_gives_the_submission_back_as_it_came(office):
    amp = office.laptop()
    form = read_form(ROOMS.encode())
    office.install(amp, form)
    office.post(office.phone("ana"), rooms("Ana", "Sesta", "Jogos"))
    office.carry()
    office.exchange(amp)
    from core.visits.sessions import open_session

    (visit,) = new_visits(amp)
    session = open_session(amp, only_filling(amp, visit.id).id)
    xml = session.xml().decode()
    for piece in ("<uso>Sesta</uso>", "<uso>Jogos</uso>", ">uuid:1<", "<nome>Ana</nome>"):
        assert piece in xml
    assert xml.index("Sesta") < xml.index("Jogos")


def test_a_default_that_was_cleared_on_the_phone_stays_cleared(office):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    office.post(office.phone("ana"), rooms(""))
    office.carry()
    office.exchange(amp)
    (visit,) = new_visits(amp)
    saved = amp.read(partial(load_filling, filling_id=only_filling(amp, visit.id).id))
    assert saved.values["/data/nome"] == ""


def test_it_goes_into_the_visit_that_it_names(office):
    amp = office.laptop()
    made = office.planned(amp, started=False)
    ana, rui = office.phone("ana"), office.phone("rui")
    office.post(ana, short(made.visit_id, instance="uuid:a", nome="Lar"))
    office.carry()
    office.post(rui, short(made.visit_id, instance="uuid:b", idade="12"))
    office.carry()
    office.exchange(amp)
    assert not new_visits(amp)
    detail = amp.read(lambda work: visit_detail(work, made.visit_id))
    assert detail.summary.state == "underway"
    assert {"Ana", "Rui", "Marta"} <= {one.name for one in detail.team}
    (filling,) = detail.fillings
    assert filling.state == "draft"
    found = answers(amp, filling.id)
    assert {key: one.value for key, one in found.items() if one.by_person} == {
        "/data/nome": "Lar", "/data/idade": "12",
    }  # fmt: skip
    assert found["/data/nome"].technician == "Ana"


def test_what_the_phone_did_not_know_comes_into_dispute_and_is_not_overwritten(office):
    amp = office.laptop()
    made = office.planned(amp)
    made.answer("/data/nome", "Portátil")
    made.answer("/data/idade", "12")
    office.exchange(amp)
    office.post(
        office.phone("ana"), short(made.visit_id, nome="Telemóvel", idade="12", nota="só aqui")
    )
    office.carry()
    office.exchange(amp)
    disputes = open_conflicts(amp, language="pt")
    assert len(disputes) == 1
    sides = {one.shown: (one.who, one.device) for one in disputes[0].sides}
    assert set(sides) == {"Portátil", "Telemóvel"}
    assert sides["Telemóvel"] == ("Ana", "Telemóveis")
    found = answers(amp, made.filling_id)
    assert (found["/data/idade"].value, found["/data/nota"].value) == ("12", "só aqui")


def test_repeats_of_two_phones_in_one_visit_do_not_meet(office):
    amp = office.laptop()
    version = office.install(amp, read_form(ROOMS.encode()))
    made = office.planned(amp)
    from core.visits import plan_visit

    visit = amp.write_now(
        partial(
            plan_visit, case_study_id=made.case_study_id, checklist_version_id=version,
            planned_for=NOW,
        )
    )  # fmt: skip
    office.exchange(amp)
    office.post(office.phone("ana"), rooms("Lar", "Sesta", instance="uuid:a", visit=visit))
    office.post(office.phone("rui"), rooms("Lar", "Jogos", "Ginástica", instance="uuid:b",
                                           visit=visit))  # fmt: skip
    office.carry()
    office.exchange(amp)
    found = answers(amp, only_filling(amp, visit).id)
    assert sorted(one.value for key, one in found.items() if "uso" in key) == [
        "Ginástica", "Jogos", "Sesta",
    ]  # fmt: skip
    assert not open_conflicts(amp, language="pt")


def test_a_visit_that_is_closed_or_unknown_costs_nothing(office):
    amp = office.laptop()
    made = office.planned(amp)
    made.answer("/data/nome", "Pronto")
    amp.write_now(partial(finalise_filling, filling_id=made.filling_id, at=NOW))
    office.exchange(amp)
    ana = office.phone("ana")
    office.post(ana, short(made.visit_id, instance="uuid:a", nome="Depois"))
    office.post(ana, short("0190a0de-0000-7000-8000-000000000000", instance="uuid:b", nome="Onde"))
    office.post(ana, short("nada disto", instance="uuid:c", nome="Assim"))
    office.carry()
    office.exchange(amp)
    assert answers(amp, made.filling_id)["/data/nome"].value == "Pronto"
    visits = new_visits(amp)
    assert len(visits) == 3
    notes = [amp.read(lambda work, v=one: visit_detail(work, v.id)).notes for one in visits]
    assert sum("Tardes" in one for one in notes) == 1
    names = {answers(amp, only_filling(amp, one.id).id)["/data/nome"].value for one in visits}
    assert names == {"Depois", "Onde", "Assim"}
