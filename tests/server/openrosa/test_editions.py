"""What comes again, late, in another edition, or cannot be written: nothing lost or doubled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from core.forms import read_form
from core.visits import (
    list_visits,
    load_filling,
    visit_detail,
)
from sync.protocol.endpoint import Refused
from sync.replica.conflicts import open_conflicts
from sync.server.openrosa import inbox
from sync.server.openrosa.carrying import Carrier
from sync.server.openrosa.tables import SubmissionRow
from tests.builders import NOW, a_form
from tests.server.openrosa.submissions import (
    ROOMS,
    answers,
    new_visits,
    only_filling,
    rooms,
    short,
)

both = pytest.mark.parametrize("database", ["postgresql", "sqlite"], indirect=True)


@both
def test_an_edition_takes_the_place_of_the_one_before(office, database):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    ana = office.phone("ana")
    office.post(ana, rooms("Ana", "Sesta", "Jogos", foto="a.jpg"), {"a.jpg": b"one"})
    office.carry()
    office.post(ana, rooms("Rita", "Sesta", instance="uuid:2", old="uuid:1"))
    office.carry()
    office.post(ana, rooms("Rosa", "Chá", instance="uuid:3", old="uuid:2", foto="a.jpg"),
                {"a.jpg": b"one"})  # fmt: skip
    office.carry()
    assert {one.state for one in office.inbox().values()} == {"applied"}
    office.exchange(amp)
    (visit,) = new_visits(amp)
    filling = only_filling(amp, visit.id)
    assert filling.state == "finalised"
    saved = amp.read(partial(load_filling, filling_id=filling.id))
    assert len(saved.repeats) == 1
    values = {key.rpartition("/")[2]: value for key, value in saved.values.items() if value}
    assert (values["nome"], values["uso"], values["foto"]) == ("Rosa", "Chá", "a.jpg")
    assert not open_conflicts(amp, language="pt")


def test_an_edition_that_came_first_is_not_lost(office):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    ana = office.phone("ana")
    office.post(ana, rooms("Rita", instance="uuid:2", old="uuid:1"))
    office.carry()
    office.post(ana, rooms("Ana", instance="uuid:1"))
    office.carry()
    office.exchange(amp)
    names = {
        answers(amp, only_filling(amp, one.id).id)["/data/nome"].value for one in new_visits(amp)
    }
    assert names == {"Ana", "Rita"}


@both
def test_attachments_that_come_late_are_added(office, database):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    ana = office.phone("ana")
    long_ago = datetime.now(UTC) - timedelta(days=2)
    office.post(ana, rooms("Ana", foto="a.jpg"), incomplete=True, at=long_ago)
    office.carry()
    assert office.inbox()["uuid:1"].state == "applied"
    office.exchange(amp)
    (visit,) = new_visits(amp)
    filling_id = only_filling(amp, visit.id).id
    assert answers(amp, filling_id)["/data/foto"].sha256 is None
    office.post(ana, rooms("Ana", foto="a.jpg"), {"a.jpg": b"late"})
    assert office.inbox()["uuid:1"].state == "waiting"
    office.carry()
    office.exchange(amp)
    assert answers(amp, filling_id)["/data/foto"].sha256
    assert only_filling(amp, visit.id).state == "finalised"
    assert len(new_visits(amp)) == 1


def test_one_that_still_waits_for_its_attachments_is_left_alone(office):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    office.post(office.phone("ana"), rooms("Ana", foto="a.jpg"), incomplete=True)
    office.carry()
    assert office.inbox()["uuid:1"].state == "incomplete"


@both
def test_written_twice_it_is_the_same(office, database):
    """A kill after the replica had it and before the inbox knew; and a machine that lost it all."""
    amp = office.laptop()
    made = office.planned(amp)
    office.install(amp, read_form(ROOMS.encode()))
    ana = office.phone("ana")
    office.post(ana, rooms("Ana", "Sesta", foto="a.jpg"), {"a.jpg": b"one"})
    office.post(ana, short(made.visit_id, nome="Lar"))
    office.carry()
    office.exchange(amp)

    def said():
        return [
            (one.id, one.title, [
                (key, answer.value, answer.sha256)
                for key, answer in answers(amp, only_filling(amp, one.id).id).items()
            ])
            for one in amp.read(list_visits)
        ]  # fmt: skip

    before = said()
    for lose in (False, True):
        office.carriers.pop().close()
        if lose:
            import shutil

            shutil.rmtree(office.site.config.folder / "openrosa")
        from sqlalchemy import update

        from sync.server.openrosa.tables import SubmissionRow

        with office.site.engine.begin() as connection:
            connection.execute(
                update(SubmissionRow).values(
                    state="waiting", filling_id=None, visit_id=None, transaction_ids=""
                )
            )
        office.carry()
        assert {one.state for one in office.inbox().values()} == {"applied"}
        office.exchange(amp)
        assert said() == before
        assert not open_conflicts(amp, language="pt")


def test_another_version_takes_what_it_has_a_place_for_and_notes_the_rest(office):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    xml = rooms("Ana", version="9", more="<antigo>valor antigo</antigo>")
    office.post(office.phone("ana"), xml)
    office.carry()
    office.exchange(amp)
    (visit,) = new_visits(amp)
    notes = amp.read(lambda work: visit_detail(work, visit.id)).notes
    assert "valor antigo" in notes


def test_what_cannot_be_written_is_held_with_its_reason_and_keeps_no_other(office):
    amp = office.laptop()
    office.install(amp, a_form())
    ana = office.phone("ana")
    office.post(ana, short(instance="uuid:mau").replace(b'"curto"', b'"nenhum"'))
    office.post(ana, short(instance="uuid:bom", nome="Lar"))
    office.carry()
    told = office.inbox()
    assert told["uuid:bom"].state == "applied"
    assert (told["uuid:mau"].state, told["uuid:mau"].reason) == (
        "held", "visits.unknown-checklist",
    )  # fmt: skip
    with office.site.engine.begin() as connection:
        assert inbox.try_again(connection) == 1
    office.carry()
    assert office.inbox()["uuid:mau"].state == "held"


def test_a_check_list_whose_file_is_not_here_yet_is_waited_for(office):
    amp = office.laptop()
    from core.visits import install_checklist

    form = a_form()
    amp.write_now(partial(install_checklist, form=form, files=amp.files, installed_at=NOW))
    office.exchange(amp)
    office.post(office.phone("ana"), short(nome="Lar"))
    office.carry()
    one = office.inbox()["uuid:c"]
    assert (one.state, one.reason) == ("waiting", "store.file-missing")
    office.files_of(amp)
    from sqlalchemy import update

    from sync.server.openrosa.tables import SubmissionRow

    with office.site.engine.begin() as connection:
        connection.execute(update(SubmissionRow).values(claimed_until=None))
    office.carry()
    assert office.inbox()["uuid:c"].state == "applied"


def test_two_processes_share_the_work(office):
    amp = office.laptop()
    office.install(amp, a_form())
    ana = office.phone("ana")
    office.post(ana, short(instance="uuid:1", nome="Um"))
    office.carry()
    other = Carrier(office.site)
    office.post(ana, short(instance="uuid:2", nome="Dois"))
    other.carry()
    assert office.inbox()["uuid:2"].state == "waiting"
    office.carry()
    assert office.inbox()["uuid:2"].state == "applied"
    other.close()


def test_a_default_on_a_laptop_is_no_contradiction(office):
    amp = office.laptop()
    made = office.planned(amp)
    made.answer("/data/nome", "por omissão", by_person=False)
    office.exchange(amp)
    office.post(office.phone("ana"), short(made.visit_id, nome="Telemóvel"))
    office.carry()
    office.exchange(amp)
    assert answers(amp, made.filling_id)["/data/nome"].value == "Telemóvel"
    assert not open_conflicts(amp, language="pt")


def test_a_centre_that_was_restored_gets_it_back(office):
    """The backup is older than what phones handed in: the door's replica offers it again."""
    from sync.server.copies import make_copy, put_back

    amp = office.laptop()
    office.install(amp, a_form())
    ana = office.phone("ana")
    office.post(ana, short(instance="uuid:1", nome="Antes"))
    office.carry()
    copy = office.folder / "copy"
    make_copy(office.site.config, copy)
    office.post(ana, short(instance="uuid:2", nome="Depois"))
    office.carry()
    assert office.inbox()["uuid:2"].state == "applied"
    office.site.engine.dispose()
    put_back(office.site.config, copy, at=datetime.now(UTC))
    assert "uuid:2" not in office.inbox()
    # The phone knows nothing of it; another one hands in, and then the first does again.
    office.post(ana, short(instance="uuid:3", nome="Outra"))
    office.carry()
    office.post(ana, short(instance="uuid:2", nome="Depois"))
    office.carry()
    office.exchange(amp)
    names = [
        answers(amp, only_filling(amp, one.id).id)["/data/nome"].value for one in new_visits(amp)
    ]
    assert sorted(names) == ["Antes", "Depois", "Outra"]
    assert not open_conflicts(amp, language="pt")


def test_after_a_while_the_xml_goes_and_the_same_again_is_still_the_same(office):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    ana = office.phone("ana")
    office.post(ana, rooms("Ana", foto="a.jpg"))
    office.carry()
    later = datetime.now(UTC) + inbox.KEPT + timedelta(days=1)
    with office.site.engine.begin() as connection:
        inbox.forget_the_old(connection, at=later)
        assert connection.execute(select(SubmissionRow.xml)).scalar_one() == b""
    with pytest.raises(Refused):
        office.post(ana, rooms("Rita"))
    office.post(ana, rooms("Ana", foto="a.jpg"), {"a.jpg": b"late"})
    office.carry()
    office.post(ana, rooms("Rita", instance="uuid:2", old="uuid:1"))
    office.carry()
    assert {(one.state, one.reason) for one in office.inbox().values()} == {("applied", "")}
    office.exchange(amp)
    (visit,) = new_visits(amp)
    found = answers(amp, only_filling(amp, visit.id).id)
    assert found["/data/nome"].value == "Rita"


@both
def test_an_edition_that_overtakes_late_files_keeps_its_answers_and_gets_the_files(
    office, database
):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    ana = office.phone("ana")
    office.post(ana, rooms("Ana", "Sesta", foto="a.jpg"), incomplete=True)
    office.post(ana, rooms("Rita", "Chá", instance="uuid:2", old="uuid:1", foto="a.jpg"))
    office.carry()
    assert office.inbox()["uuid:2"].state == "applied"
    office.post(ana, rooms("Ana", "Sesta", foto="a.jpg"), {"a.jpg": b"late"})
    office.carry()
    assert {one.state for one in office.inbox().values()} == {"applied"}
    office.exchange(amp)
    (visit,) = new_visits(amp)
    found = answers(amp, only_filling(amp, visit.id).id)
    assert found["/data/nome"].value == "Rita"
    assert found["/data/foto"].sha256
    assert not open_conflicts(amp, language="pt")


@both
def test_files_that_come_for_an_edition_that_is_no_longer_shown_dispute_nothing(office, database):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    ana = office.phone("ana")
    long_ago = datetime.now(UTC) - timedelta(days=2)
    office.post(ana, rooms("Ana", foto="a.jpg"), incomplete=True, at=long_ago)
    office.carry()
    office.post(ana, rooms("Rita", instance="uuid:2", old="uuid:1"))
    office.carry()
    office.post(ana, rooms("Ana", foto="a.jpg"), {"a.jpg": b"late"})
    office.carry()
    assert {one.state for one in office.inbox().values()} == {"applied"}
    office.exchange(amp)
    (visit,) = new_visits(amp)
    found = answers(amp, only_filling(amp, visit.id).id)
    assert found["/data/nome"].value == "Rita"
    assert not open_conflicts(amp, language="pt")


def test_one_and_the_edition_of_it_at_the_same_turn_dispute_nothing(office):
    amp = office.laptop()
    office.install(amp, read_form(ROOMS.encode()))
    ana = office.phone("ana")
    office.post(ana, rooms("Ana", "Sesta"))
    office.post(ana, rooms("Rita", "Chá", instance="uuid:2", old="uuid:1"))
    office.post(ana, rooms("Rosa", instance="uuid:3", old="uuid:2"))
    office.carry()
    office.exchange(amp)
    (visit,) = new_visits(amp)
    assert answers(amp, only_filling(amp, visit.id).id)["/data/nome"].value == "Rosa"
    assert not open_conflicts(amp, language="pt")
