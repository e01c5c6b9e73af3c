"""Random histories of laptops and a centre; `python -m tests.sync.simulation` runs many more."""

from __future__ import annotations

import os

import pytest

from tests.sync import simulation
from tests.sync.simulation import Options, Simulation

HISTORIES = int(os.environ.get("TERRENO_HISTORIES", "60"))
_GROUP = 15


@pytest.fixture(autouse=True)
def snapshots_early(monkeypatch):
    """A scope of fifteen operations is far behind, so that snapshots are met."""
    monkeypatch.setattr(simulation.exchange_module, "FAR_BEHIND", 15)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("start", range(0, HISTORIES, _GROUP))
def test_whatever_goes_wrong_nothing_is_lost_and_all_see_the_same(start):
    simulation.run_seeds(range(start, start + _GROUP), Options(steps=50))


def test_the_same_seed_is_the_same_history():
    runs = [Simulation(7, Options(steps=40)).run() for _ in range(2)]
    assert runs[0].seen == runs[1].seen
    assert len(runs[0].told.operations) == len(runs[1].told.operations)


def test_a_wrong_clock_changes_nothing_about_what_is_in_dispute():
    """I9: with right clocks and with wrong ones the same fields are in dispute."""
    found = []
    for clocks in (True, False):
        world = Simulation(11, Options(steps=60, clocks=clocks, faults=False))
        found.append(world.run().disputes)
    assert found[0] == found[1]
