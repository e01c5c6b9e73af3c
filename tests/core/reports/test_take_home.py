"""A real visit (store, form, recording, photo) taken home, and every file opened by another."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import openpyxl
import pytest

from core import people
from core.forms import FillingSession, SessionContext
from core.people import list_technicians
from core.problem import Problem
from core.reports import (
    CannotWriteThere,
    ConsentEnded,
    CopyOutOfDate,
    NoConsent,
    NothingRecorded,
    exportable_recording,
    institution_copy,
    take_home,
)
from core.store import Author, SampleKey, attach, create_store
from core.video.privacy.blurred import make_blurred_copy, save_plan
from core.video.privacy.boxes import BlurPlan
from core.video.privacy.records import decisions_of
from core.video.problems import NoReasonGiven
from core.video.recordings import (
    RecordingState,
    add_marker,
    add_segment,
    begin_recording,
    end_recording,
)
from core.visits import (
    add_finding,
    add_recommendation,
    create_sample,
    filling,
    finalise_filling,
    link_evidence,
    load_form,
    record_delta,
    record_opening,
    sample_clip,
    sign,
    start_filling,
    visit_detail,
)
from tests.core.reports.conftest import a_picture

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SPACE = "/data/s9/espacos"
PHOTO = "sala.jpg"
GIVEN = {
    "/data/s0/q0_1": "Café Memória do bairro =SUM(1;2)",
    "/data/s0/pessoas/capacidade": "40",
    "/data/s1/q1_2": "sim",
    "/data/s5/q5_6": "Escutam & esperam <sempre>.\nDepois respondem «com calma».",
}
CLIP_US = 24_000_000


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    """The sample's planned visit, filled in while two segments were recorded, then signed."""
    nobody = Author(technician_id=UUID(int=0), device_id=UUID(int=0))
    folder = tmp_path_factory.mktemp("store") / "sample"
    store, _ = create_store(folder, unlock=SampleKey(), author=nobody)
    try:
        sample = create_sample(store, now=AT)
        visit = _filled(store, sample.visit_id)
        yield SimpleNamespace(store=store, sample=sample, **visit)
    finally:
        store.close()


def _filled(store, visit_id, *, asked=True):
    me = store.read(list_technicians)[0]
    recording_id = uuid4()
    filling_id = store.write_now(lambda work: start_filling(work, visit_id, at=AT))
    version_id = store.read(lambda w: filling(w, filling_id)).checklist_version_id
    form = load_form(store, version_id)
    session = FillingSession.start(form, SessionContext(now=lambda: AT))
    space = session.state(SPACE).children[0]
    photo = a_picture()
    sealed = store.files.seal(io.BytesIO(photo.data), media_type="image/jpeg", name=PHOTO)
    clip = store.files.seal(sample_clip(), media_type="video/mp4", name="troço.mp4")
    drawn = store.files.seal(
        io.BytesIO(a_picture(suffix=".png").data), media_type="image/png", name="assinatura.png"
    )

    def verb(work):
        scope = visit_detail(work, visit_id).summary.municipality
        saved = session.save()
        record_opening(work, filling_id=filling_id, saved=saved, technician_id=me.id, at=AT)
        if asked:
            people.record_consent(
                work,
                visit_id=visit_id,
                scope=scope,
                who="Helena Brito",
                purpose="visit",
                text_version="1",
                given_at=AT,
            )
        begin_recording(
            work,
            recording_id=recording_id,
            visit_id=visit_id,
            scope=scope,
            technician_id=me.id,
            started_at=AT,
            source_name="Câmara de ensaio",
        )
        for number in (1, 2):
            add_segment(
                work,
                recording_id=recording_id,
                number=number,
                start_us=(number - 1) * CLIP_US,
                duration_us=CLIP_US,
                sealed=clip,
            )
        end_recording(
            work,
            recording_id=recording_id,
            state=RecordingState.SEALED,
            duration_us=2 * CLIP_US,
            size=(1280, 720),
            sound=True,
        )
        add_marker(work, recording_id=recording_id, start_us=30_000_000, text="Entrada & <porta>")
        attached = attach(work, sealed, PHOTO, scope="1312")
        moment = 4_000_000
        for key, value in [*GIVEN.items(), (f"{space}/foto", PHOTO), (f"{space}/espaco", "Sala")]:
            record_delta(
                work,
                filling_id=filling_id,
                delta=session.answer(key, value),
                technician_id=me.id,
                at=AT + timedelta(microseconds=moment),
                recording_id=recording_id,
                moment_us=moment,
                attachments={PHOTO: attached},
            )
            moment += 7_000_000
        finding = add_finding(
            work,
            visit_id=visit_id,
            classification="good-practice",
            text="A porta está sempre aberta.",
            at=AT,
            filling_id=filling_id,
            answer_key="/data/s1/q1_2",
        )
        add_recommendation(
            work, finding_id=finding, text="Manter.", who="Direção", due="2027-01-10"
        )
        link_evidence(
            work,
            visit_id=visit_id,
            kind="moment",
            at=AT,
            finding_id=finding,
            recording_id=recording_id,
            moment_us=26_000_000,
        )
        link_evidence(
            work, visit_id=visit_id, kind="photo", at=AT, attachment_id=attached, note="Fachada"
        )
        link_evidence(
            work,
            visit_id=visit_id,
            kind="file",
            at=AT,
            filling_id=filling_id,
            answer_key="/data/s1/q1_2",
            attachment_id=attach(work, drawn, "diagnóstico.png", scope="1312"),
            note="Páginas 4 a 7",
        )
        delta = session.finalise()
        record_delta(work, filling_id=filling_id, delta=delta, technician_id=me.id, at=AT)
        finalise_filling(work, filling_id, at=AT)
        sign(
            work,
            filling_id=filling_id,
            name="Helena Brito",
            role="Diretora técnica",
            party="institution",
            attachment_id=attach(work, drawn, "assinatura.png", scope="1312"),
            signed_at=AT,
        )

    store.write_now(verb)
    return {
        "visit_id": visit_id,
        "recording_id": recording_id,
        "photo": photo.data,
        "space": space,
        "technician": me.name,
        "xml": session.xml(),
    }


@pytest.fixture(scope="module")
def made(taken, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    return take_home(taken.store, taken.visit_id, out, at=AT, zone=UTC)


def test_everything_is_there_and_nothing_else(made):
    names = {path.relative_to(made.place).as_posix() for path in made.paths}
    assert names == {
        "relatorio.pdf",
        "registos.xlsx",
        "submission.xml",
        "manifesto.json",
        f"media/{PHOTO}",
        f"evidencias/02 {PHOTO}",
        "evidencias/03 diagnóstico.png",
        "video/gravacao-1.mp4",
        "video/gravacao-1.vtt",
    }
    assert [path.name for path in made.place.parent.iterdir()] == [made.place.name]
    assert made.paths[0] == made.place / "relatorio.pdf"
    assert made.universal


def test_the_manifest_names_every_file_with_its_hash(made):
    manifest = json.loads((made.place / "manifesto.json").read_text(encoding="utf-8"))
    listed = {one["nome"]: one for one in manifest["ficheiros"]}
    there = {path.relative_to(made.place).as_posix() for path in made.paths} - {"manifesto.json"}
    assert set(listed) == there
    for name, one in listed.items():
        content = (made.place / name).read_bytes()
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["bytes"] == len(content)


def test_the_workbook_says_what_was_given(made, taken):
    book = openpyxl.load_workbook(made.place / "registos.xlsx")
    header, *rows = book["Registos"].iter_rows(values_only=True)
    by_field = {row[header.index("Campo")]: dict(zip(header, row, strict=True)) for row in rows}
    for field, value in GIVEN.items():
        assert by_field[field]["Valor"] == value
    first = by_field["/data/s0/q0_1"]
    assert first["Técnico/a"] == taken.technician
    assert (first["Gravação"], first["Momento"]) == (1, "00:04")
    assert by_field[f"{SPACE}/foto"]["Ficheiro"] == f"media/{PHOTO}"
    assert by_field["/data/s0/pessoas/capacidade"]["Registo"] == 40
    assert "espacos" in book.sheetnames


def test_the_report_says_what_was_given(made):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed here")
    import re
    import subprocess

    done = subprocess.run(
        ["pdftotext", "-layout", str(made.place / "relatorio.pdf"), "-"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    text = re.sub(r"\s+", " ", done.stdout.decode())
    for words in ("Café Memória do bairro", "Escutam & esperam <sempre>.", "40", "Helena Brito"):
        assert words in text
    for words in ("A porta está sempre aberta.", "Manter.", "10/01/2027", "Entrada & <porta>"):
        assert words in text
    assert "Fotografia: Fachada" in text
    assert "Páginas 4 a 7; evidencias/03 diagnóstico.png" in text
    for words in ("Gravação 1 · 00:04", "Gravação 1 · 00:26", "Imagem da gravação"):
        assert words in text


def test_the_submission_is_openrosa_with_its_media(made, taken):
    from lxml import etree

    root = etree.fromstring((made.place / "submission.xml").read_bytes())
    assert root.tag == "data"
    assert root.get("id") == "AMP-ESTUDO-CASO"
    assert root.findtext("s0/q0_1") == GIVEN["/data/s0/q0_1"]
    assert root.findtext("s5/q5_6") == GIVEN["/data/s5/q5_6"]
    photo = root.findtext("s9/espacos/foto")
    assert (made.place / "media" / photo).read_bytes() == taken.photo
    assert root.find("{*}meta/{*}instanceID").text.startswith("uuid:")
    assert root.find("s1/q1_2_ano") is not None, "relevant and left empty"
    assert root.find("s3/q3_6_relatorio") is None, "not relevant"


def test_the_video_plays_whole(made):
    import av

    with av.open(str(made.place / "video" / "gravacao-1.mp4")) as video:
        assert 47 <= video.duration / 1_000_000 <= 49.5
        kinds = [stream.type for stream in video.streams]
        assert kinds == ["video", "audio"]
        video.seek(30_000_000)
        frame = next(video.decode(video=0))
        assert 24 <= frame.time <= 30
        stamps = [frame.time for frame in video.decode(video=0)]
        assert stamps == sorted(stamps)
        assert stamps[-1] > 47


def test_the_captions_are_webvtt_of_answers_and_markers(made):
    import webvtt

    cues = list(webvtt.read(str(made.place / "video" / "gravacao-1.vtt")))
    texts = [cue.text for cue in cues]
    assert any("Café Memória do bairro" in text for text in texts)
    assert any("Entrada &amp; &lt;porta&gt;" in text for text in texts)
    first = next(cue for cue in cues if "Café Memória" in cue.text)
    assert first.start == "00:00:04.000"
    assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)


def test_a_second_time_gets_another_name(taken, made):
    again = take_home(taken.store, taken.visit_id, made.place.parent, at=AT, zone=UTC)
    assert again.place.name == f"{made.place.name}-2"
    shutil.rmtree(again.place)


def test_as_one_zip(taken, tmp_path):
    made = take_home(taken.store, taken.visit_id, tmp_path, zip=True, at=AT, zone=UTC)
    assert made.paths == (made.place,)
    assert [path.name for path in tmp_path.iterdir()] == [made.place.name]
    with zipfile.ZipFile(made.place) as packed:
        assert packed.testzip() is None
        top = made.place.stem
        manifest = json.loads(packed.read(f"{top}/manifesto.json"))
        for one in manifest["ficheiros"]:
            content = packed.read(f"{top}/{one['nome']}")
            assert hashlib.sha256(content).hexdigest() == one["sha256"]


def test_in_english(taken, tmp_path):
    made = take_home(taken.store, taken.visit_id, tmp_path, language="en", at=AT, zone=UTC)
    book = openpyxl.load_workbook(made.place / "registos.xlsx")
    assert "Answers" in book.sheetnames
    assert made.place.name.startswith("visit-")


def test_cancelled_half_way_leaves_nothing(taken, tmp_path):
    class CancelledByPerson(Exception):
        pass

    def stop(fraction, words):
        assert words
        if fraction > 0.55:
            raise CancelledByPerson

    with pytest.raises(CancelledByPerson):
        take_home(taken.store, taken.visit_id, tmp_path, on_progress=stop, at=AT)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_files(taken, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(CannotWriteThere):
        take_home(taken.store, taken.visit_id, blocked, at=AT)
    assert blocked.read_text() == "not a folder"


def test_progress_goes_forward_to_the_end(taken, tmp_path):
    told = []
    take_home(taken.store, taken.visit_id, tmp_path, on_progress=lambda f, w: told.append(f), at=AT)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_copy_for_the_institution(taken, tmp_path):
    path = institution_copy(taken.store, taken.visit_id, tmp_path, at=AT, zone=UTC)
    assert path.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_photo_does_not_take_the_report_along(tmp_path, taken):
    # In a store of its own: damage stays.
    copy = tmp_path / "store"
    nobody = Author(technician_id=UUID(int=0), device_id=UUID(int=0))
    store, _ = create_store(copy, unlock=SampleKey(), author=nobody)
    with store:
        sample = create_sample(store, now=AT)
        visit = _filled(store, sample.visit_id)
        photo = hashlib.sha256(visit["photo"]).hexdigest()
        for path in (copy / "files").rglob(f"*{photo[8:]}*"):
            path.write_bytes(path.read_bytes()[:-20])
        (tmp_path / "out").mkdir()
        assert institution_copy(store, sample.visit_id, tmp_path / "out", at=AT).exists()
        with pytest.raises(Problem):
            take_home(store, sample.visit_id, tmp_path / "home", at=AT)
        assert not list((tmp_path / "home").iterdir())


def test_a_visit_without_filling_says_so(tmp_path):
    nobody = Author(technician_id=UUID(int=0), device_id=UUID(int=0))
    store, _ = create_store(tmp_path / "store", unlock=SampleKey(), author=nobody)
    with store:
        sample = create_sample(store, now=AT)
        with pytest.raises(NothingRecorded):
            take_home(store, sample.visit_id, tmp_path / "out")


def test_a_cancel_is_heard_while_a_film_is_copied(taken, tmp_path):
    told = []
    take_home(taken.store, taken.visit_id, tmp_path, on_progress=lambda f, w: told.append(w), at=AT)
    assert told.count("A juntar o vídeo…") > 2


def _left_by(folder, name):
    left = folder / f".terreno-{name}.part"
    (left / "media").mkdir(parents=True)
    (left / "media" / "foto.jpg").write_bytes(b"x")
    (folder / f".terreno-{name}.zip.part").write_bytes(b"x")
    return left


def test_what_a_killed_export_left_is_swept_away(taken, tmp_path):
    _left_by(tmp_path, "0123")
    (tmp_path / ".terreno-0123.lock").write_bytes(b"")  # nobody holds it any more
    institution_copy(taken.store, taken.visit_id, tmp_path, at=AT)
    assert [path.suffix for path in tmp_path.iterdir()] == [".pdf"]


def test_what_another_program_is_writing_is_left_alone(taken, tmp_path):
    running = _left_by(tmp_path, "0123")
    other = "from core.store.lock import StoreLock; from pathlib import Path; import sys;"
    other += "held = StoreLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", other, str(tmp_path / ".terreno-0123.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    with process:
        assert process.stdout.readline() == b"held\n"
        institution_copy(taken.store, taken.visit_id, tmp_path, at=AT)
        assert (running / "media" / "foto.jpg").exists()
        process.kill()
    institution_copy(taken.store, taken.visit_id, tmp_path, at=AT)
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf"}


def test_what_has_no_owner_is_left_for_a_day(taken, tmp_path):
    fresh, old = _left_by(tmp_path, "0123"), _left_by(tmp_path, "4567")
    for path in (old, tmp_path / ".terreno-4567.zip.part"):
        os.utime(path, (0, 0))
    institution_copy(taken.store, taken.visit_id, tmp_path, at=AT)
    assert fresh.exists()
    assert not old.exists()
    assert not (tmp_path / ".terreno-4567.zip.part").exists()


def test_nothing_in_the_open_outside_the_store(taken, tmp_path, monkeypatch):
    import tempfile

    elsewhere = tmp_path / "no-such-folder"
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    institution_copy(taken.store, taken.visit_id, tmp_path / "out", at=AT)
    assert list(taken.store.scratch.iterdir()) == []


def test_a_recording_not_stored_yet_is_said(tmp_path):
    nobody = Author(technician_id=UUID(int=0), device_id=UUID(int=0))
    store, _ = create_store(tmp_path / "s", unlock=SampleKey(), author=nobody)
    with store:
        visit = _filled(store, create_sample(store, now=AT).visit_id)
        store.write_now(
            lambda work: begin_recording(
                work,
                recording_id=UUID(int=77),
                visit_id=visit["visit_id"],
                scope="1312",
                technician_id=None,
                started_at=AT,
                source_name="Câmara",
            )
        )
        made = take_home(store, visit["visit_id"], tmp_path / "out", at=AT, zone=UTC)
    assert made.waiting == (AT,)
    assert made.manifest["gravacoes_por_guardar"] == [AT.isoformat(timespec="seconds")]


@pytest.fixture
def withdrawn(tmp_path):
    """A filled and recorded visit of which somebody took the consent back afterwards."""
    nobody = Author(technician_id=UUID(int=0), device_id=UUID(int=0))
    store, _ = create_store(tmp_path / "s", unlock=SampleKey(), author=nobody)
    with store:
        visit = _filled(store, create_sample(store, now=AT).visit_id)

        def verb(work):
            given = {"visit_id": visit["visit_id"], "scope": "1312", "text_version": "1"}
            people.record_consent(work, **given, who="Rosa Lima", purpose="visit", given_at=AT)
            gone = people.record_consent(
                work, **given, who="Jorge Pais", purpose="visit", given_at=AT
            )
            people.withdraw_consent(work, consent_id=gone, at=AT + timedelta(hours=1))

        store.write_now(verb)
        yield SimpleNamespace(store=store, **visit)


def test_what_a_withdrawn_consent_covers_stays_behind(withdrawn, tmp_path):
    later = AT + timedelta(days=1)
    made = take_home(withdrawn.store, withdrawn.visit_id, tmp_path / "out", at=later)
    assert made.withheld == ("Jorge Pais",)
    assert made.manifest["fora_por_consentimento_terminado"] == ["Jorge Pais"]
    suffixes = {path.suffix for path in made.paths}
    assert not suffixes & {".mp4", ".jpg", ".png", ".vtt"}
    submission = (made.place / "submission.xml").read_bytes()
    assert b".jpg" not in submission
    book = openpyxl.load_workbook(made.place / "registos.xlsx")
    assert book.sheetnames  # what was written down is there
    with_all = take_home(
        withdrawn.store,
        withdrawn.visit_id,
        tmp_path / "all",
        at=later,
        whole=True,
        why="Tribunal",
    )
    assert with_all.withheld == ()
    (decision,) = withdrawn.store.read(lambda work: decisions_of(work, withdrawn.recording_id))
    assert (decision.why, decision.decided_at) == ("Tribunal", later)
    assert {".mp4", ".jpg", ".vtt"} <= {path.suffix for path in with_all.paths}


def test_without_a_reason_nothing_is_taken_all_the_same(withdrawn, tmp_path):
    with pytest.raises(NoReasonGiven):
        take_home(
            withdrawn.store, withdrawn.visit_id, tmp_path, at=AT + timedelta(days=1), whole=True
        )
    assert not list(tmp_path.glob("visita*"))


def test_a_recording_without_any_consent_stays_behind_and_the_rest_goes(unasked, tmp_path):
    made = take_home(unasked.store, unasked.visit_id, tmp_path / "out", at=AT, zone=UTC)
    assert made.unconsented == (AT,)
    assert ".mp4" not in {path.suffix for path in made.paths}
    assert ".jpg" in {path.suffix for path in made.paths}
    for whole in (False, True):
        with pytest.raises(NoConsent):
            exportable_recording(unasked.store, unasked.recording_id, at=AT, whole=whole)


def test_a_consent_for_the_one_recording_lets_it_leave_until_it_ends(unasked):
    given = {"visit_id": unasked.visit_id, "scope": "1312", "text_version": "1", "given_at": AT}
    until = AT + timedelta(days=3)

    def agree(recording_id):
        unasked.store.write_now(
            lambda work: people.record_consent(
                work, **given, who="Ana", purpose="visit", until=until, recording_id=recording_id
            )
        )

    agree(uuid4())
    with pytest.raises(NoConsent):
        exportable_recording(unasked.store, unasked.recording_id, at=AT)
    agree(unasked.recording_id)
    assert not exportable_recording(unasked.store, unasked.recording_id, at=AT).blurred
    with pytest.raises(ConsentEnded):
        exportable_recording(unasked.store, unasked.recording_id, at=until)


def test_the_blurred_copy_is_what_goes_home(withdrawn, tmp_path):
    store = withdrawn.store
    save_plan(store, withdrawn.recording_id, BlurPlan(), at=AT)
    with pytest.raises(CopyOutOfDate):
        exportable_recording(store, withdrawn.recording_id, at=AT)
    made = take_home(store, withdrawn.visit_id, tmp_path / "before", at=AT)
    assert ".mp4" not in {path.suffix for path in made.paths}
    make_blurred_copy(store, withdrawn.recording_id, at=AT)
    given = exportable_recording(store, withdrawn.recording_id, at=AT)
    assert given.blurred
    assert all("desfocada" in one.name for one in given.film.segments)
    assert not exportable_recording(store, withdrawn.recording_id, at=AT, whole=True).blurred
    made = take_home(store, withdrawn.visit_id, tmp_path / "out", at=AT)
    assert ".mp4" in {path.suffix for path in made.paths}


@pytest.fixture
def unasked(tmp_path):
    """A filled and recorded visit in which nobody was asked."""
    nobody = Author(technician_id=UUID(int=0), device_id=UUID(int=0))
    store, _ = create_store(tmp_path / "s", unlock=SampleKey(), author=nobody)
    with store:
        visit_id = create_sample(store, now=AT).visit_id
        yield SimpleNamespace(store=store, **_filled(store, visit_id, asked=False))


def test_before_it_was_withdrawn_everything_went_along(withdrawn, tmp_path):
    made = take_home(withdrawn.store, withdrawn.visit_id, tmp_path / "out", at=AT)
    assert made.withheld == ()


def test_a_consent_given_anew_or_another_ground_holds(withdrawn, tmp_path):
    later = AT + timedelta(days=1)

    def verb(work):
        given = {"visit_id": withdrawn.visit_id, "scope": "1312", "text_version": "1"}
        people.record_consent(work, **given, who="jorge pais", purpose="visit", given_at=later)
        people.record_consent(work, **given, who="Ana", purpose="visit", given_at=AT)
        for purpose, ground in (("training", "consent"), ("visit", "public-interest")):
            one = people.record_consent(
                work, **given, who="Ana", purpose=purpose, legal_basis=ground, given_at=AT
            )
            people.withdraw_consent(work, consent_id=one, at=AT + timedelta(hours=1))

    withdrawn.store.write_now(verb)
    made = take_home(withdrawn.store, withdrawn.visit_id, tmp_path / "out", at=later)
    assert made.withheld == ()
