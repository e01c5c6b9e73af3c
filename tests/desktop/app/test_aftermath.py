"""What the banner says after a start, whichever way the last end came."""

from __future__ import annotations

from uuid import uuid4

from core.store.problems import DiskFull
from core.video.recovery import Recovered
from desktop.app.aftermath import Aftermath, told, what_came_of


def recovered(**more):
    facts = {"segments": ("one", "two"), "duration_us": 61_000_000, "torn": True, "lost_us": 0}
    return Recovered(recording_id=uuid4(), **(facts | more))


def words(*found):
    said = told(what_came_of(found))
    return f"{said.happened} {said.kept}"


def test_a_wanted_end_is_not_called_sudden():
    said = words(recovered(torn=False))
    assert "repente" not in said
    assert "ficou guardada (1:01)" in said


def test_a_recording_cut_short_is_said_to_be_recovered():
    assert "interrompida foi recuperada (1:01)" in words(recovered())


def test_a_recording_that_could_not_be_sealed_is_not_called_stored():
    said = words(recovered(problem=DiskFull()))
    assert "ainda não se podem rever" in said
    assert "ficou guardada" not in said


def test_one_sealed_in_part_is_said_to_be_so():
    said = words(recovered(problem=DiskFull(), sealed=1))
    assert "Só uma parte" in said
    assert "ainda não se podem rever" not in said


def test_damage_is_said_with_what_can_be_seen():
    said = words(recovered(damaged=("a file",), sealed=2))
    assert "partes danificadas" in said
    assert "1:01" in said


def test_nothing_found_is_nothing_said():
    assert not what_came_of([])


def test_a_sudden_end_says_that_the_recording_is_being_recovered():
    found = Aftermath(interrupted=True, recovered_us=(), draft=None, to_recover=True)
    assert "está a ser recuperada" in told(found).todo
