"""Answers on their way to the store: whatever happens before they arrive, they are not lost."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest

import core.visits
from core.forms import read_form
from core.visits import filling, finalise_filling, reopen_filling
from desktop.kit.jobs import Jobs
from desktop.questions.around import FileOffer
from tests.filling_forms import SMALL
from tests.filling_places import a_filling


@pytest.fixture
def refuse(monkeypatch):
    """Make the store refuse what is written from now on; call what it gives to have room again."""

    def start(*names):
        real = {name: getattr(core.visits, name) for name in names or ("record_delta",)}

        def no(*_args, **_named):
            raise OSError("no space left")

        for name in real:
            monkeypatch.setattr(core.visits, name, no)

        def room_again():
            for name, verb in real.items():
                monkeypatch.setattr(core.visits, name, verb)

        return room_again

    return start


@pytest.fixture
def busy_lane(store):
    """Hold the writer's lane, so that what is given waits in it; call what it gives to let go."""
    held = []

    def hold():
        go_on = threading.Event()
        held.append(go_on)
        store.write(lambda _work: go_on.wait(20))
        return go_on.set

    yield hold
    for go_on in held:
        go_on.set()


def about(guiao):
    return guiao.store.read(lambda work: filling(work, guiao.filling_id))


def test_finalising_carries_an_answer_that_is_still_queued(guiao, refuse, busy_lane):
    let_go, room_again = busy_lane(), refuse()
    guiao.type("/nome", "Casa")  # it will be refused, but nobody knows yet
    room_again()
    guiao.place.desk.finalise(then=lambda: None)
    let_go()
    guiao.settle()
    assert about(guiao).state == "finalised"
    assert guiao.values()["nome"] == "Casa"
    assert guiao.place.desk.unsaved == 0


def test_tried_again_it_counts_as_refused_until_the_store_has_it(guiao, refuse, busy_lane):
    room_again = refuse()
    guiao.type("/nome", "Casa")
    guiao.settle()
    room_again()
    let_go = busy_lane()
    guiao.place.desk.save_again()
    assert guiao.place.desk.unsaved == 1
    let_go()
    guiao.settle()
    assert guiao.place.desk.unsaved == 0
    assert guiao.values()["nome"] == "Casa"


def test_a_refused_answer_never_overwrites_a_later_one(guiao, refuse):
    desk = guiao.place.desk
    key = guiao.card("/nome").key
    room_again = refuse()
    desk.answer(key, "Casa")
    guiao.settle()
    room_again()
    desk.answer(key, "Lar")
    desk.save_again()
    desk.answer(key, "Lar da Ria")
    guiao.settle()
    assert guiao.values()["nome"] == "Lar da Ria"
    assert desk.unsaved == 0


def test_one_answer_that_is_taken_brings_the_refused_ones_along(guiao, refuse):
    room_again = refuse()
    guiao.type("/nome", "Casa")
    guiao.settle()
    room_again()
    guiao.type("/pessoas", "7")
    guiao.settle()
    assert guiao.place.desk.unsaved == 0
    assert (guiao.values()["nome"], guiao.values()["pessoas"]) == ("Casa", "7")
    assert not guiao.place.banner.isVisible()


def test_what_a_filling_starts_with_is_not_lost_when_the_store_refuses_it(make_guiao, refuse):
    room_again = refuse("record_opening")
    guiao = make_guiao()
    guiao.settle()
    assert guiao.place.desk.unsaved == 1
    room_again()
    guiao.type("/nome", "Casa")
    guiao.settle()
    given = guiao.store.read(lambda w: core.visits.load_filling(w, guiao.filling_id)).values
    assert any(key.endswith("/instanceID") and value for key, value in given.items())


def test_the_question_is_remembered_with_its_answer(guiao):
    remembered = []
    guiao.place.desk.saved.connect(lambda key, _at: remembered.append((key, about(guiao))))
    guiao.type("/nome", "Casa")
    guiao.settle()
    key, then = remembered[0]
    assert then.current_key == key


def test_leaving_tries_again(guiao, refuse):
    room_again = refuse()
    guiao.type("/nome", "Casa")
    guiao.settle()
    room_again()
    guiao.place.leave()
    guiao.settle()
    assert guiao.values()["nome"] == "Casa"


def test_finalised_elsewhere_it_is_not_read_anew_over_what_only_this_window_has(guiao, refuse):
    room_again = refuse()
    guiao.type("/nome", "Casa")
    guiao.settle()
    desk = guiao.place.desk
    at = guiao.place.around.now()
    guiao.store.write_now(lambda work: finalise_filling(work, guiao.filling_id, at=at))
    guiao.place.enter(guiao.filling_id)
    guiao.settle()
    assert guiao.place.desk is desk
    assert guiao.stop("/nome").text() == "Casa"
    assert "noutro lado" in guiao.place.banner.happened.text()
    room_again()
    guiao.store.write_now(lambda work: reopen_filling(work, guiao.filling_id))
    desk.save_again()
    guiao.settle()
    assert guiao.values()["nome"] == "Casa"


def test_another_filling_can_be_opened_meanwhile(guiao, refuse):
    room_again = refuse()
    guiao.type("/nome", "Casa")
    guiao.settle()
    first = guiao.filling_id
    guiao.filling_id = a_filling(guiao.store, form=read_form(SMALL))
    guiao.open()
    assert guiao.place.desks.unsaved == 1
    guiao.filling_id = first
    guiao.open()
    assert guiao.stop("/nome").text() == "Casa"
    assert guiao.focused() == "pessoas"  # where Enter had led
    guiao.settle()
    room_again()
    guiao.place.desks.save_again()
    assert guiao.values()["nome"] == "Casa"
    assert guiao.place.desks.unsaved == 0


def test_a_refusal_that_comes_after_leaving_is_still_heard(guiao, refuse, busy_lane):
    let_go, room_again = busy_lane(), refuse()
    guiao.type("/nome", "Casa")
    room_again()
    first = guiao.filling_id
    let_go()
    guiao.filling_id = a_filling(guiao.store, form=read_form(SMALL))
    guiao.place.enter(guiao.filling_id)
    guiao.bot.waitUntil(lambda: guiao.place.desk is not None, timeout=10_000)
    guiao.settle()
    assert guiao.place.desks.unsaved == 1
    guiao.place.desks.save_again()
    guiao.filling_id = first
    assert guiao.values()["nome"] == "Casa"


def test_finalising_waits_for_a_photo_on_its_way(make_guiao, busy_lane):
    guiao = make_guiao()
    guiao.type("/nome", "Casa")
    desk, key = guiao.place.desk, guiao.card("/nome").key
    desk.answer(desk.session.key_of("/data/fim/satisfacao"), "sim")
    guiao.settle()
    let_go = busy_lane()
    desk.keep(
        FileOffer(b"letras", "nota.txt", "text/plain"),
        key=key,
        then=lambda _name: None,
        failed=pytest.fail,
    )
    guiao.place.finish()
    assert "ficheiro" in guiao.place.banner.happened.text()
    let_go()
    guiao.settle()
    assert about(guiao).state == "finalised"
    assert guiao.values()["nome"].startswith("nota-")


def test_answers_given_while_the_end_is_refused_are_kept(guiao, refuse, busy_lane):
    desk, key = guiao.place.desk, guiao.card("/nome").key
    let_go, room_again = busy_lane(), refuse()
    desk.finalise(then=lambda: pytest.fail("it was not finalised"))
    desk.answer(key, "Casa")
    let_go()
    room_again()
    guiao.settle()
    assert about(guiao).state == "draft"
    assert guiao.values()["nome"] == "Casa"


def test_a_queued_file_is_kept_when_the_jobs_close(store, qtbot):
    jobs = Jobs(store)
    go_on = threading.Event()
    done = []
    for _ in range(3):
        jobs.run(lambda _step: go_on.wait(20))
    jobs.run(lambda _step: done.append("fotografia"), must=True)
    jobs.run(lambda _step: done.append("disco livre"))
    closing = threading.Thread(target=jobs.close)
    closing.start()
    go_on.set()
    closing.join(20)
    assert done == ["fotografia"]


def offered(guiao, key, content=b"letras"):
    """Give a file to a question; what was said when it was refused."""
    said = []
    guiao.place.desk.keep(
        FileOffer(content, "nota.txt", "text/plain"),
        key=key,
        then=lambda _name: None,
        failed=said.append,
    )
    guiao.settle()
    return said


def test_a_refused_file_is_held_and_tried_again(guiao, monkeypatch):
    desk, key = guiao.place.desk, guiao.card("/nome").key
    real = guiao.store.files.seal

    def full(*_args, **_named):
        raise OSError(28, "no space left")

    monkeypatch.setattr(guiao.store.files, "seal", full)
    assert offered(guiao, key)
    assert desk.unsaved == guiao.place.desks.unsaved == 1
    monkeypatch.setattr(guiao.store.files, "seal", real)
    guiao.place.leave()
    guiao.settle()
    assert desk.unsaved == 0
    assert guiao.values()["nome"].startswith("nota-")
    assert desk.state(key).value == guiao.values()["nome"]


def test_a_later_answer_replaces_a_refused_file(guiao, monkeypatch):
    desk, key = guiao.place.desk, guiao.card("/nome").key
    real = guiao.store.files.seal

    def full(*_args, **_named):
        raise OSError(28, "no space left")

    monkeypatch.setattr(guiao.store.files, "seal", full)
    assert offered(guiao, key)
    assert desk.unsaved == 1
    monkeypatch.setattr(guiao.store.files, "seal", real)
    desk.answer(key, "Casa")
    desk.save_again()
    guiao.settle()
    assert guiao.values()["nome"] == "Casa"
    assert desk.unsaved == 0


def test_finalising_waits_for_a_refused_file_too(guiao, monkeypatch):
    desk, key = guiao.place.desk, guiao.card("/nome").key
    desk.answer(desk.session.key_of("/data/fim/satisfacao"), "sim")
    desk.answer(key, "Casa")
    guiao.settle()
    real = guiao.store.files.seal

    def full(*_args, **_named):
        raise OSError(28, "no space left")

    monkeypatch.setattr(guiao.store.files, "seal", full)
    assert offered(guiao, key)
    guiao.place.finish()
    guiao.settle()
    assert about(guiao).state == "draft"
    monkeypatch.setattr(guiao.store.files, "seal", real)
    desk.save_again()
    guiao.settle()
    assert about(guiao).state == "finalised"
    assert guiao.values()["nome"].startswith("nota-")


def test_a_file_that_comes_in_late_does_not_replace_the_later_answer(guiao, busy_lane):
    desk, key = guiao.place.desk, guiao.card("/nome").key
    let_go = busy_lane()
    desk.moment = lambda: (UUID(int=7), 1_000_000)
    desk.keep(
        FileOffer(b"letras", "nota.txt", "text/plain"),
        key=key,
        then=lambda _name: pytest.fail("it is not the answer any more"),
        failed=pytest.fail,
    )
    desk.moment = lambda: (UUID(int=7), 9_000_000)
    desk.answer(key, "Casa")
    let_go()
    guiao.settle()
    assert guiao.values()["nome"] == desk.state(key).value == "Casa"
    given = guiao.store.read(lambda w: core.visits.answers_with_moments(w, guiao.filling_id))
    nome = next(one for one in given if one.key == key)
    assert (nome.moment_us, nome.attachment_id) == (9_000_000, None)
