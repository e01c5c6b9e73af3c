"""The social diagnosis: what it says, and the files it becomes, read by other programs."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, date, datetime

import pytest
from docx import Document
from lxml import etree

from core.monitor import AMP
from core.monitor.charts import DARK, Bar, Line, bars, choropleth, lines
from core.monitor.diagnosis import diagnose
from core.monitor.problems import UnknownTerritory
from core.reports.diagnosis import pages, write_docx, write_pdf
from core.reports.diagnosis.pages import Table

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture
def said(store, small):
    def ask(territory):
        return store.read(lambda work: diagnose(work, territory=territory, on=ON, made_at=AT))

    return ask


def test_the_figures_are_those_of_the_territory(said):
    maia = said("1306")
    assert [(one.type_id, one.entries, one.capacity) for one in maia.types] == [
        ("1103", 2, 40), ("2107", 1, 20),
    ]  # fmt: skip
    assert (maia.total("capacity"), maia.total("waiting"), maia.total("vacancies")) == (60, 9, None)
    assert (maia.quality.entries, maia.quality.with_capacity, maia.quality.without_parish) == (
        3, 2, 1,
    )  # fmt: skip
    assert maia.places == ()
    whole = said(AMP)
    assert len(whole.places) == 17
    assert whole.total("capacity") == 120
    with pytest.raises(UnknownTerritory):
        said("1106")


@pytest.mark.parametrize("territory", ["1306", "0104", AMP])
def test_a_pdf_that_others_read(said, tmp_path, territory):
    to = tmp_path / "d.pdf"
    write_pdf(pages(said(territory)), to, at=AT)
    again = tmp_path / "e.pdf"
    write_pdf(pages(said(territory)), again, at=AT)
    assert to.read_bytes() == again.read_bytes()
    assert b"pdfuaid" in to.read_bytes()
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-layout", str(to), "-"],
            capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip
        assert "Diagnóstico social" in text
        assert "CC BY 4.0" in text


def test_a_word_file_with_headings_tables_and_described_pictures(said, tmp_path):
    to = tmp_path / "d.docx"
    write_docx(pages(said(AMP), language="en"), to)
    book = Document(str(to))
    assert "Social responses" in [
        one.text for one in book.paragraphs if "Heading" in one.style.name
    ]
    largest = max(book.tables, key=lambda one: len(one.rows))
    assert len(largest.rows) == 18
    pictures = book.element.body.findall(".//{*}docPr")
    assert pictures
    assert all(one.get("descr") for one in pictures)


def test_no_cell_claims_more_than_is_known(said):
    laid = pages(said("1306"))
    table = next(
        block for section in laid.sections for block in section.blocks
        if isinstance(block, Table) and block.header[0] == "Resposta"
    )  # fmt: skip
    assert table.rows[0][:5] == ("Creche", "2", "40 (1/2)", "30 (1/2)", "75,0")
    assert table.rows[-1][0] == "Total"


def test_charts_are_svg_whatever_they_are_given():
    nasty = "<script>&\x00\ud800 «Ação»"
    for chart in (
        bars(
            [Bar(nasty, None), Bar("a", 0), Bar("b" * 200, 1e9, 3)], title=nasty, names=("x", "y")
        ),
        bars([], title=""),
        lines([Line(nasty, ()), Line("x", ((2020, 1.0),))], title=nasty, palette=DARK),
        choropleth({"1312": None, "1306": 5.0, "9999": 1.0}, title=nasty, chosen="1312"),
        choropleth({}, title=""),
    ):
        root = etree.fromstring(chart.svg.encode())
        assert root.tag.endswith("svg")
        assert not root.findall(".//{*}script")
        assert chart.alternative is not None
