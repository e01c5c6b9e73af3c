"""Hoje: what is on, what was left, and where a click leads."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from core.visits import list_visits, start_filling


def a_visit(window):
    visits = window.window.open_store.store.read(list_visits)
    return next(visit for visit in visits if visit.state == "planned")


def test_todays_visit_opens_its_page(sample):
    visit = a_visit(sample)
    sample.until_seen(visit.title)
    sample.click(f"visit_{visit.id}")
    sample.until_seen("Começar visita")
    assert sample.window.shell.spot.argument == visit.id


def test_a_draft_shows_up_by_itself(sample):
    visit = a_visit(sample)
    sample.until_seen(visit.title)
    assert "Continuar onde ficou" not in sample.seen()
    store = sample.window.open_store.store
    store.write_now(lambda work: start_filling(work, visit.id, at=sample.window.now()))
    sample.until_seen("Continuar onde ficou")
    assert "A decorrer" in sample.seen()


def test_a_draft_leads_to_its_filling(sample):
    visit = a_visit(sample)
    store = sample.window.open_store.store
    filling = store.write_now(lambda work: start_filling(work, visit.id, at=sample.window.now()))
    sample.until_seen("Continuar onde ficou")
    wanted = []
    sample.window.shell.command.connect(lambda name, argument: wanted.append((name, argument)))
    sample.click(f"draft_{filling}")
    assert wanted == [("filling", filling)]
    assert sample.window.shell.spot.name == "filling"


def test_planning_from_hoje(sample):
    sample.click("today_plan")
    sample.until_seen("O que se visita")


def test_greeting_names_the_person(sample):
    sample.until_seen(", Marta")


def test_a_hidden_place_does_not_read_at_each_answer(sample):
    from core.visits import change_plan

    visit = a_visit(sample)
    sample.go("plan")
    asked = []
    today = sample.window.shell.place("today")
    today.enter = lambda argument=None: asked.append(argument)
    store = sample.window.open_store.store
    with sample.bot.waitSignal(sample.window.jobs.touched):
        store.write_now(lambda work: change_plan(work, visit_id=visit.id, notes="mudou"))
    sample.settled()
    assert not any(timer.isActive() for timer in today.findChildren(QTimer))
    sample.go("today")
    assert len(asked) == 1
