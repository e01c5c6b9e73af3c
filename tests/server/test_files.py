"""Large files at the centre, by single requests: what tus promises, and who is kept out."""

from __future__ import annotations

import base64
import hashlib
import random
import socket
from datetime import UTC, datetime, timedelta

import pytest

from sync.protocol.messages import Had, Have, to_bytes
from sync.server import upkeep
from sync.server.blobs import FolderBlobs, Incoming
from sync.server.devices import move_device, revoke
from tests.server.centres import CentreProcess, config_for, enrolled, exchange, put
from tests.server.tus_calls import BYTES, Calls, metadata, sha256

FILM = random.Random(7).randbytes(700_000)


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """One centre for all: its files are told apart by their content."""
    folder = tmp_path_factory.mktemp("files")
    config = config_for(folder / "centro", f"sqlite:///{folder / 'c.db'}")
    with config.file.open("a") as file:
        file.write(f"a_minute = 100000\nmost_file = {10**15}\n")
    with CentreProcess(config) as running:
        yield running


@pytest.fixture(scope="module")
def porto(centre):
    return Calls(enrolled(centre))


@pytest.fixture(scope="module")
def maia(centre):
    return Calls(enrolled(centre, "1306"))


def fresh(size=300_000) -> bytes:
    return random.randbytes(size)


def stored(centre):
    folder = centre.config.folder / "files"
    return {one.name for one in folder.glob("??/*")}


def test_a_file_goes_up_in_parts_and_comes_down_whole_and_by_range(porto):
    place = porto.begun(FILM)
    first = porto.patch(place, FILM[:100_000])
    assert (first.status, first.getheader("Upload-Offset")) == (204, "100000")
    assert first.getheader("Terreno-Received") is None
    assert porto.get(sha256(FILM)).status == 410
    rest = porto.patch(place, FILM[100_000:], offset=100_000)
    assert rest.getheader("Terreno-Received") == sha256(FILM)
    whole = porto.get(sha256(FILM))
    assert (whole.status, whole.content) == (200, FILM)
    assert whole.getheader("ETag") == f'"{sha256(FILM)}"'
    part = porto.get(sha256(FILM), Range="bytes=1000-1999")
    assert (part.status, part.content) == (206, FILM[1000:2000])
    assert part.getheader("Content-Range") == f"bytes 1000-1999/{len(FILM)}"
    assert porto.get(sha256(FILM), Range="bytes=699990-").content == FILM[-10:]
    assert porto.get(sha256(FILM), Range="bytes=-5").content == FILM[-5:]
    assert porto.get(sha256(FILM), Range="bytes=700000-").status == 416
    other = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert porto.get(sha256(FILM), **other).status == 200
    assert porto.get(sha256(FILM), **{"If-None-Match": f'"{sha256(FILM)}"'}).status == 304
    head = porto.ask("HEAD", f"/v1/blobs/{sha256(FILM)}")
    assert (head.getheader("Content-Length"), head.content) == (str(len(FILM)), b"")


def test_what_the_server_can_do_is_told(porto):
    told = porto.ask("OPTIONS", "/v1/files", token="")
    assert told.status == 204
    assert told.getheader("Tus-Version") == "1.0.0"
    for one in ("creation", "creation-with-upload", "checksum", "termination", "expiration"):
        assert one in told.getheader("Tus-Extension").split(",")
    assert "sha1" in told.getheader("Tus-Checksum-Algorithm")


def test_with_its_creation_and_empty(porto):
    content = fresh(5_000)
    made = porto.ask(
        "POST", "/v1/files", body=content,
        headers={"Upload-Length": "5000", "Content-Type": BYTES,
                 "Upload-Metadata": metadata(sha256=sha256(content), scope="1312")},
    )  # fmt: skip
    assert made.status == 201
    assert made.getheader("Terreno-Received") == sha256(content)
    nothing = porto.create(b"")
    assert nothing.getheader("Terreno-Received") == sha256(b"")
    assert porto.get(sha256(b"")).content == b""


def test_begun_again_it_goes_on_where_it_was(porto):
    content = fresh()
    place = porto.begun(content)
    porto.patch(place, content[:9_000])
    again = porto.create(content)
    assert (again.getheader("Location"), again.getheader("Upload-Offset")) == (place, "9000")


def test_the_same_file_once(centre, porto):
    content = fresh()
    porto.sent(content)
    before = stored(centre)
    again = porto.create(content)
    assert again.getheader("Terreno-Received") == sha256(content)
    other = Calls(enrolled(centre)).create(content)
    assert (other.getheader("Upload-Offset"), other.getheader("Terreno-Received")) == (
        str(len(content)), sha256(content),
    )  # fmt: skip
    assert stored(centre) == before


def test_a_hash_alone_opens_nothing(centre, porto, maia):
    content = fresh()
    porto.sent(content)
    assert maia.get(sha256(content)).status == 410
    # Who names the hash in a scope of their own is not given it: it must be brought.
    made = maia.create(content, scope="1306")
    assert (made.getheader("Upload-Offset"), made.getheader("Terreno-Received")) == ("0", None)
    assert maia.get(sha256(content)).status == 410
    forged = maia.patch(made.getheader("Location"), bytes(len(content)))
    assert forged.status == 422
    assert maia.get(sha256(content)).status == 410
    assert porto.get(sha256(content)).content == content
    assert maia.sent(content, scope="1306").getheader("Terreno-Received") == sha256(content)
    assert maia.get(sha256(content)).content == content


def test_another_municipality_and_the_shared_scope(centre, porto, maia):
    for scope in ("1306", "global", "", "1312 1306", "../etc", "1312\0"):
        assert porto.create(fresh(10), scope=scope).status == 403, scope
    content = fresh()
    place = porto.begun(content)
    for call in (maia.head, lambda at: maia.patch(at, content),
                 lambda at: maia.ask("DELETE", at)):  # fmt: skip
        assert call(place).status == 410
    assert porto.offset(place) == 0


def test_nobody_is_heard_before_he_is_known(centre, porto):
    content = fresh()
    place = porto.begun(content)
    for token in ("", "x", porto.token[:-2] + "AA"):
        refused = porto.ask(
            "PATCH", place, body=content, token=token,
            headers={"Content-Type": BYTES, "Upload-Offset": "0"},
        )  # fmt: skip
        assert refused.status == 401
    lying = (centre.config.folder / "files" / "incoming" / place.rsplit("/", 1)[1]).stat()
    assert lying.st_size == 0
    # The answer is there before a byte of the body was sent.
    raw = socket.create_connection(porto.address, timeout=30)
    raw.sendall(
        f"PATCH {place} HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nContent-Type: {BYTES}\r\n"
        f"Upload-Offset: 0\r\nContent-Length: {len(content)}\r\n\r\n".encode()
    )
    assert b" 401 " in raw.recv(100)
    raw.close()
    assert porto.ask("GET", "/v1/blobs/" + sha256(FILM), token="").status == 401
    assert porto.offset(place) == 0


def test_a_newer_request_preempts_one_whose_line_is_dead(porto):
    content = fresh()
    place = porto.begun(content)
    dead = porto.half_open(place, content, part=120_000)
    # Whatever had come is written first.
    reached = 0
    while reached < 100_000:
        reached = porto.offset(place)
        if reached == 0:
            dead.close()
            dead = porto.half_open(place, content, part=120_000)
    done = porto.patch(place, content[reached:], offset=reached)
    assert done.getheader("Terreno-Received") == sha256(content)
    dead.close()


def test_wrong_offsets_types_versions_and_lengths_store_nothing(porto):
    content = fresh()
    place = porto.begun(content)
    wrong = porto.patch(place, content, offset=5)
    assert (wrong.status, wrong.getheader("Upload-Offset")) == (409, "0")
    assert porto.patch(place, content, **{"Content-Type": "text/plain"}).status == 415
    old = porto.patch(place, content, **{"Tus-Resumable": "0.2.2"})
    assert (old.status, old.getheader("Tus-Version")) == (412, "1.0.0")
    assert porto.patch(place, content + b"more").status == 413
    assert porto.ask("PATCH", place, body=b"x", headers={"Content-Type": BYTES}).status == 400
    assert porto.offset(place) == 0
    assert porto.patch(place, content).getheader("Terreno-Received") == sha256(content)


def test_a_body_longer_than_it_said(porto):
    content = fresh()
    place = porto.begun(content)
    raw = socket.create_connection(porto.address, timeout=30)
    whole = content + b"and more"
    raw.sendall(
        f"PATCH {place} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {porto.token}\r\n"
        f"Tus-Resumable: 1.0.0\r\nContent-Type: {BYTES}\r\nUpload-Offset: 0\r\n"
        f"Transfer-Encoding: chunked\r\n\r\n{len(whole):x}\r\n".encode()
        + whole + b"\r\n0\r\n\r\n"
    )  # fmt: skip
    assert b" 413 " in raw.recv(100)
    raw.close()
    assert porto.create(content).getheader("Upload-Offset") == str(len(content))
    assert porto.head(place).getheader("Terreno-Received") == sha256(content)
    assert porto.get(sha256(content)).content == content


def test_checksums_of_a_part(porto):
    content = fresh()
    place = porto.begun(content)

    def told(data, kind="sha1"):
        digest = hashlib.new(kind, data).digest()
        return {"Upload-Checksum": f"{kind} {base64.b64encode(digest).decode()}"}

    assert porto.patch(place, content[:99], **told(b"other")).status == 460
    assert porto.offset(place) == 0
    assert porto.patch(place, content[:99], **told(content[:99])).status == 204
    assert porto.patch(place, b"", offset=99, **{"Upload-Checksum": "md5 AAAA"}).status == 400
    rest = porto.patch(place, content[99:], offset=99, **told(content[99:], "sha256"))
    assert rest.getheader("Terreno-Received") == sha256(content)


def test_other_bytes_than_announced_are_not_received(porto):
    content, other = fresh(), fresh()
    place = porto.begun(content)
    assert porto.patch(place, other).status == 422
    assert porto.get(sha256(content)).status == 410
    assert porto.get(sha256(other)).status == 410
    assert porto.head(place).status == 410
    assert porto.sent(content).status == 204


def test_ended_by_its_owner(centre, porto):
    content = fresh()
    place = porto.begun(content)
    porto.patch(place, content[:1000])
    assert porto.ask("DELETE", place).status == 204
    assert porto.head(place).status == 410
    name = place.rsplit("/", 1)[1]
    assert not (centre.config.folder / "files" / "incoming" / name).exists()
    assert porto.create(content).getheader("Upload-Offset") == "0"


def test_limits_and_a_full_disk_are_named(porto):
    assert b"size" in porto.create(b"x", size=10**15 + 1).content
    full = porto.create(b"x", size=10**15)
    assert full.status == 507
    assert b"full" in full.content
    assert porto.create(b"x").status == 201


def test_hostile_names_and_metadata(centre, porto):
    before = stored(centre)
    for path in ("/v1/files/../../etc/passwd", "/v1/files/..%2f..%2fcentro.toml",
                 "/v1/blobs/..%2f..%2fcentro.toml", "/v1/blobs/%00", "/v1/files/%00"):  # fmt: skip
        for method in ("HEAD", "GET", "PATCH", "DELETE"):
            headers = {"Content-Type": BYTES, "Upload-Offset": "0"}
            assert porto.ask(method, path, headers=headers).status in (404, 405, 410), path
    for name in ("../../x", "A" * 64, "0" * 63, ""):
        reply = porto.ask("POST", "/v1/files", headers={
            "Upload-Length": "5", "Upload-Metadata": metadata(sha256=name or "x", scope="1312"),
        })  # fmt: skip
        assert reply.status == 400
    for told in ("", "sha256", "sha256 !!!", "sha256 //8=", "," * 5000):
        headers = {"Upload-Length": "5", "Upload-Metadata": told}
        assert porto.ask("POST", "/v1/files", headers=headers).status == 400
    for size in ("-1", "x", "", "9" * 30, "\u0663"):
        headers = {"Upload-Length": size.encode(), "Upload-Metadata": metadata(sha256=sha256(b""))}
        assert porto.ask("POST", "/v1/files", headers=headers).status == 400
    assert stored(centre) == before
    assert centre.get("/health")[1]["status"] == "ok"


def test_a_laptop_that_moved_or_was_revoked(centre):
    laptop, other = enrolled(centre), enrolled(centre)
    calls, lost = Calls(laptop), Calls(other)
    content = fresh()
    place = calls.begun(content)
    with centre.database() as connection:
        move_device(
            connection, laptop.author.device_id, organisation="1306", role="technician",
            at=datetime.now(UTC),
        )  # fmt: skip
        revoke(connection, other.author.device_id, at=datetime.now(UTC), wipe=False)
    assert calls.patch(place, content).status == 403
    assert calls.get(sha256(FILM)).status == 410
    assert lost.create(content).status == 403
    assert lost.get(sha256(FILM)).status == 403


def test_which_files_are_here(centre, porto, maia):
    content = fresh()
    porto.sent(content)
    asked = to_bytes(Have(files=[bytes.fromhex(sha256(content)), bytes(32)]))
    import msgspec

    for calls, wanted in ((porto, [bytes.fromhex(sha256(content))]), (maia, [])):
        reply = calls.ask("POST", "/v1/have", body=asked)
        assert msgspec.msgpack.decode(reply.content, type=Had).files == wanted
    too_many = to_bytes(Have(files=[bytes(32)] * 1001))
    assert porto.ask("POST", "/v1/have", body=too_many).status == 413


def test_uploads_expire_and_files_stay(centre, porto):
    content, kept = fresh(), fresh()
    place = porto.begun(content)
    assert "GMT" in porto.head(place).getheader("Upload-Expires")
    porto.patch(place, content[:500])
    porto.sent(kept)
    site = Incoming(centre.config.files_folder / "incoming", keep_free=0)
    with centre.database() as connection:
        engine = connection.engine
    assert upkeep.drop_expired(engine, site, at=datetime.now(UTC)) == 0
    assert upkeep.drop_expired(engine, site, at=datetime.now(UTC) + timedelta(days=31)) > 0
    engine.dispose()
    assert site.left() == []
    assert porto.head(place).status == 410
    assert porto.get(sha256(kept)).content == kept


def test_what_was_erased_goes_and_does_not_come_back(centre):
    import json

    laptop = enrolled(centre)
    calls, maia = Calls(laptop), Calls(enrolled(centre, "1306"))
    gone, shared = fresh(), fresh()
    calls.sent(gone)
    calls.sent(shared)
    maia.sent(shared, scope="1306")
    open_one = calls.begun(gone + b"x")
    put(laptop, name="Sala")
    exchange(laptop)
    files = json.dumps([sha256(gone), sha256(shared), sha256(gone + b"x"), "../../etc/passwd"])
    # The log as it stands once somebody erased a recording with these files.
    with centre.database() as connection:
        connection.exec_driver_sql(
            "UPDATE change SET entity = 'erasure', field = 'files', value = ?"
            " WHERE number = (SELECT max(number) FROM change)", (files,),
        )  # fmt: skip
        engine = connection.engine
    blobs = FolderBlobs(centre.config.files_folder)
    first = upkeep.apply_erasures(engine, blobs, at=datetime.now(UTC))
    assert upkeep.apply_erasures(engine, blobs, at=datetime.now(UTC)) == []
    engine.dispose()
    assert sha256(gone) in first
    assert calls.get(sha256(gone)).status == 410
    assert calls.create(gone).status == 410
    assert calls.head(open_one).status == 410
    assert blobs.size(sha256(gone)) is None
    assert calls.get(sha256(shared)).status == 410
    assert maia.get(sha256(shared)).content == shared
