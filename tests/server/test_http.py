"""Laptops and a centre over real HTTP: enrolment, exchange, snapshots, who is kept out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.store.log import Author
from sync.protocol.endpoint import NoAnswer, Refused
from sync.protocol.messages import Pull, Push, to_bytes
from sync.protocol.signed_word import SCHEME, TOKEN_HEADER, SignedWord
from sync.replica import enrolment
from sync.replica.exchange import Exchange, Wiped
from sync.replica.wire import WrongKey
from sync.server.devices import audit_trail, list_devices, move_device, revoke
from sync.server.snapshooting import make_missing
from tests.server.centres import (
    CentreProcess,
    Wall,
    a_laptop,
    at_once,
    config_for,
    enrolled,
    exchange,
    put,
    seen,
)
from tests.sync.worlds import SimClock

both = pytest.mark.parametrize("database", ["postgresql", "sqlite"], indirect=True)


@both
def test_what_one_writes_the_other_sees(centre):
    one, two = enrolled(centre), enrolled(centre)
    place = put(one, name="Sala", floor=1)
    assert exchange(one).pushed == 3
    assert exchange(two).pulled == 3
    assert (seen(two, place), seen(two, place, "floor")) == ("Sala", 1)
    again = exchange(one)
    assert (again.pushed, again.pulled, again.refused) == (0, 0, 0)


def test_health_and_meters_and_a_log_without_names(centre):
    laptop = enrolled(centre)
    put(laptop, name="Nome que ninguém deve ler")
    exchange(laptop)
    assert centre.get("/health")[1]["status"] == "ok"
    meters = centre.get("/metrics")[1]
    assert "terreno_operations_taken_total 2.0" in meters
    assert 'terreno_scope_head{scope="1312"} 2.0' in meters
    # Told to stop, it finishes and then ends by the very signal, as uvicorn does.
    assert centre.stop() in (0, -15)
    lines = [json.loads(line) for line in centre.log_lines()]
    assert {"/v1/push", "/v1/hello"} <= {line.get("route") for line in lines}
    whole = "\n".join(centre.log_lines())
    assert "ninguém" not in whole
    assert "127.0.0.1" not in [line.get("address") for line in lines]
    assert "stopped" in {line["event"] for line in lines}


def test_a_code_opens_once_and_not_after_its_time(centre):
    code = centre.code()
    enrolment.enrol(a_laptop(), centre.address, code.lower(), name="a", pause=at_once)
    late = centre.code(made_at=datetime.now(UTC) - timedelta(hours=30))
    for tried in (code, late, "AAAA-AAAA-AAAA", ""):
        with pytest.raises(Refused) as refused:
            enrolment.enrol(a_laptop(), centre.address, tried, name="b", pause=at_once)
        assert refused.value.code == "code"


def test_a_code_dies_of_wrong_attempts(centre):
    code = centre.code()
    wrong = code[:4] + "-2222-2222"
    for _ in range(5):
        with pytest.raises(Refused):
            enrolment.enrol(a_laptop(), centre.address, wrong, name="b", pause=at_once)
    with pytest.raises(Refused) as refused:
        enrolment.enrol(a_laptop(), centre.address, code, name="b", pause=at_once)
    assert refused.value.code == "code"


def test_another_municipality_can_be_neither_read_nor_written(centre):
    porto, maia = enrolled(centre), enrolled(centre, "1306")
    place = put(porto, name="Sala")
    exchange(porto)
    exchange(maia)
    assert seen(maia, place) is None
    endpoint = enrolment.endpoint_of(maia, pause=at_once)
    epoch = maia.read(lambda work: enrolment.state.fact(work.connection(), "epoch"))
    pull = Pull(device=endpoint.device, epoch=epoch, scope="1312", after=0)
    for ask in (lambda: endpoint.pull(pull), lambda: endpoint.snapshot("1312")):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code == "scope"
    with pytest.raises(Refused) as refused:
        endpoint.pull(replace_struct(pull, device=porto.author.device_id))
    assert refused.value.code == "unauthorised"
    put(maia, name="intruso", scope="1312")
    endpoint.wire.close()
    # A row of a scope that is not held here is refused there, and kept here with its reason.
    assert exchange(maia).refused == 2
    assert exchange(porto).pulled == 0


def replace_struct(message, **changes):
    import msgspec

    return msgspec.structs.replace(message, **changes)


def test_a_snapshot_is_given_only_to_who_may_read_its_scope(centre):
    porto, amp = enrolled(centre), enrolled(centre, "amp", "amp_team")
    maia = enrolled(centre, "1306")
    for number in range(30):
        put(porto, name=f"Sala {number}")
    exchange(porto)
    with centre.database() as connection:
        engine = connection.engine
    assert make_missing(engine, clock=porto.clock, behind=10) == ["1312"]
    engine.dispose()
    endpoint = enrolment.endpoint_of(amp, pause=at_once)
    offer = endpoint.snapshot("1312")
    whole = endpoint.snapshot_bytes(offer.sha256, start=0, size=offer.size)
    rest = endpoint.snapshot_bytes(offer.sha256, start=7, size=offer.size)
    assert whole[7:] == rest
    endpoint.wire.close()
    stranger = enrolment.endpoint_of(maia, pause=at_once)
    with pytest.raises(Refused):
        stranger.snapshot_bytes(offer.sha256, start=0, size=10)
    for path in ("/v1/snapshots/..%2f..%2fetc%2fpasswd", "/v1/snapshot/..%2fglobal",
                 "/v1/snapshot/%00"):  # fmt: skip
        with pytest.raises((Refused, NoAnswer)):
            stranger.authorised("GET", path, headers={"Range": "bytes=0-10"})
    stranger.wire.close()


def test_a_revoked_laptop_is_out_at_once_and_a_lost_one_is_wiped(centre):
    laptop, lost = enrolled(centre), enrolled(centre)
    exchange(laptop)
    endpoint = enrolment.endpoint_of(laptop, pause=at_once)
    endpoint.authorised("GET", "/v1/snapshot/1312")
    with centre.database() as connection:
        revoke(connection, laptop.author.device_id, at=datetime.now(UTC), wipe=False)
        revoke(connection, lost.author.device_id, at=datetime.now(UTC), wipe=True)
    with pytest.raises(Refused) as refused:
        endpoint.authorised("GET", "/v1/snapshot/1312")
    assert refused.value.code == "revoked"
    endpoint.wire.close()
    put(laptop, name="depois")
    outcome = exchange(laptop)
    assert (outcome.pushed, outcome.pulled) == (0, 0)
    with laptop.disk.engine.connect() as connection:
        assert {code for _, code in enrolment.state.refused(connection)} == {"scope_lost"}
    with pytest.raises(Wiped):
        exchange(lost)
    with centre.database() as connection:
        assert {one.action for one in audit_trail(connection)} >= {
            "device.revoked", "device.wipe", "device.enrolled", "code.made",
        }  # fmt: skip
        wiped = [one for one in list_devices(connection) if one.wiped_at]
        assert [one.id for one in wiped] == [lost.author.device_id]


def test_a_signed_challenge_opens_once_and_for_one_device(centre):
    laptop, other = enrolled(centre), enrolled(centre)
    endpoint = enrolment.endpoint_of(laptop, pause=at_once)
    sent = []
    ask = endpoint.wire.ask

    def listening(method, path, **rest):
        sent.append((method, path, rest))
        return ask(method, path, **rest)

    endpoint.wire.ask = listening
    endpoint.authorised("GET", "/v1/snapshot/1312")
    login = next(one for one in sent if one[1] == "/v1/token")
    assert ask(login[0], login[1], **login[2]).status == 401
    forged = json.loads(login[2]["body"]) | {"device": str(other.author.device_id)}
    body = json.dumps(forged).encode()
    assert ask("POST", "/v1/token", **(login[2] | {"body": body})).status == 401
    real = endpoint._tokens[endpoint.device]
    other_end = real[:-2] + ("BB" if real.endswith("AA") else "AA")
    for token in ("", "x", "Bearer", other_end):
        reply = ask("GET", "/v1/snapshot/1312", headers={"Authorization": f"Bearer {token}"})
        assert reply.status == 401
    endpoint.wire.close()


def test_a_moved_laptop_leaves_one_municipality_and_enters_another(centre):
    laptop, maia = enrolled(centre), enrolled(centre, "1306")
    here = put(laptop, name="Porto")
    there = put(maia, name="Maia", scope="1306")
    exchange(laptop)
    exchange(maia)
    with centre.database() as connection:
        move_device(
            connection, laptop.author.device_id, organisation="1306", role="technician",
            at=datetime.now(UTC),
        )  # fmt: skip
    unsent = put(laptop, name="por enviar")
    exchange(laptop)
    assert seen(laptop, here) is None
    assert seen(laptop, there) == "Maia"
    assert seen(laptop, unsent) is None
    with laptop.disk.engine.connect() as connection:
        assert {code for _, code in enrolment.state.refused(connection)} == {"scope_lost"}


def test_too_large_and_hostile_bodies(centre):
    laptop = enrolled(centre)
    exchange(laptop)
    endpoint = enrolment.endpoint_of(laptop, pause=at_once)
    with pytest.raises(Refused) as refused:
        endpoint.authorised("POST", "/v1/hello", body=b"\0" * 70_000)
    assert refused.value.code == "size"
    for body in (b"", b"\xc1", b"\xdf\xff\xff\xff\xff", b"\x91" * 5_000, b"{}"):
        with pytest.raises(Refused) as refused:
            endpoint.authorised("POST", "/v1/push", body=body)
        assert refused.value.code == "malformed"
    import zstandard

    epoch = laptop.read(lambda work: enrolment.state.fact(work.connection(), "epoch"))
    bomb = zstandard.ZstdCompressor(level=3).compress(bytes(200_000_000))
    for operations in (bomb, b"", b"\x28\xb5\x2f\xfd", bomb[:100]):
        with pytest.raises(Refused) as refused:
            endpoint.push(Push(device=endpoint.device, epoch=epoch, operations=operations))
        assert refused.value.code == "malformed"
    endpoint.wire.close()
    assert centre.get("/health")[1]["status"] == "ok"


def test_who_does_not_hold_the_centres_key_gets_nothing(database, tmp_path):
    real = config_for(tmp_path / "a", database, scheme="https")
    other = config_for(tmp_path / "b", f"sqlite:///{tmp_path / 'b.db'}", scheme="https")
    with CentreProcess(real) as centre:
        laptop = enrolled(centre)
        put(laptop, name="Sala")
        assert exchange(laptop).pushed == 2
        centre.stop()
        put(laptop, name="Outra")
        with CentreProcess(replace(other, port=real.port)), pytest.raises(WrongKey):
            exchange(laptop)


def test_a_hello_that_the_device_signs_opens_the_door_once(centre):
    laptop = enrolled(centre)
    exchange(laptop)
    put(laptop, name="Sala")
    endpoint = enrolment.endpoint_of(laptop, pause=at_once)
    word = SignedWord(laptop.author.device_id, int(datetime.now(UTC).timestamp()), b"once" * 3)
    body = to_bytes(laptop.read(Exchange(laptop, endpoint, clock=laptop.clock).greeting))
    signed = {"Authorization": word.header(endpoint._sign)}
    first = endpoint.wire.ask("POST", "/v1/hello", body=body, headers=signed)
    assert first.status == 200
    assert first.headers[TOKEN_HEADER]  # something waits, so there is more to say
    assert endpoint.wire.ask("POST", "/v1/hello", body=body, headers=signed).status == 401
    late = SignedWord(word.device, word.at - 3600, b"late" * 3)
    forged = SignedWord(word.device, word.at, b"mine" * 3)
    for header in (
        late.header(endpoint._sign),
        forged.header(lambda _words: bytes(64)),
        f"{SCHEME} x",
        f"{SCHEME} {'A' * 128}",
    ):
        headers = {"Authorization": header}
        assert endpoint.wire.ask("POST", "/v1/hello", body=body, headers=headers).status == 401
    # Only this door knows of it.
    other = {"Authorization": SignedWord(word.device, word.at, b"pull" * 3).header(endpoint._sign)}
    assert endpoint.wire.ask("POST", "/v1/pull", body=body, headers=other).status == 401
    endpoint.wire.close()


def test_a_laptop_whose_clock_is_wrong_comes_in_all_the_same(centre):
    laptop = enrolled(centre)
    mine = put(laptop, name="Sala")
    endpoint = enrolment.endpoint_of(laptop, pause=at_once)
    endpoint._clock = SimClock(Wall(), timedelta(days=-300))
    assert Exchange(laptop, endpoint, clock=laptop.clock).run().pushed
    endpoint.wire.close()
    other = enrolled(centre)
    exchange(other)
    assert seen(other, mine) == "Sala"


def test_too_many_from_one_address_are_told_to_wait(tmp_path):
    config = config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}")
    with config.file.open("a") as file:
        file.write("logins_a_minute = 3\n")
    with CentreProcess(config) as centre:
        wire = enrolment.Wire(centre.url, pause=at_once, draw=lambda: 0.0)
        body = json.dumps({"device": str(a_laptop().author.device_id)}).encode()
        ask = {"body": body, "headers": {"Content-Type": "application/json"}}
        for _ in range(3):
            assert wire.ask("POST", "/v1/challenge", **ask).status == 200
        with pytest.raises(NoAnswer, match="NoAnswer"):
            wire.ask("POST", "/v1/challenge", **ask)
        wire.close()


def test_a_laptop_back_from_a_backup_goes_on_under_a_new_id(centre):
    laptop = enrolled(centre)
    exchange(laptop)
    image = laptop.disk.image()
    put(laptop, name="perdida no portátil")
    exchange(laptop)
    before = laptop.author.device_id
    laptop.disk.load(image)
    laptop.start()
    laptop.set_author(Author(laptop.author.technician_id, before))
    mine = put(laptop, name="nova")
    outcome = exchange(laptop)
    assert outcome.restored
    assert laptop.author.device_id != before
    other = enrolled(centre)
    exchange(other)
    assert seen(other, mine) == "nova"


def test_a_centre_put_back_from_a_backup_gets_again_what_laptops_hold(tmp_path):
    from sync.server.copies import make_copy, put_back

    config = config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}")
    with CentreProcess(config) as centre:
        one, two = enrolled(centre), enrolled(centre)
        put(one, name="antes")
        exchange(one)
        make_copy(config, tmp_path / "copy.db")
        after = put(one, name="depois")
        exchange(one)
    put_back(config, tmp_path / "copy.db", at=datetime.now(UTC))
    with CentreProcess(config):
        exchange(one)
        exchange(two)
        assert seen(two, after) == "depois"
