"""How far observers agree on a recording: Cohen's kappa for two, Fleiss' for more.

Time is cut into equal bins. A moment stands in the bin that holds it; a span holds in a bin when
it holds at the bin's middle (momentary time sampling, which neither stretches nor shortens what
lasts: Altmann 1974, doi:10.1163/156853974X00534). What an observer says of a bin is the set of
tags that stand in it, the empty set included, and kappa compares those sets as categories (time-
unit kappa: Bakeman & Gottman 1997, Observing Interaction, ch. 4); for each tag alone the two
categories are "there" and "not there". Moments are compared a second way, as bins are hard on
two people who press a key a moment apart: marks of two observers pair up one to one when they
lie within a tolerance (Bakeman, Quera & Gnisci 2009, doi:10.3758/BRM.41.1.137).

Cohen 1960, doi:10.1177/001316446002000104; Fleiss 1971, doi:10.1037/h0031619.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

from core.visits.marking.problems import TooFewObservers
from core.visits.marking.tables import MarkSummary

BIN_US = 1_000_000
TOLERANCE_US = 2_000_000


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement by chance taken off; `value` None where nothing is left to agree on (all alike).

    `observed` and `expected`: the share of bins agreed on, and what chance alone would give.
    """

    value: float | None
    observed: float
    expected: float


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two observers: over all tags, and for each tag (by code) alone."""

    first: str
    second: str
    kappa: Kappa
    by_tag: dict[str, Kappa]


@dataclass(frozen=True, slots=True)
class TagMatches:
    """Moments of a tag: pairs within the tolerance, and what each of the two marked alone."""

    first: str
    second: str
    code: str
    matched: int
    first_alone: int
    second_alone: int

    @property
    def share(self) -> float | None:
        """Of all marks the share that has a partner (0…1); None without any."""
        whole = 2 * self.matched + self.first_alone + self.second_alone
        return 2 * self.matched / whole if whole else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All observers of a recording between [from, until), in so many bins.

    `fleiss` is there with three or more, over all tags and by tag; `pairs` always.
    """

    observers: tuple[str, ...]
    bins: int
    bin_us: int
    pairs: tuple[PairAgreement, ...]
    fleiss: Kappa | None
    fleiss_by_tag: dict[str, Kappa]
    matches: tuple[TagMatches, ...]


def agreement(
    marks: Sequence[MarkSummary],
    *,
    until_us: int,
    from_us: int = 0,
    bin_us: int = BIN_US,
    tolerance_us: int = TOLERANCE_US,
    observers: Sequence[str] = (),
) -> Agreement:
    """Compare the observers of one recording. `observers`: all who watched, also those who saw
    nothing to mark (none: whoever marked). A span that still runs holds to the end.

    Raises: TooFewObservers; ValueError for bins that are none.
    """
    if bin_us <= 0 or until_us <= from_us:
        raise ValueError("bins need a length, and time to stand in")
    who = tuple(dict.fromkeys(observers)) or tuple(sorted({one.observer for one in marks}))
    if len(who) < 2:
        raise TooFewObservers(count=len(who))
    count = -(-(until_us - from_us) // bin_us)
    codes = sorted({one.code for one in marks if one.observer in who})
    seen = {
        (name, code): _bins(
            [one for one in marks if one.observer == name and one.code == code],
            from_us=from_us,
            until_us=until_us,
            bin_us=bin_us,
        )
        for name in who
        for code in codes
    }
    sets: dict[str, list[Hashable]] = {}
    for name in who:
        held: list[set[str]] = [set() for _ in range(count)]
        for code in codes:
            for place in seen[name, code]:
                held[place].add(code)
        sets[name] = [frozenset(one) for one in held]
    by_tag: dict[tuple[str, str], list[Hashable]] = {
        key: [place in places for place in range(count)] for key, places in seen.items()
    }
    pairs = tuple(
        PairAgreement(
            first=one,
            second=two,
            kappa=cohen(sets[one], sets[two]),
            by_tag={code: cohen(by_tag[one, code], by_tag[two, code]) for code in codes},
        )
        for one, two in combinations(who, 2)
    )
    more = len(who) > 2
    return Agreement(
        observers=who,
        bins=count,
        bin_us=bin_us,
        pairs=pairs,
        fleiss=fleiss([sets[name] for name in who]) if more else None,
        fleiss_by_tag=(
            {code: fleiss([by_tag[name, code] for name in who]) for code in codes} if more else {}
        ),
        matches=_matches(marks, who, from_us=from_us, until_us=until_us, within=tolerance_us),
    )


def cohen(one: Sequence[Hashable], two: Sequence[Hashable]) -> Kappa:
    """Cohen's kappa of two observers who put the same units into categories (unweighted)."""
    if len(one) != len(two) or not one:
        raise ValueError("two observers need the same units, and some")
    units = len(one)
    observed = sum(a == b for a, b in zip(one, two, strict=True)) / units
    first, second = Counter(one), Counter(two)
    expected = sum(share * second[each] for each, share in first.items()) / units**2
    return _kappa(observed, expected)


def fleiss(ratings: Sequence[Sequence[Hashable]]) -> Kappa:
    """Fleiss' kappa of several observers (outer) over the same units (inner)."""
    raters = len(ratings)
    if raters < 2 or not ratings[0] or len({len(one) for one in ratings}) != 1:
        raise ValueError("observers need the same units, and some")
    units = len(ratings[0])
    alike = 0
    shares: Counter[Hashable] = Counter()
    for unit in zip(*ratings, strict=True):
        given = Counter(unit)
        alike += sum(count * (count - 1) for count in given.values())
        shares.update(given)
    observed = alike / (units * raters * (raters - 1))
    expected = sum(count**2 for count in shares.values()) / (units * raters) ** 2
    return _kappa(observed, expected)


def _kappa(observed: float, expected: float) -> Kappa:
    if expected >= 1:
        return Kappa(None, observed, expected)
    return Kappa((observed - expected) / (1 - expected), observed, expected)


def _bins(marks: list[MarkSummary], *, from_us: int, until_us: int, bin_us: int) -> set[int]:
    found: set[int] = set()
    for one in marks:
        if one.kind == "moment":
            if from_us <= one.start_us < until_us:
                found.add((one.start_us - from_us) // bin_us)
            continue
        start = max(one.start_us, from_us) - from_us
        end = min(until_us if one.end_us is None else one.end_us, until_us) - from_us
        # The bins whose middle lies in [start, end); that of a last, shorter bin in what it has.
        place = max(0, start // bin_us - 1)
        while place * bin_us < end:
            middle = (place * bin_us + min((place + 1) * bin_us, until_us - from_us)) // 2
            if start <= middle < end:
                found.add(place)
            place += 1
    return found


def _matches(
    marks: Sequence[MarkSummary], who: Sequence[str], *, from_us: int, until_us: int, within: int
) -> tuple[TagMatches, ...]:
    moments: dict[tuple[str, str], list[int]] = {}
    for mark in marks:
        if mark.kind == "moment" and from_us <= mark.start_us < until_us and mark.observer in who:
            moments.setdefault((mark.observer, mark.code), []).append(mark.start_us)
    codes = sorted({code for _, code in moments})
    found = []
    for first, second in combinations(who, 2):
        for code in codes:
            one = sorted(moments.get((first, code), ()))
            two = sorted(moments.get((second, code), ()))
            both = _paired(one, two, within=within)
            found.append(TagMatches(first, second, code, both, len(one) - both, len(two) - both))
    return tuple(found)


def _paired(one: list[int], two: list[int], *, within: int) -> int:
    """As many pairs within the tolerance as can be made, each mark in one at most.

    Pairing the earliest with the earliest that fits makes as many as any other way can: both
    lists are in order and the tolerance is the same for all.
    """
    pairs = here = there = 0
    while here < len(one) and there < len(two):
        apart = one[here] - two[there]
        if abs(apart) <= within:
            pairs, here, there = pairs + 1, here + 1, there + 1
        elif apart < 0:
            here += 1
        else:
            there += 1
    return pairs
