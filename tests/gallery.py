"""Pictures of every type and appearance of a question, for docs/questions.md.

python -m tests.gallery [DIR]      (offscreen; needs no display)
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEventLoop
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import core.all_tables
from core.forms import Form, read_any
from desktop.checklist.place import ChecklistPlace
from desktop.kit import fonts, language, theme
from desktop.kit.jobs import Jobs
from desktop.kit.place import Surroundings
from desktop.kit.settings import SettingsFile
from tests.builders import a_store
from tests.filling_places import a_filling

DATA = Path(__file__).parent / "data"
SECTIONS = ("texto", "datas", "escolhas", "ambiente", "escalas", "ficheiros", "sala")
ROOT = "/data"
_ALMOST_ONE_COLOUR = 3


def gallery_media() -> dict[str, bytes]:
    """The pictures of the check-list, by name."""
    return {file.name: file.read_bytes() for file in (DATA / "all-widgets").glob("*.png")}


def gallery_form() -> Form:
    """The check-list with every type and appearance."""
    book = DATA / "all-widgets.xlsx"
    return read_any(book.read_bytes(), filename=book.name, media=gallery_media())


def take(out: Path) -> Iterator[Path]:
    """Write the pictures; gives each path."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    core.all_tables.load()
    fonts.load()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder) / "store") as store:
        form = gallery_form()
        filling = a_filling(store, form=form, media=gallery_media())
        for mode, spoken, of_form in (
            ("light", "pt", "Português (pt)"),
            ("dark", "pt", "Português (pt)"),
            ("light", "en", "English (en)"),
        ):
            language.install(app, spoken)
            theme.apply(app, mode=mode)
            jobs = Jobs(store)
            settings = SettingsFile(Path(folder) / "settings.ini")
            settings.change(one_screen=True)
            place = ChecklistPlace(
                Surroundings(
                    jobs=jobs, settings=settings, now=lambda: datetime.now(UTC).astimezone(),
                    me=lambda: None, sample=True,
                )
            )  # fmt: skip
            place.resize(980, 2600)
            place.show()
            place.enter(filling)
            _until(lambda place=place: place.desk is not None)
            place.head.language_chosen.emit(of_form)
            for section in SECTIONS:
                if mode == "dark" and section not in ("escolhas", "escalas", "ficheiros"):
                    continue
                place.go_to_key(_first(place, section), focus=False)
                _settle()
                name = section + {"dark": "-escuro"}.get(mode, "") + ("-en" * (spoken == "en"))
                path = out / f"{name}.png"
                picture = place.middle.column.widget().grab().toImage()
                _trimmed(picture).convertToFormat(QImage.Format.Format_RGB888).save(str(path))
                yield path
            place.leave()
            _until(lambda jobs=jobs: jobs.waiting == 0)
            jobs.close()
            place.close()
            place.deleteLater()
            _settle()


def _first(place: ChecklistPlace, section: str) -> str:
    desk = place.desk
    assert desk is not None
    if section == "sala":
        return next(one for one in desk.session.root_keys() if one.endswith("/sala"))
    state = desk.session.state(f"{ROOT}/{section}")
    return state.children[0]


def _settle() -> None:
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < 400:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _until(condition: object) -> None:
    while not condition():  # type: ignore[operator]
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _trimmed(picture: QImage) -> QImage:
    """Without the empty end."""
    height = picture.height()
    while height > 100 and _empty(picture, height - 1):
        height -= 1
    return picture.copy(0, 0, picture.width(), min(picture.height(), height + 24))


def _empty(picture: QImage, y: int) -> bool:
    colours = {picture.pixel(x, y) for x in range(4, picture.width() - 24, 3)}
    return len(colours) < _ALMOST_ONE_COLOUR


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/images/questions")
    for written in take(folder):
        print(written)
