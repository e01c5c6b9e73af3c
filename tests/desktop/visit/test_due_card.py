"""A round that is open, settled during a visit to the facility."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QFileDialog, QPushButton

from core.inventory import Outcome, due_at, due_entries, list_rounds, start_round
from core.visits import list_visits, visit_detail

SLOW = 20_000


def a_round(store, municipality):
    today = date(2026, 11, 23)
    return store.write_now(
        lambda work: start_round(
            work, title="Levantamento de novembro", opened_on=today,
            due_on=today + timedelta(days=30), scope=municipality, municipalities=(municipality,),
        )
    )  # fmt: skip


def visited(sample):
    """The sample's planned visit, its facility, and a round in which that is due."""
    store = sample.window.open_store.store
    for visit in store.read(list_visits):
        detail = store.read(partial(visit_detail, visit_id=visit.id))
        if detail.facility is not None:
            campaign = a_round(store, detail.facility.municipality)
            return store, visit, detail.facility.id, campaign
    raise AssertionError("no visit to a facility in the sample")


def test_what_is_due_at_the_facility_is_confirmed_on_the_visit(sample):
    store, visit, facility, campaign = visited(sample)
    (due,) = store.read(partial(due_at, facility_id=facility))
    sample.go("visits")
    sample.window.shell.go("visits", visit.id)
    sample.until_seen("Levantamento em curso")
    sample.until_seen(due.type_name)
    sample.click("due_confirm")
    sample.bot.waitUntil(
        lambda: store.read(partial(due_at, facility_id=facility)) == [], timeout=SLOW
    )
    done = store.read(partial(due_entries, round_id=campaign, only_due=False))
    mine = next(one for one in done if one.id == due.id)
    assert mine.outcome is Outcome.CONFIRMED
    sample.bot.waitUntil(lambda: "Levantamento em curso" not in sample.seen(), timeout=SLOW)


def test_what_is_wrong_leads_to_its_page_in_the_inventory(sample):
    store, visit, facility, _ = visited(sample)
    (due,) = store.read(partial(due_at, facility_id=facility))
    sample.window.shell.go("visits", visit.id)
    sample.until_seen("Levantamento em curso")
    sample.click("due_correct")
    sample.bot.waitUntil(lambda: sample.window.shell.spot.name == "inventory", timeout=SLOW)
    place = sample.window.shell.place("inventory")
    sample.bot.waitUntil(
        lambda: place.page.entry is not None and place.page.entry.id == due.social_response_id,
        timeout=SLOW,
    )


def test_what_changed_in_a_round_is_given_as_a_workbook(sample, tmp_path, monkeypatch):
    import openpyxl

    store, _, _, campaign = visited(sample)
    to = tmp_path / "mudou.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(to), ""))
    sample.go("inventory")
    place = sample.window.shell.place("inventory")
    place.tabs.setCurrentWidget(place.rounds)
    sample.bot.waitUntil(
        lambda: any(one.isVisible() for one in place.findChildren(QPushButton, "rounds_changes")),
        timeout=SLOW,
    )
    sample.click("rounds_changes")
    sample.until_seen("Está em «mudou.xlsx»")
    rows = list(openpyxl.load_workbook(to).active.iter_rows(values_only=True))
    (told,) = [one for one in store.read(list_rounds) if one.id == campaign]
    assert rows[0][3] == "Resultado"
    assert len(rows) == told.total + 1
    assert {row[3] for row in rows[1:]} == {"Por ver"}
