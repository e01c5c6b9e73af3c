"""Workbooks as they come: each maker writes one and returns its path."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape

import openpyxl

HEADER = ["Entidade", "Equipamento", "Concelho", "Resposta Social", "Capacidade", "Utentes"]
ALFA = ["Associação Alfa", "Centro Alfa", "Gondomar", "Centro de Dia", 40, 35]
BETA = ["Cooperativa Beta", "Creche Beta", "Maia", "Creche", 60, 58]
TABLE = [HEADER, ALFA, BETA]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(path, *rows, then=None):
    """An .xlsx of openpyxl."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if then:
        then(made)
    made.save(path)
    return path


def text(rows=TABLE, mark=";", end="\n"):
    return end.join(mark.join("" if one is None else str(one) for one in row) for row in rows)


def delimited(path, encoding="utf-8", **more):
    path.write_bytes(text(**more).encode(encoding))
    return path


def sheet_xml(rows=TABLE, *, dimension="A1:F3", more="", head='<?xml version="1.0"?>'):
    """A sheet of inline, formatted text, as some libraries write it."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for at, value in enumerate(row):
            place = f"{chr(65 + at)}{number}"
            if isinstance(value, int | float):
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
            elif value is not None:
                half = len(value) // 2
                runs = "".join(
                    f'<r><t xml:space="preserve">{escape(part)}</t></r>'
                    for part in (value[:half], value[half:])
                )
                cells.append(f'<c r="{place}" t="inlineStr"><is>{runs}</is></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return (
        f'{head}<worksheet xmlns="{_MAIN}"><dimension ref="{dimension}"/>'
        f"<sheetData>{''.join(lines)}{more}</sheetData></worksheet>"
    )


def packed(path, sheet):
    """An .xlsx whose one sheet is this XML."""
    whole = io.BytesIO()
    openpyxl.Workbook().save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as to:
        for name in source.namelist():
            to.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return path


# -- read rightly ------------------------------------------------------------------------------


def html_of_a_portal(folder):
    rows = "".join("<tr>" + "".join(f"<td> {one}&nbsp;</td>" for one in row) + "</tr>"
                   for row in TABLE[1:])  # fmt: skip
    head = "".join(f"<th>{one}</th>" for one in HEADER)
    page = (
        "<html><head><meta charset='utf-8'><title>Carta</title></head><body><table><tr><td>"
        f"<table><tr>{head}</tr>{rows}</table></td></tr></table></body></html>"
    )
    path = folder / "carta.xls"
    path.write_text(page, encoding="utf-8")
    return path


def html_with_spans(folder):
    cells = [
        "<tr>" + "".join(f"<th rowspan=2>{one}</th>" for one in HEADER[:4]),
        "<th colspan=2>Lugares</th></tr>",
        "<tr><th>Capacidade</th><th>Utentes</th></tr>",
        *("<tr>" + "".join(f"<td>{one}" for one in row) + "</tr>" for row in TABLE[1:]),
    ]
    path = folder / "a.xls"
    path.write_bytes(f"<table>{''.join(cells)}</table>".encode("cp1252"))
    return path


def excel_xml_of_2003(folder):
    rows = "".join(
        "<Row>" + "".join(
            f'<Cell><Data ss:Type="{"Number" if isinstance(one, int) else "String"}">{one}</Data>'
            "</Cell>" for one in row
        ) + "</Row>" for row in TABLE
    )  # fmt: skip
    path = folder / "a.xml.xls"
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Folha1"><Table>{rows}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    return path


def text_called_xls(folder):
    return delimited(folder / "a.xls", "cp1252")


def text_called_xlsx(folder):
    return delimited(folder / "a.xlsx")


def workbook_called_csv(folder):
    path = book(folder / "b.xlsx", *TABLE)
    return path.rename(folder / "a.csv")


def inline_text_in_pieces_and_a_wrong_dimension(folder):
    return packed(folder / "a.xlsx", sheet_xml(dimension="A1"))


def a_dimension_of_the_whole_sheet(folder):
    last = '<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row>'
    return packed(folder / "a.xlsx", sheet_xml(dimension="A1:XFD1048576", more=last))


def a_hundred_thousand_coloured_empty_rows(folder):
    rows = "".join(f'<row r="{at}"><c r="A{at}" s="0"/></row>' for at in range(4, 100_000))
    return packed(folder / "a.xlsx", sheet_xml(more=rows))


def strict_open_xml(folder):
    source = book(folder / "b.xlsx", *TABLE)
    path = folder / "a.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                _MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            )
            new.writestr(name, data.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            ))  # fmt: skip
    return path


def open_document_with_endless_rows(folder):
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    rows = ""
    for row in TABLE:
        rows += "<table:table-row>"
        for one in row:
            kind = f'float" office:value="{one}' if isinstance(one, int) else "string"
            rows += (
                f'<table:table-cell office:value-type="{kind}"><text:p>{one}</text:p>'
                "</table:table-cell>"
            )
        rows += '<table:table-cell table:number-columns-repeated="16378"/></table:table-row>'
    content = (
        f'<office:document-content xmlns:office="{office}office:1.0" '
        f'xmlns:table="{office}table:1.0" '
        f'xmlns:text="{office}text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Folha1">{rows}<table:table-row '
        'table:number-rows-repeated="1048573"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    path = folder / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{office}manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return path


def the_same_titles_twice(folder):
    return book(folder / "a.xlsx", [*HEADER, "Capacidade", "Utentes"], [*ALFA, 1, 1], [*BETA, 2, 2])


def the_header_again_on_each_page(folder):
    return book(folder / "a.xlsx", HEADER, ALFA, [], ["pág. 2"], HEADER, BETA)


def empty_columns_and_rows_before(folder):
    return book(folder / "a.xlsx", [], [], *([None, None, *row] for row in TABLE))


def titles_with_units_and_years(folder):
    head = ["Entidade\nProprietária", "Nome do\nEquipamento", "Concelho*", "Resposta Social (1)",
            "Capacidade (n.º de lugares)", "N.º de utentes em 31/12/2024"]  # fmt: skip
    return book(folder / "a.xlsx", head, ALFA, BETA)


def letters_that_are_not_seen(folder):
    head = [one.replace(" ", "\u00a0") + "\u00a0" for one in HEADER]
    alfa = ["\ufeffAssociação\u00a0Alfa ", "Centro\u200b Alfa", "\u00a0Gondomar",
            "Centro\u00a0de Dia", " 40\u00a0", "35\u202f"]  # fmt: skip
    return book(folder / "a.xlsx", head, alfa, BETA)


def control_letters_in_text(folder):
    path = folder / "a.csv"
    path.write_text(text().replace("Centro Alfa", "Centro\x0b Al\x07fa"), encoding="utf-8")
    return path


def a_mac_of_old(folder):
    return delimited(folder / "a.csv", "mac_roman", end="\r")


def utf_16_without_a_mark(folder):
    return delimited(folder / "a.csv", "utf-16-le", mark="\t", end="\r\n")


def utf_16_the_other_way(folder):
    return delimited(folder / "a.csv", "utf-16-be", mark="\t", end="\r\n")


def a_line_that_tells_the_delimiter(folder):
    path = folder / "a.csv"
    path.write_text("sep=,\n" + text(mark=","), encoding="utf-8")
    return path


def a_quote_that_is_never_closed(folder):
    path = folder / "a.csv"
    path.write_text(text().replace("Centro Alfa", '"Centro Alfa'), encoding="utf-8")
    return path


def lines_within_quotes(folder):
    path = folder / "a.csv"
    path.write_text(text().replace("Centro Alfa", '"Centro\nAlfa"'), encoding="utf-8")
    return path


def a_chart_before_the_table(folder):
    return book(folder / "a.xlsx", *TABLE, then=lambda made: made.create_chartsheet("Gráfico", 0))


def hundreds_of_sheets(folder):
    def add(made):
        for number in range(200):
            made.create_sheet(f"n{number}").append(["a", "b"])

    return book(folder / "a.xlsx", *TABLE, then=add)


def totals_and_notes_below(folder):
    return book(
        folder / "a.xlsx", *TABLE, [None, "Total", None, None, 100, 93],
        ["Fonte: Carta Social 2024"], ["(1) inclui lista de espera"],
    )  # fmt: skip


def formulas_with_their_results(folder):
    sheet = sheet_xml().replace(
        '<c r="E2"><v>40</v></c>', '<c r="E2"><f>SUM(20,20)</f><v>40</v></c>'
    )
    return packed(folder / "a.xlsx", sheet)


def days_with_times(folder):
    return book(
        folder / "a.xlsx", [*HEADER, "Data de atualização"],
        [*ALFA, datetime(2024, 12, 31, 14, 30)],  # noqa: DTZ001  as a cell holds it
        [*BETA, "31/12/2024 14:30"],
    )  # fmt: skip


def percentages_beside(folder):
    def paint(made):
        made.active["G2"].number_format = "0%"

    return book(folder / "a.xlsx", [*HEADER, "Taxa de ocupação"], [*ALFA, 0.875], [*BETA, "97%"],
                then=paint)  # fmt: skip


def a_note_as_long_as_a_cell_can_be(folder):
    return book(folder / "a.xlsx", [*HEADER, "Observações"], [*ALFA, "x" * 32_767], BETA)


def comments_and_colours(folder):
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    def paint(made):
        made.active["A2"].comment = Comment("confirmar", "Ana")
        made.active["A3"].fill = PatternFill("solid", fgColor="FFFF00")
        made.active.freeze_panes = "A2"
        made.active.auto_filter.ref = "A1:F3"

    return book(folder / "a.xlsx", *TABLE, then=paint)


def parishes_instead_of_municipalities(folder):
    return book(
        folder / "a.xlsx", ["Entidade", "Equipamento", "Freguesia", *HEADER[3:]],
        [*ALFA[:2], "Rio Tinto", *ALFA[3:]], [*BETA[:2], "Águas Santas", *BETA[3:]],
    )  # fmt: skip


READ = [
    html_of_a_portal, html_with_spans, excel_xml_of_2003, text_called_xls, text_called_xlsx,
    workbook_called_csv, inline_text_in_pieces_and_a_wrong_dimension,
    a_dimension_of_the_whole_sheet, a_hundred_thousand_coloured_empty_rows, strict_open_xml,
    open_document_with_endless_rows, the_same_titles_twice, the_header_again_on_each_page,
    empty_columns_and_rows_before, titles_with_units_and_years, letters_that_are_not_seen,
    control_letters_in_text, a_mac_of_old, utf_16_without_a_mark, utf_16_the_other_way,
    a_line_that_tells_the_delimiter, a_quote_that_is_never_closed, lines_within_quotes,
    a_chart_before_the_table, hundreds_of_sheets, totals_and_notes_below,
    formulas_with_their_results, days_with_times, percentages_beside,
    a_note_as_long_as_a_cell_can_be, comments_and_colours, parishes_instead_of_municipalities,
]  # fmt: skip
"""All of them hold Alfa and Beta."""


# -- refused whole -----------------------------------------------------------------------------


def a_file_from_outside_named_inside(folder):
    sheet = sheet_xml(
        head='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    )
    return packed(folder / "a.xlsx", sheet.replace("Cent", "&e;Cent", 1))


def a_billion_laughs(folder):
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{("&" + chr(97 + at) + ";") * 10}">' for at in range(9)
    )
    sheet = sheet_xml(head=f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>')
    return packed(folder / "a.xlsx", sheet.replace("Cent", "&j;Cent", 1))


def laughs_in_excel_xml(folder):
    path = excel_xml_of_2003(folder)
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{("&" + chr(97 + at) + ";") * 10}">' for at in range(9)
    )
    said = path.read_text(encoding="utf-8")
    said = said.replace("<Workbook", f"<!DOCTYPE Workbook [{entities}]><Workbook", 1)
    path.write_text(said.replace("Centro Alfa", "&j;", 1), encoding="utf-8")
    return path


def a_sheet_that_unpacks_without_end(folder):
    return packed(folder / "a.xlsx", sheet_xml(more="<row>" + " " * (150 << 20) + "</row>"))


def a_document_called_workbook(folder):
    path = folder / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr("[Content_Types].xml", "<Types/>")
    return path


def a_page_without_a_table(folder):
    path = folder / "a.xls"
    path.write_text("<!DOCTYPE html><html><body>Sessão expirada</body></html>", encoding="utf-8")
    return path


def text_cut_by_a_power_cut(folder):
    path = folder / "a.csv"
    path.write_bytes(text().encode() + b"\n" + bytes(4096))
    return path


def rows_without_a_header(folder):
    return book(folder / "a.xlsx", ALFA, BETA)


def a_web_page_with_endless_cells(folder):
    path = folder / "a.xls"
    path.write_text("<table><tr>" + "<td colspan=1000>x" * 40 + "<tr></table>", encoding="utf-8")
    return path


REFUSED = [
    a_file_from_outside_named_inside, a_billion_laughs, a_sheet_that_unpacks_without_end,
    a_document_called_workbook, laughs_in_excel_xml, a_page_without_a_table,
    text_cut_by_a_power_cut, rows_without_a_header, a_web_page_with_endless_cells,
]  # fmt: skip
