"""The look: fonts, icons, palettes and sizes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from core.problem import Sentence
from desktop.kit import fonts, formats, icons, language, sentences, theme
from desktop.kit.tokens import ALL
from desktop.kit.widgets import Banner, FlowLayout


@pytest.fixture(autouse=True)
def light_again(qapp):
    yield
    language.install(qapp, "pt")
    theme.apply(qapp, mode="light")


@pytest.mark.parametrize("mode", ALL)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_every_mode_and_scale_can_be_worn(qapp, mode, scale):
    tokens = theme.apply(qapp, mode=mode, scale=scale)
    assert qapp.palette().window().color().name() == tokens.paper
    assert qapp.font().pixelSize() == round(14 * scale)
    assert "{" not in qapp.styleSheet().replace("{ ", "").replace(" {", "")


def test_scale_is_kept_in_bounds(qapp):
    theme.apply(qapp, mode="light", scale=9)
    assert theme.scale() == 2.0


def test_the_bundled_font_is_the_one_on_screen(qapp):
    theme.apply(qapp, mode="light")
    assert QFontInfo(qapp.font()).family() == fonts.FAMILY


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_something(qapp, name):
    image = icons.pixmap(name, size=24).toImage()
    painted = sum(
        image.pixelColor(x, y).alpha() > 0
        for x in range(image.width())
        for y in range(image.height())
    )
    assert painted >= 4


def test_icons_follow_the_look(qapp, qtbot):
    theme.apply(qapp, mode="light")
    button = QPushButton()
    qtbot.addWidget(button)
    icons.put(button, "plus")
    before = button.icon().cacheKey()
    theme.apply(qapp, mode="dark")
    assert button.icon().cacheKey() != before


def test_banner_says_three_things(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say(Sentence("Aconteceu.", "Está salvo.", "Faça isto."))
    words = [label.text() for label in banner.findChildren(QLabel) if label.text()]
    assert words == ["Aconteceu.", "Está salvo.", "Faça isto."]
    assert "Está salvo." in banner.accessibleName()


def test_unknown_errors_get_a_calm_sentence():
    said = sentences.for_person(ValueError("dados da Ana"))
    assert "ValueError" in said.happened
    assert "Ana" not in str(said)
    assert "guardado" in said.kept


def test_flow_breaks_lines(qtbot):
    ground = QWidget()
    qtbot.addWidget(ground)
    flow = FlowLayout(ground, gap=10)
    for _ in range(4):
        box = QWidget()
        box.setFixedSize(100, 20)
        flow.addWidget(box)
    assert flow.heightForWidth(1000) == 20
    assert flow.heightForWidth(210) == 50


def test_formats_follow_the_language(qapp):
    from datetime import date

    when = date(2026, 3, 12)
    assert formats.day(when) == "12 de março de 2026"
    assert formats.duration(3_723_000_000) == "1:02:03"
    assert formats.size(80_900_000_000) == "80,9 GB"
    language.install(qapp, "en")
    assert formats.day(when) == "12 March 2026"
    assert formats.size(80_900_000_000) == "80.9 GB"
