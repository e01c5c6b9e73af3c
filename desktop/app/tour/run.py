"""`terreno tour --out DIR`: makes a home of its own, drives the windows, says where things are."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic


def main(arguments: Sequence[str]) -> int:
    """Run the tour; 0 when every step was done, 1 when one got stuck, 2 for wrong arguments."""
    parser = argparse.ArgumentParser(
        prog="terreno tour", description="Drive the real windows through a visit of the sample."
    )
    parser.add_argument("--out", type=Path, default=Path("tour-output"), help="results folder")
    parser.add_argument("--language", choices=("pt", "en"), default="pt")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    try:
        wanted = parser.parse_args(list(arguments))
    except SystemExit as left:
        return 2 if left.code else 0
    if not _display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out: Path = wanted.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="terreno-tour-") as home:
        return _drive(Path(home), out, language=wanted.language, as_json=wanted.json)


def _display() -> bool:
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def _drive(home: Path, out: Path, *, language: str, as_json: bool) -> int:
    from desktop.app.application import make_application, make_window
    from desktop.app.tour.hand import Hand, TourStuck
    from desktop.app.tour.journey import STEPS, Journey
    from desktop.kit.settings import SettingsFile
    from resources import resource

    app = make_application(["terreno"])
    settings = SettingsFile(home / "definicoes.ini")
    settings.change(language=language)
    window = make_window(home, settings=settings)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.start()

    def tell(line: str) -> None:
        if not as_json:
            print(line, flush=True)

    journey = Journey(
        window=window,
        hand=Hand(window, pictures=out / "imagens", tell=tell),
        out=out / "levar-para-casa",
        workbook=next_version(resource("sample"), into=home),
        clip=resource("sample/visita-centro-de-dia.mp4"),
    )
    journey.out.mkdir(exist_ok=True)
    started, seconds, stuck = monotonic(), {}, ""
    try:
        for step in STEPS:
            begun = monotonic()
            tell(step)
            getattr(journey, step)()
            seconds[step] = round(monotonic() - begun, 2)
    except TourStuck as error:
        stuck = f"{step}: {error}"
        journey.hand.picture("parou-aqui")
    finally:
        window.shut()
        window.close()
        app.processEvents()
    result = {
        "out": str(out),
        "seconds": round(monotonic() - started, 2),
        "steps": seconds,
        "stuck": stuck,
        "pictures": [path.name for path in journey.hand.taken],
        "given": [
            {"key": g.key, "name": g.name, "value": g.value, "moment_us": g.moment_us}
            for g in journey.given
        ],
    }
    (out / "tour.json").write_text(
        json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
    elif stuck:
        print(f"tour stuck at {stuck}", file=sys.stderr)
    else:
        tell(f"{result['seconds']} s · {out}")
    return 1 if stuck else 0


def next_version(sample: Path, *, into: Path) -> Path:
    """The sample's check-list as an office would send its next version: workbook and media."""
    from shutil import copy

    from openpyxl import load_workbook

    name = "guiao-estudo-de-caso"
    made = into / f"{name}.xlsx"
    book = load_workbook(sample / f"{name}.xlsx")
    settings = book["settings"]
    titles = [cell.value for cell in settings[1]]
    settings.cell(2, titles.index("version") + 1).value = "0.2"
    book.save(made)
    media = into / f"{name}-media"
    media.mkdir()
    copy(sample / "freguesias.csv", media)
    return made
