"""How fast the Guião opens a form of 1,000 questions and shows an answer, with real widgets.

    QT_QPA_PLATFORM=offscreen python benchmarks/bench_guiao.py [--answers 200] [--json]

Open: from entering the place to the first question painted and ready for keys, with the form read
from its sealed file in an encrypted store. Echo: from the key press to the painted answer (engine,
delta, layout, paint), the saving going on behind. Figures are milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import core.all_tables  # noqa: F401
from core.forms import read_form
from desktop.checklist.place import ChecklistPlace
from desktop.kit import theme
from desktop.kit.jobs import Jobs
from desktop.kit.place import Surroundings
from desktop.kit.settings import SettingsFile
from tests.builders import a_store
from tests.filling_forms import long_form
from tests.filling_places import a_filling


def milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1000


def turn(app: QApplication) -> None:
    """One turn of everything that waits: timers, deferred layout, paint."""
    app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def measure(app: QApplication, *, sections: int, questions: int, answers: int) -> dict[str, float]:
    form = read_form(long_form(sections=sections, questions=questions))
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder) / "store") as store:
        filling_id = a_filling(store, form=form)
        jobs = Jobs(store)
        place = ChecklistPlace(
            Surroundings(
                jobs=jobs,
                settings=SettingsFile(Path(folder) / "settings.ini"),
                now=lambda: datetime.now(UTC).astimezone(),
                me=lambda: None,
                sample=True,
            )
        )
        place.resize(1194, 640)
        place.show()
        turn(app)
        ready = []
        place.opened.connect(lambda _id: ready.append(True))
        began = time.perf_counter()
        place.enter(filling_id)
        worst_wait = 0.0
        while not ready:
            here = time.perf_counter()
            turn(app)
            worst_wait = max(worst_wait, milliseconds(here))
        place.repaint()
        opened = milliseconds(began)
        while jobs.waiting:
            turn(app)

        echoes, engine = [], []
        asked = place.middle.all_questions()[:answers]
        answer = place.desk.answer

        def timed(key: str, value: str | None) -> None:
            start = time.perf_counter()
            answer(key, value)
            engine.append(milliseconds(start))

        place.desk.answer = timed
        for key in asked:
            place.go_to_key(key)
            turn(app)
            card = place.middle.column.card(key)
            stop = card.editor.stops()[0]
            state = card.state
            began = time.perf_counter()
            if state.control in {"select1", "select"}:
                QTest.keyClick(stop, Qt.Key.Key_2)
            elif state.type == "int":
                QTest.keyClicks(stop, "7")
                card.editor.flush()
            elif state.type == "date":
                stop.setText("31/01/2026")
                stop.textEdited.emit("31/01/2026")
                card.editor.flush()
            else:
                QTest.keyClicks(stop, "x")
                card.editor.flush()
            place.middle.column.settle()
            place.repaint()
            echoes.append(milliseconds(began))
        typing = []
        texts = [key for key in asked if place.desk.state(key).type == "string"]
        key = next(key for key in texts if place.desk.state(key).control == "input")
        place.go_to_key(key)
        line = place.middle.column.card(key).editor.stops()[0]
        for sign in "Uma frase escrita enquanto se guarda. " * 4:
            began = time.perf_counter()
            QTest.keyClick(line, sign)
            line.repaint()
            turn(app)
            typing.append(milliseconds(began))
        while jobs.waiting:
            turn(app)
        place.leave()
        while jobs.waiting:
            turn(app)
        jobs.close()
        place.deleteLater()
        turn(app)
    echoes.sort()
    return {
        "open_ms": round(opened),
        "open_longest_block_ms": round(worst_wait, 1),
        "echo_median_ms": round(statistics.median(echoes), 1),
        "echo_p95_ms": round(echoes[int(len(echoes) * 0.95) - 1], 1),
        "echo_worst_ms": round(echoes[-1], 1),
        "answer_median_ms": round(statistics.median(engine), 1),
        "typing_median_ms": round(statistics.median(typing), 1),
        "typing_worst_ms": round(max(typing), 1),
        "answers": len(echoes),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--answers", type=int, default=200)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    app = QApplication([])
    theme.apply(app, mode="light", scale=1.0)
    found = {}
    for name, sections, questions in (("20 x 50", 20, 50), ("1 x 1000", 1, 1000)):
        found[name] = measure(app, sections=sections, questions=questions, answers=asked.answers)
        if not asked.json:
            print(name)
            for what, figure in found[name].items():
                print(f"  {what:24} {figure:>8}")
    if asked.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
