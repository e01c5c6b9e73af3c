"""What phones are given and what is taken of them, by single requests to a real centre."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
from datetime import UTC, datetime
from threading import Event

import pytest

from sync.server.openrosa.collectors import revoke_collector
from sync.server.openrosa.posting import MOST_POST
from tests.server.centres import CentreProcess, config_for
from tests.server.openrosa.phones import (
    BOUNDARY,
    LIST,
    MANIFEST,
    PICTURE,
    WITH_PICTURE,
    Phone,
    a_phone,
    multipart,
)
from tests.server.openrosa.submissions import (
    kept,
    submission,
    until_applied,
)


def test_the_list_names_each_check_list_with_its_hash_and_where_it_lies(phone):
    said = phone.ask("formList")
    assert said.status == 200
    assert said.headers["x-openrosa-version"] == "1.0"
    assert "date" in said.headers
    assert said.headers["content-type"].startswith("text/xml")
    assert said.xml.tag == f"{LIST}xforms"
    two, one = phone.forms()
    assert (one["formID"], one["name"], one["version"]) == ("curto", "Guião curto", "1")
    assert (two["formID"], two["name"], two["version"]) == ("imagem", "Guião & imagem", "3")
    for form in (one, two):
        got = phone.ask(form["downloadUrl"])
        assert got.headers["content-type"].startswith("text/xml")
        assert f"md5:{hashlib.md5(got.body).hexdigest()}" == form["hash"]
    assert got.body == WITH_PICTURE.encode()
    assert "manifestUrl" not in one
    assert [one["formID"] for one in phone.forms() if one["formID"] == "imagem"]
    assert len(list(phone.ask("formList?formID=curto").xml)) == 1


def test_a_manifest_names_the_files_and_they_come_whole(phone):
    form = next(one for one in phone.forms() if one["formID"] == "imagem")
    (file,) = phone.ask(form["manifestUrl"]).xml
    told = {one.tag.removeprefix(MANIFEST): one.text for one in file}
    assert told["filename"] == "planta ç.png"
    got = phone.ask(told["downloadUrl"])
    assert got.body == PICTURE
    assert told["hash"] == f"md5:{hashlib.md5(PICTURE).hexdigest()}"
    assert phone.ask(told["downloadUrl"] + "x").status == 404
    assert phone.ask(form["manifestUrl"].replace("-", "0", 1)).status == 404


def test_nothing_is_said_without_the_right_password(door, phone):
    wrong = Phone(door.url, phone.login, phone.password + "x")
    nobody = Phone(door.url, "ninguem", phone.password)
    paths = ("formList", "submission", phone.forms()[0]["downloadUrl"])
    for who in (wrong, nobody):
        for path in paths:
            said = who.ask(path, method="HEAD" if path == "submission" else "GET")
            assert said.status == 401
            assert said.headers["www-authenticate"].startswith('Basic realm="Terreno"')
    assert phone.ask("formList", headers={"Authorization": None}).status == 401
    assert phone.ask("formList", headers={"Authorization": "Basic äö"}).status == 401
    assert phone.ask("formList", headers={"Authorization": "Bearer x"}).status == 401
    said = wrong.submit(submission())
    assert said.status == 401
    revoked = a_phone(door, "saiu")
    assert revoked.ask("formList").status == 200
    with door.database() as connection:
        revoke_collector(connection, "saiu", at=centre_now())
    assert revoked.ask("formList").status == 401


def centre_now():

    return datetime.now(UTC)


def test_who_may_not_come_in_is_told_before_the_body_is_sent(door):
    """The answer comes although not one byte of the body was sent."""
    import socket

    with socket.create_connection(("127.0.0.1", door.port), timeout=20) as line:
        line.sendall(
            b"POST /openrosa/submission HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\n\r\n"
        )
        assert line.recv(64).startswith(b"HTTP/1.1 401")


def test_the_head_tells_how_much_and_where(phone):
    said = phone.ask("submission", method="HEAD")
    assert said.status == 204
    assert said.headers["x-openrosa-accept-content-length"] == str(MOST_POST)
    assert said.headers["location"] == f"{phone.url}/openrosa/submission"
    assert said.headers["x-openrosa-version"] == "1.0"


def test_the_same_again_is_taken_again_and_another_content_is_not(door, phone):
    xml = submission(instance="uuid:um")
    for _ in range(2):
        said = phone.submit(xml)
        assert (said.status, said.message) == (201, "Recebido.")
    assert phone.submit(submission("Rui", instance="uuid:um")).status == 409
    assert [one for one in kept(door) if one == "uuid:um"] == ["uuid:um"]
    photo = submission(instance="uuid:dois", foto="a.jpg")
    assert phone.submit(photo, {"a.jpg": b"one"}).status == 201
    assert phone.submit(photo, {"a.jpg": b"one"}).status == 201
    assert phone.submit(photo, {"a.jpg": b"two"}).status == 409


def test_the_same_id_of_another_municipality_is_another_submission(door, phone):
    other = a_phone(door, "rui.porto", "1312")
    assert phone.submit(submission("Ana", instance="uuid:igual")).status == 201
    assert other.submit(submission("Rui", instance="uuid:igual")).status == 201


def test_attachments_come_over_several_posts(door, phone):
    xml = submission(instance="uuid:varios", foto="a.jpg", more="<x>b.jpg</x><y>c.jpg</y>")
    assert phone.submit(xml, {"a.jpg": b"a" * 3_000_000}, incomplete=True).status == 201
    assert kept(door)["uuid:varios"].state == "incomplete"
    assert phone.submit(xml, {"b.jpg": b"b"}, incomplete=True).status == 201
    assert phone.submit(xml, {"c.jpg": b"", "nobody-spoke-of.jpg": b"x"}).status == 201
    assert kept(door)["uuid:varios"].state != "incomplete"
    stored = {one.name for one in (door.config.folder / "files").glob("??/*")}
    for content, there in ((b"a" * 3_000_000, True), (b"b", True), (b"", True), (b"x", False)):
        assert (hashlib.sha256(content).hexdigest() in stored) is there
    assert not list((door.config.folder / "files" / "posted").iterdir())


def test_the_meters_count_what_was_handed_in(door, phone):
    phone.submit(submission(instance="uuid:contada"))
    until_applied(door, "uuid:contada")

    def applied():
        return sum(one.state == "applied" for one in kept(door).values())

    # What other tests handed in may become a filling while the meters are read.
    for _ in range(100):
        count, told = applied(), door.get("/metrics")[1]
        if applied() == count:
            break
    assert count
    assert 'terreno_submissions{state="held"} 0.0' in told
    assert f'terreno_submissions{{state="applied"}} {float(count)}' in told


@pytest.mark.parametrize(
    "name", ["../../centro.db", "..", "a/b.jpg", "a\\b.jpg", "C:x", "a\x07b", " .", "x" * 300]
)
def test_a_name_that_is_a_path_is_refused(door, phone, name):
    before = len(kept(door))
    xml = submission(foto="a.jpg")
    assert phone.submit(xml, {name: b"content"}).status == 400
    assert len(kept(door)) == before


BILLION = b"""<?xml version="1.0"?><!DOCTYPE data [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<data id="curto"><nome>&c;</nome><meta><instanceID>uuid:x</instanceID></meta></data>"""
OUTSIDE = b"""<!DOCTYPE data [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<data id="curto"><nome>&x;</nome><meta><instanceID>uuid:x</instanceID></meta></data>"""


@pytest.mark.parametrize(
    "xml",
    [
        BILLION, OUTSIDE, b"", b"no xml", b"<data id='curto'>", b"<data id='curto'/>",
        b"<data><meta><instanceID>uuid:x</instanceID></meta></data>",
        b"<data id='curto'><meta><instanceID>" + b"u" * 300 + b"</instanceID></meta></data>",
        b"<data id='curto' version='" + b"9" * 300 + b"'><meta><instanceID>u</instanceID></meta>"
        b"</data>",
        b"<data id='curto' encrypted='yes'><meta><instanceID>uuid:x</instanceID></meta></data>",
        b"<a>" * 3_000 + b"</a>" * 3_000,
    ],
)  # fmt: skip
def test_hostile_or_empty_xml_is_refused(door, phone, xml):
    before = len(kept(door))
    assert phone.submit(xml).status == 400
    assert len(kept(door)) == before


def test_a_form_that_is_not_here_is_told_so(phone):
    assert phone.submit(submission(form_id="outro")).status == 404


def test_more_than_was_told_is_refused(phone):
    import socket
    from urllib.parse import urlsplit

    parts = urlsplit(phone.url)
    import base64

    token = base64.b64encode(f"{phone.login}:{phone.password}".encode())
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as line:
        line.sendall(
            b"POST /openrosa/submission HTTP/1.1\r\nHost: x\r\nAuthorization: Basic "
            + token
            + f"\r\nContent-Length: {MOST_POST + 1}\r\n".encode()
            + b"Content-Type: multipart/form-data; boundary=x\r\n\r\n"
        )
        assert line.recv(64).startswith(b"HTTP/1.1 413")
    large = submission("a" * 9_000_000)
    assert phone.submit(large).status == 413


def test_a_line_that_dies_leaves_nothing_behind(door, phone):
    import base64
    import socket

    token = base64.b64encode(f"{phone.login}:{phone.password}".encode()).decode()
    xml = submission(instance="uuid:cortada", foto="a.jpg")
    body = multipart(xml, {"a.jpg": b"x" * 3_000_000})
    with socket.create_connection(("127.0.0.1", door.port), timeout=20) as line:
        line.sendall(
            f"POST /openrosa/submission HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {token}\r\n"
            f"Content-Length: {len(body)}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n".encode()
        )
        line.sendall(body[:2_500_000])
    posted = door.config.folder / "files" / "posted"
    for _ in range(400):
        if posted.is_dir() and not list(posted.iterdir()):
            break
        Event().wait(0.05)
    assert not list(posted.iterdir())
    assert phone.submit(submission(instance="uuid:depois")).status == 201
    assert "uuid:cortada" not in kept(door)
    assert not [one for one in door.log_lines() if '"level": "error"' in one]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"--wrong\r\n\r\nx", f"--{BOUNDARY}\r\n".encode(),
        f"--{BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--{BOUNDARY}--".encode(),
        f"--{BOUNDARY}--\r\n".encode(), f"--{BOUNDARY}\r\n".encode() + b"A: b\r\n" * 9_000,
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nx'.encode(),
    ],
)  # fmt: skip
def test_a_body_that_is_no_form_is_refused(phone, body):
    said = phone.ask(
        "submission", method="POST", body=body,
        headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
    )  # fmt: skip
    assert said.status == 400
    plain = phone.ask("submission", method="POST", body=b"{}",
                      headers={"Content-Type": "application/json"})  # fmt: skip
    assert plain.status == 400


def test_what_comes_with_a_submission_that_is_refused_does_not_stay(door, phone):
    xml = submission(instance="uuid:recusada", foto="a.jpg")
    assert phone.submit(xml, {"a.jpg": b"first"}).status == 201
    whole = door.config.folder / "files"
    before = sorted(path.name for path in whole.glob("??/*"))
    assert phone.submit(xml, {"a.jpg": b"another one"}).status == 409
    other = xml.replace(b"Tardes", b"Noites")
    assert phone.submit(other, {"b.jpg": b"more"}).status == 409
    assert sorted(path.name for path in whole.glob("??/*")) == before


@pytest.mark.parametrize(("proxies", "believed"), [("127.0.0.2", True), ("10.9.9.9", False)])
def test_a_password_in_the_clear_is_refused_whatever_a_stranger_says_of_tls(
    tmp_path, proxies, believed
):
    """127.0.0.2 is no loopback name of this machine's own here: it stands for another one."""
    config = config_for(
        tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}", keep_free=1, proxies=proxies
    )
    # Behind a proxy laptops and browsers know it by https.
    config.file.write_text(config.file.read_text().replace('url = "http://', 'url = "https://'))
    with CentreProcess(config) as centre:

        def status(path, **told):
            line = http.client.HTTPConnection(
                "127.0.0.1", centre.port, timeout=20, source_address=("127.0.0.2", 0)
            )
            headers = {"authorization": "Basic eDp5", "x-forwarded-for": "203.0.113.7"}
            with contextlib.closing(line):
                line.request("GET", path, headers=headers | told)
                answer = line.getresponse()
                answer.read()
                return answer.status

        assert status("/openrosa/formList") == 403
        over_tls = {"x-forwarded-proto": "https"}
        assert status("/openrosa/formList", **over_tls) == (401 if believed else 403)
        assert status("/openrosa/formList", **{"x-forwarded-proto": "http"}) == 403
