"""Places, lines, areas and choices given on the map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.forms.states import ChoiceState
from desktop.questions.on_map import area_of, length_of, place_of

LEFT = Qt.MouseButton.LeftButton


def click(canvas, latitude, longitude):
    QTest.mouseClick(canvas, LEFT, pos=canvas.view.screen_of(latitude, longitude).toPoint())


def given(value):
    return [tuple(float(one) for one in point.split()[:2]) for point in value.split(";")]


def test_a_place_put_on_the_map_fills_the_numbers(ask):
    asked = ask(type="geopoint", appearance="placement-map")
    click(asked.editor.map.canvas, 41.24, -8.60)
    assert given(asked.value) == [pytest.approx((41.24, -8.60), abs=0.01)]
    assert asked.stop(0).text().startswith("41,2")
    assert asked.editor.map.where.text() == "Concelho: Maia"


def test_numbers_typed_move_the_mark(ask):
    asked = ask(type="geopoint")
    assert asked.editor.map is None  # it is there when asked for
    QTest.keyClicks(asked.stop(0), "41,1579")
    QTest.keyClicks(asked.stop(1), "-8,6291")
    QTest.keyClick(asked.stop(1), Qt.Key.Key_Return)
    asked.editor.on_map.click()
    assert asked.editor.map.where.text() == "Concelho: Porto"
    assert asked.value == "41.1579 -8.6291 0 0"


def test_a_place_measured_by_a_telephone_keeps_its_height_and_accuracy(ask):
    asked = ask(type="geopoint", value="41.1579 -8.6291 83.2 4.5")
    asked.editor.flush()
    assert asked.value == "41.1579 -8.6291 83.2 4.5"


def test_a_line_is_drawn_corrected_and_measured(ask):
    asked = ask(type="geotrace")
    canvas = asked.editor.map.canvas
    for place in ((41.20, -8.60), (41.25, -8.55), (41.15, -8.50)):
        click(canvas, *place)
    assert len(given(asked.value)) == 3
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(given(asked.value)) == 2
    corner = canvas.view.screen_of(*asked.editor.map.path.corners[0]).toPoint()
    QTest.mousePress(canvas, LEFT, pos=corner)
    QTest.mouseMove(canvas, corner + QPoint(20, 0))
    QTest.mouseMove(canvas, corner + QPoint(40, 0))
    QTest.mouseRelease(canvas, LEFT, pos=corner + QPoint(40, 0))
    assert given(asked.value)[0][1] > -8.60
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(given(asked.value)) == 1
    assert "1 pontos" in asked.editor.map.size_text.text()


def test_an_area_closes_itself(ask):
    asked = ask(type="geoshape")
    canvas = asked.editor.map.canvas
    for place in ((41.20, -8.60), (41.25, -8.55), (41.15, -8.50)):
        click(canvas, *place)
    points = given(asked.value)
    assert len(points) == 4
    assert points[0] == points[-1]
    assert asked.editor.text.toPlainText().count("\n") == 2  # the last is not told twice
    assert "km²" in asked.editor.map.size_text.text()


def test_corners_typed_show_on_the_map(ask):
    asked = ask(type="geotrace")
    asked.stop().setPlainText("41,1; -8,6\n41,2; -8,7")
    asked.editor.flush()
    assert asked.editor.map.path.corners == [(41.1, -8.6), (41.2, -8.7)]


CHOICES = (
    ChoiceState("a", "Centro A", children={"geometry": "41.24 -8.60 0 0"}),
    ChoiceState("b", "Centro B", children={"geometry": "40.95 -8.30 0 0"}),
    ChoiceState("c", "Sem lugar"),
)


def test_a_choice_is_taken_on_the_map_or_in_the_list(ask):
    asked = ask(control="select1", type="string", appearance="map", choices=CHOICES)
    click(asked.editor.map.canvas, 41.24, -8.60)
    assert asked.value == "a"
    assert asked.editor.map.about.text() == "Centro A"
    QTest.mouseClick(asked.editor.buttons[2], LEFT)
    assert asked.value == "c"
    assert asked.editor.map.about.text() == ""


def test_measures_of_the_sphere():
    square = [(41.0, -8.0), (41.0, -7.0), (42.0, -7.0), (42.0, -8.0)]
    assert area_of(square) == pytest.approx(9.25e9, rel=0.01)
    assert length_of(square[:2]) == pytest.approx(83_900, rel=0.01)
    assert place_of("nada") is None
    assert place_of("89.9 0 0 0") is None
