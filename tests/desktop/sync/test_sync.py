"""A laptop and its centre as a person sees them: connecting, sending, conflicts, no network."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from core.forms import Delta, ValueChange
from core.people import add_technician, this_is_me
from core.store import Author, SampleKey, create_store
from core.store.clock import SystemClock
from core.visits import Answer, load_form, record_delta
from sync.replica import enrolment
from sync.replica.exchange import Exchange
from sync.replica.file_call import FileCall
from sync.replica.file_queue import file_standing
from tests.builders import a_visit
from tests.server.centres import CentreProcess, at_once, config_for

KEY = "/data/nome"


@pytest.fixture
def centre(tmp_path):
    """A centre of one office, in a process of its own."""
    config = config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'centro.db'}")
    with CentreProcess(config) as running:
        yield running


@pytest.fixture
def page(window):
    """A store of one's own with a visit begun; no exchange starts but by the test."""
    window.window.settings.change(sync_automatic=False)
    window.create(passphrase="uma frase comprida 42", name="Ana Sousa", municipality="Gondomar")
    return window


@pytest.fixture
def visit(page):
    return a_visit(page.window.open_store.store)


def connect(page, centre, *, code=None):
    page.window.shell.go("sync")
    page.settled()
    page.type("connect_address", centre.address)
    page.type("connect_code", code or centre.code("amp", "amp_team"))
    page.click("connect_go")


def agent(page):
    return page.window.syncing.agent


def synced(page):
    page.bot.waitUntil(
        lambda: not agent(page).told.running and agent(page).told.done is not None, timeout=60_000
    )
    page.settled()


class Colleague:
    """Another laptop of the same centre, without a window."""

    def __init__(self, folder, centre):
        author = Author(UUID(int=101), UUID(int=201))

        def introduce(work):
            rui = author.technician_id
            add_technician(work, name="Rui Costa", municipality="1304", technician_id=rui)
            this_is_me(work, technician_id=rui, device_name="portátil 2", at=datetime.now(UTC))

        self.store, _ = create_store(folder, unlock=SampleKey(), author=author, first=introduce)
        enrolment.enrol(
            self.store, centre.address, centre.code("amp", "amp_team"), name="portátil 2",
            pause=at_once,
        )  # fmt: skip

    def exchange(self):
        endpoint = enrolment.endpoint_of(self.store, pause=at_once)
        try:
            return Exchange(self.store, endpoint, clock=SystemClock()).run()
        finally:
            endpoint.wire.close()


@pytest.fixture
def colleague(tmp_path, centre):
    made = Colleague(tmp_path / "outro", centre)
    yield made
    made.store.close()


def give(store, filling, key, value):
    delta = Delta(values=(ValueChange(key, value, by_person=True),))
    store.write_now(
        lambda work: record_delta(
            work, filling_id=filling, delta=delta, technician_id=None, at=datetime.now(UTC)
        )
    )


def test_a_laptop_is_connected_with_a_code_and_sends_what_it_has(page, visit, centre):
    page.until_seen("Só neste computador")
    connect(page, centre, code="AAAA-BBBB-CCCC")
    page.until_seen("O código não foi aceite")
    page.type("connect_code", centre.code("amp", "amp_team"))
    page.click("connect_go")
    synced(page)
    assert agent(page).told.refused == 0
    page.until_seen("Está tudo enviado")
    assert page.window.shell.strip.sync.text().startswith("Sincronizado")
    assert agent(page).told.waiting == 0
    page.window.shell.go("today")
    page.click("strip_sync")
    assert page.window.shell.spot.name == "sync"


def test_an_address_that_is_none_is_told(page, centre):
    page.window.shell.go("sync")
    page.settled()
    page.type("connect_address", "central da câmara")
    page.type("connect_code", "AAAA")
    page.click("connect_go")
    page.until_seen("não é o endereço de uma central")


def test_what_two_wrote_apart_is_decided_with_one_key(page, visit, centre, colleague):
    store = page.window.open_store.store
    give(store, visit.filling_id, KEY, "Nome A")
    page.settled()
    connect(page, centre)
    synced(page)
    colleague.exchange()
    give(colleague.store, visit.filling_id, KEY, "Nome da colega")
    colleague.exchange()
    give(store, visit.filling_id, KEY, "Nome nosso")
    page.window.shell.go("sync")
    page.click("sync_now")
    page.bot.waitUntil(lambda: agent(page).told.conflicts == 1, timeout=60_000)
    page.window.shell.go("sync", "conflicts")
    page.until_seen("Nome da colega")
    seen = page.seen()
    assert "Nome nosso" in seen
    assert "Nome" in seen.splitlines()
    assert "Tardes" in seen
    assert "Rui Costa · portátil 2" in seen
    card = page.window.shell.place("sync").conflicts._cards()[0]
    wanted = next(
        number
        for number, side in enumerate(card.conflict.sides, start=1)
        if json.loads(side.value) == "Nome da colega"
    )
    card.setFocus()
    QTest.keyClick(card, Qt.Key(Qt.Key.Key_0 + wanted))
    page.until_seen("Não há conflitos")
    assert answer(store, visit.filling_id) == "Nome da colega"
    # After all the other one; and the colleague gets it without a conflict.
    press(page, "Ficar antes com «Nome nosso»")
    page.bot.waitUntil(lambda: answer(store, visit.filling_id) == "Nome nosso")
    page.click("sync_now")
    page.bot.waitUntil(lambda: agent(page).told.waiting == 0, timeout=60_000)
    page.settled()
    colleague.exchange()
    assert answer(colleague.store, visit.filling_id) == "Nome nosso"


def press(page, words):
    def buttons():
        found = page.window.findChildren(QPushButton)
        return [one for one in found if one.isVisible() and one.text() == words]

    page.bot.waitUntil(lambda: bool(buttons()))
    buttons()[0].click()
    page.settled()


def answer(store, filling):
    from sqlalchemy import select

    return store.read(
        lambda work: work.execute(
            select(Answer.value).where(Answer.filling_id == filling, Answer.key == KEY)
        ).scalar()
    )


def test_without_the_centre_all_is_kept_and_said_and_goes_later(page, visit, centre):
    connect(page, centre)
    synced(page)
    centre.stop()
    give(page.window.open_store.store, visit.filling_id, KEY, "Sem rede")
    page.window.shell.go("sync")
    page.click("sync_now")
    page.bot.waitUntil(lambda: agent(page).told.trouble is not None, timeout=60_000)
    page.until_seen("A central não respondeu")
    page.until_seen("Por enviar (")
    assert "Tardes" in page.seen()
    assert "Sem ligação à central" in page.window.shell.strip.sync.text()
    centre.start()
    page.click("sync_now")
    page.until_seen("Está tudo enviado")
    assert "A central não respondeu" not in page.seen()


def test_a_lost_laptop_is_emptied_and_says_so(page, centre):
    connect(page, centre)
    synced(page)
    from sync.server.devices import list_devices, revoke

    with centre.database() as connection:
        (device,) = list_devices(connection)
        revoke(connection, device.id, at=datetime.now(UTC), wipe=True)
    folder = page.window.open_store.store.folder
    page.click("sync_now")
    page.until_seen("os seus dados foram apagados")
    assert not folder.exists()


def test_closing_sends_what_waits(page, visit, centre, colleague):
    connect(page, centre)
    synced(page)
    page.window.settings.change(sync_automatic=True)
    give(page.window.open_store.store, visit.filling_id, KEY, "À saída")
    page.bot.waitUntil(lambda: agent(page).told.waiting > 0)
    page.window.close()
    page.bot.waitUntil(lambda: page.window.open_store is None, timeout=60_000)
    colleague.exchange()
    assert answer(colleague.store, visit.filling_id) == "À saída"


def test_the_sample_is_nobodys_and_is_not_connected(sample):
    sample.window.shell.go("sync")
    sample.settled()
    sample.until_seen("O exemplo fica só neste computador")
    assert not sample.window.shell.strip.sync.isVisible()
    assert "Ligar este portátil à central" not in sample.seen()


def test_files_follow_their_answers_and_are_confirmed(page, visit, centre, colleague):
    store = page.window.open_store.store
    connect(page, centre)
    synced(page)
    # The check-list's own file goes up by itself after the changes, and comes to the colleague.
    page.bot.waitUntil(lambda: agent(page)._files is None, timeout=60_000)
    page.window.shell.go("sync", "files")
    page.until_seen("A central confirmou")
    page.until_seen("Não há ficheiros por passar")
    standing = store.read(file_standing)
    assert standing.received > 0
    assert standing.waiting_up == 0
    colleague.exchange()
    FileCall().run(colleague.store)
    form = load_form(colleague.store, visit.version_id)
    assert form.title == "Guião curto"
