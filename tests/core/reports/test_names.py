"""Names for files on any disk."""

from __future__ import annotations

from core.reports.names import file_names, renamed, safe_name


def test_no_two_share_a_file():
    names = file_names(["a:b.jpg", "a_b.jpg", "A_B.JPG", "a:b.jpg"])
    assert len({name.casefold() for name in names.values()}) == 3
    assert names["a:b.jpg"] == "a_b.jpg"


def test_names_that_some_disk_refuses():
    assert safe_name("CON.jpg") == "_CON.jpg"
    assert safe_name("lpt1") == "_lpt1"
    long = safe_name("ç" * 300 + ".jpg")
    assert len(long.encode()) <= 120
    assert long.endswith(".jpg")
    assert "/" not in safe_name("../..")


def test_the_submission_follows_the_files():
    names = {"a?b.jpg": "a_b.jpg"}
    xml = b"<data><foto>a?b.jpg</foto><texto>x</texto></data>"
    assert b"<foto>a_b.jpg</foto>" in renamed(xml, names)
    assert renamed(xml, {"x": "x"}) == xml
