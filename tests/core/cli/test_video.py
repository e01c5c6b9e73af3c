"""Recording from outside: into a visit, into a folder, and what is said of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import av
import pytest

from core.cli import run
from tests.core.video.conftest import wait_until

NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_portuguese(monkeypatch):
    monkeypatch.setenv("TERRENO_LANGUAGE", "pt")


@pytest.fixture(scope="module")
def home_with_sample(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def home(home_with_sample, monkeypatch):
    """One home with the sample for all of these."""
    monkeypatch.setenv("TERRENO_HOME", str(home_with_sample))
    return home_with_sample


def told(capsys):
    return json.loads(capsys.readouterr().out)


def a_visit(capsys):
    assert run(["visits", "list", "--sample", "--json"]) == 0
    return told(capsys)[0]["id"]


def test_a_source_is_measured(capsys):
    assert run(["video", "probe", "test:320x180@30", "--seconds", "0.5", "--json"]) == 0
    seen = told(capsys)
    assert (seen["width"], seen["height"], seen["sound"]) == (320, 180, True)
    assert seen["fps_measured"] > 5


def test_the_encoder_is_chosen_by_trying(capsys):
    assert run(["video", "probe", "--json"]) == 0
    seen = told(capsys)
    tried = {one["name"]: one for one in seen["encoders"]}
    assert tried["libx264"]["works"]
    assert tried[seen["encoder"]]["works"]
    assert all(one["works"] or one["why"] for one in seen["encoders"])


def test_a_recording_of_a_visit_is_sealed_and_listed(home, capsys):
    visit = a_visit(capsys)
    line = ["video", "record", "--source", "test:320x180@30", "--seconds", "1.5"]
    assert run([*line, "--segment-seconds", "0.5", "--visit", visit, "--sample", "--json"]) == 0
    seen = told(capsys)
    assert seen["visit_id"] == visit
    assert seen["state"] == "sealed"
    assert seen["seconds"] >= 1.4
    assert seen["segments"] >= 2
    assert run(["doctor", "--sample", "--json"]) == 0


def test_two_cameras_at_once_stand_on_one_time_line(home, capsys):
    """The same second of both shows the same number of pictures since their cameras began."""
    from functools import partial

    from core.cli.opened import opened
    from core.video import Footage
    from core.video.recordings import segments_of
    from core.video.test_pattern import read_number
    from core.video.timeline import moment_in, placed_recordings

    visit = a_visit(capsys)
    line = ["video", "record", "--source", "test:320x180@30", "--source", "test:320x180@20"]
    assert run([*line, "--seconds", "2", "--visit", visit, "--sample", "--json"]) == 0
    ids = [UUID(one["recording_id"]) for one in told(capsys)["recordings"]]
    with opened(sample=True) as store:
        placed = store.read(partial(placed_recordings, visit_id=UUID(visit)))
        fast, slow = (next(one for one in placed if one.recording_id == each) for each in ids)
        began = []
        for one, fps in ((fast, 30), (slow, 20)):
            (segment,) = store.read(partial(segments_of, recording_id=one.recording_id))
            with store.files.open(segment.sha256) as stream, Footage(stream) as footage:
                at = 1_000_000 if one is fast else moment_in(fast, slow, 1_000_000)
                image, shown = footage.picture_at(at)
                # When the pattern began, on the time line.
                began.append(one.begins_at.timestamp() + shown / 1e6 - read_number(image) / fps)
    # The second was opened some milliseconds after the first.
    assert 0 <= began[1] - began[0] < 1.0


def test_where_it_goes_must_be_said(home, capsys):
    assert run(["video", "record", "--source", "test:", "--seconds", "1", "--sample"]) == 2
    assert "--visit ou --folder" in capsys.readouterr().out


def test_a_source_that_is_not_there_is_one_line(home, tmp_path, capsys):
    line = ["video", "record", "--source", f"file:{tmp_path / 'x.mp4'}", "--seconds", "1"]
    assert run([*line, "--folder", str(tmp_path), "--sample"]) == 1
    assert "x.mp4" in capsys.readouterr().err


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_however_it_ends_what_was_recorded_is_there(end, home, tmp_path, repository, capsys):
    folder, plain = tmp_path / "cifrado", tmp_path / "claro"
    events = tmp_path / "events"
    with events.open("wb") as err:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "desktop.app", "video", "record", "--sample", "--events"),
                *("--source", "test:320x180@30", "--segment-seconds", "1"),
                *("--folder", str(folder)),
            ],
            stderr=err,
            stdout=subprocess.PIPE,
            cwd=repository,
            env={**os.environ, "PYTHONPATH": str(repository)},
        )
        try:
            wait_until(lambda: events.read_bytes().count(b"SegmentClosed") >= 2, seconds=60)
            # Well within the next segment: between two of them nothing would be torn.
            wait_until(
                lambda: any(
                    path.stat().st_size > 8_000 for path in sorted(folder.rglob("*.gravacao"))[2:]
                ),
                seconds=60,
            )
            process.send_signal(end)
        finally:
            process.wait(30)
            process.stdout.close()
    for path in folder.rglob("*.gravacao"):
        assert b"ftyp" not in path.read_bytes()
    line = ["video", "recover", "--folder", str(folder), "--plain", str(plain), "--sample"]
    assert run([*line, "--json"]) == 0
    (found,) = told(capsys)
    assert found["torn"] == (end == signal.SIGKILL)
    assert found["seconds"] >= 1.9
    files = sorted(plain.iterdir())
    assert len(files) == found["segments"] >= 2
    for file in files:
        with av.open(str(file)) as container:
            assert container.streams.video[0].frames


@pytest.fixture(scope="module")
def recorded(home_with_sample):
    """A short recording of the sample's earlier visit, with a marker; (visit, recording)."""
    from functools import partial

    from core.cli.opened import opened
    from core.video.recordings import add_marker
    from tests.core.video.clip_files import a_clip

    env = {"TERRENO_HOME": str(home_with_sample)}
    clip = a_clip(home_with_sample / "telemóvel.mp4", seconds=4)
    with opened(sample=True, env=env) as store:
        from core.visits import list_visits
        from core.visits.joining import join_clips

        (visit,) = [one.id for one in store.read(list_visits) if "Oficina" in one.title]
        (done,) = join_clips(store, [clip], visit_id=visit, technician_id=None, at=NOW)
        store.write_now(
            partial(
                add_marker,
                recording_id=done.recording_id,
                start_us=1_000_000,
                text="Rampa à entrada",
            )
        )
    return str(visit), str(done.recording_id)


def test_a_clip_is_cut_with_its_subtitles_beside_it(home, recorded, capsys, tmp_path):
    line = ["video", "clip", recorded[1], "--from", "0:00.5", "--to", "2", "--sample", "--json"]
    out = str(tmp_path / "c.mp4")
    assert run([*line, "--out", out, "--exact", "--subtitles", "srt"]) == 0
    seen = told(capsys)
    assert (seen["from_us"], seen["until_us"], seen["encoded"]) == (500_000, 2_000_000, True)
    assert (tmp_path / "c.srt").read_text(encoding="utf-8") == (
        "1\n00:00:00,500 --> 00:00:01,500\nRampa à entrada\n"
    )
    assert run([*line, "--out", out]) == 0
    again = told(capsys)
    assert again["path"].endswith("c-2.mp4")
    assert not again["encoded"]
    assert run([*line, "--out", out, "--subtitles", "loud"]) == 2


def test_a_still_and_what_is_not_there(home, recorded, capsys, tmp_path):
    line = ["video", "still", recorded[1], "--at", "1,5", "--sample", "--json"]
    assert run([*line, "--out", str(tmp_path / "s.png"), "--height", "90"]) == 0
    assert Path(told(capsys)["path"]).read_bytes().startswith(b"\x89PNG")
    assert run(["video", "still", "nenhuma", "--at", "1", "--out", "x.png", "--sample"]) == 1
    assert "nenhuma" in capsys.readouterr().err


def test_moments_become_a_reel(home, recorded, capsys, tmp_path):
    assert run(["video", "moments", "--visit", recorded[0], "--sample", "--json"]) == 0
    (moment,) = told(capsys)
    assert (moment["kind"], moment["title"]) == ("marker", "Rampa à entrada")
    line = ["video", "reel", "--visit", recorded[0], "--out", str(tmp_path / "r.mp4")]
    line += ["--before", "0.5", "--after", "1", "--size", "320x180", "--sample", "--json"]
    assert run([*line, "--moment", moment["id"]]) == 0
    seen = told(capsys)
    assert seen["duration_us"] == 4_000_000
    assert seen["moments"] == [{"id": moment["id"], "at_us": 0}]
    assert run([*line, "--kinds", "finding"]) == 1


def test_moments_and_marks_go_out_and_come_in(home, recorded, capsys, tmp_path):
    (tmp_path / "esquema.csv").write_text(
        "etiqueta;tecla;tipo\nConversa;c;intervalo\nRampa;r;momento\n", encoding="utf-8"
    )
    line = ["video", "scheme", "--visit", recorded[0], "--sample", "--json"]
    assert run([*line, "--take", str(tmp_path / "esquema.csv")]) == 0
    assert [one["code"] for one in told(capsys)["tags"]] == ["Conversa", "Rampa"]
    (tmp_path / "b.csv").write_text(
        "Observation id,Behavior,Behavior type,Start (s),Stop (s)\n"
        "um,Conversa,STATE,0.5,2\num,Rampa,POINT,3,3\ndois,Conversa,STATE,1,2\n",
        encoding="utf-8",
    )
    line = ["video", "marks", str(tmp_path / "b.csv"), "--recording", recorded[1], "--sample"]
    assert run(line) == 1
    assert "dois; um" in capsys.readouterr().err
    for who, seen in (("um", 2), ("dois", 1)):
        assert run([*line, "--observation", who, "--observer", who, "--json"]) == 0
        assert told(capsys) == {"added": seen, "already": 0, "new_tags": [], "left_out": 0}
    line = ["video", "agreement", recorded[1], "--bin", "0.5", "--sample", "--json"]
    assert run(line) == 0
    seen = told(capsys)
    assert seen["agreement"]["pairs"][0]["kappa"]["observed"] == 0.75
    assert {(one["observer"], one["code"], one["total_us"]) for one in seen["budget"]} == {
        ("um", "Conversa", 1_500_000), ("um", "Rampa", None), ("dois", "Conversa", 1_000_000),
    }  # fmt: skip
    line = ["video", "export", "--visit", recorded[0], "--out", str(tmp_path / "out"), "--sample"]
    forms = "clips,reel,stills,video,srt,vtt,eaf,boris,boris-csv,csv,xlsx"
    assert run([*line, "--as", forms, "--before", "0.2", "--after", "0.3", "--json"]) == 0
    made = told(capsys)
    place = Path(made["place"])
    names = {str(Path(one).relative_to(place)) for one in made["paths"]}
    assert names >= {
        "filme.mp4", "gravacao-1.mp4", "gravacao-1.eaf", "gravacao-1.srt", "gravacao-1.vtt",
        "momentos.boris", "boris-eventos.csv", "momentos.csv", "momentos.xlsx",
        "trechos/03-rampa-a-entrada.mp4", "imagens/03-rampa-a-entrada.jpg",
    }  # fmt: skip
    assert made["moments"] == 4
    assert [one.name for one in (tmp_path / "out").iterdir()] == [place.name]
    assert run([*line, "--as", "wav"]) == 2


def test_a_recording_is_blurred_by_a_file_and_its_time_is_said(home, recorded, capsys, tmp_path):
    boxes = tmp_path / "boxes.json"
    boxes.write_text(
        json.dumps(
            {"tracks": [{"from_us": 0, "until_us": 10**9, "keys": [[0, 0.1, 0.1, 0.2, 0.2]]}]}
        )
    )
    line = ["video", "blur", recorded[1], "--sample", "--boxes", str(boxes), "--json"]
    assert run(line) == 0
    made = told(capsys)
    assert (made["tracks"], len(made["files"]) > 0) == (1, True)
    assert run(["video", "keep", recorded[1], "--until", "2020-01-31", "--sample"]) == 0
    capsys.readouterr()
    assert run(["video", "due", "--sample", "--json"]) == 0
    assert [one["recording"] for one in told(capsys)] == [recorded[1]]
    assert run(["video", "privacy", "--visit", recorded[0], "--sample", "--json"]) == 0
    (one,) = [each for each in told(capsys) if each["recording"] == recorded[1]]
    assert one["blurred"]
    assert one["erased_at"] is None


def test_after_a_withdrawn_consent_no_video_leaves(home, recorded, capsys, tmp_path):
    from functools import partial

    from core.cli.opened import opened
    from core.people import list_consents, withdraw_consent

    with opened(sample=True) as store:
        (first, *_) = store.read(partial(list_consents, visit_id=UUID(recorded[0])))
        store.write_now(
            partial(_agree_for_the_visit, visit_id=UUID(recorded[0]), at=first.given_at)
        )
        own = next(
            one
            for one in store.read(partial(list_consents, visit_id=UUID(recorded[0])))
            if one.who == "Dona Emília"
        )
        store.write_now(partial(withdraw_consent, consent_id=own.id, at=NOW))
    out = tmp_path / "c.mp4"
    line = ["video", "clip", recorded[1], "--from", "0", "--to", "1", "--out", str(out), "--sample"]
    assert run(line) == 1
    assert "consentimento de Dona Emília" in capsys.readouterr().err
    assert not out.exists()
    assert run([*line, "--whole"]) == 1
    exported = ["video", "export", "--visit", recorded[0], "--out", str(tmp_path / "out")]
    assert run([*exported, "--sample", "--as", "stills,csv"]) == 1
    assert not (tmp_path / "out").exists()
    decide = ["video", "decide", recorded[1], "--sample", "--why"]
    assert run([*decide, " "]) == 1
    assert run([*decide, "Pedido do tribunal"]) == 0
    assert run([*line, "--whole"]) == 0
    assert out.exists()
    line = ["video", "export", "--visit", recorded[0], "--out", str(tmp_path / "out"), "--sample"]
    assert run([*line, "--as", "csv"]) == 0  # what the team wrote stays theirs to take


def _agree_for_the_visit(work, *, visit_id, at):
    from core.people import record_consent

    record_consent(
        work,
        visit_id=visit_id,
        scope="0109",
        who="Dona Emília",
        purpose="visit",
        text_version="1",
        given_at=at.replace(year=at.year - 1),
    )
