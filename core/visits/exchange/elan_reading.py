"""Reading ELAN's `.eaf`: every annotation a mark, its tier the tag.

Files come from elsewhere: no DOCTYPE (and so no entities), nothing fetched, sizes bounded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.visits.exchange.elan_writing import CODE_PROPERTY, MOMENT_TYPE
from core.visits.exchange.imported import (
    MOST_BYTES,
    MOST_MARKS,
    ForeignMark,
    ForeignMarks,
    ForeignTag,
)
from core.visits.exchange.problems import MarksTooLarge, MarksUnreadable
from core.visits.marking.tables import TagKind


def read_eaf(path: Path) -> ForeignMarks:
    """The annotations of an ELAN document.

    An annotation that refers to another stands where that one does. A slot without a time lies
    evenly between its neighbours, as ELAN shows it. Values are the marks' notes.

    Raises: MarksUnreadable, MarksTooLarge, OSError.
    """
    if path.stat().st_size > MOST_BYTES:
        raise MarksTooLarge(name=path.name, megabytes=MOST_BYTES >> 20)
    root = _parsed(path)
    slots = _slots(root)
    codes = {
        (one.get("NAME") or "").removeprefix(CODE_PROPERTY): (one.text or "").strip()
        for one in root.iterfind("HEADER/PROPERTY")
        if (one.get("NAME") or "").startswith(CODE_PROPERTY)
    }
    places = _places(root, slots)
    marks: list[ForeignMark] = []
    tags: dict[str, ForeignTag] = {}
    left_out = 0
    for tier in root.iterfind("TIER"):
        name = (tier.get("TIER_ID") or "").strip()
        who = (tier.get("PARTICIPANT") or tier.get("ANNOTATOR") or "").strip()
        code = codes.get(name) or name
        moment = tier.get("LINGUISTIC_TYPE_REF") == MOMENT_TYPE
        for annotation in tier.iterfind("ANNOTATION/*"):
            place = places.get(annotation.get("ANNOTATION_ID") or "")
            if place is None or not name or len(marks) >= MOST_MARKS:
                left_out += 1
                continue
            start, end = place
            note = (annotation.findtext("ANNOTATION_VALUE") or "").strip()
            lasting = not moment and end > start
            marks.append(ForeignMark(code, start, end if lasting else None, who, note))
            label = name.removesuffix(f" ({who})") if who else name
            kind: TagKind = "moment" if moment else "span"
            tags.setdefault(code.casefold(), ForeignTag(code, label, kind))
    if not marks:
        raise MarksUnreadable(name=path.name, why="empty")
    marks.sort(key=lambda one: (one.start_us, one.code))
    return ForeignMarks(path.name, tuple(marks), tuple(tags.values()), left_out)


def _parsed(path: Path) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        with path.open("rb") as stream:
            tree: Any = etree.parse(stream, parser)
    except etree.XMLSyntaxError:
        # Entities in a place where none may stand make it unreadable before it says what it is.
        why = "doctype" if b"<!DOCTYPE" in path.read_bytes() else "not-xml"
        raise MarksUnreadable(name=path.name, why=why) from None
    if tree.docinfo.doctype:
        raise MarksUnreadable(name=path.name, why="doctype")
    root = tree.getroot()
    if root.tag != "ANNOTATION_DOCUMENT":
        raise MarksUnreadable(name=path.name, why="not-elan")
    return root


def _slots(root: Any) -> dict[str, int]:
    """µs of each time slot; those without a time spread evenly between the ones around them."""
    ids: list[str] = []
    times: list[int | None] = []
    for slot in root.iterfind("TIME_ORDER/TIME_SLOT"):
        value = slot.get("TIME_VALUE") or ""
        ids.append(slot.get("TIME_SLOT_ID") or "")
        times.append(int(value) * 1000 if value.isdigit() and len(value) < 12 else None)
    known = [place for place, at in enumerate(times) if at is not None]
    found = {}
    before = 0  # the place in `known` of the next one with a time
    for place, name in enumerate(ids):
        while before < len(known) and known[before] < place:
            before += 1
        if not known:
            continue
        right = known[min(before, len(known) - 1)]
        left = known[max(0, before - 1)] if right != place else right
        first, last = times[left], times[right]
        assert first is not None
        assert last is not None
        share = (place - left) / (right - left) if right > left else 0
        found[name] = round(first + (last - first) * min(1.0, max(0.0, share)))
    return found


def _places(root: Any, slots: dict[str, int]) -> dict[str, tuple[int, int]]:
    """(from, until) µs of each annotation; references follow what they refer to."""
    places: dict[str, tuple[int, int]] = {}
    refers: dict[str, str] = {}
    for one in root.iterfind("TIER/ANNOTATION/*"):
        name = one.get("ANNOTATION_ID") or ""
        if one.tag == "ALIGNABLE_ANNOTATION":
            start = slots.get(one.get("TIME_SLOT_REF1") or "")
            end = slots.get(one.get("TIME_SLOT_REF2") or "")
            if start is not None and end is not None and 0 <= start <= end:
                places[name] = (start, end)
        elif one.tag == "REF_ANNOTATION":
            refers[name] = one.get("ANNOTATION_REF") or ""
    for name in refers:
        seen = set()
        at = name
        while at in refers and at not in seen:
            seen.add(at)
            at = refers[at]
        if at in places:
            places[name] = places[at]
    return places
