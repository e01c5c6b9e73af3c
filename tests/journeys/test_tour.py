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
        path = _path(given["key"]).removeprefix("/data/")
        assert [one.text for one in root.findall(path)] == [given["value"]], given["name"]


def test_the_workbook_holds_every_answer(tour):
    rows = _rows(tour)
    for given in tour.given:
        row = rows[_path(given["key"])]
        assert str(row["Valor"]) == given["value"], given["name"]
        assert str(row["Registo"]) == _shown(given), given["name"]
    with zipfile.ZipFile(tour.home / "registos.xlsx") as parts:
        assert parts.testzip() is None


def test_the_report_holds_every_answer(tour):
    if shutil.which("pdftotext") is None or shutil.which("pdftoppm") is None:
        pytest.skip("pdftotext and pdftoppm (poppler-utils) are not on this machine")
    report = tour.home / "relatorio.pdf"
    text = _run("pdftotext", "-raw", str(report), "-").decode()
    plain = re.sub(r"\s+", " ", text)
    rows = _rows(tour)
    for given in tour.given:
        question = rows[_path(given["key"])]["Pergunta"]
        assert f"{question} {_shown(given)}" in plain, given["name"]
    pages = tour.out / "pages"
    pages.mkdir()
    _run("pdftoppm", "-r", "40", "-png", str(report), str(pages / "page"))
    count = int(re.search(r"Pages:\s+(\d+)", _run("pdfinfo", str(report)).decode())[1])
    assert len(list(pages.glob("*.png"))) == count > 1


def test_the_film_plays_to_its_end_and_its_cues_lie_in_it(tour):
    import av
    import webvtt

    assert tour.films
    cues: list[tuple[float, str]] = []
    for film in tour.films:
        with av.open(str(film)) as container:
            stream = container.streams.video[0]
            assert stream.codec_context.name == "h264"
            moments = [frame.time for frame in container.decode(stream)]
        assert moments == sorted(moments)
        assert len(moments) > 60
        for cue in webvtt.read(str(film.with_suffix(".vtt"))):
            assert 0 <= cue.start_in_seconds <= moments[-1] + 1
            cues.append((_seconds(cue.start), " ".join(cue.text.split())))
    rows = _rows(tour)
    for given in tour.given:
        if given["moment_us"] is not None:
            wanted = f"{rows[_path(given['key'])]['Pergunta']} {_shown(given)}"
            found = [at for at, words in cues if words == wanted]
            assert found == [pytest.approx(given["moment_us"] / 1e6, abs=0.002)], given["name"]


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


def _rows(tour: Tour) -> dict[str, dict[str, Any]]:
    """The workbook's answers by path without repeat numbers, read as anybody would."""
    from openpyxl import load_workbook

    titles, *rows = load_workbook(tour.home / "registos.xlsx")["Registos"].values
    named = (dict(zip(titles, row, strict=True)) for row in rows)
    return {_path(row["Campo"]): row for row in named if row["Campo"]}


def _path(key: str) -> str:
    return re.sub(r"\[\d+\]|\{[^}]*\}", "", key)


def _shown(given: dict[str, Any]) -> str:
    return CHOICES.get(given["value"], given["value"])


def _seconds(stamp: str) -> float:
    hours, minutes, seconds = stamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _run(*command: str) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout
