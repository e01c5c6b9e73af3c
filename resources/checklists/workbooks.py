"""XLSForm workbooks that open nicely in a spreadsheet program."""

from __future__ import annotations

from pathlib import Path

Row = dict[str, str]
TYPES = (
    "text,integer,decimal,select_one lista,select_multiple lista,date,time,note,image,audio,"
    "video,file,geopoint,begin_group,end_group,begin_repeat,end_repeat"
)


def write_workbook(path: Path, sheets: dict[str, tuple[list[str], list[Row]]]) -> None:
    """A workbook that opens nicely; the same sheets always give the same cells."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (columns, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) or None for column in columns])
        for number, column in enumerate(columns, start=1):
            wide = column.startswith(("label", "hint", "form_title", "instance"))
            sheet.column_dimensions[get_column_letter(number)].width = 44 if wide else 22
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DCE8E4")
        for line in sheet.iter_rows(min_row=2):
            for cell in line:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "C2" if name == "survey" else "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
        if name == "survey":
            offered = DataValidation(type="list", formula1=f'"{TYPES}"', showErrorMessage=False)
            offered.add("A2:A2000")
            sheet.add_data_validation(offered)
    book.save(path)
