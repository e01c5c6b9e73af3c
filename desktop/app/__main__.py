"""The single door: no argument opens the window, anything else is a command."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run Terreno; returns the exit code. `argv` is without the program's name."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["tour"]:
        from desktop.app.tour.run import main as tour

        return tour(arguments[1:])
    if arguments:
        from core.cli import Probe
        from core.cli import run as command

        probes: list[Probe] = []
        if arguments[0] == "doctor":
            from desktop.app.self_check import probes as window_probes

            probes = window_probes()
        from sync.commands import rooms

        return command(arguments, probes=probes, rooms=rooms())
    # Imports make little garbage and many objects: not looking through them again and again
    # saves a tenth of a second. `desktop.kit.memory` collects from the first event on.
    gc.disable()
    from desktop.app.application import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
