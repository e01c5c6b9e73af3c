"""A workbook made from nothing, laid out so that a spreadsheet program shows it well.

The header row is bold and stays in sight, `type` offers the usual types, sections are tinted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from core.forms.authoring.cell_names import letters
from core.forms.authoring.package import MAIN, PACKAGE_REL, REL, SHEET_TYPE, TYPES

HEADER, BODY, QUOTED = 1, 2, 3
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
# What the drop-down of `type` offers; a list validation holds 255 characters.
OFFERED: Final = (
    "text,integer,decimal,select_one lista,select_multiple lista,date,time,dateTime,note,image,"
    "audio,video,file,geopoint,barcode,range,rank lista,acknowledge,calculate,begin_group,"
    "end_group,begin_repeat,end_repeat"
)
_WIDTHS: Final = {
    "type": 26,
    "name": 24,
    "list_name": 20,
    "form_title": 44,
    "form_id": 28,
    "version": 14,
    "required": 10,
    "readonly": 10,
    "default": 14,
}
_FORMULA_LIKE: Final = ("=", "+", "-", "@")


def blank_parts(sheets: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, bytes]:
    """The parts of a workbook with these sheets: header row first, then rows, all as text."""
    titles = list(sheets)
    parts = {
        "[Content_Types].xml": _content_types(len(titles)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(titles),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(titles) + 1)),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _styles(),
    }
    for number, title in enumerate(titles, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet_part(
            title.lower(), sheets[title], active=number == 1
        )
    return parts


def sheet_part(role: str, rows: Sequence[Sequence[str]], *, active: bool = False) -> bytes:
    """One sheet's part."""
    header = list(rows[0]) if rows else []
    width = max((len(row) for row in rows), default=0) or 1
    last = letters(width)
    shown = ' tabSelected="1"' if active else ""
    made = [
        f'{_HEAD}<worksheet xmlns="{MAIN}">',
        f'<dimension ref="A1:{last}{max(1, len(rows))}"/>',
        f'<sheetViews><sheetView{shown} workbookViewId="0">',
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>',
        '<sheetFormatPr defaultRowHeight="15"/><cols>',
    ]
    for number in range(1, width + 1):
        name = header[number - 1].partition("::")[0] if number <= len(header) else ""
        made.append(
            f'<col min="{number}" max="{number}" width="{_WIDTHS.get(name, 32)}" '
            f'style="{BODY}" customWidth="1"/>'
        )
    made.append("</cols><sheetData>")
    for number, row in enumerate(rows, start=1):
        made.append(f'<row r="{number}">')
        for column, text in enumerate(row, start=1):
            if text:
                made.append(_cell(f"{letters(column)}{number}", text, header=number == 1))
        made.append("</row>")
    made.append("</sheetData>")
    if header:
        made.append(f'<autoFilter ref="A1:{last}{max(2, len(rows))}"/>')
    if role == "survey" and header and header[0] == "type":
        made.append(
            '<conditionalFormatting sqref="A2:Z2000"><cfRule type="expression" dxfId="0" '
            'priority="1"><formula>OR(LEFT($A2,5)="begin",LEFT($A2,3)="end")</formula></cfRule>'
            "</conditionalFormatting>"
            '<dataValidations count="1"><dataValidation type="list" allowBlank="1" '
            'showErrorMessage="0" sqref="A2:A2000"><formula1>'
            f"{escape(chr(34) + OFFERED + chr(34))}</formula1></dataValidation></dataValidations>"
        )
    made.append('<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" '
                'footer="0.3"/></worksheet>')  # fmt: skip
    return "".join(made).encode()


def _cell(name: str, text: str, *, header: bool) -> str:
    style = HEADER if header else QUOTED if text.startswith(_FORMULA_LIKE) else BODY
    clean = "".join(one for one in text if one >= " " or one in "\n\t")
    return (
        f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(clean)}</t></is></c>"
    )


def _content_types(sheets: int) -> bytes:
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET_TYPE}"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}styles+xml"/>{listed}</Types>'
    ).encode()


def _relations(listed: Sequence[tuple[str, str]]) -> bytes:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(listed, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{PACKAGE_REL}">{made}</Relationships>'.encode()


def _workbook(titles: Sequence[str]) -> bytes:
    listed = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="rId{n}"/>'
        for n, title in enumerate(titles, start=1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><bookViews>'
        f'<workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/>'
        f"</bookViews><sheets>{listed}</sheets></workbook>"
    ).encode()


def _styles() -> bytes:
    # 0 as it comes, 1 header, 2 body, 3 body whose text must not become a formula.
    top = '<alignment vertical="top" wrapText="1"/>'
    return (
        f'{_HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2">'
        '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE8E4"/></patternFill></fill>'
        '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>'
        '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '</cellStyleXfs><cellXfs count="4">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyAlignment="1">{top}</xf>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        f'applyAlignment="1">{top}</xf>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        f'quotePrefix="1" applyAlignment="1">{top}</xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        '<dxfs count="1"><dxf><fill><patternFill patternType="solid">'
        '<bgColor rgb="FFEFF5F3"/></patternFill></fill></dxf></dxfs></styleSheet>'
    ).encode()
