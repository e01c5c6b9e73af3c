"""The Guião opened on a short check-list, in a store of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import core.all_tables  # noqa: F401
from core.forms import read_form
from core.store import Store
from core.visits import answers_with_moments
from desktop.checklist.place import ChecklistPlace
from desktop.kit import theme
from desktop.kit.jobs import Jobs
from desktop.kit.place import Surroundings
from desktop.kit.settings import SettingsFile
from tests.builders import a_store
from tests.filling_forms import SMALL
from tests.filling_places import a_filling
from tests.gallery import gallery_form


@dataclass
class Guiao:
    """A page object: what a technician sees and does."""

    place: ChecklistPlace
    store: Store
    jobs: Jobs
    filling_id: UUID
    bot: object

    def card(self, name):
        """The card of a question by the end of its key."""
        key = next(
            slot.block.key
            for slot in self.place.middle.column.slots_
            if slot.block.kind == "question" and slot.block.key.endswith(name)
        )
        card = self.place.middle.column.card(key)
        if card is None:
            self.place.go_to_key(key, focus=False)
            card = self.place.middle.column.card(key)
        return card

    def shown(self):
        """The names of the questions on screen, in order."""
        return [
            slot.block.key.rsplit("/", 1)[-1]
            for slot in self.place.middle.column.slots_
            if slot.block.kind == "question"
        ]

    def stop(self, name):
        """Where keys go in a question."""
        return self.card(name).editor.stops()[0]

    def type(self, name, text):
        """Focus a question, type, and go on with Enter."""
        stop = self.stop(name)
        stop.setFocus()
        QTest.keyClicks(stop, text)
        QTest.keyClick(stop, Qt.Key.Key_Return)

    def focused(self):
        """The name of the question that has the focus."""
        return self.place.current_key.rsplit("/", 1)[-1]

    def settle(self):
        """Until everything written is written."""
        self.bot.waitUntil(lambda: self.jobs.waiting == 0, timeout=10_000)

    def values(self):
        """What the store has, by the end of the key."""
        self.settle()
        rows = self.store.read(lambda work: answers_with_moments(work, self.filling_id))
        return {row.key.rsplit("/", 1)[-1]: row.value for row in rows}

    def open(self):
        """Enter the filling and wait for the questions."""
        with self.bot.waitSignal(self.place.opened, timeout=10_000):
            self.place.enter(self.filling_id)


@pytest.fixture
def store(tmp_path):
    with a_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def make_guiao(qtbot, store, tmp_path):
    """Opens the place on a filling; as often as asked, as after a restart."""
    made = []
    theme.apply(QApplication.instance(), mode="light")

    def make(*, filling_id=None, form=SMALL, size=(1194, 640), pages=False, groups=None):
        filling_id = filling_id or a_filling(
            store, form=read_form(form) if isinstance(form, bytes) else form, groups=groups
        )
        jobs = Jobs(store)
        settings = SettingsFile(tmp_path / "settings.ini")
        settings.change(one_screen=not pages)
        place = ChecklistPlace(
            Surroundings(
                jobs=jobs,
                settings=settings,
                now=lambda: datetime.now(UTC).astimezone(),
                me=lambda: None,
                sample=True,
            )
        )
        place.resize(*size)
        with qtbot.waitExposed(place):
            place.show()
        place.activateWindow()
        guiao = Guiao(place=place, store=store, jobs=jobs, filling_id=filling_id, bot=qtbot)
        made.append(guiao)
        guiao.open()
        return guiao

    yield make
    for guiao in made:
        guiao.place.leave()
        guiao.settle()
        guiao.jobs.close()
        guiao.place.close()
        guiao.place.deleteLater()
    # pytest-qt would close the place before what it still writes has come back.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def guiao(make_guiao):
    """The short check-list, just started."""
    return make_guiao()


def pytest_collection_modifyitems(items):
    """The offscreen platform says of windows and popups what it cannot do with them."""
    for item in items:
        if "desktop/checklist" in item.nodeid or "desktop/questions" in item.nodeid:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def shared_gallery():
    """The check-list with every type and appearance of a question."""
    return gallery_form()
