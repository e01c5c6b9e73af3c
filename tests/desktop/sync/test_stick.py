"""A stick as a person uses it: choosing for whom, writing, taking in, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QFileDialog

from core.store.clock import SystemClock
from desktop.sync.stick_card import StickCard
from sync.centre.service import Centre
from sync.replica.bundles import make_bundle, take_bundle
from sync.server.blobs import FolderBlobs, Incoming
from sync.server.bundles import take_in_bundle, write_answer
from sync.server.database import open_engine
from tests.desktop.sync.test_sync import (
    KEY,
    agent,
    centre,
    colleague,
    connect,
    give,
    page,
    synced,
    visit,
)

__all__ = ["centre", "colleague", "page", "visit"]


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """The file that is chosen in every dialogue."""
    chosen = tmp_path / "pen" / "troca.terreno-pen"
    chosen.parent.mkdir()
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(chosen), ""))
    return chosen


def told(page):
    banner = stick_card(page).banner
    return f"{banner.happened.text()} {banner.kept.text()} {banner.todo.text()}"


def stick_card(page):
    return page.window.findChild(StickCard)


def test_to_the_centre_and_back_without_a_line(page, visit, centre, stick):
    connect(page, centre)
    synced(page)
    give(page.window.open_store.store, visit.filling_id, KEY, "Nome A")
    page.click("stick_out")
    page.until_seen("Um ficheiro com o que falta ao destinatário")
    page.bot.waitUntil(stick_card(page).go.isEnabled)
    page.click("stick_go")
    page.bot.waitUntil(lambda: "Escrito para: Central." in told(page), timeout=30_000)
    assert "Leve troca.terreno-pen." in told(page)

    engine = open_engine(centre.config.database)
    desk = Centre(engine, clock=SystemClock())
    blobs = FolderBlobs(centre.config.files_folder)
    incoming = Incoming(centre.config.files_folder / "incoming", keep_free=0)
    at = datetime.now(UTC)
    came = take_in_bundle(desk, blobs, incoming, stick, at=at)
    assert came.changes.fresh > 0
    device = str(page.window.open_store.store.author.device_id)
    write_answer(desk, blobs, stick, to=device, at=at)
    engine.dispose()
    page.click("stick_in")
    page.click("stick_go")
    page.bot.waitUntil(lambda: "Recebido da central" in told(page), timeout=30_000)
    assert f"A central confirmou {came.changes.fresh} alterações suas." in told(page)
    page.bot.waitUntil(lambda: agent(page).told.waiting == 0)
    page.click("stick_close")
    assert not stick_card(page).isVisible()


def test_between_two_laptops_and_what_is_wrong_is_said(page, visit, centre, colleague, stick):
    colleague.exchange()
    connect(page, centre)
    synced(page)
    colleague.exchange()
    page.click("stick_out")
    card = stick_card(page)
    page.bot.waitUntil(lambda: card.recipient.count() == 2)
    card.recipient.setCurrentIndex(1)
    assert card.recipient.currentText() == "portátil 2 (amp)"
    page.click("stick_go")
    page.bot.waitUntil(lambda: "Escrito para: portátil 2 (amp)." in told(page), timeout=30_000)
    at = datetime.now(UTC)
    assert take_bundle(colleague.store, stick, at=at).sender
    # It was made for the other one.
    page.click("stick_in")
    page.click("stick_go")
    page.bot.waitUntil(lambda: "foi feito para portátil 2" in told(page), timeout=30_000)
    device = str(page.window.open_store.store.author.device_id)
    make_bundle(colleague.store, stick, to=device, at=at)
    page.click("stick_go")
    page.bot.waitUntil(lambda: "Recebido de portátil 2" in told(page), timeout=30_000)
    stick.write_bytes(stick.read_bytes()[:-1])
    page.click("stick_go")
    page.bot.waitUntil(lambda: "não está inteiro" in told(page), timeout=30_000)
