"""The shipped check-list and clip are what their scripts make, and other programs read them."""

from __future__ import annotations

import csv
import hashlib

import pytest

from core.visits import sample_clip, sample_workbook
from core.visits.sample_case import CLIP, EARLIER_ANSWERS, PARISHES, SECTIONS, WORKBOOK
from resources import resource


@pytest.fixture(scope="module")
def xform():
    from lxml import etree
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    result = convert(str(sample_workbook()), warnings=warnings)
    assert warnings == []
    return etree.fromstring(result.xform.encode())


def _paths(xform) -> set[str]:
    return {element.get("nodeset") for element in xform.iter("{*}bind")} | {
        element.get("ref") for element in xform.iter("{*}group") if element.get("ref")
    }


def test_pyxform_takes_the_workbook_without_a_warning(xform):
    assert xform.tag.endswith("html")


def test_it_asks_all_66_items_in_12_sections(xform):
    sections = [
        element.get("ref")
        for element in xform.iter("{*}group")
        if (element.get("ref") or "").count("/") == 2
    ]
    assert sections == [f"/data/s{number}" for number in range(12)]


def test_every_text_has_its_translation(xform):
    languages = {
        element.get("lang"): {
            text.get("id"): "".join(text.itertext()).strip() for text in element.iter("{*}text")
        }
        for element in xform.iter("{*}translation")
    }
    assert set(languages) == {"Português (pt)", "English (en)"}
    portuguese, english = languages["Português (pt)"], languages["English (en)"]
    assert set(portuguese) == set(english)
    assert all(portuguese.values())
    assert "-" not in english.values()
    assert all(english.values())


def test_it_uses_what_a_training_day_should_show(xform):
    binds = {element.get("type") for element in xform.iter("{*}bind")}
    assert binds >= {
        "string", "int", "decimal", "date", "time", "geopoint", "binary", "barcode", "odk:rank",
    }  # fmt: skip
    tags = {element.tag.split("}")[-1] for element in xform.iter() if isinstance(element.tag, str)}
    assert tags >= {"select", "select1", "range", "repeat", "trigger", "upload", "rank"}


def test_the_sample_case_speaks_of_questions_that_exist(xform):
    paths = _paths(xform)
    assert {key.replace("{}", "") for key, _value in EARLIER_ANSWERS} <= paths
    assert set(SECTIONS) <= paths


def test_parishes_follow_their_municipality():
    with resource(PARISHES).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 173
    assert all(row["name"].startswith(row["municipio"]) for row in rows)


def test_the_shipped_workbook_is_what_the_script_makes(tmp_path):
    from openpyxl import load_workbook

    from resources.sample.make_checklist import write_parishes, write_workbook

    write_workbook(tmp_path / "made.xlsx")
    made, shipped = (
        [
            [[cell.value for cell in row] for row in sheet.iter_rows()]
            for sheet in load_workbook(path).worksheets
        ]
        for path in (tmp_path / "made.xlsx", resource(WORKBOOK))
    )
    assert made == shipped
    write_parishes(tmp_path / "made.csv")
    assert (tmp_path / "made.csv").read_bytes() == resource(PARISHES).read_bytes()


def test_the_clip_plays_with_sound_and_is_small():
    import av

    assert sample_clip() == resource(CLIP)
    assert sample_clip().stat().st_size < 3_000_000
    with av.open(str(sample_clip())) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert (picture.codec_context.name, picture.width, picture.height) == ("h264", 640, 360)
        assert sound.codec_context.name == "aac"
        seen = {
            hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest()
            for number, frame in enumerate(container.decode(picture))
            if number % 100 == 0
        }
        assert len(seen) == 6
