"""Installing a check-list: from a file, dropped, twice, and one that is wrong."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QTableWidget

from core.visits import list_checklists

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Guião breve</h:title><model>
<instance><data id="breve" version="7"><nome/></data></instance>
<bind nodeset="/data/nome" type="string"/></model></h:head>
<h:body><input ref="/data/nome"><label>Nome</label></input></h:body></h:html>"""


@pytest.fixture
def page(sample):
    sample.go("visits")
    sample.click("visits_checklists")
    sample.page = sample.window.shell.place("visits").checklists
    return sample


def installed(sample):
    return sample.window.open_store.store.read(list_checklists)


def a_workbook(path, *rows):
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    sheet.append(["type", "name", "label", "relevant"])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_an_xform_is_installed_once(page, tmp_path):
    path = tmp_path / "breve.xml"
    path.write_text(XFORM, encoding="utf-8")
    page.page.install(path)
    page.until_seen("«Guião breve 7» está instalado.")
    assert "Guião breve" in {each.title for each in installed(page)}
    before = len(installed(page))
    page.page.install(path)
    page.until_seen("já estava instalado")
    assert len(installed(page)) == before


def test_a_workbook_is_installed_through_the_dialog(page, tmp_path, monkeypatch):
    path = a_workbook(tmp_path / "curto.xlsx", ["text", "nome", "Nome", ""])
    monkeypatch.setattr(
        "desktop.visit.checklists_page.QFileDialog.getOpenFileName", lambda *_: (str(path), "")
    )
    page.click("checklists_choose")
    page.until_seen("está instalado")


def test_all_that_is_wrong_is_listed(page, tmp_path):
    path = a_workbook(
        tmp_path / "errado.xlsx",
        ["text", "nome", "Nome", ""],
        ["int", "nome", "Outra vez o mesmo nome", ""],
    )
    page.page.install(path)
    page.settled()
    table = page.find(QTableWidget, "problems_table")
    assert table.rowCount() >= 1
    assert table.item(0, 4).text()
    page.click("problems_copy")
    assert "\t" in QGuiApplication.clipboard().text()
    assert "Nada foi instalado" in page.seen()


def test_a_missing_file_is_said(page, tmp_path):
    page.page.install(tmp_path / "nada.xlsx")
    page.until_seen("Não foi possível ler o ficheiro")


# Qt 6.12 deprecates the only constructor that Qt 6.11 has.
@pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")
@pytest.mark.parametrize(("name", "taken"), [("a.xlsx", True), ("a.XML", True), ("a.docx", False)])
def test_only_check_lists_can_be_dropped(page, tmp_path, name, taken):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    page.page.zone.dragEnterEvent(event)
    assert event.isAccepted() is taken


def test_an_expression_that_fails_on_its_own_defaults_is_told_at_install(page, tmp_path):
    path = tmp_path / "breve.xml"
    failing = XFORM.replace("<nome/></data>", "<nome/><longe/><sitio>foo</sitio></data>").replace(
        "</model>", '<bind nodeset="/data/longe" calculate="distance(/data/sitio)"/></model>'
    )
    path.write_text(failing, encoding="utf-8")
    page.page.install(path)
    page.until_seen("«Guião breve 7» está instalado.")
    table = page.find(QTableWidget, "problems_table")
    told = " ".join(
        table.item(row, column).text()
        for row in range(table.rowCount())
        for column in range(table.columnCount())
        if table.item(row, column) is not None
    )
    assert "A expressão falha logo ao abrir o guião" in told
