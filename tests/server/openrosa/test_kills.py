"""Two processes of a centre on PostgreSQL, killed while phones hand in: nothing lost or doubled."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Event

from core.visits import answers_with_moments, list_visits
from tests.builders import a_form
from tests.server.centres import CentreProcess, config_for
from tests.server.openrosa.phones import Phone, a_phone, installed
from tests.server.openrosa.submissions import submission, until_applied
from tests.server.postgres import free_port

PHONES = 4
KILLS = int(os.environ.get("TERRENO_OPENROSA_KILLS", "2"))
EACH = 3 * KILLS


def picture(phone: int, number: int) -> bytes:
    return random.Random(phone * 1000 + number).randbytes(30_000)


def names() -> list[tuple[int, int]]:
    return [(n, number) for n in range(PHONES) for number in range(EACH)]


def hand_in(centres: list[CentreProcess], phone: Phone, n: int) -> None:
    """Two posts for each submission, each until it is acknowledged; another process each time."""
    tries = itertools.count()
    for number in range(EACH):
        name = f"{n}-{number}"
        xml = submission(f"Nome {name}", instance=f"uuid:{name}", foto=f"{name}.jpg")
        posts = [({}, True), ({f"{name}.jpg": picture(n, number)}, False)]
        while posts:
            there = replace(phone, url=centres[next(tries) % 2].url)
            try:
                said = there.submit(xml, posts[0][0], incomplete=posts[0][1])
            except OSError:
                Event().wait(0.05)
                continue
            assert said.status in (201, 503), said
            if said.status == 201:
                posts.pop(0)


def kill(centres: list[CentreProcess]) -> None:
    chance = random.Random(5)
    for _ in range(KILLS):
        Event().wait(chance.uniform(0.3, 1.0))
        victim = chance.choice(centres)
        victim.kill()
        victim.start()


def test_what_was_acknowledged_is_there_once(database, tmp_path):
    config = config_for(tmp_path / "centro", database)
    with config.file.open("a") as file:
        file.write("a_minute = 100000\nlogins_a_minute = 10000\n")
    centres = [CentreProcess(config), CentreProcess(config, port=free_port())]
    with centres[0], centres[1]:
        laptop = installed(centres[0], tmp_path / "laptop", a_form())
        phones = [a_phone(centres[0], f"fone-{n}") for n in range(PHONES)]
        with ThreadPoolExecutor(PHONES + 1) as pool:
            done = [pool.submit(hand_in, centres, phones[n], n) for n in range(PHONES)]
            done.append(pool.submit(kill, centres))
            for each in done:
                each.result(timeout=240)
        for n, number in names():
            until_applied(centres[0], f"uuid:{n}-{number}")
        laptop.change()
        found = []
        for visit in laptop.store.read(list_visits):
            answers = laptop.store.read(partial(answers_with_moments, filling_id=visit.filling_id))
            found += [one.value for one in answers if one.key == "/data/nome"]
        laptop.close()
        assert sorted(found) == sorted(f"Nome {n}-{number}" for n, number in names())
        for n, number in names():
            sha256 = hashlib.sha256(picture(n, number)).hexdigest()
            path = config.folder / "files" / sha256[:2] / sha256
            assert path.read_bytes() == picture(n, number)
