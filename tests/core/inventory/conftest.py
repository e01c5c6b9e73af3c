"""An open store for each test of this room."""

from __future__ import annotations

import pytest

from tests.builders import a_store


@pytest.fixture
def store(tmp_path):
    """An empty store, closed afterwards."""
    with a_store(tmp_path / "store") as opened:
        yield opened
