"""Where JavaRosa and we differ on purpose: each by name, with the reason. All else is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from tests.javarosa.pair import Difference

# Answered first and then left alone.
FIRST: Final[Mapping[str, Mapping[str, str]]] = {
    # "multi" makes sixty households, which JavaRosa takes minutes for: with each one that is
    # added it computes all that stand before it again.
    "child_vaccination_VOL_tool_v12.xml": {"/data/building_type": "single"},
}
# Forms that JavaRosa alone does not open, and why.
NOT_FOR_JAVAROSA: Final[Mapping[str, str]] = {
    "small/pull_data.xml": "pulldata() is a function of ODK Collect, which JavaRosa does not have",
}
REASONS: Final[Mapping[str, str]] = {
    "own-id": (
        "Every filling of ours has an `instanceID`, also where the form has no `meta`: a server "
        "tells submissions apart by it. JavaRosa writes what the form has."
    ),
    "search": (
        "`search()` is carried out by ODK Collect, not by JavaRosa, which offers the row of column "
        "names that stands in the form."
    ),
    "absent-as-empty": (
        "A path to a node that does not exist is compared as empty text by JavaRosa, so that "
        "`[pastel=yes]` (a path where a text was meant) keeps the rows without `pastel`. XPath "
        "1.0, web-forms and we: no node, no equality."
    ),
    "comes-back": (
        "An answer that its list no longer offers comes back when the list offers it again before "
        "the person answered anew (decision 0005). JavaRosa forgets it."
    ),
    "empty-itext": "`jr:itext('')` is `[itext:]` in JavaRosa, a text for developers; empty here.",
    "no-text": (
        "A text that a language lacks falls back to the default language; JavaRosa shows the `-` "
        "that pyxform writes in its place."
    ),
    "bare-path": (
        '`relevant="../x"` asks in XPath 1.0, in web-forms and here whether x is there; in '
        "JavaRosa whether it has a value."
    ),
    "date-as-text": (
        "A date kept in a node of type text is `2017-06-19` here and in web-forms; JavaRosa "
        "writes the midnight it stands for (`2017-06-19T00:00:00.000Z`), unless the expression "
        "made text of it before."
    ),
    "computed-again": (
        "JavaRosa computes everything again when it opens a submission, also where a person had "
        "written over a calculation; we keep what was submitted (decision 0005)."
    ),
    "count": (
        "A counted repeat has what its count says: none while it is blank at the start, fewer "
        "when it shrinks. JavaRosa only ever adds (ODK Collect takes the rest away itself, and so "
        "does the test)."
    ),
    "made-last": (
        "The first instance of a nested repeat stands where the form has it; JavaRosa puts it "
        "after everything else in its parent. Submissions are read by name: the order among "
        "unlike names means nothing."
    ),
}
_DOB: Final = "/data/household/child_repeat/"
_SEARCH: Final = (
    ("external-csv-search.xml", "/external-csv-search"),
    ("fieldlist-updates.xml", "/fieldlist-updates/search_in_field_list_group"),
    ("ranking_widget.xml", "/ranking_widget/q1"),
)


_BARE: Final = frozenset({"dob", "dob_day", "dob_day_fix", "dob_month_fix", "age_days"})
_VACCINES: Final = "child_vaccination_VOL_tool_v12.xml"


def _at(difference: Difference) -> str:
    return re.sub(r"\[\d+\]", "", difference.ref)


def _searched(difference: Difference) -> bool:
    return any(
        difference.form.endswith(f) and _at(difference).startswith(r.rstrip("/"))
        for f, r in _SEARCH
    )


def _is_meta(difference: Difference) -> bool:
    if difference.what == "missing in JavaRosa":
        return _at(difference).endswith(("/meta", "/meta/instanceID"))
    return difference.ours == ["meta"] and difference.theirs == []


_WRITTEN_OVER: Final = (
    "/fieldlist-updates/value_change/target6",
    "/fieldlist-updates/value_change/target6_1",
    "/data/text_widgets/ex_printer_widget",
)
_VALUES: Final = ("value", "xml text")
_RULES: Final[tuple[tuple[str, tuple[str, ...], Callable[[Difference], bool]], ...]] = (
    ("own-id", ("missing in JavaRosa", "xml children"), _is_meta),
    ("search", ("choices", "choice labels", "xml text", "xml children"), _searched),
    ("computed-again", ("xml text",), lambda d: d.note == "reopened" and _at(d) in _WRITTEN_OVER),
    ("absent-as-empty", ("choices",), lambda d: d.ref == "/data/fav_pastel"),
    ("empty-itext", _VALUES, lambda d: (d.ours, d.theirs) == ("", "[itext:]")),
    ("comes-back", ("value",), lambda d: d.note == "comes-back"),
    ("no-text", ("label",), lambda d: d.theirs == "-"),
    ("count", ("beyond its count",), lambda _d: True),
    (
        "bare-path",
        ("relevant",),
        lambda d: d.form == _VACCINES and _at(d).startswith(_DOB) and bool(d.ours),
    ),
    (
        "bare-path",
        ("xml children",),
        lambda d: d.form == _VACCINES and bool(d.ours) and set(d.ours) <= _BARE,
    ),
    (
        "date-as-text",
        _VALUES,
        lambda d: bool(d.ours) and d.theirs == f"{d.ours}T00:00:00.000Z",
    ),
    ("made-last", ("xml children",), lambda d: d.ours == d.theirs == []),
)


def known(difference: Difference) -> str | None:
    """The name of a difference that has a reason; None for one that has not."""
    for name, whats, holds in _RULES:
        if difference.what in whats and holds(difference):
            return name
    return None
