"""A store that cannot be brought up at opening is let go, and can be opened again."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from core.store import problems
from core.store import store as store_module


def test_a_failed_derivation_lets_the_store_go(store, reopen, monkeypatch):
    store.write_now(
        lambda work: work.execute(text("DELETE FROM store_state WHERE name = 'derived'"))
    )
    store.close()
    with monkeypatch.context() as patched:

        def full(_work):
            raise OSError(28, "no space left")

        patched.setattr(store_module, "rederive", full)
        with pytest.raises(problems.DiskFull):
            reopen()
    assert not [one for one in threading.enumerate() if one.name.startswith("terreno")]
    reopen()
