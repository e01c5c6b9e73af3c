"""No garbage collection while a form is read: nearly all that it makes stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def building() -> Iterator[None]:
    """Collecting again and again looks through ten thousands of objects that all stay.

    Measured: it makes reading WHO's verbal autopsy take half as long again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
