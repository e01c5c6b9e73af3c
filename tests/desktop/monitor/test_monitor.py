"""The Monitor as a person uses it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QWidget

from core.inventory import add_facility, add_provider, add_social_response
from core.monitor import Ages, target_group
from core.monitor.charts.choropleth import municipality_at

SLOW = 20_000


@pytest.fixture
def monitor(sample):
    """The Monitor of a store with a crèche in Maia and two in Porto."""

    def verb(work):
        provider = add_provider(work, name="Casa", municipality="1306")
        for dico, capacity in (("1306", 40), ("1312", 60), ("1312", None)):
            where = add_facility(work, name="C", municipality=dico, provider_id=provider)
            add_social_response(work, facility_id=where, type_id="1104", capacity=capacity)

    sample.window.open_store.store.write_now(verb)
    sample.go("monitor")
    sample.place = sample.window.shell.place("monitor")
    sample.bot.waitUntil(lambda: sample.place.shown is not None, timeout=SLOW)
    sample.settled()
    return sample


def ask(monitor, name, data):
    """Choose in a list, as with the arrows."""
    combo = monitor.find(QComboBox, name)
    at = combo.findData(data)
    assert at >= 0
    combo.setCurrentIndex(at)
    monitor.settled()


def row_of(monitor, name):
    table = monitor.place.values
    return next(at for at in range(table.rowCount()) if table.item(at, 0).text() == name)


def cells(monitor, name):
    table = monitor.place.values
    return [table.item(row_of(monitor, name), column).text() for column in range(3)]


def test_values_say_what_they_rest_on(monitor):
    ask(monitor, "monitor_indicator", "capacity")
    ask(monitor, "monitor_type", "1104")
    assert cells(monitor, "Porto") == ["Porto", "60", "1 de 2"]
    assert cells(monitor, "Maia")[1] == "40"
    assert cells(monitor, "AMP")[1] == "100"
    assert "Porto: 60" in monitor.place.map.accessibleName()


def test_a_territory_is_chosen_in_the_table_or_on_the_map(monitor):
    place = monitor.place
    table = place.values
    item = table.visualItemRect(table.item(row_of(monitor, "Maia"), 0))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=item.center())
    monitor.settled()
    assert place.shown.question.territory == "1306"
    target = place.map._target()
    scale = target.width() / place.map.chart.width
    inside = [
        (x, y)
        for x in range(20, 360, 6)
        for y in range(40, 500, 6)
        if municipality_at(x, y, width=place.map.chart.width) == "0104"
    ]
    found = inside[len(inside) // 2]
    QTest.mouseClick(
        place.map,
        Qt.MouseButton.LeftButton,
        pos=QPoint(int(target.x() + found[0] * scale), int(target.y() + found[1] * scale)),
    )
    monitor.settled()
    assert place.shown.question.territory == "0104"
    assert table.item(table.currentRow(), 0).text() == "Arouca"


def test_the_target_population_of_a_type_is_remembered(monitor):
    ask(monitor, "monitor_indicator", "coverage")
    assert cells(monitor, "Maia")[1] != "–"
    ask(monitor, "monitor_type", "1104")
    ask(monitor, "monitor_ages", "0-2")
    assert cells(monitor, "Maia")[1] == "–"  # nobody has told how many there are
    assert "Falta a população" in monitor.seen()
    store = monitor.window.open_store.store
    assert store.read(lambda work: target_group(work, type_id="1104")) == Ages(0, 2)
    ask(monitor, "monitor_type", "")
    assert monitor.place.asking.ages.currentText() == "População total"


def test_population_is_imported_and_counts_at_once(monitor, tmp_path, monkeypatch):
    ask(monitor, "monitor_indicator", "coverage")
    ask(monitor, "monitor_type", "1104")
    ask(monitor, "monitor_ages", "0-2")
    path = tmp_path / "crianças.csv"
    path.write_text("Concelho;Ano;Idade;População\nMaia;2023;0-2;4000\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    monitor.click("monitor_import")
    monitor.bot.waitUntil(lambda: cells(monitor, "Maia")[1] == "10,0", timeout=SLOW)
    assert "«crianças.csv» foi importado." in monitor.seen()


def test_a_file_of_something_else_is_said(monitor, tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    monitor.click("monitor_import")
    monitor.until_seen("não tem colunas de população nem de indicadores")


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_a_picture_is_saved(monitor, tmp_path, monkeypatch, kind):
    path = tmp_path / f"mapa.{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    monitor.click("monitor_save_picture")
    monitor.until_seen(f"mapa.{kind}")
    start = path.read_bytes()[:4]
    assert start in (b"<svg", b"\x89PNG", b"%PDF")


@pytest.mark.parametrize(("kind", "ending"), [(0, ".pdf"), (1, ".docx")])
def test_the_diagnosis_is_made(monitor, tmp_path, monkeypatch, kind, ending):
    path = tmp_path / "Diagnóstico"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    monitor.click("monitor_diagnosis")
    monitor.bot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=SLOW)
    dialog = QApplication.activeModalWidget()
    dialog.findChild(QComboBox, "diagnosis_kind").setCurrentIndex(kind)
    dialog.go.click()
    monitor.bot.waitUntil(dialog.banner.isVisible, timeout=SLOW)
    assert dialog.banner.happened.text() == "O diagnóstico está feito."
    assert (tmp_path / f"Diagnóstico{ending}").stat().st_size > 10_000
    dialog.close()


def test_an_empty_inventory_says_what_to_do(window):
    window.create(passphrase="uma frase comprida para guardar", name="Rui", municipality="Maia")
    window.go("monitor")
    window.until_seen("O inventário ainda está vazio")
    assert window.find(QWidget, "monitor_import").isEnabled()
