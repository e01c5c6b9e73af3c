"""JavaRosa for the tests of this folder: compiled once, one process, skipped where it cannot be."""

from __future__ import annotations

import pytest

from tests.javarosa.engine import JavaRosa, compiled, what_is_missing


@pytest.fixture(scope="session")
def driver_classes(tmp_path_factory):
    """The compiled driver."""
    missing = what_is_missing()
    if missing:
        pytest.skip(missing)
    return compiled(tmp_path_factory.mktemp("javarosa"))


@pytest.fixture(scope="module")
def javarosa(driver_classes):
    """One process in UTC, any number of forms."""
    with JavaRosa(driver_classes) as peer:
        yield peer
