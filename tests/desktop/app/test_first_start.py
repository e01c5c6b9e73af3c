"""First and next starts, as a person meets them."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from desktop.app import opening
from desktop.app.home import home, store_folder

SECRET = "quatro palavras no caderno"


def test_the_sample_opens_without_asking(window):
    assert "Bem-vindo ao Terreno" in window.seen()
    window.open_sample()
    assert window.window.open_store.sample
    window.until_seen("Centro de Dia")
    assert "Guardado" in window.seen() or "Tudo guardado" in window.seen()


def test_only_cards_that_do_something(window):
    assert "servidor" not in window.seen()
    assert "importar" not in window.seen().lower()


def test_a_weak_passphrase_is_not_taken(window):
    window.click("welcome_create")
    window.type("create_name", "Ana Sousa")
    window.choose("create_municipality", "Porto")
    window.type("create_passphrase", "12345678")
    window.type("create_again", "12345678")
    finish = window.find(QPushButton, "create_finish")
    assert not finish.isEnabled()
    window.type("create_passphrase", SECRET)
    assert not finish.isEnabled()
    assert "iguais" in window.seen()
    window.type("create_again", SECRET)
    assert finish.isEnabled()


def test_creating_and_coming_back(a_window, home_of_the_test):
    page = a_window()
    page.start()
    key = page.create(passphrase=SECRET, name="Ana Sousa", municipality="Porto")
    assert opening.looks_like_recovery(key)
    assert "Ana Sousa" in page.seen()
    page.until_seen("Ainda não há visitas marcadas")
    page.close()
    assert SECRET not in (home_of_the_test / "definicoes.ini").read_text(encoding="utf-8")
    vault = (store_folder(home_of_the_test, "meu") / "vault.json").read_text(encoding="utf-8")
    assert SECRET not in vault
    assert key not in json.dumps(vault)

    again = a_window()
    again.start()
    assert "Olá, Ana" in again.seen()
    again.type("unlock_passphrase", "outra coisa qualquer")
    again.click("unlock_open")
    assert again.window.open_store is None
    assert "palavra-passe" in again.seen().lower()
    again.type("unlock_passphrase", SECRET)
    with again.bot.waitSignal(again.window.opened, timeout=30_000):
        again.bot.keyClick(again.find(QLineEdit, "unlock_passphrase"), Qt.Key.Key_Return)
    again.settled()
    assert again.window.open_store.me.technician.name == "Ana Sousa"


def test_the_recovery_key_opens(a_window):
    page = a_window()
    page.start()
    key = page.create(passphrase=SECRET, name="Ana Sousa", municipality="Porto")
    page.close()
    again = a_window()
    again.start()
    again.click("unlock_restore")
    again.type("restore_key", key.lower())
    with again.bot.waitSignal(again.window.opened, timeout=30_000):
        again.click("restore_use_key")
    again.settled()


def test_the_recovery_key_can_be_kept(window, tmp_path, monkeypatch):
    window.click("welcome_create")
    window.type("create_name", "Ana")
    window.choose("create_municipality", "Porto")
    window.type("create_passphrase", SECRET)
    window.type("create_again", SECRET)
    window.click("create_finish")
    key = window.find(QLabel, "recovery_key").text()
    window.click("recovery_copy")
    assert QGuiApplication.clipboard().text() == key
    target = tmp_path / "chave.pdf"
    monkeypatch.setattr(
        "desktop.app.actions.QFileDialog.getSaveFileName", lambda *_: (str(target), "")
    )
    window.click("recovery_pdf")
    assert target.read_bytes().startswith(b"%PDF")
    assert "guardada" in window.seen()
    assert not window.find(QPushButton, "recovery_done").isEnabled()


def test_two_windows_do_not_share_a_store(a_window):
    first = a_window()
    first.start()
    first.open_sample()
    second = a_window()
    second.start()
    second.until_seen("aberto")
    assert second.window.open_store is None


def test_leaving_the_sample_gives_the_welcome_page(sample):
    sample.go("settings")
    sample.window.shell.go("settings", "me")
    sample.settled()
    sample.click("me_leave")
    sample.until_seen("Bem-vindo ao Terreno")


def test_the_home_is_the_stores_home():
    from core.store import home as home_of_the_store

    for env in ({}, {"TERRENO_HOME": "/x/y"}):
        assert home(env) == home_of_the_store(env)


def test_a_sudden_end_is_told_and_the_filling_offered(a_window, home_of_the_test):
    from core.visits import list_visits, start_filling

    page = a_window()
    page.start()
    page.open_sample()
    store = page.window.open_store.store
    visit = next(each for each in store.read(list_visits) if each.state == "planned")
    store.write_now(lambda work: start_filling(work, visit.id, at=page.window.now()))
    page.close()
    # As a killed process leaves it: the lock file still says that it is open.
    (store_folder(home_of_the_test, "exemplo") / "terreno.lock").write_bytes(b"open")
    again = a_window()
    again.start()
    again.until_seen("fechado de repente")
    again.until_seen("Continuar onde ficou")


def test_after_a_sudden_end_in_a_filling_it_is_open_again(a_window, home_of_the_test):
    from core.visits import list_visits, start_filling

    page = a_window()
    page.start()
    page.open_sample()
    store = page.window.open_store.store
    visit = next(each for each in store.read(list_visits) if each.state == "planned")
    filling = store.write_now(lambda work: start_filling(work, visit.id, at=page.window.now()))
    page.window.actions_.do("filling", filling)
    page.bot.waitUntil(lambda: page.window.shell.room("filling").desk is not None, timeout=10_000)
    page.close()
    (store_folder(home_of_the_test, "exemplo") / "terreno.lock").write_bytes(b"open")
    again = a_window()
    again.start()
    again.until_seen("fechado de repente")
    again.bot.waitUntil(lambda: again.window.shell.room("filling") is not None, timeout=10_000)
    again.bot.waitUntil(lambda: again.window.shell.room("filling").desk is not None, timeout=10_000)
    assert again.window.shell.room("filling").desk.opened.summary.id == filling
