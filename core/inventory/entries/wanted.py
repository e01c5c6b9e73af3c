"""What somebody types becomes a full-text query: beginnings of words, and what they meant."""

from __future__ import annotations

from sqlalchemy import text

from core.inventory.spelling import search_words
from core.store import Work

_FUZZY_FROM = 4
_LONG = 7
_MOST = 24
_CANDIDATES = 3000
_LAST = "\U0010ffff"


def query_of(work: Work, typed: str) -> str | None:
    """The FTS5 query for what was typed; None if it says nothing, "" if nothing can match.

    Each word must stand in the entry, whole or as a beginning. A word that begins nothing is
    taken as mistyped: one slip in words of four letters or more, two from seven on.
    """
    terms = []
    for word in dict.fromkeys(search_words(typed)):
        if len(word) == 1:
            # One letter begins half of all words: beside others it is a word of its own.
            terms.append(f'"{word}"')
            continue
        if _begins(work, word):
            terms.append(f'"{word}"*')
            continue
        meant = meant_by(work, word)
        if not meant:
            return ""
        terms.append("(" + " OR ".join(f'"{one}"' for one in meant) + ")")
    return " AND ".join(terms) if terms else None


def meant_by(work: Work, word: str) -> list[str]:
    """Known words that a mistyped one may stand for (whole or as a beginning), nearest first."""
    if len(word) < _FUZZY_FROM:
        return []
    from rapidfuzz.distance import OSA

    slips = 2 if len(word) >= _LONG else 1
    near = []
    for known in _candidates(work, word):
        best = min(
            OSA.distance(word, known[: len(word) + more], score_cutoff=slips)
            for more in {0, 1, -1, len(known) - len(word)}
            if len(word) + more > 0
        )
        if best <= slips:
            near.append((best, abs(len(known) - len(word)), known))
    near.sort()
    return [known for _, _, known in near[:_MOST]]


def _begins(work: Work, word: str) -> bool:
    return (
        work.execute(
            text("SELECT 1 FROM inventory_word WHERE word >= :a AND word < :b LIMIT 1"),
            {"a": word, "b": word + _LAST},
        ).scalar()
        is not None
    )


def _candidates(work: Work, word: str) -> set[str]:
    grams = sorted({word[at : at + 3] for at in range(len(word) - 2)})
    asked = " OR ".join(f'"{gram}"' for gram in grams)
    found = set(
        work.execute(
            text(
                "SELECT w.word FROM entry_word e JOIN inventory_word w ON w.number = e.rowid "
                "WHERE entry_word MATCH :asked LIMIT :most"
            ),
            {"asked": asked, "most": _CANDIDATES},
        ).scalars()
    )
    # A slip in the middle of a short word leaves no three letters whole.
    found |= set(
        work.execute(
            text("SELECT word FROM inventory_word WHERE word >= :a AND word < :b LIMIT :most"),
            {"a": word[:2], "b": word[:2] + _LAST, "most": _CANDIDATES},
        ).scalars()
    )
    return found
