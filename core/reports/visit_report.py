"""A visit as a report tells it: frozen values, so that documents are made without a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.problem import Language


@dataclass(frozen=True, slots=True)
class ReportPicture:
    """A picture ready to print (JPEG or PNG). `alternative` says it for who cannot see."""

    data: bytes
    suffix: str
    caption: str
    alternative: str


@dataclass(frozen=True, slots=True)
class ReportMoment:
    """A place in a recording: its number in the report (from 1), microseconds from its start."""

    recording: int
    moment_us: int

    @property
    def clock(self) -> str:
        """The moment as a player shows it: `04:09`, or `1:04:09` from an hour on."""
        return clock_text(self.moment_us)


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """A question and what was recorded for it; `shown` is "" when nothing was.

    `type` is the XForms type of `value`; `file` is where a media answer lies in the take-home
    folder, "" for others.
    """

    key: str
    label: str
    instance: str
    value: str
    shown: str
    type: str
    required: bool
    calculated: bool
    technician: str
    answered_at: datetime | None
    moment: ReportMoment | None
    pictures: tuple[ReportPicture, ...] = ()
    file: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section of the check-list; `group` is the group that had it, "" for everybody."""

    key: str
    title: str
    group: str
    answers: tuple[ReportAnswer, ...]

    @property
    def answered(self) -> int:
        """How many of its questions have something recorded."""
        return sum(1 for answer in self.answers if answer.shown)


@dataclass(frozen=True, slots=True)
class ReportRecommendation:
    """What should be done, by whom, until when (already in words)."""

    text: str
    who: str
    due: str


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """Something found; `question` and `shown` are those of the answer that led to it, or ""."""

    classification: str
    text: str
    question: str
    shown: str
    recommendations: tuple[ReportRecommendation, ...] = ()
    pictures: tuple[ReportPicture, ...] = ()
    moment: ReportMoment | None = None


@dataclass(frozen=True, slots=True)
class ReportSignature:
    """A signature drawn on screen; `still_holds`: what was signed did not change since."""

    name: str
    role: str
    party: str
    signed_at: datetime
    still_holds: bool
    picture: ReportPicture | None


@dataclass(frozen=True, slots=True)
class ReportMarker:
    """A named moment of a recording, or a span when it has an end; microseconds."""

    start_us: int
    end_us: int | None
    text: str


@dataclass(frozen=True, slots=True)
class ReportRecording:
    """A recording; `file` is where its video lies in the take-home folder."""

    number: int
    started_at: datetime
    duration_us: int
    source: str
    sound: bool
    file: str
    markers: tuple[ReportMarker, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPerson:
    """A member of the team."""

    name: str
    role: str
    municipality: str
    group: str


@dataclass(frozen=True, slots=True)
class ReportConsent:
    """Who agreed to be recorded and for what; `until` is None where no limit was agreed."""

    who: str
    purpose: str
    given_at: datetime
    until: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportAside:
    """An answer of an older version of the check-list that the one in use has no place for.

    `version` is the one it was given in; `reason` is a sentence. `handled_at`: when somebody
    marked it as dealt with.
    """

    section: str
    instance: str
    question: str
    shown: str
    value: str
    key: str
    version: str
    reason: str
    technician: str
    answered_at: datetime
    moment: ReportMoment | None
    handled_at: datetime | None
    handled_by: str


@dataclass(frozen=True, slots=True)
class VisitReport:
    """Everything that the documents of a visit say. Instants carry the zone they are shown in."""

    language: Language
    title: str
    subject: str
    summary: str
    provider: str
    place: str
    municipality: str
    planned_for: datetime
    started_at: datetime | None
    finished_at: datetime | None
    state: str
    notes: str
    form_id: str
    checklist: str
    version: str
    digest: str
    generated_at: datetime
    team: tuple[ReportPerson, ...] = ()
    consents: tuple[ReportConsent, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    findings: tuple[ReportFinding, ...] = ()
    signatures: tuple[ReportSignature, ...] = ()
    recordings: tuple[ReportRecording, ...] = ()
    pictures: tuple[ReportPicture, ...] = ()
    aside: tuple[ReportAside, ...] = ()
    withheld: tuple[str, ...] = ()
    """Whose consent ended: no video, sound or photograph of the visit is in the documents."""

    @property
    def answers(self) -> tuple[ReportAnswer, ...]:
        """All questions of all sections, in the order of the form."""
        return tuple(answer for section in self.sections for answer in section.answers)

    @property
    def day(self) -> datetime:
        """When it took place, or was to."""
        return self.started_at or self.planned_for


def clock_text(moment_us: int) -> str:
    """Microseconds as `mm:ss`, or `h:mm:ss` from an hour on; cut, not rounded, as players do."""
    seconds = max(0, moment_us) // 1_000_000
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
