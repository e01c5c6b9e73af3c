"""Transactions of the centre at the same time, on PostgreSQL.

What the simulation in memory cannot show: two that have read before either has written.

Longer: `TERRENO_AT_ONCE=40 python -m pytest tests/server/test_at_once.py -s`.
"""

from __future__ import annotations

import os
import random
import threading
from uuid import UUID

import pytest
from sqlalchemy import event, select

from core.store.changes import Change
from core.store.log import Author
from sync.centre import accept as accept_module
from sync.centre.epochs import epoch_of
from sync.centre.in_process import InProcess
from sync.centre.service import Centre
from sync.centre.tables import ScopeHead
from sync.protocol.messages import Pull
from sync.protocol.operations import CHAIN_START, chained
from sync.replica import exchange as exchange_module
from sync.server.database import open_engine
from tests.server.centres import Wall, config_for, put
from tests.sync.sticks import give_keys
from tests.sync.worlds import Broken, Laptop, SimClock, enrol

ROUNDS = int(os.environ.get("TERRENO_AT_ONCE", "6"))
LAPTOPS = 5
SCOPES = ("1308", "1312")


class Offices:
    """Laptops that exchange at once through two centres of one database, and one that reads."""

    def __init__(self, database, folder, *, seed) -> None:
        config = config_for(folder, database)
        self.engines = [open_engine(config.database) for _ in range(2)]
        clock = SimClock(Wall())
        self.centres = [Centre(engine, clock=clock) for engine in self.engines]
        self.seed = seed
        self.laptops = []
        for number in range(LAPTOPS + 1):
            author = Author(UUID(int=1000 + number), UUID(int=2000 + number))
            enrol(self.centres[0], author, organisation="amp", role="amp_team")
            self.laptops.append(Laptop(author, SimClock(Wall())))
            give_keys(self.centres[0], self.laptops[-1])
        self.seen = {scope: [(0, CHAIN_START)] for scope in SCOPES}
        """Where the reader was, and the chain over all before, as it was told then."""
        self.errors: list[BaseException] = []
        self.over = threading.Event()
        for engine in self.engines:
            event.listen(engine, "after_cursor_execute", self._linger)

    def _linger(self, *_) -> None:
        # A transaction is interrupted anywhere, so that others come between.
        self.over.wait(random.random() * 0.004)

    def run(self) -> None:
        """Everybody at once, until each has exchanged `ROUNDS` times. Raises: Broken."""
        threads = [threading.Thread(target=self._work, args=[at]) for at in range(LAPTOPS)]
        reader = threading.Thread(target=self._read)
        for thread in (*threads, reader):
            thread.start()
        for thread in threads:
            thread.join()
        self.over.set()
        reader.join()
        if self.errors:
            raise Broken(str(self.errors[0])) from self.errors[0]
        self.check()

    def close(self) -> None:
        for engine in self.engines:
            engine.dispose()
        for laptop in self.laptops:
            laptop.disk.close()

    def _work(self, number) -> None:
        luck, laptop = random.Random(self.seed * 100 + number), self.laptops[number]
        try:
            for turn in range(ROUNDS):
                for _ in range(luck.randint(1, 3)):
                    put(laptop, scope=luck.choice(SCOPES), name=f"{number}.{turn}")
                centre = self.centres[luck.randrange(2)]
                line = InProcess(centre, device=laptop.author.device_id)
                exchange_module.Exchange(laptop, line, clock=laptop.clock).run()
        except BaseException as error:  # noqa: BLE001  told by `run`
            self.errors.append(error)

    def _read(self) -> None:
        """Reads on from where it is, as a laptop does: what is passed over is never seen again."""
        author = self.laptops[-1].author
        try:
            last = False
            while not last:
                last = self.over.is_set()  # one more look after everybody has ended
                for scope in SCOPES:
                    at = self.seen[scope][-1][0]
                    found = self.centres[0].pull(
                        Pull(device=author.device_id, epoch=self.epoch(), scope=scope, after=at)
                    )
                    if found.count:
                        self.seen[scope].append((found.after + found.count, found.chain))
        except BaseException as error:  # noqa: BLE001  told by `run`
            self.errors.append(error)

    def epoch(self) -> str:
        """The centre's epoch."""
        with self.engines[0].connect() as connection:
            return epoch_of(connection)

    def check(self) -> None:
        """I2, I4, I5 and I8 of `docs/sync-protocol.md`. Raises: Broken."""
        with self.engines[0].connect() as connection:
            log = connection.execute(
                select(Change.id, Change.scope, Change.seq, Change.digest, Change.eff).order_by(
                    Change.scope, Change.seq
                )
            ).all()
            heads = {
                scope: (seq, bytes(chain))
                for scope, seq, chain in connection.execute(
                    select(ScopeHead.scope, ScopeHead.seq, ScopeHead.chain)
                )
                if seq
            }
        ends: dict[str, tuple[int, bytes]] = {}
        chains = {(scope, 0): CHAIN_START for scope in SCOPES}
        for _, scope, seq, digest, eff in log:
            last, chain = ends.get(scope, (0, CHAIN_START))
            if seq != last + 1:
                raise Broken(f"I4: {scope} has {seq} after {last}")
            ends[scope] = (seq, chained(chain, digest=bytes(digest), eff=eff))
            chains[scope, seq] = ends[scope][1]
        if ends != heads:
            raise Broken("I4: a head is not that of its operations")
        for scope in SCOPES:
            told = self.seen[scope]
            if told[-1][0] != heads[scope][0] or any(
                chains[scope, seq] != chain for seq, chain in told
            ):
                raise Broken(f"I5: who reads on has passed over something of {scope}")
        there = {one.id for one in log}
        for laptop in self.laptops[:-1]:
            if not {one.id for one in laptop.operations()} <= there:
                raise Broken("I8: written, pushed, and nowhere to be found")


@pytest.fixture
def offices(database, tmp_path):
    found = Offices(database, tmp_path / "centro", seed=1)
    yield found
    found.close()


def test_what_is_pushed_at_once_stands_in_one_order_without_gaps(offices):
    offices.run()


def test_a_planted_missing_lock_is_caught(offices, monkeypatch):
    """Heads that are read without being locked: two transactions give the same places.

    (The unique index over scope and place is what stops it; without the index it would be I4.)
    """
    before_commit = threading.Barrier(2, timeout=5)

    def unlocked(connection, scopes):
        heads = {
            scope: (seq, bytes(chain))
            for scope, seq, chain in connection.execute(
                select(ScopeHead.scope, ScopeHead.seq, ScopeHead.chain).where(
                    ScopeHead.scope.in_(scopes)
                )
            )
        }
        # Two that have both read: at least one pair of them must meet.
        try:
            before_commit.wait()
        except threading.BrokenBarrierError:
            before_commit.reset()
        return {scope: heads.get(scope, (0, CHAIN_START)) for scope in scopes}

    monkeypatch.setattr(accept_module, "_lock_scopes", unlocked)
    with pytest.raises(Broken):
        offices.run()
