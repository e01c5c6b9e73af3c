"""No garbage collection while much is made of which nearly all stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def building() -> Iterator[None]:
    """Collecting again and again looks through all the objects that stay.

    Measured: reading WHO's verbal autopsy takes half as long again with it, writing an import of
    50,000 rows a sixth.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
