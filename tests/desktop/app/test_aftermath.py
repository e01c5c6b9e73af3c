"""What the banner says after a start, whichever way the last end came."""

from __future__ import annotations

from desktop.app.aftermath import Aftermath, told


def test_a_wanted_end_is_not_called_sudden():
    said = told(Aftermath(interrupted=False, recovered_us=(61_000_000,), draft=None))
    assert "repente" not in said.happened


def test_a_recording_that_could_not_be_sealed_is_said_and_not_called_recovered():
    found = Aftermath(interrupted=True, recovered_us=(), draft=None, damaged=1)
    said = told(found)
    assert "os ficheiros ficam onde estão" in said.kept
    assert "foi recuperada" not in said.kept
    alone = Aftermath(interrupted=False, recovered_us=(), draft=None, waiting=1)
    assert alone
    assert "os ficheiros ficam onde estão" in told(alone).happened
