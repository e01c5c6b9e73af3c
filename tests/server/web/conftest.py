"""One centre for all tests of the page, with two municipalities and a dispute."""

from __future__ import annotations

import pytest

from tests.server.centres import CentreProcess, config_for, enrolled, exchange, put
from tests.sync.worlds import SimPlace


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """A centre on SQLite, in a process of its own."""
    folder = tmp_path_factory.mktemp("page")
    config = config_for(
        folder / "centro", f"sqlite:///{folder / 'c.db'}", a_minute=100_000, keep_free=1
    )
    with CentreProcess(config) as running:
        yield running


@pytest.fixture(scope="module")
def world(centre):
    """Laptops of Porto and Maia; in Porto two of them disagree about a name."""
    one, two, maia = enrolled(centre), enrolled(centre), enrolled(centre, "1306")
    place = put(one, name="Sala", floor=1)
    put(maia, scope="1306", name="Pavilhão")
    for laptop in (one, two, maia):
        exchange(laptop)

    def called(name):
        return lambda work: setattr(work.get(SimPlace, place), "name", name)

    one.write_now(called("Sala azul"))
    two.write_now(called("Sala verde"))
    exchange(one)
    exchange(two)
    return {"one": one, "two": two, "maia": maia, "place": place}
