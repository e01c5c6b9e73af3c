"""Makes the sample check-list `guiao-estudo-de-caso.xlsx` and its `freguesias.csv`.

    python -m resources.sample.make_checklist

Text in Portuguese comes from `guiao-estudo-de-caso.json`, English from `….en.json`; the structure
(types, conditions, repeats) is added here. The result is an ordinary XLSForm workbook.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from resources.sample.checklist_guide import EN, PT, Guide, Row
from resources.sample.checklist_sections import survey

HERE = Path(__file__).resolve().parent
PLAN = HERE.parent / "plan"
FORM_ID, VERSION = "AMP-ESTUDO-CASO", "0.1"
COLUMNS = [
    "type",
    "name",
    *(
        f"{column}::{language}"
        for column in ("label", "hint", "guidance_hint")
        for language in (PT, EN)
    ),
    "appearance",
    "required",
    *(f"required_message::{language}" for language in (PT, EN)),
    "relevant",
    "constraint",
    *(f"constraint_message::{language}" for language in (PT, EN)),
    "calculation",
    "choice_filter",
    "default",
    "parameters",
    "readonly",
]


def choices() -> list[Row]:
    """All lists of the choices sheet."""
    rows: list[Row] = []

    def put(list_name: str, name: str, pt: str, en: str, **more: str) -> None:
        rows.append(
            {
                "list_name": list_name,
                "name": name,
                f"label::{PT}": pt,
                f"label::{EN}": en,
                **more,
            }
        )

    for row in _csv(HERE / "guiao-opcoes.csv"):
        put(row["list_name"], row["name"], row["pt"], row["en"])
    for row in _csv(PLAN / "municipios.csv"):
        put("municipios", row["dico"], row["nome"], row["nome"])
    plan = json.loads((PLAN / "plan.json").read_text(encoding="utf-8"))
    for axis in plan["eixos"]:
        for area in axis["areas"]:
            put("areas", area["codigo"], area["nome"], area["nome"])
    for axis in plan["eixos"]:
        for area in axis["areas"]:
            for ro in area["respostas_operativas"]:
                put("ros", ro["codigo"], ro["nome"], ro["nome"], area=area["codigo"])
    for row in _csv(HERE.parent / "taxonomies" / "respostas_sociais.csv"):
        if row["publico_alvo"] == "Pessoas Idosas" and row["codigo"] and row["estado"] == "ativa":
            put("tipologias", row["codigo"], row["nome"], row["nome"])
    return rows


def write_workbook(path: Path) -> None:
    """Write the three sheets; the same input always gives the same cells."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    guide = Guide(
        json.loads((HERE / "guiao-estudo-de-caso.json").read_text(encoding="utf-8")),
        json.loads((HERE / "guiao-estudo-de-caso.en.json").read_text(encoding="utf-8")),
    )
    survey(guide)
    sheets: dict[str, tuple[list[str], list[Row]]] = {
        "survey": (COLUMNS, guide.rows),
        "choices": (["list_name", "name", f"label::{PT}", f"label::{EN}", "area"], choices()),
        "settings": (
            ["form_title", "form_id", "version", "default_language", "instance_name"],
            [
                {
                    "form_title": "Guião de visita a estudo de caso",
                    "form_id": FORM_ID,
                    "version": VERSION,
                    "default_language": PT,
                    "instance_name": "concat(${q0_1}, ' – ', ${data_visita})",
                }
            ],
        ),
    }
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (columns, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) or None for column in columns])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
    book.save(path)


def write_parishes(path: Path) -> None:
    """The list that `select_one_from_file` reads: name, label, municipality."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["name", "label", "municipio"])
        for row in _csv(PLAN / "freguesias.csv"):
            writer.writerow([row["dicofre"], row["freguesia"], row["dico"]])


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    write_workbook(HERE / "guiao-estudo-de-caso.xlsx")
    write_parishes(HERE / "freguesias.csv")
