"""ELAN: what is written is read by pympi and by our own reader; what comes from elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from core.visits.exchange import MarksTooLarge, MarksUnreadable, eaf, read_eaf
from core.visits.exchange import imported as limits

DATA = Path(__file__).parents[3] / "data/marking"


@pytest.fixture
def written(recording, tmp_path):
    path = tmp_path / "gravacao-1.eaf"
    path.write_bytes(eaf(recording))
    return path


@pytest.mark.conformance
def test_what_is_written_is_valid(written):
    document = etree.parse(written)
    etree.XMLSchema(etree.parse(DATA / "eaf-3.0-as-written.xsd")).assertValid(document)
    # ELAN's own schema is GPL and not here: name a copy of EAFv3.0.xsd to be held to it too.
    if official := os.environ.get("TERRENO_EAF_XSD"):
        etree.XMLSchema(etree.parse(official)).assertValid(document)


@pytest.mark.conformance
def test_another_reader_finds_all_of_it(written):
    from pympi.Elan import Eaf

    document = Eaf(str(written))
    assert document.adocument["FORMAT"] == "3.0"
    assert document.media_descriptors[0]["RELATIVE_MEDIA_URL"] == "./gravacao-1.mp4"
    tiers = {
        name: document.get_annotation_data_for_tier(name) for name in document.get_tier_names()
    }
    assert {name: [one[:2] for one in each] for name, each in tiers.items()} == {
        "Registo (Ana Sá)": [(1250, 1300), (1300, 1400)],
        "Marcador": [(4000, 6000)],
        "Constatação": [(5000, 5100)],
        "Conversa (Ana Sá)": [(2000, 10000)],
        "Conversa (Ana Sá) 2": [(8000, 12000)],
        "Conversa (Rui)": [(3000, 9500)],
        "Rampa (Rui)": [(7500, 7600)],
    }
    assert tiers["Marcador"][0][2] == "Sala <de> convívio & «pátio»"
    assert tiers["Registo (Ana Sá)"][1][2] == "Há corrimão?: =2+2"


def test_it_comes_back_as_it_was(written, recording):
    back = read_eaf(written)
    marks = {
        (one.code, one.start_us, one.end_us, one.observer, one.note)
        for one in back.marks
        if one.code in ("conversa", "rampa")
    }
    assert marks == {
        (one.code, one.start_us, one.end_us, one.who, one.detail)
        for one in recording.moments
        if one.kind == "mark"
    }
    assert {(one.code, one.label, one.kind) for one in back.tags} >= {
        ("conversa", "Conversa", "span"),
        ("rampa", "Rampa", "moment"),
    }
    assert back.left_out == 0


ELSEWHERE = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="x" DATE="2020-01-01T00:00:00Z" FORMAT="2.8" VERSION="2.8">
 <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
 <TIME_ORDER>
  <TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="1000"/><TIME_SLOT TIME_SLOT_ID="t2"/>
  <TIME_SLOT TIME_SLOT_ID="t3" TIME_VALUE="3000"/><TIME_SLOT TIME_SLOT_ID="t4"/>
 </TIME_ORDER>
 <TIER TIER_ID="fala" LINGUISTIC_TYPE_REF="d" PARTICIPANT="Rui">
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="t1" TIME_SLOT_REF2="t2">
   <ANNOTATION_VALUE>olá</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="t2" TIME_SLOT_REF2="t3">
   <ANNOTATION_VALUE/></ALIGNABLE_ANNOTATION></ANNOTATION>
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a9" TIME_SLOT_REF1="t9" TIME_SLOT_REF2="t3">
   <ANNOTATION_VALUE/></ALIGNABLE_ANNOTATION></ANNOTATION>
 </TIER>
 <TIER TIER_ID="tom" LINGUISTIC_TYPE_REF="s" PARENT_REF="fala" ANNOTATOR="Ana">
  <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a3" ANNOTATION_REF="a2">
   <ANNOTATION_VALUE>calmo</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
  <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a4" ANNOTATION_REF="a4">
   <ANNOTATION_VALUE/></REF_ANNOTATION></ANNOTATION>
 </TIER>
 <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="d"/><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="s"/>
</ANNOTATION_DOCUMENT>"""


def test_a_document_of_somebody_else(tmp_path):
    path = tmp_path / "a.eaf"
    path.write_text(ELSEWHERE, encoding="utf-8")
    found = read_eaf(path)
    assert [
        (one.code, one.start_us, one.end_us, one.observer, one.note) for one in found.marks
    ] == [
        ("fala", 1_000_000, 2_000_000, "Rui", "olá"),
        ("fala", 2_000_000, 3_000_000, "Rui", ""),
        ("tom", 2_000_000, 3_000_000, "Ana", "calmo"),
    ]
    assert found.left_out == 2  # a slot that is not there, a reference to itself


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<ANNOTATION_DOCUMENT><HEADER/><TIER TIER_ID="&b;&c;"/></ANNOTATION_DOCUMENT>"""


@pytest.mark.parametrize(
    ("content", "why"),
    [(BOMB, "doctype"), ("<html/>", "not-elan"), ("{}", "not-xml"), ("", "not-xml"),
     ("<ANNOTATION_DOCUMENT/>", "empty"), ("<a>" * 5000, "not-xml")],
)  # fmt: skip
def test_hostile_and_other_files_are_refused(tmp_path, content, why):
    path = tmp_path / "a.eaf"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MarksUnreadable) as caught:
        read_eaf(path)
    assert caught.value.context["why"] == why
    assert "«a.eaf»" in caught.value.sentence("pt").happened


def test_a_file_larger_than_any_list_is_not_read(tmp_path):
    path = tmp_path / "a.eaf"
    with path.open("wb") as stream:
        stream.truncate(limits.MOST_BYTES + 1)
    with pytest.raises(MarksTooLarge):
        read_eaf(path)
