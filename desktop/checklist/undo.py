"""Taking the removal of a repeat instance back: the same instance, with the answers it had."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.forms.states import Delta, RepeatChange, SavedFilling, ValueChange
from desktop.checklist.desk import Desk
from desktop.checklist.unsaved import Moment


@dataclass(frozen=True, slots=True)
class KeptInstance:
    """A removed instance: the filling before, and when and at which moment it was answered in."""

    key: str
    position: int
    before: SavedFilling
    given: dict[str, tuple[datetime, Moment]]

    @property
    def repeat(self) -> str:
        """The key of its repeat."""
        return self.key[: self.key.rindex("{")]

    @property
    def instance(self) -> str:
        """Its id."""
        return self.key[self.key.rindex("{") + 1 : -1]

    def inside(self, key: str) -> bool:
        """Whether a node (or the repeat of an instance) stands in it."""
        return key.startswith(f"{self.key}/")


def keep_instance(instance: str, *, desk: Desk) -> KeptInstance:
    """Copy an instance before it is removed."""
    opened = desk.opened
    given = {
        key: (at, opened.moments.get(key))
        for key, at in opened.saved_at.items()
        if key.startswith(f"{instance}/")
    }
    for one in desk.writing.unsaved.held():  # given a moment ago: not in the store yet
        for change in one.delta.values:
            if change.by_person and change.key.startswith(f"{instance}/"):
                given[change.key] = (one.at, one.moment or opened.moments.get(change.key))
    return KeptInstance(
        key=instance,
        position=desk.state(instance).position,
        before=desk.session.save(),
        given=given,
    )


def bring_back(kept: KeptInstance, *, desk: Desk) -> str | None:
    """Put the instance where it was, each answer with its own hour and moment; its key."""
    if not desk.can_write:
        return None
    target = _with(kept, desk.session.save())
    delta = desk.session.take_in(target)
    values = {key: value for key, value in target.values.items() if kept.inside(key)}
    inner = [(repeat, one) for repeat, one in target.repeats if kept.inside(repeat)]
    desk.show(delta)
    # Everything in it anew: with the removal the store forgot what had stood there.
    desk.write(
        Delta(
            repeats=(
                RepeatChange("add", kept.repeat, kept.instance, kept.position),
                *(
                    RepeatChange("add", repeat, one, _place(inner, repeat, one))
                    for repeat, one in inner
                ),
            ),
            values=(
                *delta.values,
                *(
                    ValueChange(key, value, by_person=False)
                    for key, value in values.items()
                    if value and key not in kept.given
                ),
            ),
        )
    )
    for key, (at, moment) in kept.given.items():
        change = ValueChange(key, values.get(key) or None, by_person=True)
        desk.write(Delta(values=(change,)), moment=moment, at=at)
    return kept.key


def _place(inner: list[tuple[str, str]], repeat: str, instance: str) -> int:
    return [one for each, one in inner if each == repeat].index(instance) + 1


def _with(kept: KeptInstance, now: SavedFilling) -> SavedFilling:
    """The filling as it stands, with the instance in its place again."""
    repeats: list[tuple[str, str]] = []
    passed = 0
    mine = (kept.repeat, kept.instance)
    for repeat, instance in now.repeats:
        if repeat == kept.repeat:
            passed += 1
            if passed == kept.position:
                repeats.append(mine)
        repeats.append((repeat, instance))
    if mine not in repeats:
        repeats.append(mine)
    repeats += [(repeat, one) for repeat, one in kept.before.repeats if kept.inside(repeat)]
    inside = {key: value for key, value in kept.before.values.items() if kept.inside(key)}
    return replace(now, values={**now.values, **inside}, repeats=tuple(repeats))
