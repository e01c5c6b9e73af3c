"""The map: where things are on it, how it moves, what is under the mouse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtTest import QTest

from core.plan import load_municipalities
from core.plan.boundaries import distance_m, from_mercator, mercator, municipality_of
from desktop.kit.map import MapCanvas, MapPoint, PointLayer, Viewport

LATITUDE, LONGITUDE = st.floats(-80, 80), st.floats(-179, 179)
VIEW = Viewport(*mercator(41.15, -8.61), 200_000, QSize(600, 400))


@given(LATITUDE, LONGITUDE)
def test_a_place_comes_back_from_the_plane(latitude, longitude):
    assert from_mercator(*mercator(latitude, longitude)) == pytest.approx((latitude, longitude))


@given(st.floats(0, 600), st.floats(0, 400), st.floats(0.3, 3))
def test_zooming_keeps_what_is_under_the_mouse(x, y, factor):
    at = QPointF(x, y)
    before = VIEW.degrees_at(at)
    after = VIEW.zoomed(factor, about=at).degrees_at(at)
    assert after == pytest.approx(before, abs=1e-9)


@given(st.floats(-300, 300), st.floats(-300, 300))
def test_panning_moves_every_place_alike(dx, dy):
    before = VIEW.screen_of(41.2, -8.5)
    after = VIEW.panned(dx, dy).screen_of(41.2, -8.5)
    assert (after.x() - before.x(), after.y() - before.y()) == pytest.approx((dx, dy), abs=1e-6)


@given(st.lists(st.tuples(st.floats(40.9, 41.4), st.floats(-8.8, -8.3)), max_size=60))
def test_every_point_seen_is_in_exactly_one_cluster(places):
    layer = PointLayer()
    layer.show([MapPoint(at, *place) for at, place in enumerate(places)])
    wide = VIEW.fitted(*mercator(40.5, -9.5), *mercator(42, -8))
    seen = [at for one in layer.clusters(wide) for at in one.points]
    assert sorted(seen) == list(range(len(places)))


def test_each_centre_is_in_its_municipality_and_the_sea_in_none():
    for one in load_municipalities():
        if one.dico != "0113":  # the centroid of Oliveira de Azeméis is tested by its boundary
            assert municipality_of(one.latitude, one.longitude) == one.dico
    assert municipality_of(41.15, -9.5) is None
    assert municipality_of(38.7, -9.1) is None


def test_distances_are_those_of_the_sphere():
    assert distance_m(41.0, -8.6, 42.0, -8.6) == pytest.approx(111_195, rel=1e-3)


@pytest.fixture
def canvas(qtbot):
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_click_says_where_and_a_drag_moves(canvas, qtbot):
    told = []
    canvas.clicked.connect(lambda latitude, longitude, _at: told.append((latitude, longitude)))
    place = canvas.view.screen_of(41.15, -8.61).toPoint()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert told[0] == pytest.approx((41.15, -8.61), abs=0.01)
    before = canvas.view
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(canvas, QPoint(230, 215))
    QTest.mouseMove(canvas, QPoint(260, 230))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(260, 230))
    assert canvas.view.x < before.x
    assert len(told) == 1


def test_the_keyboard_moves_zooms_and_marks(canvas):
    told = []
    canvas.clicked.connect(lambda latitude, longitude, _at: told.append((latitude, longitude)))
    start = canvas.view
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.view.scale > start.scale
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.view.x < start.x
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert told == [pytest.approx(from_mercator(canvas.view.x, canvas.view.y))]
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.view.scale == pytest.approx(start.scale)


def test_a_resize_keeps_all_in_sight_until_one_moves(canvas):
    canvas.resize(300, 300)
    small = canvas.view.scale
    canvas.resize(800, 700)
    assert canvas.view.scale > small


def test_a_place_gone_to_before_it_is_shown_is_in_the_middle(qtbot):
    made = MapCanvas()
    qtbot.addWidget(made)
    made.setFixedHeight(280)
    made.go_to(41.24, -8.6, metres_per_pixel=25)
    with qtbot.waitExposed(made):
        made.show()
    assert from_mercator(made.view.x, made.view.y) == pytest.approx((41.24, -8.6))
    assert made.view.metres_per_pixel() == pytest.approx(25)
