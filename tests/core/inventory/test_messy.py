"""Workbooks as they come: read rightly, or refused whole with a reason; cells told at their place.

`test_workbooks.py` has more of them, one thing each; here are those that programs, portals and
accidents make.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import messy
import pytest

from core.inventory import count_entries, history_of, list_entries, record
from core.inventory.workbooks import carry_out, preview, stage
from core.problem import Problem
from core.store.rebuild import differences

DAY, NOW = date(2025, 12, 31), datetime(2026, 3, 1, tzinfo=UTC)
BOTH = {("Centro Alfa", "1304", "2103", 40, 35), ("Creche Beta", "1306", "1103", 60, 58)}


def taken_in(store, path):
    ready = preview(store, stage(store, path), day=DAY)
    carry_out(store, ready, at=NOW)
    return ready


def entries(store):
    return {
        (one.title, one.municipality, one.type_id, one.capacity, one.served)
        for one in store.read(list_entries).entries
    }


@pytest.mark.parametrize("make", messy.READ, ids=lambda one: one.__name__)
def test_it_is_read_rightly(store, tmp_path, make):
    ready = taken_in(store, make(tmp_path))
    assert entries(store) == BOTH
    assert ready.problems == ()
    providers = {one.provider for one in store.read(list_entries).entries}
    assert providers == {"Associação Alfa", "Cooperativa Beta"}
    assert store.read(differences) == []


@pytest.mark.parametrize("make", messy.REFUSED, ids=lambda one: one.__name__)
def test_it_is_refused_whole_with_a_reason(store, tmp_path, make):
    with pytest.raises(Problem) as told:
        taken_in(store, make(tmp_path))
    for language in ("pt", "en"):
        assert "importa" in told.value.sentence("pt").kept, language
        assert told.value.sentence(language).todo
    assert store.read(count_entries) == 0


def test_there_are_enough_of_them():
    assert len(messy.READ) + len(messy.REFUSED) >= 40


@pytest.mark.parametrize(
    ("written", "code"),
    [("#N/D", "error-value"), ("#DIV/0!", "error-value"), ("40 (acordo 35)", "not-a-number"),
     ("30+10", "not-a-number"), ("35/40", "not-a-number"), ("quarenta", "not-a-number"),
     ("1e9", "not-a-number"), (True, "not-a-number")],
)  # fmt: skip
def test_what_is_no_number_is_told_at_its_cell_and_the_rest_is_taken(
    store, tmp_path, written, code
):
    path = messy.book(tmp_path / "a.xlsx", messy.HEADER, [*messy.ALFA[:4], written, 35], messy.BETA)
    (problem,) = taken_in(store, path).problems
    assert (problem.code, problem.row, problem.column) == (code, 2, "E")
    assert len(entries(store)) == 2


@pytest.mark.parametrize(
    ("written", "kept"),
    [("PT 500 000 000", "500000000"), (500000000.0, "500000000"), ("500-000-000", "500000000"),
     ("NIF: 500000000", "500000000")],
)  # fmt: skip
def test_a_tax_number_as_offices_write_it(store, tmp_path, written, kept):
    path = messy.book(tmp_path / "a.xlsx", [*messy.HEADER, "NIF"], [*messy.ALFA, written])
    assert taken_in(store, path).problems == ()
    assert store.read(list_entries).entries[0].nipc == kept


def test_a_tax_number_that_a_spreadsheet_rounded_is_told(store, tmp_path):
    path = messy.book(tmp_path / "a.xlsx", [*messy.HEADER, "NIF"], [*messy.ALFA, "5,00E+08"])
    (problem,) = taken_in(store, path).problems
    assert (problem.code, problem.column) == ("wrong-nipc", "G")


@pytest.mark.parametrize(
    ("written", "types"),
    [("ERPI + Centro de Dia + SAD", {"2107", "2103", "2101"}), ("CAO", {"2203"}),
     ("Creche e Pré-escolar", {"1103", "1104"}), ("Lar de Idosos / ATL", {"2107", "1105"})],
)  # fmt: skip
def test_several_and_old_names_in_one_cell(store, tmp_path, written, types):
    path = messy.book(tmp_path / "a.xlsx", messy.HEADER, [*messy.ALFA[:3], written, None, None])
    assert taken_in(store, path).problems == ()
    assert {kind for _, _, kind, _, _ in entries(store)} == types


def test_what_is_kept_of_contacts_and_hours(store, tmp_path):
    path = messy.book(
        tmp_path / "a.xlsx", [*messy.HEADER, "Telefone", "E-mail", "Horário"],
        [*messy.ALFA, "220 000 000 / 91 0000000", "mailto:a@b.pt", "2.ª a 6.ª\n9h-18h"],
    )  # fmt: skip
    assert taken_in(store, path).problems == ()
    entry = store.read(list_entries).entries[0]
    facility = store.read(
        lambda work: record(work, entity="facility", entity_id=entry.facility_id)
    ).values
    assert facility["phone"] == "220 000 000 / 91 0000000"
    assert "a@b.pt" in facility["email"]
    assert store.read(lambda work: history_of(work, entity="facility", entity_id=entry.facility_id))
