"""The diagnosis as a tagged PDF (PDF/UA-1), made by typst; and a chart as a file of its own."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from core.monitor.charts import Chart
from core.reports.diagnosis.pages import Block, Note, Pages, Table
from core.store.durable import write_whole
from resources import resource

TEMPLATE = "reports/diagnosis.typ"


def write_pdf(said: Pages, to: Path, *, at: datetime) -> None:
    """Write the PDF, whole or not at all; the same pages and instant give the same bytes.

    Raises: OSError.
    """
    import typst

    with TemporaryDirectory(prefix="terreno-diagnosis-") as folder:
        root = Path(folder)
        count = 0

        def block(one: Block) -> dict[str, Any]:
            nonlocal count
            if isinstance(one, str):
                return {"kind": "text", "text": one}
            if isinstance(one, Note):
                return {"kind": "note", "text": one.text}
            if isinstance(one, Table):
                return {
                    "kind": "table", "caption": one.caption, "header": one.header,
                    "rows": one.rows, "numbers": sorted(one.numbers), "strong": sorted(one.strong),
                }  # fmt: skip
            count += 1
            name = f"chart-{count}.svg"
            (root / name).write_text(one.svg, encoding="utf-8")
            share = min(1.0, one.width / 640)
            return {"kind": "chart", "file": name, "alt": one.alternative, "share": share}

        data = {
            "lang": said.language, "title": said.title, "name": said.name, "day": said.day,
            "made": said.made, "figures": said.figures,
            "sections": [
                {"title": one.title, "blocks": [block(each) for each in one.blocks]}
                for one in said.sections
            ],
        }  # fmt: skip
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        main = root / "main.typ"
        main.write_bytes(resource(TEMPLATE).read_bytes())
        options: dict[str, Any] = {
            "root": str(root), "font_paths": [str(resource("fonts"))],
            "timestamp": int(at.timestamp()),
        }  # fmt: skip
        try:
            pdf = typst.compile(str(main), pdf_standards=["ua-1"], **options)
        except typst.TypstError:  # a letter that is in no font here: tagged, without its seal
            pdf = typst.compile(str(main), **options)
    write_whole(to, pdf)


def picture_bytes(chart: Chart, *, kind: Literal["png", "pdf"], per_inch: int = 200) -> bytes:
    """A chart as PNG or PDF."""
    import typst

    with TemporaryDirectory(prefix="terreno-chart-") as folder:
        root = Path(folder)
        (root / "chart.svg").write_text(chart.svg, encoding="utf-8")
        main = root / "main.typ"
        main.write_text(
            "#set page(width: auto, height: auto, margin: 0pt)\n"
            f'#image("chart.svg", width: {chart.width * 0.75:g}pt)\n',
            encoding="utf-8",
        )
        options: dict[str, Any] = {"font_paths": [str(resource("fonts"))], "root": str(root)}
        if kind == "png":
            made = typst.compile(str(main), format="png", ppi=float(per_inch), **options)
        else:
            made = typst.compile(str(main), format="pdf", **options)
    assert isinstance(made, bytes)
    return made


def write_picture(chart: Chart, to: Path) -> None:
    """Write a chart as .svg, .png or .pdf, by the ending of the name. Raises: OSError."""
    suffix = to.suffix.lower()
    if suffix == ".png":
        write_whole(to, picture_bytes(chart, kind="png"))
    elif suffix == ".pdf":
        write_whole(to, picture_bytes(chart, kind="pdf"))
    else:
        write_whole(to, chart.svg.encode())
