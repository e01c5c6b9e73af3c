"""An open store for each test of this room."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.builders import a_store

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def store(tmp_path):
    """An empty store, closed afterwards."""
    with a_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def places(store):
    """A small inventory in the store."""
    from places import some_places

    return some_places(store)
