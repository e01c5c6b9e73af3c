"""Laptops killed while files go and come, and two processes of one centre."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys

import pytest

from core.store import SampleKey, open_store
from sync.replica import file_queue as queue
from tests.server.centres import REPOSITORY, CentreProcess, config_for, enrolled
from tests.server.file_laptops import FileLaptop
from tests.server.postgres import free_port
from tests.server.test_file_lane import KILLS, some
from tests.server.tus_calls import Calls, sha256

SIZE = 4_000_000


@pytest.fixture
def centre(tmp_path):
    config = config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}")
    with config.file.open("a") as file:
        file.write("a_minute = 1000000\nlogins_a_minute = 1000000\n")
    with CentreProcess(config) as running:
        yield running


def worked(laptop, folder, *, at) -> bool:
    """The lane in a process of its own, killed once a file is at `at` bytes; whether it ended."""
    author = laptop.store.author
    command = [sys.executable, "-m", "tests.server.file_worker", str(folder),
               str(author.technician_id), str(author.device_id)]  # fmt: skip
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if line.startswith("end"):
                return True
            if int(line) >= at:
                process.kill()
                return False
        process.wait()
        assert process.returncode == 0
    return False


def test_laptops_are_killed_while_files_go_and_come(centre, tmp_path):
    rng = random.Random(31)
    one = FileLaptop(centre, tmp_path / "one")
    two = FileLaptop(centre, tmp_path / "two")
    one.visit()
    one.change()
    one.run()
    kills, seed = 0, 500
    while kills < KILLS:
        seed += 1
        content = some(SIZE, seed)
        name = one.photo(content, name=f"{seed}.bin", kind="file")
        one.change()
        for laptop, folder in ((one, tmp_path / "one"), (two, tmp_path / "two")):
            if laptop is two:
                two.change()
            laptop.close()
            for _ in range(100):
                at = rng.randrange(1, 2 * SIZE) if kills < KILLS else 2 * SIZE
                if worked(laptop, folder, at=at):
                    break
                kills += 1
            laptop.store = open_store(folder, unlock=SampleKey(), author=laptop.store.author)
            assert laptop.store.files.check() == []
            assert laptop.store.read(queue.file_standing).waiting_up == 0
        path = centre.config.files_folder / name[:2] / name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == name
        with two.store.files.open(name) as stream:
            assert stream.read() == content
    one.close()
    two.close()


def test_two_processes_on_postgresql_take_one_file(database, tmp_path):
    config = config_for(tmp_path / "centro", database)
    with CentreProcess(config) as first, CentreProcess(config, port=free_port()) as second:
        laptop = enrolled(first)
        here, there = Calls(laptop), Calls(laptop)
        there.address = ("127.0.0.1", second.port)
        content = random.randbytes(900_000)
        place = here.begun(content)
        dead = here.half_open(place, content, part=500_000)
        # The other process learns of it once it is durable, and takes it over.
        reached = 0
        while reached < 500_000:
            assert reached <= len(content)
            reply = there.create(content)
            reached = int(reply.getheader("Upload-Offset"))
        assert there.offset(place) == 500_000
        dead.sendall(content[500_000:700_000])
        assert b" 409 " in dead.recv(100)
        dead.close()
        assert there.offset(place) == 500_000
        done = there.patch(place, content[500_000:], offset=500_000)
        assert done.getheader("Terreno-Received") == sha256(content)
        assert here.get(sha256(content)).content == content
        assert here.create(content).getheader("Terreno-Received") == sha256(content)
