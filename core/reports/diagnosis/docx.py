"""The diagnosis as a Word file: real headings, tables and pictures, to be worked on further."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.reports.diagnosis.pages import Note, Pages, Table
from core.reports.diagnosis.pdf import picture_bytes
from core.store.durable import write_whole

if TYPE_CHECKING:
    from docx.document import Document

_PAGE_INCHES = 6.5
_ACCENT = "0E6B62"
_SOFT = "D9EBE6"


def write_docx(said: Pages, to: Path) -> None:
    """Write the file, whole or not at all. Raises: OSError."""
    from docx import Document
    from docx.shared import Cm, Pt, RGBColor

    book = Document()
    area = book.sections[0]
    area.page_width, area.page_height = Cm(21), Cm(29.7)
    area.left_margin = area.right_margin = Cm(2.2)
    base: Any = book.styles["Normal"]
    base.font.name, base.font.size = "Calibri", Pt(10.5)
    for level in (1, 2):
        style: Any = book.styles[f"Heading {level}"]
        style.font.color.rgb = RGBColor.from_string(_ACCENT)
        style.font.name = "Calibri"
    book.core_properties.title = f"{said.title}: {said.name}"
    book.core_properties.author = "Terreno"
    book.core_properties.language = "pt-PT" if said.language == "pt" else "en-GB"
    book.add_heading(f"{said.title}: {said.name}", level=0)
    book.add_paragraph(said.day)
    _figures(book, said)
    for section in said.sections:
        book.add_heading(section.title, level=1)
        for block in section.blocks:
            if isinstance(block, str):
                book.add_paragraph(block)
            elif isinstance(block, Note):
                _small(book, block.text)
            elif isinstance(block, Table):
                _table(book, block)
            else:
                picture = io.BytesIO(picture_bytes(block, kind="png"))
                width = min(_PAGE_INCHES, block.width / 96)
                shape = book.add_picture(picture, width=int(width * 914_400))
                # python-docx has no words for it: the alternative text of the picture.
                shape._inline.docPr.set("descr", block.alternative)  # noqa: SLF001
    made = io.BytesIO()
    book.save(made)
    write_whole(to, made.getvalue())


def _figures(book: Document, said: Pages) -> None:
    from docx.shared import Pt

    table = book.add_table(rows=2, cols=len(said.figures))
    for at, (number, label) in enumerate(said.figures):
        top = table.cell(0, at).paragraphs[0].add_run(number)
        top.bold, top.font.size = True, Pt(18)
        table.cell(1, at).paragraphs[0].add_run(label).font.size = Pt(9)


def _small(book: Document, words: str) -> None:
    from docx.shared import Pt, RGBColor

    run = book.add_paragraph().add_run(words)
    run.font.size = Pt(8.5)
    run.font.color.rgb = RGBColor.from_string("55605E")


def _table(book: Document, said: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    book.add_heading(said.caption, level=2)
    table = book.add_table(rows=1, cols=len(said.header))
    table.style = "Table Grid"
    for number, row in enumerate((said.header, *said.rows)):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for column, (cell, words) in enumerate(zip(cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(words)
            run.font.size = Pt(9)
            run.bold = number == 0 or number - 1 in said.strong
            if column in said.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if number == 0:
                _fill(cell)
    _repeat_header(table.rows[0])


def _fill(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _SOFT)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _repeat_header(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001
