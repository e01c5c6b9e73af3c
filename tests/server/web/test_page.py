"""The centre's page over plain HTTP: who gets in, what they see, what they can do."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from core.store.ids import new_id
from sync.centre.tables import SyncDevice
from sync.protocol.endpoint import Refused
from sync.replica import enrolment
from sync.replica.exchange import Wiped
from sync.server.devices import audit_trail, list_devices, note
from sync.server.web.pages import MENU
from sync.server.web.people import (
    add_person,
    list_people,
    revoke_person,
    set_password,
    try_password,
)
from sync.server.web.problems import PersonRefused, WeakPassword
from sync.server.web.words import WORDS, language_of
from tests.server.centres import (
    CentreProcess,
    a_laptop,
    at_once,
    config_for,
    enrolled,
    exchange,
    put,
)
from tests.server.web.browsing import PASSWORD, Browser, add, logged_in


def test_nobody_sees_anything_without_logging_in(centre, world):
    browser = Browser(centre.url)
    device = str(world["one"].author.device_id)
    for path in ("/", "/web", *(f"/web/{one}" for one in MENU), f"/web/devices/{device}"):
        page = browser.get(path, follow=False)
        assert page.status == 303, path
    assert "Palavra-passe" in browser.get("/").text
    for path in (f"/web/devices/{device}/wipe", f"/web/devices/{device}/revoke", "/web/codes"):
        assert browser.post(path, {"token": "x" * 64}, follow=False).status == 303
    assert all(one.revoked_at is None for one in devices_of(centre))


def devices_of(centre):
    with centre.database() as connection:
        return list_devices(connection)


def test_the_team_sees_all_and_the_words_follow_the_browser(centre, world):
    browser = logged_in(centre, "equipa.um", language="en-GB,en;q=0.9")
    page = browser.get("/web/overview")
    assert page.tree.get("lang") == "en"
    assert "Still to send" in page.text
    browser.language = "fr,pt;q=0.5"
    page = browser.get("/web/overview")
    assert page.tree.get("lang") == "pt-PT"
    names = page.words("//tbody")
    assert "Maia" in names
    assert "Porto" in names
    assert "em dia" in names
    page = browser.get("/web/conflicts")
    assert "Porto (1)" in page.words()
    assert "name" in page.words("//tbody")
    # Values are seen on a laptop, not here.
    assert "azul" not in page.text
    page = browser.get("/web/storage")
    assert "Base de dados" in page.words()
    assert "Porto 5 " in page.words("//tbody")


def test_a_coordinator_sees_one_municipality_only(centre, world):
    browser = logged_in(centre, "coord.maia", "coordinator", "1306")
    other = str(world["one"].author.device_id)
    for name in MENU:
        page = browser.get(f"/web/{name}")
        assert page.status == 200
        assert "Porto" not in page.words(), name
        assert other[-8:] not in page.text
    assert browser.get("/web/conflicts").words().count("Não há conflitos") == 1
    assert browser.get(f"/web/devices/{other}").status == 404
    token = browser.get("/web/devices").token()
    for deed in ("revoke", "wipe"):
        answer = browser.post(f"/web/devices/{other}/{deed}", {"token": token, "sure": "yes"})
        assert answer.status == 404
    for org, role in (("1312", "technician"), ("1306", "administrator"), ("1306", "coordinator")):
        answer = browser.post(
            "/web/codes", {"token": token, "org": org, "role": role, "hours": "24"}
        )
        assert answer.status == 422
        assert "Nenhum" in answer.text or "nenhum" in answer.text
    assert "Database" not in browser.get("/web/storage").text
    assert all(one.revoked_at is None for one in devices_of(centre))


def test_a_code_made_here_lets_a_laptop_in_once(centre):
    browser = logged_in(centre, "equipa.dois")
    token = browser.get("/web/codes").token()
    page = browser.post(
        "/web/codes", {"token": token, "org": "1306", "role": "technician", "hours": "2"}
    )
    code = page.tree.xpath("//code[@class='big']/text()")[0]
    assert code not in browser.get("/web/codes").text
    laptop = a_laptop()
    enrolment.enrol(laptop, centre.address, code, name="novo", pause=at_once)
    page = browser.post(
        "/web/codes", {"token": token, "org": "1306", "role": "technician", "hours": "2"}
    )
    code = page.tree.xpath("//code[@class='big']/text()")[0]
    void = page.tree.xpath("//form[contains(@action, '/void')]/@action")[0]
    assert "anulado" in browser.post(void, {"token": token}).words()
    with pytest.raises(Refused) as refused:
        enrolment.enrol(a_laptop(), centre.address, code, name="outro", pause=at_once)
    assert refused.value.code == "code"
    assert "equipa.dois" in browser.get("/web/audit?action=code.voided").words("//tbody")


def test_a_lost_laptop_is_wiped_only_after_it_was_said_twice(centre):
    browser = logged_in(centre, "equipa.tres")
    laptop = enrolled(centre)
    exchange(laptop)
    device = laptop.author.device_id
    page = browser.get(f"/web/devices/{device}")
    answer = browser.post(f"/web/devices/{device}/wipe", {"token": page.token()})
    assert answer.status == 422
    assert "Nada foi apagado" in answer.words()
    exchange(laptop)
    answer = browser.post(f"/web/devices/{device}/wipe", {"token": page.token(), "sure": "yes"})
    assert "a apagar no próximo contacto" in answer.words()
    with pytest.raises(Wiped):
        exchange(laptop)
    (line,) = [
        one
        for one in trail_of(centre)
        if one.action == "device.wipe" and one.subject == str(device)
    ]
    assert line.actor != "cli"


def trail_of(centre):
    with centre.database() as connection:
        return audit_trail(connection)


def test_what_waits_and_what_was_refused_is_told(centre):
    browser = logged_in(centre, "equipa.quatro")
    guest = enrolled(centre, "1306", "guest")
    put(guest, scope="1306", name="Não pode")
    exchange(guest)
    exchange(guest)
    (row,) = [one for one in devices_of(centre) if one.id == guest.author.device_id]
    assert (row.waiting, row.refused, row.refused_why) == (0, 2, "scope")
    words = browser.get("/web/waiting").words("//tbody")
    assert "não pode escrever nessa área" in words


def test_the_door_for_phones_is_no_laptop_and_is_not_put_out(centre):
    browser = logged_in(centre, "equipa.porta")
    door = new_id()
    with centre.database() as connection:
        connection.execute(
            insert(SyncDevice).values(
                id=door, technician_id=door, organisation="1306", role="technician",
                name="OpenRosa 1306", public_key=b"", accepted=0, waiting=0, wipe=False,
                enrolled_at=datetime.now(UTC),
            )
        )  # fmt: skip
        note(connection, at=datetime.now(UTC), actor="centre", action="door.enrolled",
             subject=str(door))  # fmt: skip
    page = browser.get("/web/devices")
    assert "porta dos telemóveis" in page.words("//tbody")
    assert str(door) not in page.text
    answer = browser.post(f"/web/devices/{door}/revoke", {"token": page.token()})
    assert answer.status == 404


def test_a_form_of_another_site_does_nothing(centre, world):
    browser = logged_in(centre, "equipa.cinco")
    device = world["two"].author.device_id
    token = browser.get("/web/devices").token()
    tries = [
        ({"token": "0" * 64, "sure": "yes"}, {}),
        ({"sure": "yes"}, {}),
        ({"token": token, "sure": "yes"}, {"Origin": "https://mal.example"}),
        ({"token": token, "sure": "yes"}, {"Origin": "null"}),
        ({"token": token, "sure": "yes"}, {"Sec-Fetch-Site": "cross-site"}),
    ]
    for fields, headers in tries:
        answer = browser.post(f"/web/devices/{device}/wipe", fields, headers=headers)
        assert answer.status == 403
    # Logging in too: nobody is logged in as somebody else by a form of another site.
    stranger = Browser(centre.url)
    answer = stranger.post(
        "/web/login", {"login": "equipa.cinco", "password": PASSWORD, "token": token}
    )
    assert answer.status == 403
    assert [one.revoked_at for one in devices_of(centre) if one.id == device] == [None]


def test_logging_out_ends_the_session_at_the_centre_too(centre):
    browser = logged_in(centre, "equipa.seis")
    kept = dict(browser.cookies)
    assert browser.post("/web/logout", {"token": browser.get("/web/codes").token()}).status == 200
    assert browser.cookies.keys() <= {"terreno-login"}
    browser.cookies = kept
    assert browser.get("/web/overview", follow=False).status == 303


def test_a_new_password_and_a_revoked_person_end_all_sessions(centre):
    browser, other = logged_in(centre, "equipa.sete"), logged_in(centre, "equipa.oito")
    with centre.database() as connection:
        set_password(connection, "equipa.sete", at=datetime.now(UTC), password="outra-bem-longa")
        revoke_person(connection, "equipa.oito", at=datetime.now(UTC))
    for one in (browser, other):
        assert one.get("/web/overview", follow=False).status == 303
    assert Browser(centre.url).log_in("equipa.sete").status == 403
    assert Browser(centre.url).log_in("equipa.sete", "outra-bem-longa").status == 200
    assert Browser(centre.url).log_in("equipa.oito").status == 403


def test_wrong_passwords_make_the_pause_longer(centre):
    add(centre, "equipa.nove")
    at = datetime.now(UTC)

    def tried(password, when):
        with centre.database() as connection:
            return try_password(connection, "equipa.nove", password, at=when)

    assert [tried("errada", at) for _ in range(5)] == [None] * 5
    assert tried(PASSWORD, at + timedelta(seconds=50)) is None
    assert tried("errada", at + timedelta(seconds=61)) is None
    assert tried(PASSWORD, at + timedelta(seconds=150)) is None
    person = tried(PASSWORD, at + timedelta(seconds=200))
    assert person is not None
    assert person.login == "equipa.nove"


def test_guesses_of_one_address_are_limited(tmp_path):
    config = config_for(
        tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}", logins_a_minute=4, keep_free=1
    )
    with CentreProcess(config) as centre:
        browser = logged_in(centre, "equipa")
        found = [Browser(centre.url).log_in(f"nome{at}", "x").status for at in range(6)]
        assert found == [403] * 4 + [429] * 2
        # Who is in stays in.
        assert browser.get("/web/overview").status == 200


def test_every_answer_keeps_scripts_frames_and_copies_out(centre):
    browser = logged_in(centre, "equipa.dez")
    paths = [f"/web/{one}" for one in MENU]
    for path in (*paths, "/web/login", "/web/style.css", "/web/devices/nada"):
        page = browser.get(path) if path != "/web/style.css" else None
        headers = page.headers if page else browser.ask("GET", path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in policy
        if page is not None:
            assert headers["cache-control"] == "no-store"
            assert page.tree.xpath("//script | //style | //*[@style] | //*[@onclick]") == []


def test_names_from_laptops_are_text_and_nothing_else(centre):
    browser = logged_in(centre, "equipa.onze")
    laptop = a_laptop()
    name = "<script>alert(1)</script>\"'><b>"
    enrolment.enrol(laptop, centre.address, centre.code(), name=name, pause=at_once)
    for path in ("/web/overview", "/web/devices", f"/web/devices/{laptop.author.device_id}"):
        page = browser.get(path)
        assert page.tree.xpath("//script | //b") == []
        assert name in page.words()


def test_the_trail_is_filtered_by_what_who_and_when(centre):
    browser = logged_in(centre, "equipa.doze")
    actions = browser.get("/web/audit?action=person.entered&who=equipa.doze")
    rows = actions.tree.xpath("//tbody/tr")
    assert len(rows) == 1
    assert "equipa.doze" in actions.words("//tbody")
    day = datetime.now(UTC) + timedelta(days=3)
    assert "Nada corresponde" in browser.get(f"/web/audit?since={day:%Y-%m-%d}").words()
    assert browser.get(f"/web/audit?until={day:%Y-%m-%d}").tree.xpath("//tbody/tr")
    assert browser.get("/web/audit?since=ontem").status == 400
    assert browser.get("/web/audit?page=-1&who=%00%27").status == 200


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a=1&" * 100, b"x" * 20_000])
def test_a_hostile_form_is_refused(centre, body):
    import http.client

    line = http.client.HTTPConnection(Browser(centre.url).url.netloc, timeout=20)
    line.request("POST", "/web/login", body=body)
    answer = line.getresponse()
    answer.read()
    line.close()
    assert answer.status in (400, 403, 413)


def test_over_tls_the_cookie_belongs_to_this_host_alone(tmp_path):
    config = config_for(
        tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}", scheme="https", keep_free=1
    )
    with CentreProcess(config) as centre:
        browser = logged_in(centre, "equipa", cafile=config.certificate)
        (session,) = [one for one in browser.set if one.startswith("__Host-terreno=")]
        for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
            assert word in session
        assert "Domain" not in session
        headers = browser.get("/web/overview").headers
        assert "max-age" in headers["strict-transport-security"]


def test_it_is_the_same_on_postgresql(database, tmp_path):
    config = config_for(tmp_path / "centro", database, keep_free=1)
    with CentreProcess(config) as centre:
        laptop = enrolled(centre, "1306")
        exchange(laptop)
        team = logged_in(centre, "equipa")
        coordinator = logged_in(centre, "coord", "coordinator", "1306")
        for browser in (team, coordinator):
            for name in MENU:
                assert browser.get(f"/web/{name}").status == 200, name
            found = browser.get("/web/audit?action=device.enrolled&who=port&since=2020-01-01")
            assert len(found.tree.xpath("//tbody/tr")) == 1
        device = laptop.author.device_id
        page = coordinator.get(f"/web/devices/{device}")
        answer = coordinator.post(f"/web/devices/{device}/revoke", {"token": page.token()})
        assert "Sem acesso: «portátil»" in answer.words()
        put(laptop, scope="1306", name="Tarde demais")
        assert exchange(laptop).pushed == 0


def test_the_log_names_nobody(tmp_path):
    config = config_for(tmp_path / "centro", f"sqlite:///{tmp_path / 'c.db'}", keep_free=1)
    with CentreProcess(config) as centre:
        browser = logged_in(centre, "maria.silva")
        browser.get("/web/audit?who=maria.silva")
        Browser(centre.url).log_in("joao.costa", "segredo-errado")
        centre.stop()
        whole = "\n".join(centre.log_lines())
    for word in ("maria", "joao", "segredo", PASSWORD):
        assert word not in whole


@pytest.mark.parametrize(
    ("login", "org", "role"),
    [
        ("ana", "1312", "administrator"),
        ("ana", "amp", "coordinator"),
        ("ana", "1312", "technician"),
        ("ana", "9999", "coordinator"),
        ("Ana Maia", "amp", "amp_team"),
        ("a", "amp", "amp_team"),
        ("ja.existe", "amp", "amp_team"),
    ],
)
def test_who_cannot_be_a_person_of_the_centre(centre, login, org, role):
    with centre.database() as connection:
        if "ja.existe" not in [one.login for one in list_people(connection)]:
            add_person(
                connection, login="ja.existe", organisation="amp", role="amp_team", name="",
                at=datetime.now(UTC),
            )  # fmt: skip
    with centre.database() as connection:
        with pytest.raises(PersonRefused):
            add_person(
                connection, login=login, organisation=org, role=role, name="", at=datetime.now(UTC)
            )
        with pytest.raises(WeakPassword):
            add_person(
                connection, login="bem.feito", organisation="amp", role="amp_team", name="",
                at=datetime.now(UTC), password="curta",
            )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "pt"), ("en", "en"), ("pt-BR,en;q=0.8", "pt"), ("en;q=0.1,pt;q=0.9", "pt"),
        ("de,en-US;q=0.7,pt;q=0", "en"), ("*", "pt"), ("en;q=abc,;;,", "pt"), ("en;q=1.1.1", "pt"),
    ],
)  # fmt: skip
def test_the_language_is_the_first_that_the_browser_asks_for(asked, language):
    assert language_of(asked) == language


def test_both_languages_fill_in_the_same():
    for name, (pt, en) in WORDS.items():
        assert re.findall(r"\{\w+\}", pt) == re.findall(r"\{\w+\}", en), name
        assert pt.strip(), name
