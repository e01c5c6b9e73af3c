"""Marks that another program made, as they are read, and put on a recording here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from core.store import Work
from core.video.recordings import recording_row
from core.visits.exchange.problems import SeveralRecordings
from core.visits.marking.schemes import save_scheme, scheme_of
from core.visits.marking.tables import Mark, TagDraft, TagKind, TagSummary
from core.visits.marking.workbook import COLOURS
from core.visits.visits import team_of

MOST_BYTES = 64 * 1024 * 1024
MOST_MARKS = 200_000
_SHORT_US = 100_000  # of a moment that carries a tag for spans


@dataclass(frozen=True, slots=True)
class ForeignMark:
    """A mark as another program has it; µs of the video, `end_us` None for a moment.

    `observation` names the recording (or coding) in a file that holds several, "" otherwise.
    """

    code: str
    start_us: int
    end_us: int | None
    observer: str = ""
    note: str = ""
    observation: str = ""


@dataclass(frozen=True, slots=True)
class ForeignTag:
    """What is said of a code where the marks come from."""

    code: str
    label: str
    kind: TagKind
    key: str = ""
    colour: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class ForeignMarks:
    """A file read: its marks in the order of time, its tags, and what could not be used."""

    name: str
    marks: tuple[ForeignMark, ...]
    tags: tuple[ForeignTag, ...]
    left_out: int = 0

    @property
    def observations(self) -> tuple[str, ...]:
        """The recordings or codings that it speaks of."""
        return tuple(dict.fromkeys(one.observation for one in self.marks))

    def of(self, observation: str) -> ForeignMarks:
        """Only what it says of one of them."""
        return replace(
            self, marks=tuple(one for one in self.marks if one.observation == observation)
        )


@dataclass(frozen=True, slots=True)
class KeptMarks:
    """How many marks were added, how many were there already, and which tags are new."""

    added: int
    already: int
    new_tags: tuple[str, ...]


def keep_marks(
    work: Work,
    foreign: ForeignMarks,
    *,
    recording_id: UUID,
    form_id: str,
    title: str = "",
    observer: str = "",
    shift_us: int = 0,
) -> KeptMarks:
    """Put the marks on a recording; codes that the check-list's scheme lacks are added to it.

    `observer` stands where the file names nobody. Names of the visit's team become those
    technicians. The same file twice adds nothing. `shift_us` is added to each moment; what then
    lies before the beginning is left out.

    Raises: UnknownRecording, SchemeRefused; SeveralRecordings unless one was picked.
    """
    if len(foreign.observations) > 1:
        names = "; ".join(foreign.observations[:6])
        raise SeveralRecordings(name=foreign.name, names=names)
    recording = recording_row(work, recording_id)
    tags, new = _tags(work, foreign, form_id=form_id, title=title)
    team = {one.name.casefold(): one for one in team_of(work, visit_id=recording.visit_id)}
    added = already = 0
    for one in foreign.marks:
        start = one.start_us + shift_us
        end = None if one.end_us is None else one.end_us + shift_us
        tag = tags[one.code.strip().casefold()]
        if tag.kind == "moment":
            end = None
        elif end is None:
            end = start + _SHORT_US
        if start < 0 or (end is not None and end <= start):
            continue
        who = (one.observer or observer).strip()
        member = team.get(who.casefold())
        mark_id = uuid5(recording_id, f"{who}\0{tag.id}\0{start}\0{end}\0{one.note}")
        if work.get(Mark, mark_id) is not None:
            already += 1
            continue
        work.add(
            Mark(
                id=mark_id,
                scope=recording.scope,
                recording_id=recording_id,
                tag_id=tag.id,
                start_us=start,
                end_us=end,
                note=one.note.strip(),
                technician_id=member.technician_id if member else None,
                observer="" if member else who,
            )
        )
        added += 1
    work.flush()
    return KeptMarks(added=added, already=already, new_tags=new)


def _tags(
    work: Work, foreign: ForeignMarks, *, form_id: str, title: str
) -> tuple[dict[str, TagSummary], tuple[str, ...]]:
    """The tag of each code (folded), the scheme grown by what it lacks."""
    scheme = scheme_of(work, form_id)
    known = {one.code.casefold(): one for one in scheme.tags} if scheme else {}
    drafts = [
        TagDraft(one.code, one.label, one.kind, one.key, one.colour, one.group, one.note)
        for one in (scheme.offered if scheme else ())
    ]
    keys = {one.key.casefold() for one in drafts if one.key}
    told = {one.code.strip().casefold(): one for one in foreign.tags}
    new: list[str] = []
    for mark in foreign.marks:
        code = mark.code.strip().casefold()
        if code in known or code in {one.casefold() for one in new}:
            continue
        tag = told.get(code) or _guessed(foreign.marks, mark.code)
        key = tag.key if len(tag.key) == 1 and tag.key.casefold() not in keys else ""
        keys.add(key.casefold())
        drafts.append(
            TagDraft(
                code=mark.code.strip(),
                label=tag.label.strip() or mark.code.strip(),
                kind=tag.kind,
                key=key,
                colour=tag.colour or COLOURS[len(drafts) % len(COLOURS)],
                group=tag.group,
            )
        )
        new.append(mark.code.strip())
    if new:
        name = scheme.title if scheme else title or foreign.name
        save_scheme(work, form_id=form_id, title=name, tags=drafts)
        grown = scheme_of(work, form_id)
        assert grown is not None
        known = {one.code.casefold(): one for one in grown.tags}
    return known, tuple(new)


def _guessed(marks: Sequence[ForeignMark], code: str) -> ForeignTag:
    lasting = any(one.code == code and one.end_us is not None for one in marks)
    return ForeignTag(code=code, label=code, kind="span" if lasting else "moment")
