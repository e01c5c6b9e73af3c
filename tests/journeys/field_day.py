"""A day in the field in the real window, until somebody kills it (run by test_kill.py).

Arguments: home, seed, `fill` (fill in and record for ever) or `look` (only see what is there).
It tells on stdout, one flushed line each, what a person has seen on screen by then.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict, deque
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from core.visits import list_visits
from desktop.app.application import make_application, make_window
from desktop.app.tour.hand import Hand
from desktop.kit.settings import SettingsFile
from resources import resource

TEXTS = ("q0_1", "q0_3", "capacidade", "beneficiarios", "q1_1", "q1_3", "q2_1", "q2_4")
CHOICES = ("q1_2", "q1_4", "q3_1")
WORDS = ("Associação", "utentes", "sexta-feira", "às 14h", "não há;", "três salas,", "música")
SECRET = "registo-em-claro"


def tell(kind: str, text: object = "") -> None:
    sys.stdout.write(f"{kind} {text}\n")
    sys.stdout.flush()


class FieldDay:
    """One start of the application: on from where the last one ended, and then work."""

    def __init__(self, home: Path, *, seed: str) -> None:
        self.dice = random.Random(seed)
        self.app = make_application(["terreno"])
        settings = SettingsFile(home / "definicoes.ini")
        self.window = make_window(home, settings=settings)
        self.hand = Hand(self.window, pictures=home.parent / "pictures", tell=lambda _line: None)
        self.asked: dict[str, deque[str]] = defaultdict(deque)

    def begin(self) -> None:
        """Start as `terreno` does, and open the check-list as a person would."""
        window, hand = self.window, self.hand
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        window.start()
        hand.until(lambda: window.shell or self._seen("welcome_sample"), what="start", seconds=60)
        if window.shell is None:
            hand.click(hand.find(QWidget, "welcome_sample"))
            hand.until(lambda: window.shell, what="sample store", seconds=60)
            visits = window.open_store.store.read(list_visits)
            window.shell.go("visits", next(v.id for v in visits if v.state == "planned"))
            hand.press("visit_begin")
        else:
            banner = window.shell.banner
            hand.until(banner.isVisible, what="what happened", seconds=60)
            hand.until(
                lambda: "a ser recuperada" not in " ".join(self._words(banner)),
                what="the recording recovered",
                seconds=60,
            )
            tell("SAID", " ".join(self._words(banner)))
        hand.until(lambda: self._seen("room_filling"), what="check-list")
        self.place: Any = window.shell.room("filling")
        hand.until(lambda: self.place.desk is not None, what="filling", seconds=60)
        self.panel: Any = window.recording_panel()
        desk = self.place.desk
        hand.until(lambda: self.place.current_key, what="question")
        tell("RESUMED", f"{desk.opened.summary.id} {self.place.current_key}")
        for key in sorted(desk.opened.saved_at):
            tell("SHOWN", f"{key}\t{desk.state(key).value}")
        desk.changed.connect(self._given)
        desk.saved.connect(self._saved)
        self.place.middle.person_at.connect(lambda key: tell("HERE", key))
        desk.failed.connect(lambda error: tell("FAILED", repr(error)))

    def work(self) -> None:
        """Record, and answer until the end comes."""
        hand, panel = self.hand, self.panel
        if not panel.desk.address:
            # The file dialog belongs to the system and cannot be driven; what it answers can.
            panel.chooser.chosen.emit(f"file:{resource('sample/visita-centro-de-dia.mp4')}", "")
        hand.until(panel.record.isEnabled, what="camera", seconds=60)
        panel.desk.said.connect(lambda sentence, _kind: tell("PANEL", sentence.happened))
        hand.activate(self.window)
        self.place.go_to_key(self.place.current_key)
        hand.until(self._focus, what="focus in a question")
        hand.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        ticking = QTimer(panel)
        ticking.setInterval(50)
        ticking.timeout.connect(self._tick)
        ticking.start()
        hand.until(lambda: panel.desk.moment() is not None, what="recording")
        while True:
            self.answer()
            hand.pause(self.dice.randrange(0, 250))

    def answer(self) -> None:
        """One answer by keys, to a question that a person may come by."""
        hand, dice, place = self.hand, self.dice, self.place
        name = dice.choice(TEXTS + CHOICES)
        key = next(k for k in place.middle.all_questions() if k.rsplit("/", 1)[-1] == name)
        place.go_to_key(key)
        hand.activate(self.window)
        hand.until(lambda: place.current_key == key and self._focus(), what=f"focus in {name}")
        focus = self._focus()
        if name in CHOICES:
            hand.key(dice.choice((Qt.Key.Key_1, Qt.Key.Key_2)), target=focus)
            return
        hand.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, target=focus)
        number = name in ("capacidade", "beneficiarios")
        words = [SECRET, *dice.sample(WORDS, k=4), str(dice.randrange(10**6))]
        hand.type(focus, str(dice.randrange(1, 2000)) if number else " ".join(words))
        hand.key(Qt.Key.Key_Tab, target=focus)

    def _given(self, delta: Any) -> None:
        for change in delta.values:
            if change.by_person:
                value = change.value or ""
                self.asked[change.key].append(value)
                tell("GIVEN", f"{change.key}\t{value}")

    def _saved(self, key: str, _at: object) -> None:
        # Connected after the place itself: by now «Guardado» stands beside the question.
        tell("SAVED", f"{key}\t{self.asked[key].popleft()}")

    def _tick(self) -> None:
        moment: tuple[UUID, int] | None = self.panel.desk.moment()
        if moment is not None:
            tell("MOMENT", f"{moment[0]} {moment[1]}")

    def _focus(self) -> QWidget | None:
        focus = QApplication.focusWidget()
        return focus if focus is not None and self.place.isAncestorOf(focus) else None

    def _seen(self, name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def _words(self, banner: QWidget) -> list[str]:
        from PySide6.QtWidgets import QLabel

        return [one.text() for one in banner.findChildren(QLabel) if one.isVisible()]


def main() -> None:
    day = FieldDay(Path(sys.argv[1]), seed=sys.argv[2])
    day.begin()
    if sys.argv[3] == "fill":
        day.work()
    day.window.close()
    day.hand.until(lambda: not day.window.isVisible(), what="the end", seconds=60)
    tell("CLOSED")


if __name__ == "__main__":
    main()
