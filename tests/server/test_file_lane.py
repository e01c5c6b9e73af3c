"""Files between laptops and a centre in a process of its own: cuts, kills, limits, what stays."""

from __future__ import annotations

import hashlib
import os
import random
import threading
from datetime import timedelta
from functools import partial

import pytest

from core.people import withdraw_consent
from core.store.changes import Change
from core.store.clock import SystemClock
from core.video.privacy.records import decide_export
from sync.centre.service import begin_epoch
from sync.protocol.endpoint import NoAnswer
from sync.replica import file_queue as queue
from sync.replica.pace import Pace
from tests.server.centres import CentreProcess, config_for
from tests.server.cutting import CuttingLine
from tests.server.file_laptops import FileLaptop

KILLS = int(os.environ.get("TERRENO_FILE_KILLS", "6"))
"""How often server, laptop or line die in each test that kills (docs/sync-protocol.md)."""


@pytest.fixture
def centre(tmp_path):
    config = config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}")
    with config.file.open("a") as file:
        file.write("a_minute = 1000000\nlogins_a_minute = 1000000\n")
    with CentreProcess(config) as running:
        yield running


@pytest.fixture
def laptops(centre, tmp_path):
    """Makes laptops, and closes them."""
    made = []

    def make(**rest):
        made.append(FileLaptop(centre, tmp_path / f"store-{len(made)}", **rest))
        return made[-1]

    yield make
    for one in made:
        one.close()


def some(size, seed=1):
    return random.Random(seed).randbytes(size)


def at_centre(centre, sha256):
    path = centre.config.files_folder / sha256[:2] / sha256
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def test_photos_check_lists_and_recordings_reach_the_other_laptop(centre, laptops):
    one, two = laptops(), laptops()
    one.visit()
    one.consent()
    photo = one.photo(some(30_000))
    large = one.photo(some(300_000, 2), name="planta.pdf", kind="file")
    one.recording(some(400_000, 3), some(200_000, 4))
    one.change()
    outcome = one.run()
    standing = one.standing()
    assert (outcome.sent, outcome.refused, standing.waiting_up) == (5, 0, 0)
    assert standing.received == 5
    assert at_centre(centre, photo)
    assert queue.is_received(one.store, large)
    assert one.run().sent == 0
    two.change()
    come = two.run()
    assert (come.fetched, come.sent) == (5, 0)
    with two.store.files.open(large) as stream:
        assert stream.read() == some(300_000, 2)
    assert two.store.files.check() == []
    assert not list((two.store.folder / "downloads").iterdir())
    assert (two.run().fetched, two.run().sent) == (0, 0)


def test_a_recording_leaves_with_consent_or_a_logged_decision_only(centre, laptops):
    one = laptops()
    one.visit()
    recording_id = one.recording(some(50_000))
    name = f"{recording_id}-0.mp4"
    one.change()
    one.run()
    assert one.reasons()[name] == (queue.HELD, "no_consent")
    consent = one.consent()
    one.run()
    assert name not in one.reasons()
    held = one.recording(some(60_000, 5))
    one.store.write_now(
        partial(withdraw_consent, consent_id=consent, at=SystemClock().now() - timedelta(hours=1))
    )
    photo = one.photo(some(9_000))
    before = one.standing()
    one.run()
    assert one.reasons()[f"{held}-0.mp4"] == (queue.HELD, "consent_ended")
    assert one.reasons()["foto.jpg"] == (queue.HELD, "consent_ended")
    assert not at_centre(centre, photo)
    assert before.held == 0
    one.store.write_now(
        partial(
            decide_export, recording_id=held, technician_id=None, why="pedido do tribunal",
            at=SystemClock().now(),
        )
    )  # fmt: skip
    assert one.run().sent == 2
    assert at_centre(centre, photo)


def test_a_consent_that_ends_while_its_recording_leaves(centre, laptops, monkeypatch):
    from sync.replica import file_lane

    monkeypatch.setattr(file_lane, "_GLANCE_NS", 0)
    one = laptops()
    one.visit()
    consent = one.consent()
    recording_id = one.recording(some(900_000))
    one.change()
    ended = []

    def told(file):
        if file.name.endswith(".mp4") and file.done > 300_000 and not ended:
            ended.append(file.done)
            one.store.write_now(
                partial(withdraw_consent, consent_id=consent, at=SystemClock().now())
            )

    one.run(told=told)
    assert ended
    assert one.reasons()[f"{recording_id}-0.mp4"] == (queue.HELD, "consent_ended")
    # What had gone of it does not lie about at the centre either.
    assert list((centre.config.files_folder / "incoming").iterdir()) == []
    assert one.store.read(queue.begun_and_held) == []


def test_over_tls_with_the_centres_own_key(tmp_path):
    config = config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}", scheme="https")
    content = some(1_500_000)
    with CentreProcess(config) as centre:
        one = FileLaptop(centre, tmp_path / "one")
        two = FileLaptop(centre, tmp_path / "two")
        one.visit()
        name = one.photo(content, name="filme.bin", kind="file")
        one.change()
        assert one.run().sent == 2
        two.change()
        assert two.run().fetched == 2
        with two.store.files.open(name) as stream:
            assert stream.read() == content
        one.close()
        two.close()


def test_a_full_laptop_takes_nothing_and_says_so(centre, laptops, monkeypatch):
    from sync.replica import file_lane

    one, two = laptops(), laptops()
    one.visit()
    one.photo(some(9_000))
    one.change()
    one.run()
    two.change()
    monkeypatch.setattr(file_lane, "_RESERVE", 1 << 60)
    outcome = two.run()
    assert (outcome.fetched, outcome.passed_by) == (0, 2)
    assert two.reasons()["foto.jpg"] == (queue.WAITING, "no_room")
    monkeypatch.undo()
    assert two.run().fetched == 2


def test_a_restored_centre_is_asked_again(centre, laptops):
    one = laptops()
    one.visit()
    name = one.photo(some(70_000))
    one.change()
    one.run()
    with centre.database() as connection:
        begin_epoch(connection, "another")
        for table in ("stored_file", "file_scope", "file_upload"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    one.change()
    assert one.run().sent == 2
    assert at_centre(centre, name)


def test_one_that_cannot_go_keeps_no_other(centre, laptops):
    one = laptops()
    one.visit()
    lost = one.photo(some(1_000, 6), name="perdida.jpg")
    damaged = one.photo(some(2_000, 7), name="estragada.jpg")
    good = one.photo(some(3_000, 8), name="boa.jpg")
    path = one.store.folder / "files" / damaged[:2] / damaged
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    one.change()
    one.run()
    assert at_centre(centre, good)
    assert one.reasons()["estragada.jpg"][0] == queue.REFUSED
    one.store.files.erase(lost)
    one.run()
    assert one.store.read(lambda work: work.query(Change).count()) > 0


def test_changes_go_while_a_file_is_on_its_way(centre, laptops):
    one = laptops()
    one.visit()
    one.change()
    one.photo(some(400_000), name="grande.bin", kind="file")
    going, done = threading.Event(), threading.Event()

    def told(file):
        going.set()
        if file.done > 100_000:
            # The file waits here until the changes are over.
            assert done.wait(30)

    runs = []
    worker = threading.Thread(target=lambda: runs.append(one.run(told=told)))
    worker.start()
    assert going.wait(30)
    assert one.change().pushed > 0
    done.set()
    worker.join()
    assert runs[0].sent == 2


def test_order_by_hand_metered_and_large_ones_of_others(centre, laptops, monkeypatch):
    one, two = laptops(), laptops()
    one.visit()
    small = one.photo(some(1_000, 1), name="pequena.jpg")
    large = one.photo(some(600_000, 2), name="grande.jpg")
    one.change()
    one.run(metered=True)
    assert one.reasons()["grande.jpg"] == (queue.WAITING, "")
    order = []
    third = one.photo(some(700_000, 3), name="primeira.jpg")
    one.lane()._look(always=True)
    one.store.write_now(partial(queue.move_first, sha256=third))
    one.run(told=lambda file: order.append(file.sha256))
    assert list(dict.fromkeys(order)) == [third, large]
    monkeypatch.setattr(queue, "BY_ITSELF", 500_000)
    two.change()
    two.run()
    assert two.store.files.has(small)
    assert two.reasons()["grande.jpg"] == (queue.OFFERED, "")
    two.store.write_now(partial(queue.move_first, sha256=large))
    assert two.run().fetched == 1
    assert two.store.files.has(large)


def test_a_limit_and_a_stop(centre, laptops):
    """The time is the test's own: what is waited for is what the limit says."""
    one = laptops()
    one.visit()
    one.photo(some(600_000), name="a.bin", kind="file")
    one.change()
    one.run(metered=True)

    class Told:
        now_s, waited = 0.0, 0.0

        def monotonic_ns(self):
            return int(self.now_s * 1e9)

        def pause(self, seconds):
            self.now_s += seconds
            self.waited += seconds

    time, stop = Told(), threading.Event()
    pace = Pace(limit=20_000, clock=time, pause=time.pause, stopping=stop.is_set)
    seen = []

    def told(file):
        seen.append(file.done)
        if file.done > 200_000:
            stop.set()

    outcome = one.run(pace=pace, told=told)
    assert outcome.stopped
    assert 9 < time.waited < 11
    assert one.run().sent == 1


def test_cuts_at_any_byte_send_little_twice(centre, laptops, tmp_path):
    content = some(3_000_000)
    rng = random.Random(11)
    with CuttingLine(centre.port, lambda: rng.randrange(1, 400_000)) as line:
        one = laptops(address=f"http://127.0.0.1:{line.port}")
        one.visit()
        line._cuts = lambda: None
        line._left = None
        one.change()
        one.run()
        sha256 = one.photo(content, name="filme.bin", kind="file")
        one.change()
        line.up = line.cut = 0
        line._cuts = lambda: rng.randrange(1, 2 * 3_000_000 // KILLS)
        line._left = line._cuts()
        for _ in range(10 * KILLS):
            try:
                if one.run().sent:
                    break
            except NoAnswer:
                continue
        again = (line.up - len(content)) / max(1, line.cut)
        assert at_centre(centre, sha256)
        assert line.cut >= 2
        # Headers and logins of each new connection are among it.
        assert again < 64 * 1024, (again, line.cut)
    print(f"{line.cut} cuts, {again:.0f} bytes sent again for each")


def test_cuts_of_what_comes(centre, laptops):
    content = some(2_000_000)
    one = laptops()
    one.visit()
    sha256 = one.photo(content, name="filme.bin", kind="file")
    one.change()
    one.run()
    rng = random.Random(12)
    with CuttingLine(centre.port, lambda: None, way="down") as line:
        two = laptops(address=f"http://127.0.0.1:{line.port}")
        two.change()
        line.down = 0
        line._cuts = lambda: rng.randrange(1, 2 * 2_000_000 // KILLS)
        line._left = line._cuts()
        for _ in range(10 * KILLS):
            try:
                two.run()
            except NoAnswer:
                continue
            if two.store.files.has(sha256):
                break
        with two.store.files.open(sha256) as stream:
            assert stream.read() == content
        assert line.cut >= 2
        # What stands in this machine's buffers goes with a cut: the more, the busier it is.
        assert (line.down - len(content)) / line.cut < 256 * 1024


def test_the_server_is_killed_again_and_again(centre, laptops):
    rng = random.Random(13)
    one = laptops()
    one.visit()
    one.change()
    one.run()
    kills = 0
    seed = 100
    while kills < KILLS:
        seed += 1
        content = some(6_000_000, seed)
        sha256 = one.photo(content, name=f"{seed}.bin", kind="file")
        one.change()
        for _ in range(100):
            at = rng.randrange(0, 2 * len(content)) if kills < KILLS else 2 * len(content)
            killed = []

            def told(file, at=at, killed=killed):
                if file.direction == "up" and file.done >= at and not killed:
                    killed.append(centre.process.pid)
                    centre.kill()

            try:
                sent = one.run(told=told).sent
            except NoAnswer:
                sent = 0
            if killed:
                kills += 1
                centre.start()
            if sent:
                break
        assert at_centre(centre, sha256)
        assert queue.is_received(one.store, sha256)
