"""A map from a file behind the points: chosen, seen, remembered, refused, taken away."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog

sys.path.insert(0, str(Path(__file__).parents[2] / "core" / "tiles"))
from made import mbtiles, pmtiles

from desktop.kit.map import background

SLOW = 20_000


@pytest.fixture(autouse=True)
def no_background():
    yield
    background().use(None)


@pytest.fixture
def map_page(sample):
    """The map of the sample's inventory."""
    sample.go("inventory")
    sample.place = sample.window.shell.place("inventory")
    sample.bot.waitUntil(lambda: sample.place.model.rowCount() > 0, timeout=SLOW)
    sample.settled()
    sample.page = sample.place.map
    sample.place.tabs.setCurrentWidget(sample.page)
    sample.settled()
    return sample


def choose(map_page, monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    map_page.page.behind.choose()


def colours(map_page):
    """The colours along a line through the middle of the map as it is painted."""
    image = map_page.page.canvas.grab().toImage()
    middle = image.height() // 2
    return {image.pixelColor(QPoint(x, middle)).name() for x in range(0, image.width(), 3)}


@pytest.mark.parametrize("make", [mbtiles, pmtiles])
def test_a_chosen_file_is_seen_thanked_and_remembered(map_page, monkeypatch, tmp_path, make):
    plain = colours(map_page)
    path = make(tmp_path / "norte.tiles")
    choose(map_page, monkeypatch, path)
    assert background().attribution == "© Colaboradores & outros"
    map_page.bot.waitUntil(lambda: len(colours(map_page) - plain) >= 2, timeout=SLOW)
    assert map_page.page.behind._settings.value.map_background == str(path)
    map_page.page.behind.without()
    map_page.settled()
    assert colours(map_page) == plain
    assert map_page.page.behind._settings.value.map_background == ""


def test_a_saved_picture_has_the_whole_background(map_page, monkeypatch, tmp_path):
    from PySide6.QtGui import QImage

    from desktop.inventory.map_page import save_map

    choose(map_page, monkeypatch, mbtiles(tmp_path / "norte.mbtiles"))
    to = tmp_path / "mapa.png"
    assert save_map(map_page.page.canvas, to)  # nothing was painted on screen before
    image = QImage(str(to))
    middle = image.height() // 2
    seen = {image.pixelColor(x, middle).name() for x in range(0, image.width(), 3)}
    map_page.bot.waitUntil(lambda: len(colours(map_page)) >= 3, timeout=SLOW)
    assert len(seen & colours(map_page)) >= 2


def test_a_file_that_is_no_good_is_told_and_changes_nothing(map_page, monkeypatch, tmp_path):
    path = tmp_path / "mapa.mbtiles"
    path.write_bytes(b"isto nao e um mapa")
    choose(map_page, monkeypatch, path)
    map_page.until_seen("não se consegue ler como fundo de mapa")
    assert not background().on


def test_a_remembered_file_that_is_gone_is_told_on_the_map(a_window, settings, tmp_path):
    settings.change(map_background=str(tmp_path / "desapareceu.mbtiles"))
    page = a_window()
    page.start()
    page.open_sample()
    page.go("inventory")
    place = page.window.shell.place("inventory")
    page.bot.waitUntil(lambda: place.model.rowCount() > 0, timeout=SLOW)
    place.tabs.setCurrentWidget(place.map)
    page.until_seen("não se consegue ler como fundo de mapa")
