"""Two versions of a check-list side by side, without any answers."""

from __future__ import annotations

from core.forms.definition.form import Form
from core.forms.takeover.catalogue import Catalogue, catalogue_of
from core.forms.takeover.converting import fits
from core.forms.takeover.matching import match_containers, match_questions
from core.forms.takeover.plan import Comparison, Pair


def compare(old: Form, new: Form, *, language: str | None = None) -> Comparison:
    """What maps, what is gone and what is new. `language`: that of the labels, where both have it.

    They should be versions of one check-list; nothing here insists on it.
    """
    return compared(catalogue_of(old, language=language), catalogue_of(new, language=language))[0]


def compared(before: Catalogue, after: Catalogue) -> tuple[Comparison, set[str]]:
    """The comparison, and the refs of old questions that went into a repeat or out of one."""
    containers = match_containers(before, after)
    found, apart = match_questions(before, after, containers)
    pairs: list[Pair] = []
    for ref, twin in found.items():
        old, new = before.questions[ref], after.questions[twin]
        gone: tuple[str, ...] = ()
        if old.choices is not None and new.choices is not None:
            gone = tuple(sorted(old.choices - new.choices))
        same_place = ref[len(before.root) :] == twin[len(after.root) :]
        pairs.append(
            Pair(old, new, "same" if same_place else "moved", fits=fits(old, new), gone=gone)
        )
    taken = set(found.values())
    repeats = {r for r, one in before.containers.items() if one.sort == "repeat"}
    comparison = Comparison(
        pairs=tuple(pairs),
        gone=tuple(q for ref, q in before.questions.items() if ref not in found),
        fresh=tuple(q for ref, q in after.questions.items() if ref not in taken),
        repeats={ref: containers[ref] for ref in sorted(repeats) if ref in containers},
        groups={
            ref: twin
            for ref, twin in containers.items()
            if ref not in repeats and ref != before.root
        },
        gone_repeats=tuple(sorted(repeats - containers.keys())),
    )
    return comparison, apart
