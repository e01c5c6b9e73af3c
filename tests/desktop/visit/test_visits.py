"""Visitas: find, plan, begin, agree to be filmed, share the sections."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton

from core.visits import list_visits, visit_detail


def detail_of(window, visit):
    return window.window.open_store.store.read(lambda work: visit_detail(work, visit))


def test_search_and_filters(sample):
    sample.go("visits")
    assert len(sample.visits()) == 2
    sample.type("visits_search", "memória")
    sample.bot.waitUntil(lambda: sample.visits() == ["Roteiro Formativo 1 · Oficina da Memória"])
    sample.type("visits_search", "zzz")
    sample.until_seen("Nenhuma visita corresponde")
    sample.find(QLineEdit, "visits_search").clear()
    sample.bot.waitUntil(lambda: "Nenhuma visita" not in sample.seen())
    sample.click("visits_filter_done")
    assert sample.visits() == ["Roteiro Formativo 1 · Oficina da Memória"]


def test_planning_a_visit_to_a_case_study(sample):
    sample.go("visits")
    sample.click("visits_plan")
    sample.choose("plan_subject", "Oficina da Memória")
    sample.type("plan_title", "Segunda visita")
    sample.type("plan_colleague", "Rui Novo")
    sample.click("plan_add_colleague")
    sample.until_seen("Rui Novo")
    sample.click("plan_save")
    sample.until_seen("Segunda visita")
    visit = sample.window.shell.spot.argument
    detail = detail_of(sample, visit)
    assert detail.summary.title == "Segunda visita"
    assert {member.name for member in detail.team} >= {"Rui Novo"}
    assert detail.case_study is not None


def test_planning_a_visit_to_a_new_facility(sample):
    sample.go("visits")
    sample.click("visits_plan")
    sample.choose("plan_subject", "Outro equipamento")
    assert not sample.find(QPushButton, "plan_save").isEnabled()
    sample.type("plan_new_name", "Centro de Dia da Vila")
    sample.choose("plan_new_municipality", "Arouca")
    sample.click("plan_save")
    sample.until_seen("Começar visita")
    detail = detail_of(sample, sample.window.shell.spot.argument)
    assert detail.facility.name == "Centro de Dia da Vila"
    assert detail.summary.state == "planned"


def planned(sample):
    visits = sample.window.open_store.store.read(list_visits)
    visit = next(each for each in visits if each.state == "planned")
    sample.window.shell.go("visits", visit.id)
    sample.settled()
    sample.until_seen(visit.title)
    return visit.id


def test_beginning_a_visit_opens_its_filling(sample):
    visit = planned(sample)
    sample.click("visit_begin")
    detail = detail_of(sample, visit)
    assert detail.summary.state == "underway"
    assert sample.window.shell.spot.name == "filling"
    assert sample.window.shell.spot.argument == detail.summary.filling_id
    sample.window.shell.back()
    sample.until_seen("Continuar")


def test_consent_is_recorded_and_withdrawn(sample):
    visit = planned(sample)
    sample.click("visit_consent")
    sample.type("consent_who", "Amélia Ramos")
    sample.choose("consent_purpose", "Formação")
    sample.click("consent_ok")
    sample.until_seen("Em vigor")
    (consent,) = detail_of(sample, visit).consents
    assert (consent.who, consent.purpose) == ("Amélia Ramos", "training")
    button = next(
        each
        for each in sample.window.findChildren(QPushButton)
        if each.isVisible() and each.text() == "Retirar"
    )
    button.click()
    sample.until_seen("Já não vale")


def test_a_section_goes_to_a_group(sample):
    visit = planned(sample)
    sample.until_seen("Inovação")
    box = next(
        each
        for each in sample.window.findChildren(QComboBox)
        if each.isVisible() and "Inovação" in each.accessibleName()
    )
    index = box.findData("D")
    box.setCurrentIndex(index)
    box.activated.emit(index)
    sample.settled()
    assert "D" in detail_of(sample, visit).sections.values()


def test_take_home_asks_where(sample):
    visits = sample.window.open_store.store.read(list_visits)
    done = next(each for each in visits if each.state == "done")
    sample.window.shell.go("visits", done.id)
    sample.settled()
    sample.until_seen("Ver o preenchimento")
    sample.click("visit_home")
    dialog = sample.find(QDialog, "take_home")
    dialog.reject()


def test_what_was_planned_can_be_changed(sample):
    visit = planned(sample)
    before = detail_of(sample, visit).summary
    sample.click("visit_change")
    sample.type("change_title", "Visita adiada")
    sample.click("change_ok")
    sample.until_seen("Visita adiada")
    after = detail_of(sample, visit).summary
    assert (after.title, after.place) == ("Visita adiada", before.place)
    assert after.planned_for == before.planned_for


def test_someone_leaves_the_team(sample):
    visit = planned(sample)
    team = detail_of(sample, visit).team
    box = next(
        each
        for each in sample.window.findChildren(QComboBox)
        if each.isVisible() and each.accessibleName() == f"Grupo de {team[-1].name}"
    )
    index = box.findData("leave")
    box.setCurrentIndex(index)
    box.activated.emit(index)
    sample.settled()
    assert [each.name for each in detail_of(sample, visit).team] == [
        each.name for each in team[:-1]
    ]
