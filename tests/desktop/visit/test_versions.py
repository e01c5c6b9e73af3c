"""A newer version of the check-list, as a person meets it: told, compared, gone over to, undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree
from PySide6.QtWidgets import QApplication, QPushButton

from core.forms import Delta, SessionContext, ValueChange, read_form
from core.visits import (
    install_checklist,
    list_aside,
    list_visits,
    load_filling,
    record_delta,
    sample_form,
    visit_detail,
)
from core.visits.sample import _media

XF = "{http://www.w3.org/2002/xforms}"
GONE = "/data/s1/q1_1"


def newer_form(version="0.2"):
    """The sample's guião, later: a question less, one in text, a new one that must be answered."""
    form = sample_form()
    root = etree.fromstring(form.xml)
    data = next(one for one in root.iter(f"{XF}data"))
    data.set("version", version)
    for one in list(root.iter()):
        if GONE in (one.get("ref"), one.get("nodeset")):
            one.getparent().remove(one)
    for one in root.iter(f"{XF}bind"):
        if one.get("nodeset") == "/data/s0/pessoas/capacidade":
            one.set("type", "string")
            del one.attrib["constraint"]
    etree.SubElement(data.find(f"{XF}s1"), f"{XF}quem")
    model = next(root.iter(f"{XF}model"))
    etree.SubElement(model, f"{XF}bind", nodeset="/data/s1/quem", required="true()")
    for group in root.iter(f"{XF}group"):
        if group.get("ref") == "/data/s1":
            asked = etree.SubElement(group, f"{XF}input", ref="/data/s1/quem")
            etree.SubElement(asked, f"{XF}label").text = "Quem coordena a iniciativa?"
    data.find(f"{XF}s1").remove(data.find(f"{XF}s1/{XF}q1_1"))
    return read_form(etree.tostring(root), media=_media())


def store_of(page):
    return page.window.open_store.store


def install(page, form=None):
    store = store_of(page)
    later = datetime.now(UTC) + timedelta(hours=1)
    store.write_now(
        lambda work: install_checklist(
            work,
            form=form or newer_form(),
            files=store.files,
            installed_at=later,
            media=_media(),
        )
    )


def give(page, filling, key, value):
    store_of(page).write_now(
        lambda work: record_delta(
            work,
            filling_id=filling,
            delta=Delta(values=(ValueChange(key, value, by_person=True),)),
            technician_id=None,
            at=datetime.now(UTC),
        )
    )
    page.settled()


@pytest.fixture
def draft(sample):
    """The planned visit of the sample, begun, with four answers; back at its page."""
    visit = next(one for one in store_of(sample).read(list_visits) if one.state == "planned")
    sample.window.shell.go("visits", visit.id)
    sample.settled()
    sample.until_seen(visit.title)
    sample.click("visit_begin")
    filling = detail(sample, visit.id).filling_id
    for key, value in {
        "/data/s0/q0_1": "Tardes de memória",
        "/data/s0/pessoas/capacidade": "40",
        GONE: "Pessoas que vivem sós na zona norte.",
        "/data/s1/q1_2": "sim",
    }.items():
        give(sample, filling, key, value)
    sample.window.shell.go("visits", visit.id)
    sample.settled()
    return visit.id


def detail(page, visit):
    return store_of(page).read(lambda work: visit_detail(work, visit)).summary


def press(page, words):
    def buttons():
        return [
            one
            for one in page.window.findChildren(QPushButton)
            if one.isVisible() and one.text() == words
        ]

    page.bot.waitUntil(lambda: bool(buttons()))
    buttons()[0].click()
    page.settled()


def values(page, filling):
    return store_of(page).read(lambda work: load_filling(work, filling)).values


def test_from_the_notice_to_the_new_version_and_what_was_put_aside(sample, draft):
    before = detail(sample, draft)
    assert "versão nova" not in sample.seen()
    install(sample)
    sample.until_seen("Há uma versão nova deste guião (0.2).")
    press(sample, "Ver o que muda")
    sample.until_seen("Passar para a versão 0.2")
    sample.until_seen("Ficam de parte (1)")
    seen = sample.seen()
    assert "Pessoas que vivem sós na zona norte." in seen
    assert "A versão nova não tem esta pergunta." in seen
    assert "Quem coordena a iniciativa?" in seen
    assert detail(sample, draft) == before  # nothing was done yet
    sample.click("version_go")
    sample.until_seen("A visita passou para a versão 0.2 do guião.")
    after = detail(sample, draft)
    assert after.checklist_version == "0.2"
    assert after.filling_id != before.filling_id
    assert values(sample, after.filling_id)["/data/s0/pessoas/capacidade"] == "40"
    sample.until_seen("Postos de parte, por tratar: 1")
    sample.click("visit_aside")
    sample.until_seen("Dar por tratado")
    sample.click("aside_copy")
    assert QApplication.clipboard().text() == "Pessoas que vivem sós na zona norte."
    sample.click("aside_handle")
    sample.until_seen("Repor por tratar")
    (left,) = store_of(sample).read(lambda work: list_aside(work, visit_id=draft))
    assert left.handled_at is not None
    sample.click("aside_handle")
    sample.until_seen("Dar por tratado")


def test_staying_keeps_the_version_and_asks_no_more(sample, draft):
    install(sample)
    sample.until_seen("Há uma versão nova")
    press(sample, "Ver o que muda")
    sample.until_seen("Ficar com esta")
    sample.click("version_stay")
    sample.until_seen("Versão nova do guião: 0.2")
    assert "Há uma versão nova deste guião" not in sample.seen()
    assert detail(sample, draft).checklist_version == "0.1"
    sample.click("visit_version")
    sample.until_seen("Passar para a versão 0.2")


def test_the_open_guiao_says_it_too_and_goes_on_in_the_new_version(sample, draft):
    install(sample)
    sample.click("visit_begin")
    sample.until_seen("Está a preencher a versão 0.1.")
    press(sample, "Ver o que muda")
    sample.until_seen("Passar para a versão 0.2")
    sample.click("version_go")
    sample.until_seen("A visita passou")
    sample.click("visit_begin")
    sample.until_seen("Da versão anterior ficaram de parte: 1.")
    room = sample.window.shell.room("filling")
    assert room.desk.opened.summary.checklist_version == "0.2"
    assert room.desk.state("/data/s0/q0_1").value == "Tardes de memória"
    press(sample, "Ver os postos de parte")
    sample.until_seen("Dar por tratado")
    sample.click("aside_fill")
    assert sample.window.shell.spot.name == "filling"


def test_the_way_back(sample, draft):
    before = detail(sample, draft)
    install(sample)
    sample.until_seen("Há uma versão nova")
    press(sample, "Ver o que muda")
    sample.until_seen("Ficam de parte (1)")
    sample.click("version_go")
    sample.until_seen("A visita passou")
    sample.click("visit_aside")
    sample.until_seen("Voltar à versão anterior (0.1)")
    sample.click("aside_go_back")
    sample.until_seen("A visita voltou à versão anterior do guião.")
    assert detail(sample, draft) == before
    assert "Postos de parte" not in sample.seen()


def test_something_answered_while_comparing_asks_to_compare_again(sample, draft):
    install(sample)
    sample.until_seen("Há uma versão nova")
    press(sample, "Ver o que muda")
    sample.until_seen("Ficam de parte (1)")
    give(sample, detail(sample, draft).filling_id, "/data/s0/q0_1", "Outro nome")
    sample.click("version_go")
    sample.until_seen("O preenchimento mudou depois de as versões serem comparadas.")
    assert detail(sample, draft).checklist_version == "0.1"
    press(sample, "Comparar outra vez")
    sample.until_seen("Ficam de parte (1)")
    sample.click("version_go")
    sample.until_seen("A visita passou")


def test_what_another_laptop_gave_late_is_there_when_the_guiao_opens(sample, draft):
    install(sample)
    old = detail(sample, draft).filling_id
    sample.until_seen("Há uma versão nova")
    press(sample, "Ver o que muda")
    sample.until_seen("Ficam de parte (1)")
    sample.click("version_go")
    sample.until_seen("A visita passou")
    give(sample, old, "/data/s1/q1_2", "nao")
    sample.click("visit_begin")
    room = sample.window.shell.room("filling")
    sample.bot.waitUntil(lambda: room.desk.opened.summary.checklist_version == "0.2")
    sample.bot.waitUntil(lambda: room.desk.state("/data/s1/q1_2").value == "nao")


def test_a_laptop_that_hears_of_it_while_the_guiao_is_open_goes_on_in_the_new_one(sample, draft):
    from core.visits import newer_version, plan_for, take_over

    sample.click("visit_begin")
    room = sample.window.shell.room("filling")
    old = detail(sample, draft).filling_id
    sample.bot.waitUntil(lambda: room.desk is not None and room.desk.opened.summary.id == old)
    install(sample)
    store = store_of(sample)
    newer = store.read(lambda work: newer_version(work, visit_id=draft))
    made = plan_for(store, filling_id=old, version_id=newer.version_id, context=SessionContext())
    store.write_now(
        lambda work: take_over(work, filling_id=old, version_id=newer.version_id, plan=made.plan)
    )
    sample.bot.waitUntil(
        lambda: room.desk is not None and room.desk.opened.summary.id != old, timeout=20_000
    )
    sample.settled()
    assert room.desk.opened.summary.checklist_version == "0.2"
    assert not room.desk.finalised


def test_the_page_in_english(a_window, settings):
    settings.change(language="en")
    page = a_window()
    page.start()
    page.open_sample()
    visit = next(one for one in store_of(page).read(list_visits) if one.state == "planned")
    install(page)
    page.window.shell.go("visits", visit.id)
    page.settled()
    page.until_seen("There is a new version of this check-list (0.2).")
    press(page, "See what changes")
    page.until_seen("Nobody has filled anything in yet")
    page.click("version_go")
    page.until_seen("The visit went over to version 0.2")
    assert detail(page, visit.id).checklist_version == "0.2"
