"""All of it at once: what a phone is listed, gets, hands in; and what a laptop then shows."""

from __future__ import annotations

import hashlib
from functools import partial

import pytest

from core.forms import read_any
from core.visits import (
    answers_with_moments,
    list_checklists,
    list_visits,
)
from sync.server.openrosa.posting import MOST_POST
from tests.builders import NOW
from tests.server.openrosa.phones import (
    MANIFEST,
    a_phone,
    installed,
)
from tests.server.openrosa.submissions import (
    until_applied,
)


def test_what_a_phone_posts_is_seen_on_a_laptop(door, phone, tmp_path):
    """All of it at once: the form as it was listed, over HTTP, two posts, and the file lane."""
    from tests.server.file_laptops import FileLaptop

    form = next(one for one in phone.forms() if one["formID"] == "imagem")
    assert phone.ask(form["downloadUrl"]).status == 200
    xml = (
        b'<data id="imagem" version="3"><foto>planta.jpg</foto>'
        b"<meta><instanceID>uuid:tudo</instanceID></meta></data>"
    )
    assert phone.submit(xml, incomplete=True).status == 201
    assert phone.submit(xml, {"planta.jpg": b"jpeg" * 1000}).status == 201
    until_applied(door, "uuid:tudo")
    laptop = FileLaptop(door, tmp_path / "laptop")
    laptop.change()
    laptop.run()
    visit = next(
        one for one in laptop.store.read(list_visits) if one.checklist_title == "Guião & imagem"
    )
    (answer,) = [
        one
        for one in laptop.store.read(lambda work: answers_with_moments(work, visit.filling_id))
        if one.key == "/data/foto"
    ]
    with laptop.store.files.open(answer.sha256) as stream:
        assert stream.read() == b"jpeg" * 1000
    laptop.close()


@pytest.mark.parametrize("digest", [False, True])
def test_a_laptop_of_another_house_hands_in_at_our_door(door, tmp_path, digest):
    """Our client at our door, without and with Digest; the XML arrives byte by byte."""
    from core.store.clock import SystemClock
    from sync.openrosa.handing_in import hand_in_at
    from sync.openrosa.logins import Login
    from tests.openrosa.test_handing_in import FORM, Filled

    installed(door, tmp_path / "dono", read_any(FORM.encode(), filename="fotos.xml")).close()
    phone = a_phone(door, f"casa-{digest}", digest=digest)
    mine = Filled(tmp_path / "casa", 10, 200_000)
    there = hand_in_at(
        mine.store, f"{door.url}/openrosa", clock=SystemClock(),
        login=Login(phone.login, phone.password), pause=lambda _s: None, spread=lambda: 0.0,
    )  # fmt: skip
    plan = there.plan(mine.id)
    assert plan.limit == MOST_POST
    there.send(plan)
    assert there.wire.sent > 200_000
    there.wire.close()
    assert mine.state == "sent"
    mine.store.close()
    with door.database() as connection:
        from sqlalchemy import select

        from sync.server.openrosa.tables import SubmissionRow

        stored = connection.execute(select(SubmissionRow.xml)).scalars()
        assert plan.out.xml in [bytes(one) for one in stored]


CHOOSES = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Com visita</h:title><model>
    <instance><data id="escolhe" version="1"><terreno_visit/><nome/><meta><instanceID/></meta>
    </data></instance><instance id="v" src="jr://file-csv/terreno_visits.csv"/>
    <bind nodeset="/data/terreno_visit" type="string"/><bind nodeset="/data/nome" type="string"/>
  </model></h:head><h:body><select1 ref="/data/terreno_visit"><label>Visita</label>
    <itemset nodeset="instance('v')/root/item"><value ref="name"/><label ref="label"/></itemset>
  </select1><input ref="/data/nome"><label>Nome</label></input></h:body></h:html>"""


def test_a_phone_chooses_from_the_visits_that_are_open(door, phone, tmp_path):
    import csv

    from core.visits import answers_with_moments, list_visits, plan_visit
    from tests.builders import a_visit

    media = {"terreno_visits.csv": b"name,label\n"}
    form = read_any(CHOOSES.encode(), filename="escolhe.xml", media=media)
    laptop = installed(door, tmp_path / "laptop", form, media=media)
    made = a_visit(laptop.store)
    version = next(
        one.version_id for one in laptop.store.read(list_checklists) if one.form_id == "escolhe"
    )
    visit = laptop.store.write_now(
        partial(plan_visit, facility_id=made.facility_id, checklist_version_id=version,
                planned_for=NOW, title='Centro, "novo"')
    )  # fmt: skip
    laptop.change()
    listed = next(one for one in phone.forms() if one["formID"] == "escolhe")
    (file,) = phone.ask(listed["manifestUrl"]).xml
    told = {one.tag.removeprefix(MANIFEST): one.text for one in file}
    got = phone.ask(told["downloadUrl"]).body
    assert told["hash"] == f"md5:{hashlib.md5(got).hexdigest()}"
    (row,) = csv.DictReader(got.decode().splitlines())
    assert row == {"name": str(visit), "label": 'Centro, "novo" (10/03/2026)'}
    xml = (
        f'<data id="escolhe" version="1"><terreno_visit>{row["name"]}</terreno_visit>'
        "<nome>Dela</nome><meta><instanceID>uuid:escolhida</instanceID></meta></data>"
    )
    assert phone.submit(xml.encode()).status == 201
    until_applied(door, "uuid:escolhida")
    laptop.change()
    (one,) = [one for one in laptop.store.read(list_visits) if one.id == visit]
    found = laptop.store.read(partial(answers_with_moments, filling_id=one.filling_id))
    assert "Dela" in [answer.value for answer in found]
    other = a_phone(door, "de-gaia", "1317")
    assert b"novo" not in other.ask(told["downloadUrl"]).body
    laptop.close()
