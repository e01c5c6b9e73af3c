"""The centre's configuration file, and how often someone may ask."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from core.store.clock import SystemClock
from sync.protocol.endpoint import Refused
from sync.server.config import ServerConfig, read_config, write_config
from sync.server.rates import Rates
from tests.server.centres import CentreProcess, config_for, enrolled, exchange


def test_what_was_set_by_hand_is_still_there_when_the_file_is_written_again(tmp_path):
    config = ServerConfig(folder=tmp_path, database="sqlite:///x.db", url="https://c.example")
    others: dict[str, object] = {}
    for one in fields(config):
        if one.name == "folder":
            continue
        known = getattr(config, one.name)
        if isinstance(known, bool):
            others[one.name] = not known
        elif isinstance(known, int):
            others[one.name] = known + 7
        else:
            others[one.name] = f'outro "{one.name}"'
    changed = replace(config, **others)
    write_config(changed)
    assert read_config(tmp_path, env={}) == changed
    write_config(read_config(tmp_path, env={}))
    assert read_config(tmp_path, env={}) == changed


def test_what_is_given_back_was_never_taken():
    rates = Rates(3, clock=SystemClock())
    for _ in range(10):
        rates.take("a")
        rates.give_back("a")
    for _ in range(3):
        rates.take("a")
    with pytest.raises(Refused):
        rates.take("a")


def test_an_office_of_many_laptops_has_one_address(tmp_path):
    """More laptops enrol and exchange at once than wrong guesses are let through."""
    config = config_for(
        tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}", logins_a_minute=4, keep_free=1
    )
    with CentreProcess(config) as centre:
        laptops = [enrolled(centre) for _ in range(9)]
        assert all(exchange(one).refused == 0 for one in laptops)
