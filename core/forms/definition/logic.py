"""The logic of a whole form checked: paths, lists, circles, and what is not supported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from core.forms.definition.declarations import check_declarations
from core.forms.definition.form import BodyItem, Control, Form, GroupItem, RepeatItem
from core.forms.definition.graph import Graph, Job, graph_of
from core.forms.definition.places import Places
from core.forms.definition.problems import form_problem
from core.forms.states import FormProblem

# What is drawn as asked, and what means nothing on a desktop and takes nothing away.
KNOWN_APPEARANCES: Final = frozenset(
    {
        *("minimal", "autocomplete", "search", "likert", "horizontal", "horizontal-compact"),
        *("compact", "quick", "quickcompact", "columns", "columns-pack", "columns-flex"),
        *("field-list", "table-list", "label", "list-nolabel", "list", "no-buttons"),
        *("multiline", "numbers", "thousands-sep", "month-year", "year", "no-calendar", "counter"),
        *("signature", "draw", "annotate", "new", "rating", "picker", "url"),
        *("vertical", "no-ticks", "no-label", "gregorian", "pages", "theme-grid", "w1"),
        *("summary", "collapsed", "no-collapse", "contents", "hide-input", "textarea", "short"),
        *("placement-map", "maps", "map"),
        *("comment", "bottom", "top", "left", "right", "full"),
    }
)
_SIZED: Final = re.compile(r"^(columns-\d+|compact-\d+|quickcompact-\d+|w\d+|h\d+|l\d+)$")
EVENTS: Final = frozenset(
    {
        "odk-instance-first-load",
        "odk-instance-load",
        "odk-new-repeat",
        "xforms-value-changed",
        "xforms-ready",
    }
)
ATTRIBUTES: Final = {"count": "count", "itemset": "itemset", "words": "label"}


def check_logic(form: Form, *, places: Places, problems: list[FormProblem]) -> None:
    """Adds what is wrong with the form's logic to `problems`; makes its graph on the way."""
    graph = graph_of(form)
    _paths(form, graph, places=places, problems=problems)
    _circles(graph, places=places, problems=problems)
    _texts(form, places=places, problems=problems)
    _support(form, places=places, problems=problems)
    check_declarations(form, places=places, problems=problems)
    _overwritten(form, graph, places=places, problems=problems)


def _paths(form: Form, graph: Graph, *, places: Places, problems: list[FormProblem]) -> None:
    known = {*form.instances, *form.last_saved}
    for job in graph.jobs:
        for reads in job.reads:
            if not reads.unknown and reads.instances <= known:
                continue
            place = places.of(job.plan.ref, attribute=ATTRIBUTES.get(job.kind, job.kind))
            # An empty node-set is legal; clients show such forms, so do we.
            problems.extend(
                form_problem(
                    "forms.unknown-path",
                    severity="warning",
                    sheet=place.sheet,
                    row=place.row,
                    column=place.column,
                    name=job.plan.local,
                    value=path,
                )
                for path in reads.unknown
            )
            problems.extend(
                form_problem(
                    "forms.unknown-instance",
                    sheet=place.sheet,
                    row=place.row,
                    column=place.column,
                    name=job.plan.local,
                    value=instance,
                )
                for instance in sorted(reads.instances - known)
            )


def _circles(graph: Graph, *, places: Places, problems: list[FormProblem]) -> None:
    seen: set[tuple[str, ...]] = set()
    for circle in graph.cycles:
        key = tuple(sorted({job.plan.ref for job in circle}))
        if key in seen:
            continue
        seen.add(key)
        place = places.of(circle[0].plan.ref, attribute=circle[0].kind)
        problems.append(
            form_problem(
                "forms.cycle",
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                name=circle[0].plan.local,
                value=" → ".join(_said(job, places) for job in [*circle, circle[0]]),
            )
        )


def _said(job: Job, places: Places) -> str:
    place = places.of(job.plan.ref, attribute=job.kind)
    row = f" ({place.row})" if place.row is not None else ""
    return f"{job.plan.local}{row}"


def _texts(form: Form, *, places: Places, problems: list[FormProblem]) -> None:
    if not form.texts:
        return
    for ref, control in form.controls.items():
        for attribute, wording in (("label", control.label), ("hint", control.hint)):
            identifier = wording.itext_id
            if identifier is None:
                continue
            if not any(identifier in language.texts for language in form.texts.values()):
                place = places.of(ref, attribute=attribute)
                problems.append(
                    form_problem(
                        "forms.missing-text",
                        sheet=place.sheet,
                        row=place.row,
                        column=place.column,
                        name=ref.rpartition("/")[2],
                        value=identifier,
                    )
                )


def _support(form: Form, *, places: Places, problems: list[FormProblem]) -> None:
    def unsupported(ref: str, what: str, attribute: str) -> None:
        place = places.of(ref, attribute=attribute)
        problems.append(
            form_problem(
                "forms.unsupported",
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                name=ref.rpartition("/")[2],
                value=what,
                where="",
            )
        )

    for action in form.actions:
        for event in sorted(action.events - EVENTS):
            unsupported(action.target, event, "trigger")
    for ref, control in form.controls.items():
        if control.kind == "range" and not _is_range(control):
            place = places.of(ref, attribute="parameters")
            problems.append(
                form_problem(
                    "forms.bad-range",
                    sheet=place.sheet,
                    row=place.row,
                    column=place.column,
                    name=ref.rpartition("/")[2],
                )
            )
        if control.mediatype.startswith("osm"):
            unsupported(ref, control.mediatype, "type")
        for appearance in sorted(control.appearance):
            if not _is_known(appearance):
                unsupported(ref, appearance, "appearance")
    if form.submission.public_key:
        unsupported(f"/{form.instance.qualified}", "base64RsaPublicKey", "public_key")
    audit = next((e for e in form.instance.walk() if e.name == "audit"), None)
    if audit is not None:
        unsupported(f"/{form.instance.qualified}/meta/audit", "audit", "type")


def _is_known(appearance: str) -> bool:
    """Whether an appearance is drawn, or means nothing here; a word that nobody knows is said."""
    return appearance in KNOWN_APPEARANCES or bool(_SIZED.match(appearance))


def _is_range(control: Control) -> bool:
    try:
        start, end, step = (float(control.parameters[n]) for n in ("start", "end", "step"))
    except (KeyError, ValueError):
        return False
    return start != end and step != 0


def _overwritten(form: Form, graph: Graph, *, places: Places, problems: list[FormProblem]) -> None:
    """Questions one can answer whose calculation takes the answer away again."""
    pages = list(_pages(form.body))
    for ref, control in form.controls.items():
        bind = form.binds.get(ref)
        if bind is None or bind.calculate is None or bind.readonly is not None:
            continue
        if control.kind == "trigger" or not control.label:
            continue
        place = places.of(ref, attribute="calculate")
        other = _shown_by(ref, graph, pages)
        problems.append(
            form_problem(
                "forms.answer-overwritten" if other else "forms.calculated-question",
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                name=ref.rpartition("/")[2],
                value=ref.rpartition("/")[2],
                other=other or "",
            )
        )


def _shown_by(ref: str, graph: Graph, pages: list[set[str]]) -> str | None:
    """A question on the same page that is shown or hidden by the one at `ref`.

    Such a page changes under the person's hands: reference clients refuse it as a design error.
    """
    plan = graph.schema.plans[ref]
    page = next((p for p in pages if ref in p), None)
    calculate = plan.jobs.get("calculate")
    if page is None or calculate is None:
        return None
    if not any(read.plan.ref in page for read in calculate.values):
        return None
    for job, _ in graph.readers.get(plan, []):
        if job.kind == "relevant" and job.plan.ref in page and job.plan is not plan:
            return job.plan.local
    return None


def _pages(items: tuple[BodyItem, ...]) -> Iterator[set[str]]:
    for item in items:
        if isinstance(item, (GroupItem, RepeatItem)):
            if "field-list" in item.appearance:
                yield set(_refs(item.items))
            else:
                yield from _pages(item.items)


def _refs(items: tuple[BodyItem, ...]) -> Iterator[str]:
    for item in items:
        if item.ref is not None:
            yield item.ref
        if isinstance(item, (GroupItem, RepeatItem)):
            yield from _refs(item.items)
