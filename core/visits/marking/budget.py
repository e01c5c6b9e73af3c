"""Where the time went: for each tag and observer how often, how long, and which share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import stdev
from uuid import UUID

from core.visits.marking.tables import MarkSummary, TagKind


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One tag of one observer. µs; what is None has no meaning for moments or for so few marks.

    `total_us` is the time in which the tag held at all: where two of its spans overlap it counts
    once. `mean_us` and `deviation_us` (of the sample, n - 1) are of the single spans. `share` is
    of the time observed (0…1). `between_us` is the mean time from one mark's end to the next.
    """

    observer: str
    code: str
    label: str
    kind: TagKind
    colour: str
    count: int
    total_us: int | None
    share: float | None
    mean_us: float | None
    deviation_us: float | None
    between_us: float | None


def time_budget(
    marks: Sequence[MarkSummary], *, observed: dict[UUID, tuple[int, int]]
) -> tuple[BudgetLine, ...]:
    """The budget by observer and tag, in that order. `observed`: [from, until) of each recording.

    Marks outside what was observed do not count; spans are cut to it; one that runs still holds
    to its end.
    """
    whole = sum(until - start for start, until in observed.values())
    spans: dict[tuple[str, str], list[tuple[UUID, int, int]]] = {}
    about: dict[tuple[str, str], MarkSummary] = {}
    for one in marks:
        if one.recording_id not in observed:
            continue
        start, until = observed[one.recording_id]
        end = one.start_us if one.kind == "moment" else one.end_us
        end = until if end is None else end
        inside = start <= one.start_us < until if end == one.start_us else end > start
        if not inside or one.start_us >= until:
            continue
        key = (one.observer, one.code)
        about.setdefault(key, one)
        spans.setdefault(key, []).append(
            (one.recording_id, max(start, one.start_us), min(until, end))
        )
    return tuple(
        _line(about[key], sorted(spans[key], key=lambda one: (str(one[0]), one[1])), whole=whole)
        for key in sorted(spans)
    )


def _line(about: MarkSummary, spans: list[tuple[UUID, int, int]], *, whole: int) -> BudgetLine:
    lengths = [end - start for _, start, end in spans]
    lasting = about.kind == "span"
    total = _held(spans) if lasting else None
    gaps = [
        two[1] - one[2] for one, two in pairwise(spans) if one[0] == two[0] and two[1] >= one[2]
    ]
    return BudgetLine(
        observer=about.observer,
        code=about.code,
        label=about.label,
        kind=about.kind,
        colour=about.colour,
        count=len(spans),
        total_us=total,
        share=total / whole if total is not None and whole else None,
        mean_us=sum(lengths) / len(lengths) if lasting else None,
        deviation_us=stdev(lengths) if lasting and len(lengths) > 1 else None,
        between_us=sum(gaps) / len(gaps) if gaps else None,
    )


def _held(spans: list[tuple[UUID, int, int]]) -> int:
    total, reached = 0, (UUID(int=0), 0)
    for recording, start, end in spans:
        from_us = max(start, reached[1]) if reached[0] == recording else start
        if end > from_us:
            total += end - from_us
            reached = (recording, end)
    return total
