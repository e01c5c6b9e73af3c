"""Which question of the new version is which of the old one: by place, else by its own name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from core.forms.takeover.catalogue import Catalogue, Container
from core.forms.takeover.plan import Question

ALIKE = 0.5
"""A container that is gone is taken for a new one that shares at least this part of both."""


def match_containers(old: Catalogue, new: Catalogue) -> dict[str, str]:
    """Ref of an old group or repeat → that of the new one; a group is never taken for a repeat."""
    found = {old.root: new.root}
    for ref, one in old.containers.items():  # in document order: parents come first
        above = found.get(one.parent)
        twin = new.containers.get(f"{above}/{one.name}") if above is not None else None
        if twin is not None and twin.sort == one.sort:
            found[ref] = twin.ref
    used = set(found.values())
    for ref, one in old.containers.items():
        if ref in found:
            continue
        above = found.get(one.parent)
        # A child of what was just found elsewhere is there, too.
        twin = new.containers.get(f"{above}/{one.name}") if above is not None else None
        if twin is None or twin.sort != one.sort or twin.ref in used:
            free = [two for two in new.containers.values() if two.ref not in used]
            twin = _moved(one, free, among=old) or _renamed(one, free)
        if twin is not None and _same_repeats(old, new, one.ref, twin.ref, found):
            found[ref] = twin.ref
            used.add(twin.ref)
    return found


def match_questions(
    old: Catalogue, new: Catalogue, containers: dict[str, str]
) -> tuple[dict[str, str], set[str]]:
    """Ref of an old question → that of the new one, and the old ones that a repeat keeps apart.

    By place first (that of a moved group too), then by a name that each version has once.
    """
    found: dict[str, str] = {}
    for ref, one in old.questions.items():
        above = containers.get(ref.rpartition("/")[0])
        if above is not None and f"{above}/{one.name}" in new.questions:
            found[ref] = f"{above}/{one.name}"
    used = set(found.values())
    before = Counter(one.name for one in old.questions.values())
    after = Counter(one.name for one in new.questions.values())
    by_name = {one.name: one for one in new.questions.values()}
    apart: set[str] = set()
    for ref, one in old.questions.items():
        twin = by_name.get(one.name)
        if ref in found or twin is None or twin.ref in used:
            continue
        if before[one.name] != 1 or after[one.name] != 1:
            continue
        if _chain(one, containers) == twin.chain:
            found[ref] = twin.ref
            used.add(twin.ref)
        else:
            apart.add(ref)
    return found, apart


def _chain(question: Question, containers: dict[str, str]) -> tuple[str, ...] | None:
    chain = tuple(containers.get(ref, "") for ref in question.chain)
    return None if "" in chain else chain


def _moved(one: Container, free: Iterable[Container], *, among: Catalogue) -> Container | None:
    alike = [two for two in free if two.name == one.name and two.sort == one.sort]
    namesakes = [two for two in among.containers.values() if two.name == one.name]
    shares = len(alike) == 1 and bool(alike[0].leaves & one.leaves)
    return alike[0] if shares and len(namesakes) == 1 else None


def _renamed(one: Container, free: Iterable[Container]) -> Container | None:
    scored = sorted(
        (
            (len(one.leaves & two.leaves) / max(1, len(one.leaves | two.leaves)), two.ref, two)
            for two in free
            if two.sort == one.sort
        ),
        reverse=True,
        key=lambda scored: scored[0],
    )
    if not scored or scored[0][0] < ALIKE:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None  # two are as good: a person must say
    return scored[0][2]


def _same_repeats(
    old: Catalogue, new: Catalogue, ref: str, twin: str, found: dict[str, str]
) -> bool:
    """Whether both stand in the same repeats, so that instances keep their places."""
    return [found.get(one) for one in _repeats_above(old, ref)] == _repeats_above(new, twin)


def _repeats_above(catalogue: Catalogue, ref: str) -> list[str]:
    above: list[str] = []
    here = catalogue.containers[ref].parent
    while here in catalogue.containers:
        if catalogue.containers[here].sort == "repeat":
            above.append(here)
        here = catalogue.containers[here].parent
    return above[::-1]
