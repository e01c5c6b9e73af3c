"""An area chosen on the map, with the mouse and with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLabel, QPushButton

SLOW = 20_000


@pytest.fixture
def map_page(sample):
    """The map of the sample's inventory."""
    sample.go("inventory")
    sample.place = sample.window.shell.place("inventory")
    sample.bot.waitUntil(lambda: sample.place.model.rowCount() > 0, timeout=SLOW)
    sample.settled()
    sample.page = sample.place.map
    sample.place.tabs.setCurrentWidget(sample.page)
    sample.bot.waitUntil(lambda: len(sample.page.points.points) > 0, timeout=SLOW)
    sample.settled()
    return sample


def click(map_page, latitude, longitude):
    at = map_page.page.canvas.view.screen_of(latitude, longitude).toPoint()
    QTest.mouseClick(map_page.page.canvas, Qt.MouseButton.LeftButton, pos=at)


def words(map_page):
    return map_page.find(QLabel, "inventory_map_words").text()


def test_an_area_clicked_on_the_map_filters_map_and_table_and_is_kept(map_page, monkeypatch):
    page, place = map_page.page, map_page.place
    whole = len(page.points.points)
    rows = place.model.rowCount()
    map_page.click("inventory_area")
    assert "Clique nos cantos" in words(map_page)
    assert not map_page.find(QPushButton, "inventory_area_done").isEnabled()
    corners = [(41.25, -8.75), (41.25, -8.50), (41.10, -8.50), (41.10, -8.75)]
    for corner in corners:
        click(map_page, *corner)
    click(map_page, *corners[0])
    map_page.bot.waitUntil(lambda: 0 < len(page.points.points) < whole, timeout=SLOW)
    map_page.settled()
    inside = len(page.points.points)
    assert all(
        41.09 <= one.latitude <= 41.26 and -8.76 <= one.longitude <= -8.49
        for one in page.points.points
    )
    assert f"{inside} no mapa; 0 sem coordenadas" in words(map_page)
    place.tabs.setCurrentIndex(0)
    map_page.bot.waitUntil(lambda: place.model.rowCount() == inside, timeout=SLOW)
    chip = map_page.find(QPushButton, "inventory_in_area")
    assert chip.isVisible()
    assert chip.isChecked()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: ("Litoral", True))
    place.views.save(place.filters.state())
    map_page.click("inventory_clear")
    map_page.bot.waitUntil(lambda: place.model.rowCount() == rows, timeout=SLOW)
    assert not chip.isVisible()
    place.views.chosen.emit(place.views.views()["Litoral"])
    map_page.bot.waitUntil(lambda: place.model.rowCount() == inside, timeout=SLOW)
    place.tabs.setCurrentWidget(page)
    map_page.settled()
    assert len(page.area.layer.corners) == 4
    map_page.click("inventory_area_forget")
    map_page.bot.waitUntil(lambda: len(page.points.points) == whole, timeout=SLOW)
    assert page.area.layer.corners == []


def test_an_area_is_drawn_with_the_keyboard_alone(map_page):
    page, canvas = map_page.page, map_page.page.canvas
    whole = len(page.points.points)
    map_page.click("inventory_area")
    assert map_page.window.focusWidget() is canvas
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
        for _ in range(2):
            QTest.keyClick(canvas, key)
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert page.area.corners == 4
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    assert page.area.corners == 3
    map_page.click("inventory_area_done")
    map_page.bot.waitUntil(lambda: len(page.points.points) < whole, timeout=SLOW)


def test_escape_gives_up_and_what_was_chosen_before_stays(map_page):
    page = map_page.page
    map_page.click("inventory_area")
    for corner in ((41.25, -8.75), (41.25, -8.50), (41.10, -8.60)):
        click(map_page, *corner)
    map_page.click("inventory_area_done")
    map_page.settled()
    before = list(page.area.layer.corners)
    map_page.click("inventory_area")
    assert page.area.corners == 0
    click(map_page, 41.0, -8.5)
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert page.area.layer.corners == before
    assert not page.area.drawing
    assert "no mapa" in words(map_page)
    canvas = page.canvas
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert page.area.layer.corners == before
