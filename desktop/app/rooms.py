"""Filling and review, wired to the window: made on first use, because they bring video along."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from core.video.sealing_lane import SealingProgress
    from desktop.app.window import MainWindow
    from desktop.checklist.place import ChecklistPlace
    from desktop.editor.place import EditorPlace
    from desktop.kit.place import Place
    from desktop.recording import RecordingPanel


def make(name: str, window: MainWindow) -> Place:
    """The room called `filling` or `review`."""
    return _filling(window) if name == "filling" else _review(window)


def _filling(window: MainWindow) -> Place:
    from desktop.checklist.place import ChecklistPlace
    from desktop.recording import RecordingPanel

    assert window.shell is not None
    around, shell = window.shell.around, window.shell

    def technician() -> UUID | None:
        me = around.me()
        return me.technician.id if me is not None else None

    room = ChecklistPlace(around)
    panel = RecordingPanel(around.jobs, settings=around.settings, technician=technician)
    room.set_side_panel(panel)
    room.set_moment_provider(panel.moment)
    room.set_still_provider(panel.still)
    room.marker_wanted.connect(panel.mark)
    room.record_wanted.connect(panel.toggle_record)
    room.opened.connect(lambda _filling: panel.set_visit(visit_of(window)))
    for changed in (room.unsaved_changed, panel.desk.holding.waiting):
        changed.connect(lambda _count: shell.strip.show_unsaved(unsaved(window)))
    shell.strip.save_again.connect(lambda: save_again(window))
    room.back_wanted.connect(lambda visit: shell.go("visits", visit))
    room.versions.compare_wanted.connect(lambda visit: shell.go("visits", ("version", visit)))
    room.versions.aside_wanted.connect(lambda visit: shell.go("visits", ("aside", visit)))
    room.open_moment.connect(
        lambda recorded, moment_us: _open_moment(window, visit_of(window), recorded, moment_us)
    )
    return room


def _review(window: MainWindow) -> Place:
    from PySide6.QtCore import QCoreApplication

    from desktop.kit import look
    from desktop.review.place import ReviewPlace

    assert window.shell is not None
    room = ReviewPlace(window.shell.around)
    back = look.button("", kind="quiet", icon="arrow-left", name="review_back")
    words = QCoreApplication.translate("Rooms", "Voltar à visita")
    back.setAccessibleName(words)
    back.setToolTip(words)
    back.clicked.connect(lambda: _back_to_visit(window, room))
    room.header.put_before(back)
    room.open_question.connect(lambda filling, key: _open_question(window, filling, key))
    return room


def _back_to_visit(window: MainWindow, room: Any) -> None:
    if window.shell is not None and room.review is not None:
        window.shell.go("visits", room.review.visit_id)


def _open_moment(window: MainWindow, visit: UUID | None, recording: UUID, moment_us: int) -> None:
    if window.shell is None or visit is None:
        return
    window.actions_.do("review", visit)
    room: Any = window.shell.room("review")
    room.show_moment(visit, recording, moment_us)


def _open_question(window: MainWindow, filling: UUID, key: str) -> None:
    if window.shell is None:
        return
    window.actions_.do("filling", filling)
    room: Any = window.shell.room("filling")
    if room.desk is not None and room.desk.opened.summary.id == filling:
        room.go_to_key(key)
        return

    def there(_filling: object) -> None:
        room.opened.disconnect(there)
        room.go_to_key(key)

    room.opened.connect(there)


def visit_of(window: MainWindow, filling: object = None) -> UUID | None:
    """The visit of the filling that is open (or of `filling`, if it is that one)."""
    room: Any = window.shell.room("filling") if window.shell is not None else None
    if room is None or room.desk is None:
        return None
    summary = room.desk.opened.summary
    if filling is not None and summary.id != filling:
        return None
    found = summary.visit_id
    return found if isinstance(found, UUID) else None


def panel_of(window: MainWindow) -> RecordingPanel | None:
    """The recording panel; None before the first filling was opened."""
    if window.shell is None or window.shell.room("filling") is None:
        return None
    from desktop.recording import RecordingPanel

    return window.shell.findChild(RecordingPanel)


def keys_of_filling(window: MainWindow) -> list[tuple[str, str]]:
    """The keys of the check-list: all of them once it was opened, those of questions before."""
    from desktop.checklist import keys

    room: Any = window.shell.room("filling") if window.shell is not None else None
    return list(room.shortcuts()) if room is not None else keys.of_questions()


def keys_of_review() -> list[tuple[str, str]]:
    """The keys of the review."""
    from desktop.review import keys

    return keys.of_review()


def recording(window: MainWindow) -> bool:
    """Whether a recording is running now."""
    panel = panel_of(window)
    return panel is not None and panel.recording


def stop_recording(window: MainWindow) -> bool:
    """Ask a running recording to end; whether one still runs."""
    panel = panel_of(window)
    if panel is None or not panel.recording:
        return False
    panel.stop()
    return True


def sealing(window: MainWindow) -> SealingProgress | None:
    """What the sealing lane still has in hand; None when it has nothing to do."""
    if window.open_store is None or "core.video.sealing_lane" not in sys.modules:
        return None  # nothing was recorded or recovered: video is not even loaded
    from core.video.sealing_lane import sealing_lane

    lane = sealing_lane(window.open_store.store)
    return None if lane.wait(0) else lane.progress()


def hurry_sealing(window: MainWindow) -> None:
    """Let the sealing lane end after the segment in hand; does not wait for it."""
    if sealing(window) is not None and window.open_store is not None:
        from core.video.sealing_lane import sealing_lane

        sealing_lane(window.open_store.store).hurry()


def resume_sealing(window: MainWindow) -> None:
    """The person stays after all: what is recorded from now on is sealed again."""
    if window.open_store is not None and "core.video.sealing_lane" in sys.modules:
        from core.video.sealing_lane import sealing_lane

        sealing_lane(window.open_store.store).go_on()


def flush(window: MainWindow) -> None:
    """Say what is typed and not said yet."""
    room, panel = _checklist(window), panel_of(window)
    if room is not None:
        room.middle.flush()
    if panel is not None:
        panel.flush()
    editor = _editor(window)
    if editor is not None:
        editor.bench.keep_now()
    here: Any = window.shell.stack.currentWidget() if window.shell is not None else None
    if here is not None and here.objectName() == "place_inventory":
        here.page.flush()


def unsaved(window: MainWindow) -> int:
    """How many answers the store has refused and the fillings still hold."""
    room, panel = _checklist(window), panel_of(window)
    here = room.desks.unsaved if room is not None else 0
    return here + (panel.desk.holding.unsaved if panel is not None else 0)


def unsaved_drafts(window: MainWindow) -> int:
    """How many drafts of check-lists the store has refused and the editor still holds."""
    editor = _editor(window)
    return editor.bench.keeping.unsaved if editor is not None else 0


def pending(window: MainWindow) -> bool:
    """Whether an answer, a file or a draft is not in the store yet."""
    room, panel, editor = _checklist(window), panel_of(window), _editor(window)
    here = room is not None and room.desks.pending
    drafts = editor is not None and editor.bench.keeping.pending
    return here or drafts or (panel is not None and panel.desk.holding.pending)


def save_again(window: MainWindow) -> None:
    """Try to write what was refused once more."""
    room, panel = _checklist(window), panel_of(window)
    if room is not None:
        room.desks.save_again()
    if panel is not None:
        panel.desk.holding.again()
    editor = _editor(window)
    if editor is not None:
        editor.bench.keeping.again()


def _checklist(window: MainWindow) -> ChecklistPlace | None:
    room: Any = window.shell.room("filling") if window.shell is not None else None
    return room  # type: ignore[no-any-return]


def _editor(window: MainWindow) -> EditorPlace | None:
    room: Any = window.shell.room("editor") if window.shell is not None else None
    return room  # type: ignore[no-any-return]


def leave(window: MainWindow) -> None:
    """End what the rooms hold: players, recordings, queued answers."""
    if window.shell is None:
        return
    for name in ("filling", "review", "editor"):
        room = window.shell.room(name)
        if room is not None:
            room.leave()
    panel = panel_of(window)
    if panel is not None:
        panel.close_down()
