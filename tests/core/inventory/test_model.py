"""Records, their figures with sources, their history; banks, rounds, merges."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from core.inventory import (
    BankKind,
    FigureKind,
    Outcome,
    SourceKind,
    Status,
    add_bank_item,
    add_provider,
    add_source,
    assign_entries,
    changed_since,
    due_entries,
    edit,
    edit_many,
    facility,
    figures_of,
    give_back,
    history_of,
    is_nipc,
    lend,
    list_bank_items,
    list_loans,
    list_providers,
    list_rounds,
    merge,
    record_figures,
    reserve,
    round_progress,
    settle,
    social_response,
    social_responses_of,
    split,
    start_round,
    types_in,
)
from core.inventory.problems import (
    CannotMerge,
    NotEnoughItems,
    WrongCoordinates,
    WrongField,
    WrongNipc,
)
from core.store.rebuild import differences

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "right"),
    [("500 000 000", True), ("PT500000000", True), ("501234567", False), ("12345", False),
     ("506808122", True), ("000000000", False)],
)  # fmt: skip
def test_a_tax_number_has_a_check_digit(number, right):
    assert is_nipc(number) is right


def test_a_wrong_tax_number_is_refused(store):
    with pytest.raises(WrongNipc):
        store.write_now(lambda work: add_provider(work, name="X", municipality="1304", nipc="1"))
    assert store.read(list_providers) == []


@pytest.mark.parametrize(
    ("cell", "types"),
    [
        ("CAO", ["2203"]), ("Centro de Actividades Ocupacionais", ["2203"]), ("Lar", ["2107"]),
        ("Lar de Idosos", ["2107"]), ("ERPI", ["2107"]), ("2107 - ERPI", ["2107"]),
        ("Creche / Pré-escolar / ATL", ["1103", "1104", "1105"]),
        ("Centro de Dia; SAD", ["2103", "2101"]), ("CENTRO  DE DIA", ["2103"]),
        ("Centro de Dia e Centro de Convívio", ["2103", "2102"]),
        ("Serviço Apoio Domiciliário (Idosos)", ["2101"]), ("Creche e Berçário", ["1103"]),
        ("Centro de dia\nCreche", ["2103", "1103"]), ("Cento de Convivio", ["2102"]),
        ("Cantina Social", ["3105"]), ("Clube de xadrez", [None]),
    ],
)  # fmt: skip
def test_a_cell_names_types_in_many_ways(cell, types):
    assert [one.type_id for one in types_in(cell)] == types


def test_figures_keep_their_day_source_and_who_confirmed_them(store, places):
    me = uuid4()

    def record(work):
        source = add_source(
            work, kind=SourceKind.WORKBOOK, title="Carta Social 2025", scope="1304",
            day=date(2025, 12, 31),
        )  # fmt: skip
        said = {FigureKind.SERVED: 38, FigureKind.WAITING: 5}
        args = {"social_response_id": places.day_centre, "source_id": source, "confirmed_by": me}
        first = record_figures(work, values=said, day=date(2025, 12, 31), **args)
        again = record_figures(work, values=said, day=date(2025, 12, 31), **args)
        record_figures(work, values={FigureKind.SERVED: 30}, day=date(2024, 12, 31), **args)
        return first, again

    assert store.write_now(record) == (2, 0)
    shown = store.read(lambda work: social_response(work, social_response_id=places.day_centre))
    assert (shown.capacity, shown.served, shown.waiting) == (40, 38, 5)
    said = store.read(lambda work: figures_of(work, social_response_id=places.day_centre))
    served = [one for one in said if one.kind is FigureKind.SERVED]
    assert [(one.value, one.day, one.current) for one in served] == [
        (38, date(2025, 12, 31), True), (30, date(2024, 12, 31), False), (34, None, False),
    ]  # fmt: skip
    assert served[0].source.title == "Carta Social 2025"
    assert served[0].confirmed_by == me


def test_every_field_has_its_history(store, places):
    def rename(name):
        changes = {"name": name, "phone": "222 000 000"}
        return store.write_now(
            lambda work: edit(work, entity="facility", entity_id=places.centre, changes=changes)
        )

    assert rename("Centro da Fonte") == ("name", "phone")
    assert rename("Centro Novo da Fonte") == ("name",)
    changes = store.read(
        lambda work: history_of(work, entity="facility", entity_id=places.centre, field="name")
    )
    assert [(one.value, one.before) for one in changes] == [
        ("Centro Novo da Fonte", "Centro da Fonte"),
        ("Centro da Fonte", "Centro Social da Fonte"),
        ("Centro Social da Fonte", None),
    ]
    assert changes[0].author == store.author.technician_id


@pytest.mark.parametrize(
    ("entity", "changes", "problem"),
    [
        ("facility", {"latitude": 200.0, "longitude": 0.0}, WrongCoordinates),
        ("facility", {"colour": "blue"}, WrongField), ("facility", {"name": " "}, WrongField),
        ("social_response", {"capacity": "forty"}, WrongField),
        ("social_response", {"capacity": -1}, WrongField),
        ("social_response", {"type_id": "9999"}, WrongField),
        ("social_response", {"status": "gone"}, WrongField),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_changes_nothing(store, places, entity, changes, problem):
    ids = {"facility": places.centre, "social_response": places.day_centre}
    with pytest.raises(problem):
        store.write_now(
            lambda work: edit(work, entity=entity, entity_id=ids[entity], changes=changes)
        )
    assert store.read(lambda work: facility(work, facility_id=places.centre)).latitude == 41.14


def test_many_are_changed_at_once_or_none(store, places):
    ids = [places.day_centre, places.home_support]

    def suspend(work):
        return edit_many(
            work, entity="social_response", ids=ids, changes={"status": Status.SUSPENDED}
        )

    assert store.write_now(suspend) == 2
    assert store.write_now(suspend) == 0


def test_a_bank_lends_what_is_free_and_knows_what_is_late(store):
    today = date(2026, 3, 10)

    def fill(work):
        item = add_bank_item(
            work, bank=BankKind.ASSISTIVE_PRODUCT, name="Cadeira de rodas", municipality="1304",
            stock=3, class_code="12 22", place="Armazém",
        )  # fmt: skip
        lent = lend(
            work, item_id=item, borrower="Processo 12", on=date(2026, 1, 5),
            due_on=date(2026, 2, 5), quantity=2,
        )  # fmt: skip
        reserve(work, item_id=item, borrower="Processo 15", on=today)
        return item, lent

    item, lent = store.write_now(fill)
    (shown,) = store.read(list_bank_items)
    assert (shown.stock, shown.lent, shown.reserved, shown.free) == (3, 2, 1, 0)
    with pytest.raises(NotEnoughItems):
        store.write_now(lambda work: lend(work, item_id=item, borrower="P", on=today, due_on=None))
    loans = store.read(lambda work: list_loans(work, today=today, only_open=True))
    assert [one.late for one in loans] == [True, False]
    store.write_now(lambda work: give_back(work, loan_id=lent, on=today))
    (shown,) = store.read(list_bank_items)
    assert (shown.lent, shown.free) == (0, 2)


def test_a_round_lists_what_is_due_and_how_far_it_is(store, places):
    me = uuid4()

    def start(work):
        one = start_round(
            work, title="Levantamento 2026", opened_on=date(2026, 1, 5), due_on=date(2026, 6, 30),
            scope="global", municipalities=("1304", "1306"),
        )  # fmt: skip
        assign_entries(work, round_id=one, municipality="1304", technician_id=me)
        return one

    campaign = store.write_now(start)
    due = store.read(
        lambda work: due_entries(work, round_id=campaign, technician_id=me, municipality="1304")
    )
    assert sorted(one.type_id for one in due) == ["2101", "2103"]
    first, second = due

    def work_on_it(work):
        settle(work, entry_id=first.id, outcome=Outcome.CLOSED, at=NOW, by=me)
        settle(
            work, entry_id=second.id, outcome=Outcome.CORRECTED, at=NOW, by=me,
            corrections={"capacity": 55},
        )  # fmt: skip

    store.write_now(work_on_it)
    gondomar, maia = store.read(lambda work: round_progress(work, round_id=campaign))
    assert (gondomar.due, gondomar.closed, gondomar.corrected, maia.due) == (0, 1, 1, 1)
    changed = store.read(lambda work: changed_since(work, round_id=campaign))
    assert set(changed[first.social_response_id]) == {"confirmed_on", "status", "closed_on"}
    assert set(changed[second.social_response_id]) == {"confirmed_on", "capacity"}
    (listed,) = store.read(list_rounds)
    assert (listed.total, listed.done) == (3, 2)


def test_two_facilities_become_one_and_two_again(store, places):
    before = store.read(lambda work: facility(work, facility_id=places.nursery_facility))
    made = store.write_now(
        lambda work: merge(
            work, entity="facility", kept_id=places.centre, gone_id=places.nursery_facility
        )
    )
    offered = store.read(lambda work: social_responses_of(work, facility_id=places.centre))
    assert [one.type_id for one in offered] == ["2103", "2101", "1103"]
    undone = store.write_now(lambda work: split(work, merge_id=made, at=NOW))
    assert undone.left == ()
    assert store.read(lambda work: facility(work, facility_id=places.nursery_facility)) == before
    offered = store.read(
        lambda work: social_responses_of(work, facility_id=places.nursery_facility)
    )
    assert [one.type_id for one in offered] == ["1103"]
    assert store.read(differences) == []


def test_a_record_is_not_merged_with_itself(store, places):
    with pytest.raises(CannotMerge):
        store.write_now(
            lambda work: merge(
                work, entity="facility", kept_id=places.centre, gone_id=places.centre
            )
        )
