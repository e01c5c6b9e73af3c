"""Fillings handed in at servers of others: limits, logins, cuts, refusals, and once only."""

from __future__ import annotations

import io
from functools import partial

import pytest

from core.forms import FillingSession, SessionContext, read_form
from core.people import record_consent, withdraw_consent
from core.store.clock import SystemClock
from core.visits import (
    answer_id,
    filling,
    finalise_filling,
    install_checklist,
    keep_file,
    plan_visit,
    record_delta,
    record_opening,
    start_filling,
)
from core.visits.problems import FillingIsNotFinalised
from sync.openrosa.handing_in import hand_in_at
from sync.openrosa.logins import Login
from sync.openrosa.problems import (
    FormNotThere,
    LoginNotTaken,
    NoServer,
    NotAnOpenRosaServer,
    NotTaken,
    OtherContentThere,
    PasswordInTheClear,
    TooLargeForServer,
)
from tests.builders import NOW, a_store, a_visit
from tests.openrosa.scripted import Scripted

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa">
  <h:head><h:title>Fotos</h:title><model>
    <instance><data id="fotos" version="5"><nome/><a/><b/><c/><d/><fim/>
      <meta><instanceID/></meta></data></instance>
    <bind nodeset="/data/nome" type="string"/>
    <bind nodeset="/data/a" type="binary"/><bind nodeset="/data/b" type="binary"/>
    <bind nodeset="/data/c" type="binary"/><bind nodeset="/data/d" type="binary"/>
    <bind nodeset="/data/fim" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
  </model></h:head>
  <h:body><input ref="/data/nome"><label>Nome</label></input>
    <upload ref="/data/a" mediatype="image/*"><label>A</label></upload>
    <upload ref="/data/b" mediatype="image/*"><label>B</label></upload>
    <upload ref="/data/c" mediatype="image/*"><label>C</label></upload>
    <upload ref="/data/d" mediatype="image/*"><label>D</label></upload></h:body></h:html>"""


class Filled:
    """A finalised filling with a picture for each size that is given."""

    def __init__(self, folder, *sizes: int, finalised=True) -> None:
        self.store = a_store(folder)
        made = a_visit(self.store, started=False)
        form = read_form(FORM.encode())
        version = self.store.write_now(
            partial(install_checklist, form=form, files=self.store.files, installed_at=NOW)
        ).version_id
        self.visit_id = self.store.write_now(
            partial(plan_visit, case_study_id=made.case_study_id, checklist_version_id=version,
                    planned_for=NOW)
        )  # fmt: skip
        self.id = self.store.write_now(partial(start_filling, visit_id=self.visit_id, at=NOW))
        session = FillingSession.start(form, SessionContext(now=lambda: NOW))
        self.store.write_now(
            partial(record_opening, filling_id=self.id, saved=session.save(), technician_id=None,
                    at=NOW)
        )  # fmt: skip
        self.deltas(session.answer("/data/nome", "João «ç»"))
        self.contents = {}
        for key, size in zip("abcd", sizes, strict=False):
            name, content = f"{key} ç.jpg", key.encode() * size
            sealed = self.store.files.seal(io.BytesIO(content), media_type="image/jpeg", name=name)
            self.store.write_now(
                partial(keep_file, filling_id=self.id, key=f"/data/{key}", file=sealed, name=name,
                        technician_id=None, at=NOW)
            )  # fmt: skip
            session.answer(f"/data/{key}", name)
            self.contents[name] = content
        if finalised:
            self.deltas(session.finalise())
            self.store.write_now(partial(finalise_filling, filling_id=self.id, at=NOW))

    def deltas(self, delta) -> None:
        self.store.write_now(
            partial(record_delta, filling_id=self.id, delta=delta, technician_id=None, at=NOW)
        )

    def at(self, url: str, login=None):
        return hand_in_at(
            self.store, url, login=login, clock=SystemClock(), pause=lambda _s: None,
            spread=lambda: 0.0, nonce=lambda: "0a4f113b",
        )  # fmt: skip

    def send(self, server: Scripted, login=None):
        there = self.at(server.url, login)
        try:
            return there.send(there.plan(self.id))
        finally:
            there.wire.close()

    @property
    def state(self) -> str:
        return self.store.read(partial(filling, filling_id=self.id)).state


@pytest.fixture
def servers():
    made = []

    def one(**rest) -> Scripted:
        made.append(Scripted(**rest))
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.fixture
def filled(tmp_path):
    made = []

    def one(*sizes: int, **rest) -> Filled:
        made.append(Filled(tmp_path / f"s{len(made)}", *sizes, **rest))
        return made[-1]

    yield one
    for each in made:
        each.store.close()


def whole(server: Scripted) -> dict[str, bytes]:
    """All files of all posts; the XML of all is the same."""
    assert len({post["xml_submission_file"] for post in server.posts}) == 1
    return {
        name: content
        for post in server.posts
        for name, (_, content) in post.items()
        if name not in ("xml_submission_file", "*isIncomplete*")
    }


def test_one_post_with_all_files_and_then_it_is_sent(servers, filled):
    server, mine = servers(), filled(10, 0, 3000)
    done = mine.send(server)
    assert (done.posts, done.files) == (1, 3)
    assert whole(server) == mine.contents
    kind, xml = server.posts[0]["xml_submission_file"]
    assert kind == "text/xml"
    assert "João «ç»".encode() in xml
    assert "*isIncomplete*" not in server.posts[0]
    assert mine.state == "sent"
    base = "/v1/key/abc/projects/7/submission"
    assert server.asked == [("HEAD", base), ("POST", base)]
    for told in server.headers:
        assert told["x-openrosa-version"] == "1.0"
        assert told["date"].endswith("GMT")


def test_several_posts_of_what_the_server_takes(servers, filled):
    server, mine = servers(limit=9_000), filled(3000, 6000, 100, 5000)
    done = mine.send(server)
    assert done.posts == len(server.posts) > 1
    assert whole(server) == mine.contents
    assert ["*isIncomplete*" in post for post in server.posts] == [
        *[True] * (done.posts - 1), False,
    ]  # fmt: skip
    assert {post["*isIncomplete*"][1] for post in server.posts[:-1]} == {b"yes"}
    assert mine.state == "sent"


def test_what_will_not_fit_is_said_before_anything_is_sent(servers, filled):
    server, mine = servers(limit=5_000), filled(100, 20_000)
    with pytest.raises(TooLargeForServer) as problem:
        mine.send(server)
    assert "b ç.jpg" in str(problem.value.sentence("pt"))
    assert not server.posts
    assert mine.state == "finalised"


def test_a_proxy_that_takes_less_than_the_server_said(servers, filled):
    server, mine = servers(limit=100_000, most=8_000), filled(5000, 5000, 100, 200)
    mine.send(server)
    assert whole(server) == mine.contents
    assert ["*isIncomplete*" in post for post in server.posts][-1] is False
    assert mine.state == "sent"
    small = servers(most=2_000)
    other = filled(5000)
    with pytest.raises(TooLargeForServer):
        other.send(small)
    assert other.state == "finalised"


def test_a_refusal_that_comes_while_the_body_goes_is_heard(servers, filled):
    """A server that hangs up on a large body said why before."""
    server, mine = servers(limit=90_000_000, most=2_000, closes=True), filled(8_000_000)
    with pytest.raises(TooLargeForServer):
        mine.send(server)
    assert mine.state == "finalised"


def test_a_cut_costs_only_what_was_under_way(servers, filled):
    server, mine = servers(limit=9_000), filled(5000, 6000, 7000)
    server.cut_after = 2
    with pytest.raises(NoServer):
        mine.send(server)
    assert mine.state == "finalised"
    first = whole(server)
    assert set(first) == {"a ç.jpg", "b ç.jpg"}
    server.cut_after = None
    done = mine.send(server)
    assert done.posts == 1
    assert set(server.posts[-1]) == {"xml_submission_file", "c ç.jpg"}
    assert whole(server) == mine.contents
    assert mine.state == "sent"


@pytest.mark.parametrize("kind", ["Basic", "Digest"])
def test_logins(servers, filled, kind):
    server, mine = servers(login=("maria", "segredo ç", kind)), filled(10)
    mine.send(server, Login("maria", "segredo ç"))
    assert whole(server) == mine.contents
    assert mine.state == "sent"
    other = filled(10)
    for wrong in (None, Login("maria", "outra")):
        with pytest.raises(LoginNotTaken):
            other.send(server, wrong)
    assert other.state == "finalised"


def test_a_password_never_goes_over_a_line_in_the_clear():
    from sync.openrosa.logins import Authorisation

    who = Authorisation(Login("a", "b"), secure=False, nonce=lambda: "x")
    with pytest.raises(PasswordInTheClear):
        who.challenged('Basic realm="x"')
    assert who.header("GET", "/") == {}
    assert who.challenged('Basic realm="x", Digest realm="x", nonce="n", qop="auth"')
    assert who.header("GET", "/")["Authorization"].startswith("Digest ")


def test_digest_as_the_standard_shows_it():
    """RFC 2617, 3.5."""
    from sync.openrosa.logins import Authorisation

    who = Authorisation(Login("Mufasa", "Circle Of Life"), secure=False, nonce=lambda: "0a4f113b")
    assert who.challenged(
        'Digest realm="testrealm@host.com", qop="auth,auth-int", '
        'nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"'
    )
    said = who.header("GET", "/dir/index.html")["Authorization"]
    assert 'response="6629fae49393a05397450978507c4ef1"' in said


def test_digest_that_is_not_taken_gives_way_to_basic():
    from sync.openrosa.logins import Authorisation

    who = Authorisation(Login("a", "b"), secure=True, nonce=lambda: "x")
    both = 'Basic realm="x", Digest realm="x", nonce="n", qop="auth"'
    assert who.challenged(both)
    assert who.header("GET", "/")["Authorization"].startswith("Digest ")
    assert who.challenged(both)
    assert who.header("GET", "/")["Authorization"] == "Basic YTpi"
    assert not who.challenged(both)


@pytest.mark.parametrize(
    ("status", "problem"),
    [(409, OtherContentThere), (404, FormNotThere), (402, NotTaken), (200, NotTaken)],
)
def test_what_the_server_says_is_said(servers, filled, status, problem):
    server, mine = servers(answers=[status]), filled(10)
    with pytest.raises(problem) as raised:
        mine.send(server)
    assert mine.state == "finalised"
    if problem is NotTaken:
        assert "olá, é assim" in str(raised.value.sentence("pt"))
    assert mine.send(server).posts == 1


def test_202_is_as_good_as_201(servers, filled):
    server, mine = servers(answers=[202]), filled(10)
    mine.send(server)
    assert mine.state == "sent"


@pytest.mark.parametrize("head", [200, 404, 301, 500])
def test_something_else_than_a_server_of_submissions(servers, filled, head):
    server, mine = servers(head=head), filled(10)
    with pytest.raises(NotAnOpenRosaServer):
        mine.send(server)
    assert not server.posts


def test_nobody_there(filled):
    mine = filled(10)
    there = mine.at("http://127.0.0.1:1/x")
    with pytest.raises(NoServer):
        there.plan(mine.id)
    with pytest.raises(NoServer):
        mine.at("ftp://nada")


def test_submissions_go_where_the_server_says_on_its_own_host_only(servers, filled):
    server = servers(location="/receive/here")
    filled(1).send(server)
    assert server.asked[-1] == ("POST", "/receive/here")
    elsewhere = servers(location="http://127.0.0.1:1/submission")
    filled(1).send(elsewhere)
    assert elsewhere.asked[-1] == ("POST", "/v1/key/abc/projects/7/submission")


def test_only_what_is_finalised_goes(servers, filled):
    server, mine = servers(), filled(10, finalised=False)
    with pytest.raises(FillingIsNotFinalised):
        mine.send(server)
    assert not server.asked


def test_pictures_stay_here_once_a_consent_has_ended(servers, filled):
    server, mine = servers(), filled(10, 20)
    consent = mine.store.write_now(
        partial(record_consent, visit_id=mine.visit_id, scope="1304", who="Ana", purpose="visit",
                text_version="1", given_at=NOW)
    )  # fmt: skip
    mine.store.write_now(partial(withdraw_consent, consent_id=consent, at=NOW))
    done = mine.send(server)
    assert done.left_out == ("a ç.jpg", "b ç.jpg")
    assert whole(server) == {}
    assert b".jpg" not in server.posts[0]["xml_submission_file"][1]


def test_a_file_that_is_elsewhere_is_missed_before_anything_is_sent(servers, filled):
    from core.reports.submission_out import FilesElsewhere
    from core.visits import Answer

    server, mine = servers(), filled(10)
    from core.store import Attachment

    def sha256(work):
        row = work.get(Answer, answer_id(filling_id=mine.id, key="/data/a"))
        return work.get(Attachment, row.attachment_id).sha256

    mine.store.files.erase(mine.store.read(sha256))
    with pytest.raises(FilesElsewhere):
        mine.send(server)
    assert not server.asked


def test_the_command(servers, tmp_path, monkeypatch, capsys):
    import json

    from core.cli import run
    from core.store import store_folder
    from sync.commands import rooms

    monkeypatch.setenv("TERRENO_HOME", str(tmp_path))
    server = servers(login=("maria", "segredo", "Basic"))
    mine = Filled(store_folder({"TERRENO_HOME": str(tmp_path)}), 10, 20)
    mine.store.close()
    monkeypatch.setenv("TERRENO_OPENROSA_PASSWORD", "segredo")

    def submit(*more: str):
        code = run(["forms", "submit", "--to", server.url, "--login", "maria", *more],
                   rooms=rooms())  # fmt: skip
        return code, capsys.readouterr()

    code, said = submit("--all", "--check", "--json")
    assert code == 0
    (planned,) = json.loads(said.out)["planned"]
    assert (planned["posts"], planned["limit"]) == (1, 10_000_000)
    assert not server.posts
    assert submit(str(mine.visit_id), "--json")[0] == 0
    assert len(server.posts) == 1
    code, said = submit("--all")
    assert code == 1
    assert said.err.count("\n") == 1
    assert submit()[0] == 2
