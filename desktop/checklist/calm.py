"""Keeping the interpreter from getting in the way of the person who types.

Measured with benchmarks/bench_guiao.py: a full pass of the garbage collector over a form of 1,000
questions took 50 to 340 ms, and a writing thread may hold the interpreter 5 ms at a time.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SWITCH_SECONDS = 0.001


@contextmanager
def building() -> Iterator[None]:
    """No collection while a form is built, and none of it is looked through afterwards.

    What is built lives as long as the filling is open; `let_go` gives it back to the collector.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


def let_go() -> None:
    """The filling was closed: what it was made of may be collected again."""
    gc.unfreeze()


def favour_the_window() -> None:
    """Let the window's thread have the interpreter back after 1 ms instead of 5."""
    if sys.getswitchinterval() > SWITCH_SECONDS:
        sys.setswitchinterval(SWITCH_SECONDS)
