"""The plan of a takeover: every answer of a filling, in the new version or aside with its reason.

What the plan promises is tried on the engine: the filling is resumed on the new form, and what it
does not hold there (a choice that a filter no longer offers, an instance that a count takes away)
is put aside too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from core.forms.definition.form import Form
from core.forms.session.filling import FillingSession
from core.forms.states import SavedFilling, SessionContext
from core.forms.takeover.catalogue import Catalogue, catalogue_of
from core.forms.takeover.comparing import compared
from core.forms.takeover.converting import convert
from core.forms.takeover.keys import instances_of, key_at, ref_of, twin_of
from core.forms.takeover.plan import (
    Asked,
    Comparison,
    Doubtful,
    Kept,
    Pair,
    Question,
    Reason,
    SetAside,
    Takeover,
)
from core.forms.takeover.telling import Teller
from core.forms.takeover.trying import what_does_not_hold
from core.problem import Language


def plan_takeover(
    old: Form,
    new: Form,
    saved: SavedFilling,
    *,
    by_person: Collection[str],
    context: SessionContext,
    begin: SessionContext | None = None,
    language: Language = "pt",
) -> Takeover:
    """What becomes of a filling of `old` in `new`. Takes as long as opening it a few times.

    `by_person`: the keys that a person answered. `begin`: the context in which the new version's
    own defaults are made, `context` unless given. `language`: that of words such as those of a
    ticked box; labels come in the forms' own where they have it.

    Raises: whatever starting a filling of either form raises.
    """
    return _Planning(
        old, new, saved, by_person=frozenset(by_person), context=context, language=language
    ).plan(begin or context)


class _Planning:
    """One plan being made."""

    def __init__(
        self,
        old: Form,
        new: Form,
        saved: SavedFilling,
        *,
        by_person: frozenset[str],
        context: SessionContext,
        language: Language,
    ) -> None:
        self.old, self.new, self.saved = old, new, saved
        self.by_person = by_person
        self.context = context
        self.teller = Teller(FillingSession.resume(old, saved, context), language=language)
        before = catalogue_of(old, language=self.teller.name_of(old))
        after = catalogue_of(new, language=self.teller.name_of(new))
        comparison, apart = compared(before, after)
        self.before: Catalogue = before
        self.after: Catalogue = after
        self.comparison: Comparison = comparison
        self.apart = apart
        self.pairs: Mapping[str, Pair] = {one.old.ref: one for one in comparison.pairs}
        self.keys: dict[str, str] = {}
        self.kept: dict[str, Kept] = {}
        self.aside: list[SetAside] = []

    def plan(self, begin: SessionContext) -> Takeover:
        derived: dict[str, str] = {}
        for key, value in self.saved.values.items():
            owner, at, name = key.rpartition("/@")
            if at:
                self._attribute(owner, name, value, into=derived)
            else:
                self._value(key, value)
        start = FillingSession.start(self.new, begin).save()
        repeats = self._repeats(start)
        while True:
            begun = self._begun(start, derived, repeats)
            session = FillingSession.resume(self.new, begun, self.context)
            lost = what_does_not_hold(session, self.kept.values(), by=self.after.questions)
            if not lost:
                break
            for one, left, reason in lost:
                self._withdraw(one, left, reason)
        asked, doubtful = self._said_by(session)
        return Takeover(
            old_digest=self.old.digest,
            new_digest=self.new.digest,
            kept=tuple(self.kept.values()),
            aside=tuple(self.aside),
            asked=asked,
            doubtful=doubtful,
            keys=dict(self.keys),
            sections=self._sections(),
            saved=begun,
        )

    # --- one value after the other ---

    def _value(self, key: str, value: str) -> None:
        ref = ref_of(key)
        question = self.before.questions.get(ref)
        person = key in self.by_person
        if question is None:
            if person and value:  # an answer that even the old form did not have
                self._put_aside(key, value, "question-gone")
            return
        pair = self.pairs.get(ref)
        there = self._key_in_new(key, pair.new) if pair is not None else None
        if pair is None or there is None:
            if value and self._is_an_answer(question, person=person):
                self._put_aside(key, value, self._why_gone(question))
            return
        self.keys[key] = there
        if not value:
            self._keep(key, there, "", "", pair)
            return
        if pair.new.computed:
            if person and not pair.old.computed:
                self._put_aside(key, value, "computed")
            return
        done = convert(value, pair.old, pair.new, shown=lambda: self.teller.words_of(key))
        if done.value is not None:
            self._keep(key, there, value, done.value, pair)
        if done.left and self._is_an_answer(question, person=person):
            self._put_aside(key, done.left, done.reason)

    def _keep(self, key: str, there: str, value: str, becomes: str, pair: Pair) -> None:
        self.kept[key] = Kept(
            old_key=key,
            key=there,
            old_value=value,
            value=becomes,
            how=pair.how,
            by_person=key in self.by_person,
            label=pair.new.label,
            label_before=pair.old.label,
        )

    def _withdraw(self, one: Kept, left: str, reason: Reason) -> None:
        """What the new version does not hold: all of an answer, or some of its choices."""
        stay = [] if left == one.value else one.value.split()
        rest = " ".join(part for part in stay if part not in left.split())
        question = self.before.questions[ref_of(one.old_key)]
        # A choice of the old list is told in its own words; of what was converted, all is told.
        told = left if question.kind in ("select", "rank") and rest else one.old_value
        if rest:
            self.kept[one.old_key] = replace(one, value=rest)
        else:
            del self.kept[one.old_key]
        if self._is_an_answer(question, person=one.by_person):
            already = [a for a in self.aside if a.old_key == one.old_key]
            if already and not rest:  # what was left of it goes the same way
                self.aside = [a for a in self.aside if a.old_key != one.old_key]
            self._put_aside(one.old_key, told, reason)

    def _put_aside(self, key: str, value: str, reason: Reason) -> None:
        label, section, instance = self.teller.place_of(key)
        question = self.before.questions.get(ref_of(key))
        self.aside.append(
            SetAside(
                old_key=key,
                value=value,
                shown=self.teller.words_of(key, value) or value,
                label=label or (question.label if question else "") or key.rpartition("/")[2],
                section=section,
                instance=instance,
                reason=reason,
            )
        )

    def _is_an_answer(self, question: Question, *, person: bool) -> bool:
        """Whether it is lost if it has no place: what follows from others is not."""
        return person or (question.asked and not question.computed)

    def _why_gone(self, question: Question) -> Reason:
        if question.ref in self.apart:
            return "repeat-changed"
        gone = set(self.comparison.gone_repeats)
        return "repeat-gone" if gone & set(question.chain) else "question-gone"

    def _key_in_new(self, key: str, question: Question) -> str | None:
        instances = instances_of(key)
        if len(instances) != len(question.chain):
            return None
        return key_at(question.ref, chain=question.chain, instances=instances) + twin_of(key)

    def _attribute(self, owner: str, name: str, value: str, *, into: dict[str, str]) -> None:
        """A value that the form keeps on a node: its place goes with the node's."""
        root = self.before.root
        if owner == root:
            into[f"{self.after.root}/@{name}"] = value
        elif (pair := self.pairs.get(ref_of(owner))) is not None:
            there = self._key_in_new(owner, pair.new)
            if there is not None:
                into[f"{there}/@{name}"] = value

    # --- the filling as it begins ---

    def _repeats(self, start: SavedFilling) -> tuple[tuple[str, str], ...]:
        """The old instances in their order; of repeats that are new, what the form begins with."""
        found: list[tuple[str, str]] = []
        for range_key, identifier in self.saved.repeats:
            here = self.comparison.repeats.get(ref_of(range_key))
            if here is None:
                continue
            chain = self._chain_to(here)
            instances = instances_of(range_key)
            if len(instances) == len(chain):
                found.append((key_at(here, chain=chain, instances=instances), identifier))
        mapped = set(self.comparison.repeats.values())
        there = {f"{range_key}{{{identifier}}}" for range_key, identifier in found}
        for range_key, identifier in start.repeats:
            parent = range_key.rpartition("}")[0]
            if ref_of(range_key) in mapped or (parent and f"{parent}}}" not in there):
                continue
            found.append((range_key, identifier))
            there.add(f"{range_key}{{{identifier}}}")
        found.sort(key=lambda one: one[0].count("{"))  # parents first; the order is kept
        return tuple(found)

    def _chain_to(self, ref: str) -> tuple[str, ...]:
        """The repeats above a node of the new form."""
        steps = ref.strip("/").split("/")
        above = ["/" + "/".join(steps[:n]) for n in range(1, len(steps))]
        repeats = {r for r, one in self.after.containers.items() if one.sort == "repeat"}
        return tuple(one for one in above if one in repeats)

    def _begun(
        self,
        start: SavedFilling,
        derived: Mapping[str, str],
        repeats: tuple[tuple[str, str], ...],
    ) -> SavedFilling:
        """Defaults of the new form where the old filling says nothing, then what it says."""
        there = tuple(f"{range_key}{{{one}}}" for range_key, one in repeats)
        values = {
            key: value
            for key, value in start.values.items()
            if value
            and not self._is_computed(key)
            and ("}" not in key or f"{key.rpartition('}')[0]}}}" in there)
        }
        values |= derived
        # What was put aside leaves its place as the new version begins it, but for a person's own.
        values |= {one.key: one.value for one in self.kept.values()}
        return SavedFilling(
            form_digest=self.new.digest,
            language=self.saved.language if self.saved.language in self.new.languages else None,
            values=values,
            repeats=repeats,
        )

    def _is_computed(self, key: str) -> bool:
        question = self.after.questions.get(ref_of(key))
        return question is not None and question.computed

    def _said_by(self, session: FillingSession) -> tuple[tuple[Asked, ...], tuple[Doubtful, ...]]:
        """What the new version asks for that has no answer, and what it does not accept."""
        kept = {one.key: one for one in self.kept.values() if one.value}
        was_required = {
            self.keys[key]
            for key in self.saved.values
            if key in self.keys and self.before.questions[ref_of(key)].required
        }
        old_required = {one.new.ref for one in self.comparison.pairs if one.old.required}
        asked: list[Asked] = []
        doubtful: list[Doubtful] = []
        teller = Teller(session, language=self.teller.language)
        for one in session.validate():
            label, section, instance = teller.place_of(one.key)
            if one.reason == "required":
                if one.key not in was_required and ref_of(one.key) not in old_required:
                    told = f"{instance}: {label}" if instance else label
                    asked.append(Asked(key=one.key, label=told, section=section))
            elif one.key in kept:
                doubtful.append(Doubtful(key=one.key, label=label, message=one.message))
        return tuple(asked), tuple(doubtful)

    def _sections(self) -> dict[str, str]:
        """Top-level group or repeat of the old form → that of the new one."""
        both = {**self.comparison.groups, **self.comparison.repeats}
        return {
            ref: twin for ref, twin in both.items() if ref.count("/") == 2 and twin.count("/") == 2
        }
