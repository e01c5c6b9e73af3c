"""Random histories of laptops and a centre; `python -m tests.sync.simulation` runs many more."""

from __future__ import annotations

import os

import pytest

from tests.sync import simulation
from tests.sync.simulation import MET, Options, Simulation, run_many

HISTORIES = int(os.environ.get("TERRENO_HISTORIES", "2000"))


@pytest.mark.slow
def test_whatever_goes_wrong_nothing_is_lost_and_all_see_the_same():
    found = run_many(range(HISTORIES))
    assert found["histories"] == HISTORIES
    if HISTORIES >= 1000:
        assert not MET - found.keys(), "these histories never met it"


def test_the_same_seed_is_the_same_history():
    runs = [Simulation(7, Options(steps=40)).run() for _ in range(2)]
    assert runs[0].seen == runs[1].seen
    assert len(runs[0].told.operations) == len(runs[1].told.operations)


def test_a_history_that_fails_tells_its_seed(monkeypatch, capsys):
    def broken(self):
        raise simulation.Broken("I0: planted")

    monkeypatch.setattr(Simulation, "check", broken)
    with pytest.raises(simulation.Broken):
        simulation.run_seeds(range(3, 5), Options(steps=2))
    assert "--seed 3)" in capsys.readouterr().out


def test_a_wrong_clock_changes_nothing_about_what_is_in_dispute():
    """I9: with right clocks and with wrong ones the same fields are in dispute."""
    found = []
    for clocks in (True, False):
        world = Simulation(11, Options(steps=60, clocks=clocks, faults=False))
        found.append(world.run().disputes)
    assert found[0] == found[1]
