"""What of a recording may leave the laptop: the one door for clips, reels, stills and copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from core.people import list_consents
from core.reports.problems import ConsentEnded
from core.reports.withheld import ended
from core.video.cutting import Film, film_of
from core.video.recordings import RecordingSummary, recording_summary

if TYPE_CHECKING:
    from core.store import Store


@dataclass(frozen=True, slots=True)
class Exportable:
    """A recording as it leaves the house. `film` is on the recording's own time base."""

    recording: RecordingSummary
    film: Film


def exportable_recording(
    store: Store, recording_id: UUID, *, at: datetime, whole: bool = False
) -> Exportable:
    """What is to be exported of a recording; all exports read it through here.

    What an ended consent covers stays behind, unless the `whole` is asked for.

    Raises: UnknownRecording, ConsentEnded, NothingSealed.
    """
    recording = store.read(partial(recording_summary, recording_id=recording_id))
    if not whole:
        consents = store.read(partial(list_consents, visit_id=recording.visit_id))
        gone = ended(consents, at=at)
        if gone:
            raise ConsentEnded(who=", ".join(one.who for one in gone))
    return Exportable(recording=recording, film=film_of(store, recording_id))
