"""A store that refuses (a full disk): nothing that was given is lost, and the end waits for it."""

from __future__ import annotations

from uuid import UUID

import pytest

import core.visits
from core.forms.states import Delta, RepeatChange, ValueChange
from core.visits import answers_with_moments, filling
from desktop.checklist.files import kept_name
from desktop.checklist.unsaved import Unsaved

RECORDING = UUID(int=7)


@pytest.fixture
def full(monkeypatch):
    """Make the store refuse answers; call what it gives to have room again."""
    real = core.visits.record_delta

    def refuse(*_args, **_named):
        raise OSError("no space left")

    monkeypatch.setattr(core.visits, "record_delta", refuse)
    return lambda: monkeypatch.setattr(core.visits, "record_delta", real)


def state_of(guiao) -> str:
    return guiao.store.read(lambda work: filling(work, guiao.filling_id)).state


def test_finalising_takes_refused_answers_along(guiao, full):
    desk = guiao.place.desk
    desk.moment = lambda: (RECORDING, 5_000_000)
    guiao.type("/nome", "Casa")
    guiao.settle()
    assert desk.unsaved == 1
    full()
    desk.finalise(then=lambda: None)
    guiao.settle()
    assert state_of(guiao) == "finalised"
    assert desk.unsaved == 0
    given = guiao.store.read(lambda work: answers_with_moments(work, guiao.filling_id))
    nome = next(one for one in given if one.key.endswith("/nome"))
    assert (nome.value, nome.recording_id, nome.moment_us) == ("Casa", RECORDING, 5_000_000)


def test_a_refused_finalising_leaves_the_filling_open(guiao, full):
    desk = guiao.place.desk
    desk.finalise(then=lambda: pytest.fail("it was not finalised"))
    guiao.settle()
    assert guiao.place.banner.isVisible()
    assert not desk.finalised
    assert state_of(guiao) == "draft"
    full()
    guiao.type("/nome", "Casa")
    guiao.settle()
    desk.finalise(then=lambda: None)
    guiao.settle()
    assert state_of(guiao) == "finalised"
    assert guiao.values()["nome"] == "Casa"


def test_writing_again_keeps_the_moment(guiao, full):
    desk = guiao.place.desk
    desk.moment = lambda: (RECORDING, 9_000_000)
    guiao.type("/nome", "Casa")
    guiao.settle()
    desk.moment = lambda: None
    full()
    desk.save_again()
    guiao.settle()
    given = guiao.store.read(lambda work: answers_with_moments(work, guiao.filling_id))
    nome = next(one for one in given if one.key.endswith("/nome"))
    assert (nome.value, nome.moment_us) == ("Casa", 9_000_000)


def test_a_later_answer_that_was_taken_settles_the_refused_one(guiao):
    waiting, at = Unsaved(), guiao.place.around.now()
    first = waiting.hold(
        Delta(values=(ValueChange("/a", "1", by_person=True),)), moment=None, at=at
    )
    added = waiting.hold(Delta(repeats=(RepeatChange("add", "/r", "x", 1),)), moment=None, at=at)
    later = waiting.hold(
        Delta(values=(ValueChange("/a", "2", by_person=True),)), moment=None, at=at
    )
    waiting.refuse(first)
    waiting.refuse(added)
    assert waiting.refused == 2
    waiting.settled(later)
    assert waiting.held() == (added,)
    assert waiting.again() == [added]
    assert waiting.refused == 1  # until the store has it
    assert waiting.again() == []
    waiting.settled(added)
    assert waiting.refused == len(waiting) == 0


def test_an_instance_removed_since_does_not_come_back(guiao):
    waiting, at = Unsaved(), guiao.place.around.now()
    added = waiting.hold(Delta(repeats=(RepeatChange("add", "/r", "x", 1),)), moment=None, at=at)
    waiting.refuse(added)
    waiting.hold(Delta(repeats=(RepeatChange("remove", "/r", "x", 1),)), moment=None, at=at)
    assert waiting.again() == []


@pytest.mark.parametrize(
    "offered", ["a:b?.jpg", "../../etc/passwd", "CON.jpg", "x" * 300 + ".mp4", ".jpg", "é à.JPG"]
)
def test_a_kept_file_has_a_name_that_every_system_takes(offered):
    name = kept_name(offered)
    assert name != kept_name(offered)
    assert len(name) < 60
    assert not set(name) & set('/\\:*?"<>|')
