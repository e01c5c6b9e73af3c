"""How many operations a second an exchange takes: `python benchmarks/sync_server.py [ENTRIES]`.

A real centre in processes of its own (plain HTTP), on SQLite and on PostgreSQL with one process and
with two; four laptops push at once what was packed before, 500 operations each time. Then one with
its encrypted store pulls it all, by pages (never by a snapshot). `new`: entries of six fields.
`edits`: two fields of each, by the laptop that made it. `disputed`: one field of every entry, by
all four without knowing of each other. Default: 500 entries for each laptop.
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

MUNICIPALITIES = ("1304", "1312", "1317", "1308")
BATCH = 500
HOW_MANY = 500


def written(laptop, scope: str, entries: int) -> None:  # noqa: ANN001
    """Providers of one municipality, a hundred in a transaction."""
    from core.inventory.facilities import Provider

    for start in range(0, entries, 100):

        def verb(work, start=start):  # noqa: ANN001, ANN202
            for number in range(start, min(start + 100, entries)):
                work.add(
                    Provider(
                        scope=scope, name=f"Centro Social {scope} n.º {number}",
                        nipc=str(500_000_000 + number), phone=str(210_000_000 + 7 * number),
                        email=f"geral{number}@centro{scope}.example",
                        address=f"Rua {number % 97}, {number}", note="Visitado em novembro",
                    )
                )  # fmt: skip

        laptop.store.write_now(verb)


def packed(laptop) -> list:  # noqa: ANN001
    """All that waits on a laptop, as messages of about 500 operations, whole transactions."""
    from sync.protocol.codec import pack
    from sync.protocol.messages import Push
    from sync.replica import state

    waiting = laptop.store.read(lambda work: state.waiting(work.connection(), most=1 << 30))
    epoch = laptop.store.read(lambda work: state.fact(work.connection(), "epoch"))
    batches: list[list] = [[]]
    for one in waiting:
        if len(batches[-1]) >= BATCH and batches[-1][-1].transaction_id != one.transaction_id:
            batches.append([])
        batches[-1].append(one)
    return [
        (Push(laptop.store.author.device_id, epoch, pack(batch)), len(batch)) for batch in batches
    ]


def pushed(laptop, messages: list) -> int:  # noqa: ANN001
    """Push them one after the other; gives how many operations the centre took."""
    from sync.replica import enrolment
    from tests.server.centres import at_once

    endpoint = enrolment.endpoint_of(laptop.store, pause=at_once)
    taken = 0
    for message, _ in messages:
        taken += sum(endpoint.push(message).runs[2::3])
    endpoint.wire.close()
    return taken


def edited(laptop, scope: str) -> None:  # noqa: ANN001
    """Two fields of every entry of a municipality, each change naming what it replaces."""
    from sqlalchemy import select

    from core.inventory.facilities import Provider

    def verb(work) -> None:  # noqa: ANN001
        for row in work.scalars(select(Provider).where(Provider.scope == scope)).all():
            row.note = f"Revisto: {row.name}"
            row.phone = row.phone[::-1]

    laptop.store.write_now(verb)


def disputed(laptop, _scope: str) -> None:  # noqa: ANN001
    """A field of every entry there is, to a value that no other laptop gives."""
    from sqlalchemy import select

    from core.inventory.facilities import Provider

    def verb(work) -> None:  # noqa: ANN001
        for row in work.scalars(select(Provider)).all():
            row.note = f"Visto por {laptop.store.author.device_id}"

    laptop.store.write_now(verb)


def brought(laptop) -> tuple[int, float, float]:  # noqa: ANN001
    """One exchange: changes that came, its seconds, and how many of them were the centre's."""
    from core.store.clock import SystemClock
    from sync.replica import enrolment
    from sync.replica.exchange import Exchange
    from tests.server.centres import at_once

    endpoint = enrolment.endpoint_of(laptop.store, pause=at_once)
    asking = 0.0
    ask = endpoint.wire.ask

    def timed(*args, **rest):  # noqa: ANN002, ANN003, ANN202
        nonlocal asking
        start = time.perf_counter()
        try:
            return ask(*args, **rest)
        finally:
            asking += time.perf_counter() - start

    endpoint.wire.ask = timed
    run = Exchange(laptop.store, endpoint, clock=SystemClock()).run
    start = time.perf_counter()
    outcome = run()
    whole = time.perf_counter() - start
    endpoint.wire.close()
    return outcome.pulled, whole, asking


def measured(name: str, database: str, *, entries: int, processes: int) -> None:
    """One centre: taking in, and a laptop that takes it all."""
    from sync.replica import exchange
    from tests.server.centres import CentreProcess, config_for
    from tests.server.file_laptops import FileLaptop

    exchange.FAR_BEHIND = 1 << 50  # pages only: a snapshot leaves out what was replaced
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        database = database or f"sqlite:///{folder / 'centro.db'}"
        config = config_for(folder / "centro", database, processes=processes)
        with config.file.open("a", encoding="utf-8") as file:
            # All laptops come from one address here, and sooner after each other than in life.
            file.write("a_minute = 1000000\nlogins_a_minute = 100000\n")
        centre = stack.enter_context(CentreProcess(config))
        laptops = [FileLaptop(centre, folder / scope) for scope in MUNICIPALITIES]
        for laptop in laptops:
            laptop.change()
        for laptop, scope in zip(laptops, MUNICIPALITIES, strict=True):
            written(laptop, scope, entries)
        other = FileLaptop(centre, folder / "other")
        for kind, write in (("new", None), ("edits", edited), ("disputed", disputed)):
            if write is not None:
                for laptop, scope in zip(laptops, MUNICIPALITIES, strict=True):
                    laptop.change()
                    write(laptop, scope)
            messages = [packed(laptop) for laptop in laptops]
            count = sum(size for one in messages for _, size in one)
            start = time.perf_counter()
            with ThreadPoolExecutor(len(laptops)) as pool:
                taken = sum(pool.map(pushed, laptops, messages))
            push = time.perf_counter() - start
            assert taken == count, (taken, count)
            pulled, whole, asking = brought(other)
            assert pulled >= count, (pulled, count)
            print(
                f"{name:<22} {kind:<8} {count:>7} push {count / push:6.0f}/s   pull "
                f"{pulled / whole:6.0f}/s, of which apply {pulled / (whole - asking):6.0f}/s",
                flush=True,
            )
        for laptop in (*laptops, other):
            laptop.store.close()


def main(arguments: list[str]) -> None:
    """Every kind of centre in turn."""
    from sqlalchemy import create_engine, text

    from tests.server.postgres import running_postgres

    numbers = [int(one) for one in arguments if one.isdigit()]
    entries = numbers[0] if numbers else HOW_MANY
    measured("SQLite, 1 proc.", "", entries=entries, processes=1)
    with running_postgres() as url:
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        for processes in (1, 2):
            name = f"bench_{processes}"
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            measured(
                f"PostgreSQL, {processes} proc.", f"{url.rsplit('/', 1)[0]}/{name}",
                entries=entries, processes=processes,
            )  # fmt: skip
        admin.dispose()


if __name__ == "__main__":
    main(sys.argv[1:])
