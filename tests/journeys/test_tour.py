"""`terreno tour`, and what it leaves to take home read with programs that are not ours."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.slow]

SECONDS = 60
CHOICES = {
    "sim": "Sim",
    "nao": "Não",
    "observado": "Observado",
    "nao_observado": "Não observado",
    "1304": "Gondomar",
}


@dataclass(frozen=True, slots=True)
class Tour:
    """What one run of the tour left."""

    out: Path
    told: dict[str, Any]

    @property
    def home(self) -> Path:
        """The visit's take-home folder."""
        (folder,) = (self.out / "levar-para-casa").iterdir()
        return folder

    @property
    def given(self) -> list[dict[str, Any]]:
        return list(self.told["given"])

    @property
    def films(self) -> list[Path]:
        return sorted((self.home / "video").glob("*.mp4"))


@pytest.fixture(scope="module")
def tour(tmp_path_factory, repository) -> Tour:
    out = tmp_path_factory.mktemp("tour")
    # A clean home: the tour makes its own, and must not come near the person's.
    env = {
        **os.environ,
        "PYTHONPATH": str(repository),
        "QT_QPA_PLATFORM": "offscreen",
        "TERRENO_HOME": str(out / "nobody"),
    }
    code = (
        "import sys; from desktop.app.tour.run import main; "
        f"sys.exit(main(['--out', {str(out / 'result')!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=repository,
        env=env,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    assert not (out / "nobody").exists()
    told = json.loads((out / "result" / "tour.json").read_text(encoding="utf-8"))
    return Tour(out=out / "result", told=told)


def test_every_step_was_done_and_pictured(tour, record_testsuite_property):
    import cv2

    record_testsuite_property("seconds", tour.told["seconds"])
    assert tour.told["stuck"] == ""
    assert len(tour.given) > 20
    pictures = sorted(path.name for path in (tour.out / "imagens").glob("*.png"))
    assert pictures == sorted(tour.told["pictures"])
    for name in pictures:
        picture = cv2.imread(str(tour.out / "imagens" / name), cv2.IMREAD_GRAYSCALE)
        assert picture is not None, name
        assert len(set(picture[::8, ::8].ravel().tolist())) > 8, name  # not an empty page


def test_the_manifest_names_every_file_with_its_hash(tour):
    manifest = json.loads((tour.home / "manifesto.json").read_text(encoding="utf-8"))
    named = {one["nome"]: one for one in manifest["ficheiros"]}
    there = {
        path.relative_to(tour.home).as_posix()
        for path in tour.home.rglob("*")
        if path.is_file() and path.name != "manifesto.json"
    }
    assert set(named) == there
    for name, one in named.items():
        data = (tour.home / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (one["bytes"], one["sha256"]), name


def test_the_submission_holds_every_answer(tour):
    from lxml import etree

    root = etree.parse(tour.home / "submission.xml").getroot()
    assert root.get("id")
    assert root.findtext(".//{*}instanceID")
    for given in tour.given:
        path = re.sub(r"\{[^}]*\}", "", given["key"]).removeprefix("/data/")
        assert [one.text for one in root.findall(path)] == [given["value"]], given["name"]


def test_the_workbook_holds_every_answer(tour):
    from openpyxl import load_workbook

    book = load_workbook(tour.home / "registos.xlsx", read_only=False)
    rows = [list(row) for row in book["Registos"].iter_rows(values_only=True)]
    value, field, shown = (rows[0].index(name) for name in ("Valor", "Campo", "Registo"))
    by_field = {row[field]: row for row in rows[1:]}
    for given in tour.given:
        found = [
            row
            for name, row in by_field.items()
            if name and re.sub(r"\[\d+\]|\{[^}]*\}", "", name) == _plain(given["key"])
        ]
        assert [str(row[value]) for row in found] == [given["value"]], given["name"]
        assert str(found[0][shown]) == CHOICES.get(given["value"], given["value"])
    with zipfile.ZipFile(tour.home / "registos.xlsx") as parts:
        assert parts.testzip() is None


def test_the_report_holds_every_answer(tour):
    if shutil.which("pdftotext") is None or shutil.which("pdftoppm") is None:
        pytest.skip("pdftotext and pdftoppm (poppler-utils) are not on this machine")
    report = tour.home / "relatorio.pdf"
    text = _run("pdftotext", "-raw", str(report), "-").decode()
    plain = re.sub(r"\s+", " ", text)
    # A long answer goes over lines that the second column's words do not interrupt.
    for given in tour.given:
        assert CHOICES.get(given["value"], given["value"]) in plain, given["name"]
    pages = tour.out / "pages"
    pages.mkdir()
    _run("pdftoppm", "-r", "40", "-png", str(report), str(pages / "page"))
    count = int(re.search(r"Pages:\s+(\d+)", _run("pdfinfo", str(report)).decode())[1])
    assert len(list(pages.glob("*.png"))) == count > 1


def test_the_film_plays_to_its_end_and_its_cues_lie_in_it(tour):
    import av
    import webvtt

    assert tour.films
    cues: dict[str, float] = {}
    for film in tour.films:
        with av.open(str(film)) as container:
            stream = container.streams.video[0]
            assert stream.codec_context.name == "h264"
            moments = [frame.time for frame in container.decode(stream)]
        assert moments == sorted(moments)
        assert len(moments) > 60
        for cue in webvtt.read(str(film.with_suffix(".vtt"))):
            assert 0 <= cue.start_in_seconds <= moments[-1] + 1
            at = _seconds(cue.start)
            for line in cue.text.splitlines():
                cues.setdefault(line, at)
    for given in tour.given:
        if given["moment_us"] is not None:
            shown = CHOICES.get(given["value"], given["value"])
            assert any(shown in line for line in cues), given["name"]
    long = [g for g in tour.given if g["moment_us"] is not None and len(g["value"]) > 15]
    for given in long:
        if given["value"] in cues:
            assert cues[given["value"]] == pytest.approx(given["moment_us"] / 1e6, abs=0.002)


def test_ffprobe_finds_nothing_wrong_with_the_film(tour):
    if shutil.which("ffprobe") is None:
        pytest.skip("ffprobe (ffmpeg) is not on this machine")
    for film in tour.films:
        done = subprocess.run(
            ["ffprobe", "-v", "warning", "-count_frames", "-show_streams", "-of", "json", film],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        streams = {one["codec_type"]: one for one in json.loads(done.stdout)["streams"]}
        assert int(streams["video"]["nb_read_frames"]) > 60


def _plain(key: str) -> str:
    return re.sub(r"\{[^}]*\}", "", key)


def _seconds(stamp: str) -> float:
    hours, minutes, seconds = stamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _run(*command: str) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout
