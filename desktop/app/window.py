"""The main window: the gate until a store is open, then the shell; and its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from desktop.app import editing, opening, rooms
from desktop.app.actions import Actions
from desktop.app.after_start import AfterStart
from desktop.app.crash_box import Crashes
from desktop.app.gate import (
    BusyPage,
    CreatePage,
    RecoveryPage,
    RestorePage,
    UnlockPage,
    WelcomePage,
)
from desktop.app.gate_page import GatePage
from desktop.app.home import store_folder
from desktop.app.leaving import Leaving
from desktop.app.opening import Opened
from desktop.app.shell import Shell, Spot
from desktop.app.syncing import Syncing
from desktop.kit import icons, language, theme
from desktop.kit.jobs import Background, Jobs, Step
from desktop.kit.place import Surroundings
from desktop.kit.settings import SettingsFile

MINE, SAMPLE = "meu", "exemplo"


class MainWindow(QMainWindow):
    """Owns the open store and its jobs; everything in it is built anew when language changes."""

    opened = Signal(object)  # Opened
    failed = Signal(object)

    def __init__(self, base: Path, *, settings: SettingsFile, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.base, self.settings, self.now = base, settings, now
        self.background = Background(parent=self)
        self.jobs: Jobs | None = None
        self.open_store: Opened | None = None
        self.shell: Shell | None = None
        self._pending: Opened | None = None
        self.setWindowTitle("Terreno")
        self.setMinimumSize(1024, 640)
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
        self._show_page(BusyPage(self.tr("A abrir o Terreno…")))
        self._restore_geometry()
        self.actions_ = Actions(self)
        self.leaving = Leaving(self)
        self.syncing = Syncing(self)
        for keys, action in (
            ("Ctrl+K", self.actions_.palette),
            ("F1", self.actions_.show_keys),
            ("Ctrl+Q", self.close),
            ("F11", self._full_screen),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        settings.changed.connect(self._settings_changed)
        self._look = (settings.value.language, settings.value.theme, settings.value.font_percent)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: self._dress())
        self.crashes = Crashes(self)
        self._shut = False
        self._stood_in = ""

    # -- the gate --------------------------------------------------------------------------

    def start(self) -> None:
        """Open what was open last, or ask; called once the window is on screen."""
        last = self.settings.value.last_store
        if last == SAMPLE and opening.exists(self._folder(SAMPLE)):
            self.open_sample()
        elif opening.exists(self._folder(MINE)):
            self._try_keyring()
        else:
            self.show_welcome()

    def show_welcome(self) -> None:
        """The first page of all."""
        if opening.exists(self._folder(MINE)):
            self.show_unlock()
            return
        page = WelcomePage()
        page.sample.connect(self.open_sample)
        page.create_mine.connect(self.show_create)
        page.restore.connect(self.show_restore)
        self._show_page(page)

    def show_create(self) -> None:
        """Make a store of one's own."""
        from core.plan import load_municipalities

        page = CreatePage(
            [(each.dico, each.name) for each in load_municipalities()],
            keyring_there=opening.keyring_there(),
        )
        page.back.connect(self.show_welcome)
        page.wanted.connect(self._create)
        self._show_page(page)
        page.name.setFocus()

    def show_unlock(self) -> None:
        """Ask for the passphrase."""
        page = UnlockPage(name=self.settings.value.name)
        page.wanted.connect(
            lambda secret: self._open(
                MINE, lambda _step: opening.open_with_passphrase(self._folder(MINE), secret), page
            )
        )
        page.sample.connect(self.open_sample)
        page.restore.connect(self.show_restore)
        self._show_page(page)
        page.field.edit.setFocus()

    def show_restore(self) -> None:
        """Come in with the recovery key or a backup."""
        self._show_restore(None)

    def _show_restore(self, backup: Path | None) -> None:
        page = RestorePage(here=opening.exists(self._folder(MINE)) and backup is None)
        if backup is not None:
            page.path.setText(str(backup))
        page.back.connect(self.show_welcome)
        page.recover.connect(
            lambda key: self._open(
                MINE, lambda _step: opening.open_with_recovery(self._folder(MINE), key), page
            )
        )
        page.choose_backup.connect(lambda: self.actions_.choose_backup(page.path))
        page.restore.connect(
            lambda path, secret: self._open(
                MINE,
                lambda step: opening.restore(
                    self._folder(MINE), backup=Path(path), secret=secret, on_progress=step.tell
                ),
                page,
            )
        )
        self._show_page(page)

    def restore_from(self, backup: Path) -> None:
        """Close the store and offer to put this backup in its place."""
        self.close_store()
        self._show_restore(backup)

    def open_sample(self) -> None:
        """Open the sample store, made on first use."""
        self.close_store()
        page = BusyPage(self.tr("A abrir o exemplo…"))
        self._show_page(page)
        self._open(SAMPLE, lambda _step: opening.open_sample(self._folder(SAMPLE)), page)

    def change_store(self) -> None:
        """Close this store and go back to the gate."""
        self.close_store()
        if opening.exists(self._folder(MINE)):
            self.show_unlock()
        else:
            self.show_welcome()

    def _try_keyring(self) -> None:
        def opened(found: Opened | None) -> None:
            if found is None:
                self.show_unlock()
            else:
                self._enter(MINE, found)

        def failed(problem: BaseException) -> None:
            self.show_unlock()
            page = self.pages.currentWidget()
            if isinstance(page, GatePage):
                page.banner.show_problem(problem)

        folder = self._folder(MINE)
        self.background.run(
            lambda _step: opening.open_with_keyring(folder), then=opened, failed=failed
        )

    def _create(self, passphrase: str, name: str, municipality: str, keyring: bool) -> None:
        page = self.pages.currentWidget()
        at, folder = self.now(), self._folder(MINE)
        self.settings.change(name=name, municipality=municipality)
        self._open(
            MINE,
            lambda _step: opening.create_mine(
                folder,
                passphrase=passphrase,
                keyring=keyring,
                name=name,
                municipality=municipality,
                at=at,
            ),
            page,
        )

    def _open(self, name: str, task: Callable[[Step], Opened], page: QWidget | None) -> None:
        if page is not None:
            page.setEnabled(False)

        def failed(problem: BaseException) -> None:
            self.failed.emit(problem)
            target = page
            if isinstance(target, BusyPage):
                self.show_welcome()
                target = self.pages.currentWidget()
            if isinstance(target, GatePage):
                target.setEnabled(True)
                target.hide_progress()
                target.banner.show_problem(problem)
                if isinstance(target, UnlockPage):
                    target.field.edit.selectAll()
                    target.field.edit.setFocus()

        self.background.run(
            task,
            then=lambda found: self._opened(name, found),
            failed=failed,
            progress=page.tell_progress if isinstance(page, GatePage) else None,
        )

    def _opened(self, name: str, found: Opened) -> None:
        if self._shut:
            found.store.close()
            return
        if not found.recovery:
            self._enter(name, found)
            return
        page = RecoveryPage(found.recovery, warning=found.warning)
        page.copied.connect(lambda: QGuiApplication.clipboard().setText(page.key))
        page.pdf.connect(lambda: self.actions_.recovery_pdf(page))
        page.save.connect(lambda: self.actions_.recovery_file(page))
        page.kept.connect(lambda: self._enter(name, found))
        self._pending = found
        self._show_page(page)

    # -- the open store ----------------------------------------------------------------------

    def _enter(self, name: str, found: Opened) -> None:
        self._pending = None
        self.open_store = found
        self.jobs = Jobs(found.store, parent=self)
        self.settings.change(last_store=name)
        self._stood_in = self.settings.value.last_place
        self._build_shell("today", None)
        if found.warning is not None and not found.recovery and self.shell is not None:
            self.shell.show_problem(found.warning)
        AfterStart(self, found.store, stood_in=self._stood_in)
        if self._stood_in == "editor":
            editing.go_on(self)
        self.opened.emit(found)

    def _build_shell(self, place: str, argument: object) -> None:
        assert self.jobs is not None
        assert self.open_store is not None
        around = Surroundings(
            jobs=self.jobs,
            settings=self.settings,
            now=self.now,
            me=lambda: self.open_store.me if self.open_store else None,
            sample=self.open_store.sample,
            exchange=self.syncing.begin(),
        )
        self.shell = Shell(around)
        self.syncing.attach(self.shell)
        self.shell.command.connect(self.actions_.do)
        self.shell.arrived.connect(self._arrived)
        self._show_page(self.shell)
        self.shell.go(place, argument)

    def me_changed(self, me: Any) -> None:
        """Someone else works here now, or under another name."""
        if self.open_store is None or self.shell is None:
            return
        self.open_store = Opened(store=self.open_store.store, me=me, sample=self.open_store.sample)
        self.open_store.store.set_author(opening.author_of(me))
        self.shell.strip.show_me()

    def recording_panel(self) -> Any:
        """The recording beside the check-list; None before a filling was opened."""
        return rooms.panel_of(self)

    def close_store(self) -> None:
        """Leave the open store, with all that works on it; the gate is shown next."""
        self.syncing.stop()
        if self.shell is not None:
            self.actions_.leave_rooms()
            self.shell.deleteLater()
            self.pages.removeWidget(self.shell)
            self.shell.hide()
            self.shell = None
        if self.jobs is not None:
            self.jobs.close()
            self.jobs.deleteLater()
            self.jobs = None
        if self.open_store is not None:
            self.open_store.store.close()
            self.open_store = None

    def _arrived(self, spot: Spot) -> None:
        self.settings.change(last_place=spot.name)

    # -- look, size, end -----------------------------------------------------------------------

    def _settings_changed(self, value: Any) -> None:
        now = (value.language, value.theme, value.font_percent)
        if now != self._look:
            words_or_size = (now[0], now[2]) != (self._look[0], self._look[2])
            self._look = now
            # The button that asked is still in its click: rebuild once it is done.
            QTimer.singleShot(0, self._rebuild if words_or_size else self._dress)

    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        value = self.settings.value
        language.install(app, "en" if value.language == "en" else "pt")
        mode = value.theme if value.theme in ("light", "dark", "contrast") else "system"
        theme.apply(app, mode=mode, scale=value.font_percent / 100)  # type: ignore[arg-type]
        app.setWindowIcon(icons.icon("location", role="accent"))

    def _rebuild(self) -> None:
        if self.actions_.busy():
            QTimer.singleShot(1000, self._rebuild)  # never under a running recording
            return
        self._dress()
        if self.shell is not None:
            spot = self.shell.spot or Spot("today")
            old = self.shell
            self.actions_.leave_rooms()
            plain = spot.name in ("filling", "review", "editor")
            if spot.name == "editor":
                spot = Spot(spot.name, editing.what_is_open(self))
            self._build_shell("today" if plain else spot.name, None if plain else spot.argument)
            if plain:
                self.actions_.do(spot.name, spot.argument)
            self.pages.removeWidget(old)
            old.deleteLater()

    def _show_page(self, page: QWidget) -> None:
        old = self.pages.currentWidget()
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if isinstance(old, GatePage):
            self.pages.removeWidget(old)
            old.deleteLater()

    def _folder(self, name: str) -> Path:
        return store_folder(self.base, name)

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _restore_geometry(self) -> None:
        self.resize(1280, 760)
        kept = self.settings.value.window
        if kept:
            self.restoreGeometry(QByteArray.fromHex(kept.encode()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_close():
            event.ignore()
            return
        kept = bytes(self.saveGeometry().toHex().data()).decode()
        self.settings.change(window=kept)
        self.shut()
        event.accept()

    def shut(self) -> None:
        """Close the store and end all work; safe to call twice."""
        if self._shut:
            return
        self._shut = True
        self.close_store()
        if self._pending is not None:
            self._pending.store.close()
        self.background.close()
