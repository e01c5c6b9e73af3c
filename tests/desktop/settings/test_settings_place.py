"""Definições: who I am, what protects the data, backups."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

SECRET = "quatro palavras no caderno"


@pytest.fixture
def mine(window):
    window.create(passphrase=SECRET, name="Ana Sousa", municipality="Porto")
    return window


def tab(window, name):
    window.window.shell.go("settings", name)
    window.settled()


def test_another_person_sits_down(sample):
    tab(sample, "me")
    sample.choose("me_person", "Tiago")
    sample.click("me_save")
    sample.until_seen("A partir de agora os registos são de Tiago")
    assert "Tiago" in sample.find(QPushButton, "strip_who").text()
    me = sample.window.open_store.me
    assert sample.window.open_store.store.author.technician_id == me.technician.id


def test_someone_new(mine):
    tab(mine, "me")
    mine.choose("me_person", "Outra pessoa")
    mine.type("me_name", "Rui Novo")
    mine.choose("me_municipality", "Gondomar")
    mine.click("me_save")
    mine.until_seen("Rui Novo")
    assert mine.window.settings.value.name == "Rui Novo"
    assert "Gondomar" in mine.find(QPushButton, "strip_where").text()


def test_the_passphrase_changes(mine):
    tab(mine, "safety")
    change = mine.find(QPushButton, "safety_change")
    mine.type("safety_old", "errada errada errada")
    mine.type("safety_new", "outras palavras novas")
    assert not change.isEnabled()
    mine.type("safety_again", "outras palavras novas")
    mine.click("safety_change")
    assert "A palavra-passe mudou." not in mine.seen()
    mine.type("safety_old", SECRET)
    mine.type("safety_new", "outras palavras novas")
    mine.type("safety_again", "outras palavras novas")
    mine.click("safety_change")
    mine.until_seen("A palavra-passe mudou.")


def test_a_new_recovery_key_is_shown_once(mine):
    tab(mine, "safety")
    mine.click("safety_recovery")
    assert mine.find(QLabel, "safety_key").text().count("-") == 8


def test_a_backup_is_made_and_gone_back_to(mine):
    tab(mine, "backups")
    mine.click("backup_now")
    mine.until_seen("A cópia está feita.")
    mine.until_seen("Voltar a esta")
    backups = mine.window.open_store.store.backups()
    assert backups
    mine.window.shell.place("settings").backups.restore.emit(backups[0])
    mine.settled()
    mine.type("restore_secret", SECRET)
    with mine.bot.waitSignal(mine.window.opened, timeout=30_000):
        mine.click("restore_go")
    mine.settled()
    assert mine.window.open_store.me.technician.name == "Ana Sousa"


def test_the_sample_needs_no_protection(sample):
    tab(sample, "safety")
    sample.until_seen("dados fictícios")


def test_about_names_what_it_stands_on(sample):
    tab(sample, "about")
    for words in ("EUPL-1.2", "Direção-Geral do Território", "OFL-1.1"):
        assert words in sample.seen()


def test_a_daily_backup_that_failed_is_said_until_one_succeeds(mine):
    from core.store import problems

    mine.window.open_store.store.backup_problem = problems.DiskFull()
    mine.window.shell.strip.look_at_disk()
    mine.settled()
    mine.click("strip_backup")
    page = mine.window.shell.place("settings").backups
    mine.bot.waitUntil(lambda: not page.banner.isHidden(), timeout=10_000)
    assert page.banner.dismiss.isHidden()  # it cannot be waved away
    tab(mine, "look")
    tab(mine, "backups")
    assert not page.banner.isHidden()
    mine.click("backup_now")
    mine.until_seen("A cópia está feita.")
    mine.window.shell.strip.look_at_disk()
    mine.settled()
    assert not mine.window.shell.strip.backup.isVisible()


def test_everything_is_copied_and_brought_back_on_another_computer(mine, a_window, tmp_path):
    tab(mine, "backups")
    part = mine.window.shell.place("settings").backups.full
    part.copy_to(tmp_path / "pen")
    mine.until_seen("Está tudo copiado.")
    mine.settled()
    mine.until_seen("Última cópia completa")
    (copy,) = (tmp_path / "pen").iterdir()
    mine.close()

    other = a_window()
    other.window.base = tmp_path / "outro-computador"
    other.start()
    other.click("welcome_restore")
    other.window.pages.currentWidget().path.setText(str(copy / "copia.json"))
    other.type("restore_secret", SECRET)
    with other.bot.waitSignal(other.window.opened, timeout=30_000):
        other.click("restore_go")
    other.settled()
    assert other.window.open_store.me.technician.name == "Ana Sousa"
    assert other.window.open_store.store.folder.is_relative_to(tmp_path / "outro-computador")


def test_a_copy_can_be_cancelled_and_a_bad_place_is_explained(mine, tmp_path):
    tab(mine, "backups")
    part = mine.window.shell.place("settings").backups.full
    part.copy_to(tmp_path / "pen")
    part.progress.cancel.click()
    mine.until_seen("Cópia cancelada.")
    mine.settled()
    part.copy_to(mine.window.open_store.store.folder / "files")
    mine.until_seen("dentro do próprio espaço de trabalho")


def test_the_program_that_transcribes_is_chosen(sample, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    from tests.core.video.speech_program import an_engine

    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    tab(sample, "speech")
    assert "Não instalada" in sample.seen()
    for chosen, state in zip(an_engine(tmp_path), ("Falta o modelo", "Pronta"), strict=True):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, one=chosen: (str(one), ""))
        sample.click("speech_program" if state == "Falta o modelo" else "speech_model")
        assert state in sample.seen()
    sample.choose("speech_language", "Inglês")
    value = sample.window.settings.value
    assert value.speech_model.endswith("ggml-teste.bin")
    assert value.speech_program.endswith("whisper-cli")
