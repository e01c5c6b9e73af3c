"""ELAN's `.eaf` (EAF 3.0): one tier for each tag or kind and person.

https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf. Annotations of a tier must
not overlap, and each has a length: a moment gets a tenth of a second and a type of its own, by
which it is a moment again when it comes back.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from core.problem import Language
from core.visits.exchange.annotated import (
    AnnotatedRecording,
    Track,
    end_of,
    tracks_of,
    words_of,
)

MOMENT_TYPE, SPAN_TYPE = "terreno-moment", "terreno-span"
CODE_PROPERTY = "terreno:code:"
_MOMENT_US = 100_000
_SCHEMA = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def eaf(recording: AnnotatedRecording, *, language: Language = "pt") -> bytes:
    """The recording as an ELAN document, UTF-8."""
    from lxml import etree

    root = etree.Element(
        "ANNOTATION_DOCUMENT",
        {f"{{{_XSI}}}noNamespaceSchemaLocation": _SCHEMA},
        nsmap={"xsi": _XSI},
    )
    root.set("AUTHOR", "Terreno")
    root.set("DATE", recording.began.isoformat(timespec="seconds"))
    root.set("FORMAT", "3.0")
    root.set("VERSION", "3.0")
    header = etree.SubElement(root, "HEADER", MEDIA_FILE="", TIME_UNITS="milliseconds")
    media = f"./{recording.media}"
    etree.SubElement(
        header,
        "MEDIA_DESCRIPTOR",
        MEDIA_URL=_uri(media),
        MIME_TYPE="video/mp4",
        RELATIVE_MEDIA_URL=_uri(media),
    )
    document = _Document(root, header)
    names: set[str] = set()
    for track in tracks_of(recording, language=language):
        for lane in _lanes(track):
            document.tier(_unique(track, names), track, lane)
    document.finish()
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


class _Document:
    """Tiers and time slots as they come; slots must stand first and in the order of time."""

    def __init__(self, root: Any, header: Any) -> None:
        self._root, self._header = root, header
        self._slots: list[tuple[int, Any, str]] = []
        self._tiers: list[Any] = []
        self._count = 0

    def tier(self, name: str, track: Track, lane: list[tuple[int, int, str]]) -> None:
        from lxml import etree

        kind = SPAN_TYPE if track.lasting else MOMENT_TYPE
        tier = etree.Element("TIER", LINGUISTIC_TYPE_REF=kind, TIER_ID=name)
        if track.who:
            tier.set("PARTICIPANT", _plain(track.who))
            tier.set("ANNOTATOR", _plain(track.who))
        for start, end, words in lane:
            self._count += 1
            annotation = etree.SubElement(tier, "ANNOTATION")
            aligned = etree.SubElement(
                annotation, "ALIGNABLE_ANNOTATION", ANNOTATION_ID=f"a{self._count}"
            )
            self._slots += [(start, aligned, "TIME_SLOT_REF1"), (end, aligned, "TIME_SLOT_REF2")]
            etree.SubElement(aligned, "ANNOTATION_VALUE").text = _plain(words)
        self._tiers.append(tier)
        etree.SubElement(self._header, "PROPERTY", NAME=f"{CODE_PROPERTY}{name}").text = _plain(
            track.code
        )

    def finish(self) -> None:
        from lxml import etree

        last = etree.SubElement(self._header, "PROPERTY", NAME="lastUsedAnnotationId")
        last.text = str(self._count)
        order = etree.SubElement(self._root, "TIME_ORDER")
        self._slots.sort(key=lambda one: one[0])
        for number, (at, aligned, which) in enumerate(self._slots, start=1):
            slot = f"ts{number}"
            etree.SubElement(order, "TIME_SLOT", TIME_SLOT_ID=slot, TIME_VALUE=str(at))
            aligned.set(which, slot)
        self._root.extend(self._tiers)
        for kind in (MOMENT_TYPE, SPAN_TYPE):
            etree.SubElement(
                self._root,
                "LINGUISTIC_TYPE",
                GRAPHIC_REFERENCES="false",
                LINGUISTIC_TYPE_ID=kind,
                TIME_ALIGNABLE="true",
            )


def _lanes(track: Track) -> list[list[tuple[int, int, str]]]:
    """(from, until) in ms and words, in as many lanes as are needed for none to overlap."""
    lanes: list[list[tuple[int, int, str]]] = []
    for one, following in zip_longest(track.moments, track.moments[1:]):
        end_us = one.end_us
        if end_us is None:
            end_us = end_of(one, following, lasts_us=_MOMENT_US)
        start = one.start_us // 1000
        end = max(start + 1, end_us // 1000)
        lane = next((each for each in lanes if each[-1][1] <= start), None)
        if lane is None:
            lanes.append(lane := [])
        lane.append((start, end, words_of(one)))
    return lanes


def _unique(track: Track, names: set[str]) -> str:
    base = _plain(f"{track.label} ({track.who})" if track.who else track.label) or "–"
    name, number = base, 1
    while name in names:
        number += 1
        name = f"{base} {number}"
    names.add(name)
    return name


def _plain(text: str) -> str:
    # What XML 1.0 cannot hold at all is left out.
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign < "\ufffe"))


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)
