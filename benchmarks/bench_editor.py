"""The editor of check-lists on a workbook of 1,000 rows: open, one keystroke, check, write.

    QT_QPA_PLATFORM=offscreen python benchmarks/bench_editor.py [ROWS]

Keystrokes are measured on the window's thread, from the change of the text to all widgets shown.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.forms.authoring import Book

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def book_of(rows: int) -> Book:
    """Sections of twenty questions in two languages; every third asks when another was yes."""
    from core.forms.authoring.blank import blank_parts
    from core.forms.authoring.reading import book_of as read

    pt, en = "Português (pt)", "English (en)"
    survey = [["type", "name", f"label::{pt}", f"label::{en}", f"hint::{pt}", "relevant"]]
    number = 0
    while len(survey) <= rows:
        number += 1
        survey.append(
            ["begin_group", f"s{number}", f"Secção {number}", f"Section {number}", "", ""]
        )
        for at in range(20):
            kind = ("select_one sim_nao", "text", "integer", "select_multiple cores")[at % 4]
            name = f"q{number}_{at}"
            when = f"${{q{number}_0}} = 'sim'" if at % 3 == 1 else ""
            survey.append([kind, name, f"Pergunta {name}", f"Question {name}", "Ajuda", when])
        survey.append(["end_group", f"s{number}", "", "", "", ""])
    choices = [["list_name", "name", f"label::{pt}", f"label::{en}"]]
    choices += [["sim_nao", one, one, one] for one in ("sim", "nao")]
    choices += [["cores", f"c{n}", f"Cor {n}", f"Colour {n}"] for n in range(40)]
    settings = [
        ["form_title", "form_id", "version", "default_language"],
        ["Grande", "grande", "1", pt],
    ]
    parts = blank_parts({"survey": survey, "choices": choices, "settings": settings})
    return read(parts)


def main() -> None:
    """Print the table."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from core.forms.authoring import check_book, outline, read_book, walk, write_book
    from desktop.app.application import make_application, make_window
    from desktop.editor.opening import Wanted
    from desktop.kit.settings import SettingsFile

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    data = write_book(book_of(rows))
    start = time.perf_counter()
    book = read_book(data, filename="grande.xlsx")
    read = time.perf_counter() - start
    start = time.perf_counter()
    write_book(book)
    written = time.perf_counter() - start
    start = time.perf_counter()
    checked = check_book(book)
    check = time.perf_counter() - start
    assert checked.errors == 0, checked.problems[:3]

    app = make_application([])
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "grande.xlsx"
        path.write_bytes(data)
        settings = SettingsFile(Path(home) / "definicoes.ini")
        settings.change(theme="light", language="pt")
        window = make_window(Path(home), settings=settings)
        window.resize(1280, 760)
        window.show()
        window.start()

        def until(done: Callable[[], bool]) -> None:
            while not done():
                app.processEvents()

        until(lambda: window.background.waiting == 0)
        window.open_sample()
        until(lambda: window.shell is not None and window.jobs.waiting == 0)
        start = time.perf_counter()
        window.actions_.do("editor", Wanted("file", path=path))
        room = window.shell.room("editor")
        until(lambda: room.bench.history is not None)
        app.processEvents()
        opened = time.perf_counter() - start
        until(lambda: room.desk.preview.rehearsal is not None)
        preview = time.perf_counter() - start

        items = list(walk(outline(room.bench.book)))
        strokes, moves, steps = [], [], []
        for at in range(1, len(items), max(1, len(items) // 25)):
            start = time.perf_counter()
            room.bench.stand(items[at].line)
            moves.append(time.perf_counter() - start)
            app.processEvents()
            field = next(iter(room.desk.form.labels.fields.values()))
            start = time.perf_counter()
            field.setPlainText(f"Outro texto {at}")
            app.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            strokes.append(time.perf_counter() - start)
            start = time.perf_counter()
            room.desk.step(1)
            steps.append(time.perf_counter() - start)
        room.bench.keep_now()
        until(lambda: window.jobs.waiting == 0)
        window.close()
        window.shut()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for name, value in (
        ("read the workbook", read),
        ("write the workbook", written),
        ("check (convert and compile)", check),
        ("open in the window, until it can be edited", opened),
        ("… until the preview is there", preview),
        ("go to a question (form shown), median", statistics.median(moves)),
        ("a keystroke, median", statistics.median(strokes)),
        ("a keystroke, slowest", max(strokes)),
        ("move a question, median", statistics.median(steps)),
    ):
        print(f"{name:<44} {value * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
