"""Two processes of one centre on PostgreSQL, killed at random while laptops push and pull.

Long run: `TERRENO_KILL_ROUNDS=40 TERRENO_KILL_LAPTOPS=50 python -m pytest
tests/server/test_two_processes.py -s`.
"""

from __future__ import annotations

import os
import random
import threading
from functools import partial

from sqlalchemy import select

from core.store.changes import Change
from sync.centre.tables import ScopeHead
from sync.protocol.endpoint import NoAnswer, Refused
from sync.protocol.operations import CHAIN_START, chained
from tests.server.centres import CentreProcess, config_for, enrolled, exchange, free_port, put
from tests.sync.worlds import SimPlace

ROUNDS = int(os.environ.get("TERRENO_KILL_ROUNDS", "3"))
LAPTOPS = int(os.environ.get("TERRENO_KILL_LAPTOPS", "6"))
SCOPES = ("1304", "1308", "1312")


def confirmed(laptop):
    """What the centre said it has: id → digest, scope, seq."""
    with laptop.disk.engine.connect() as connection:
        rows = connection.execute(
            select(Change.id, Change.digest, Change.scope, Change.seq).where(
                Change.seq.is_not(None)
            )
        )
        return {one: (bytes(digest), scope, seq) for one, digest, scope, seq in rows}


class Office:
    """A laptop that writes and exchanges until it is told that the day is over."""

    def __init__(self, number, laptop, over) -> None:
        self.chance = random.Random(number)
        self.name = f"S{number}"
        self.laptop = laptop
        self.over = over
        self.refusals: list[str] = []
        self.ended = False
        self.thread = threading.Thread(target=self.work)

    def work(self) -> None:
        while not self.over.is_set():
            # Of many lengths: two pushes of one length cannot both end at one place anyway.
            for _ in range(self.chance.randint(1, 4)):
                place = put(self.laptop, scope=self.chance.choice(SCOPES), name=self.name, floor=1)
                if self.chance.random() < 0.5:
                    self.laptop.write_now(partial(_to_second_floor, place=place))
            try:
                exchange(self.laptop)
            except NoAnswer:
                self.over.wait(0.05)
            except Refused as refusal:
                self.refusals.append(refusal.code)
        self.ended = True


def _to_second_floor(work, *, place) -> None:
    work.get(SimPlace, place).floor = 2


def in_the_log(centre):
    """Every operation of the centre, and the heads of its scopes as it counts them."""
    with centre.database() as connection:
        log = connection.execute(
            select(Change.id, Change.digest, Change.scope, Change.seq, Change.eff).order_by(
                Change.scope, Change.seq
            )
        ).all()
        heads = connection.execute(select(ScopeHead.scope, ScopeHead.seq, ScopeHead.chain))
        return log, {scope: (seq, bytes(chain)) for scope, seq, chain in heads if seq}


def ends_of(log):
    """The heads again, from the operations alone; fails where a place is missing or double."""
    ends = {}
    for _, digest, scope, seq, eff in log:
        last, chain = ends.get(scope, (0, CHAIN_START))
        assert seq == last + 1, "a gap"
        ends[scope] = (seq, chained(chain, digest=bytes(digest), eff=eff))
    return ends


def test_nothing_confirmed_is_lost_when_processes_are_killed(database, tmp_path):
    config = config_for(tmp_path / "centro", database)
    with config.file.open("a", encoding="utf-8") as file:
        # All these laptops come from one address.
        file.write("a_minute = 1000000\nlogins_a_minute = 1000000\n")
    over, chance = threading.Event(), random.Random(1)
    with CentreProcess(config) as one, CentreProcess(config, port=free_port()) as two:
        laptops = [enrolled((one, two)[at % 2], "amp", "amp_team") for at in range(LAPTOPS)]
        offices = [Office(at, laptop, over) for at, laptop in enumerate(laptops)]
        for office in offices:
            office.thread.start()
        for _ in range(ROUNDS):
            over.wait(chance.uniform(0.2, 1.5))
            victim = chance.choice((one, two))
            victim.kill()
            victim.start()
        over.set()
        for office in offices:
            office.thread.join()
        told = [confirmed(laptop) for laptop in laptops]
        for laptop in laptops:
            exchange(laptop)
        fresh = enrolled(one, "amp", "amp_team")
        exchange(fresh)
        log, heads = in_the_log(one)
    assert all(office.ended for office in offices)
    assert {code for office in offices for code in office.refusals} <= {"busy"}
    there = {which: (bytes(digest), scope, seq) for which, digest, scope, seq, _ in log}
    assert len(there) == len(log), "doubled"
    for known in told:
        assert known.items() <= there.items(), "confirmed, and lost or moved"
    assert heads == ends_of(log)
    for laptop in laptops:
        assert {operation.id for operation in laptop.operations()} <= there.keys(), "never sent"
    assert {operation.id for operation in fresh.operations()} == there.keys(), "skipped"
    print(f"{LAPTOPS} laptops, {ROUNDS} kills: {len(log)} operations, none lost, none doubled")
