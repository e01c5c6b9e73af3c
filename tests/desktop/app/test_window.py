"""The frame: rail, history, palette, keys, status strip, look and language, the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QRadioButton, QToolButton, QWidget

from desktop.app import crash
from desktop.app.places import PLACES
from desktop.kit import theme


def test_the_rail_shows_the_places_that_exist(sample):
    names = [each.objectName() for each in sample.window.findChildren(QToolButton)]
    assert [f"rail_{spec.name}" for spec in PLACES] == [
        name for name in names if name.startswith("rail_")
    ]
    for spec in PLACES:
        sample.go(spec.name)
        assert sample.find(QWidget, f"place_{spec.name}")


def test_history_goes_back_and_forward(sample):
    shell = sample.window.shell
    sample.go("visits")
    visit = sample.open_first_visit()
    sample.go("plan")
    shell.back()
    sample.settled()
    assert (shell.spot.name, shell.spot.argument) == ("visits", visit)
    shell.back()
    shell.back()
    assert shell.spot.name == "today"
    shell.forward()
    assert shell.spot.name == "visits"


def test_alt_left_is_the_way_back(sample):
    sample.go("plan")
    with sample.bot.waitActive(sample.window):
        sample.window.activateWindow()
    sample.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert sample.window.shell.spot.name == "today"


def test_the_palette_finds_without_accents(sample):
    sample.palette("definic")
    assert sample.window.shell.spot.name == "settings"
    sample.palette("memoria")
    assert sample.window.shell.spot.name == "visits"
    assert sample.window.shell.spot.argument is not None


def test_f1_shows_the_keys(sample):
    with sample.bot.waitActive(sample.window):
        sample.window.activateWindow()
    sample.key(Qt.Key.Key_F1)
    assert "Encontrar lugares, visitas e ações" in sample.seen()
    sample.click("keys_close")
    assert "Encontrar lugares, visitas e ações" not in sample.seen()


def test_the_strip_says_who_and_leads_to_it(sample):
    assert "Marta" in sample.find(QPushButton, "strip_who").text()
    assert "livres" in sample.find(QPushButton, "strip_disk").text()
    sample.click("strip_who")
    place = sample.window.shell.place("settings")
    assert place.tabs.currentWidget() is place.me
    sample.click("strip_disk")
    assert place.tabs.currentWidget() is place.backups


def test_language_and_look_change_at_once(sample):
    sample.go("settings")
    sample.find(QRadioButton, "settings_theme_dark").click()
    sample.bot.waitUntil(lambda: theme.current().mode == "dark")
    sample.settled()
    sample.find(QRadioButton, "settings_language_en").click()
    sample.bot.waitUntil(lambda: "Settings" in sample.seen())
    assert sample.window.shell.spot.name == "settings"
    assert sample.find(QToolButton, "rail_today").text().strip() == "Today"


def test_geometry_is_kept(a_window):
    first = a_window()
    first.start()
    # The offscreen screen is narrow: only the height is free.
    first.window.resize(1024, 717)
    first.close()
    assert a_window(size=None).window.size().toTuple() == (1024, 717)


@pytest.mark.parametrize("percent", [100, 200])
def test_no_page_forces_the_window_wider(sample, percent):
    sample.window.settings.change(font_percent=percent)
    sample.settled()
    sample.bot.waitUntil(lambda: theme.scale() == percent / 100)
    for spec in PLACES:
        sample.go(spec.name)
    sample.window.resize(1024, 640)
    assert sample.window.width() <= 1024 or percent > 125


def test_a_bug_leaves_a_report_without_personal_data(sample, home_of_the_test):
    def fail():
        secret = "Dona Amélia"
        raise ValueError(secret)

    try:
        fail()
    except ValueError as error:
        path = crash.write_report(error, home=home_of_the_test, at=sample.window.now(), version="0")
        sample.window.crashes.tell(error, path)
    text = path.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_window.py" in text
    assert "Amélia" not in text
    sample.until_seen("O Terreno encontrou um erro")
