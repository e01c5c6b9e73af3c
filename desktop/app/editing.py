"""The editor of check-lists, wired to the window: made on first use, taken up again at a start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.app.window import MainWindow

NAME = "editor"


def open_editor(window: MainWindow, argument: object) -> None:
    """Go to the editor; `argument` is what its place takes (None: what is open there)."""
    shell = window.shell
    if shell is None:
        return
    if shell.room(NAME) is None:
        from desktop.editor.place import EditorPlace

        room = EditorPlace(shell.around)
        room.setObjectName("room_editor")
        shell.add_room(NAME, room)
    shell.go(NAME, argument)


def what_is_open(window: MainWindow) -> object:
    """The check-list that is open in the editor, for an editor that is built anew."""
    room: Any = window.shell.room(NAME) if window.shell is not None else None
    return room.state() if room is not None else None


def go_on(window: MainWindow) -> None:
    """After a start that follows a day in the editor: the check-list that was not finished."""
    if window.jobs is None:
        return
    from core.visits import list_drafts

    window.jobs.read(
        list_drafts,
        then=lambda drafts: open_editor(window, ("draft", drafts[0].id)) if drafts else None,
    )
