"""Filling and review, wired to the window: made on first use, because they bring video along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.app.window import MainWindow


def filling_room(window: MainWindow) -> QWidget:
    """The check-list with the recording at its side."""
    from desktop.checklist.place import ChecklistPlace
    from desktop.recording import RecordingPanel

    assert window.jobs is not None
    assert window.shell is not None
    shell = window.shell
    room: Any = ChecklistPlace(window.jobs)
    panel: Any = RecordingPanel(window.jobs)
    room.set_side_panel(panel)
    room.open_review.connect(lambda visit: shell.command.emit("review", visit))
    return room  # type: ignore[no-any-return]


def review_room(window: MainWindow) -> QWidget:
    """The recording and the answers side by side."""
    from desktop.kit import language
    from desktop.review.place import ReviewPlace

    assert window.jobs is not None
    assert window.shell is not None
    shell = window.shell
    room = ReviewPlace(window.jobs, language=language.current())
    me = window.open_store.me if window.open_store else None
    room.set_technician(me.technician.id if me else None)
    room.open_filling.connect(lambda filling, _key: shell.command.emit("filling", filling))
    room.take_home.connect(lambda visit: shell.command.emit("take_home", visit))
    return room


def recording(window: MainWindow) -> bool:
    """Whether a recording is running now."""
    room = window.shell.room("filling") if window.shell is not None else None
    panel = getattr(room, "side_panel", None)
    return bool(getattr(panel, "recording", False))


def leave(window: MainWindow) -> None:
    """End what the rooms hold: players, recordings, queued answers."""
    if window.shell is None:
        return
    for name in ("filling", "review"):
        room: Any = window.shell.room(name)
        if room is not None:
            room.leave()
