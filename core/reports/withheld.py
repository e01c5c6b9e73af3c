"""What a withdrawn consent covers, and so does not leave the house without being asked for.

A consent is given for a visit as a whole, and nobody can tell by machine who is in which picture.
So once somebody's agreement to be recorded ends, all video, sound and photographs of the visit
stay behind; what the team wrote down stays in. A recording that rests on public interest or on a
legal obligation does not depend on consent (GDPR 6(1), 7(3)).
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from datetime import datetime

from core.people import ConsentSummary, Purpose

_SEEN_OR_HEARD = ("image/", "video/", "audio/")


def ended(consents: Iterable[ConsentSummary], *, at: datetime) -> tuple[ConsentSummary, ...]:
    """The consents that were given and hold no more at `at`, of people who agree to nothing now.

    One that the same person gave since then, or for less, holds in its place.
    """
    own = [one for one in consents if one.legal_basis == "consent" and one.given_at <= at]
    hold = {one.who.casefold() for one in own if one.holds(at=at)}
    return tuple(one for one in own if not one.holds(at=at) and one.who.casefold() not in hold)


def agreed_to_less(
    consents: Iterable[ConsentSummary], *, at: datetime, purpose: Purpose
) -> tuple[str, ...]:
    """Who agrees at `at`, but not to this purpose."""
    own = [one for one in consents if one.legal_basis == "consent" and one.holds(at=at)]
    enough = {one.who.casefold() for one in own if one.covers(purpose)}
    return tuple(dict.fromkeys(one.who for one in own if one.who.casefold() not in enough))


def shows_people(name: str) -> bool:
    """Whether a file, by its name, is a picture, a film or a sound."""
    kind, _ = mimetypes.guess_type(name)
    return kind is not None and kind.startswith(_SEEN_OR_HEARD)


def emptied(submission: bytes, names: Iterable[str]) -> bytes:
    """The submission without the files that stay behind: their questions have no answer in it."""
    gone = set(names)
    if not gone:
        return submission
    from lxml import etree

    root = etree.fromstring(submission)
    for node in root.iter(etree.Element):
        if len(node) == 0 and node.text in gone:
            node.text = None
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
