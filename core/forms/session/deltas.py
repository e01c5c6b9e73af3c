"""What one call changed, said as a Delta."""

from __future__ import annotations

from core.forms.session.settle import Settling
from core.forms.session.show import Showing
from core.forms.states import Delta, NodeState, ValueChange
from core.forms.tree import Element


def delta_of(settling: Settling, showing: Showing) -> Delta:
    """Everything since `Settling.begin`: states that differ from those last shown."""
    added = [e for e in settling.added if e.state.alive]
    new_states: list[NodeState] = []
    for element in added:
        new_states.extend(showing.below(element.state.key))
    new_keys = {state.key for state in new_states}
    changed: list[NodeState] = []
    others: dict[str, None] = {}
    for element in settling.touched:
        record = element.state
        if not record.alive:
            continue
        _others_of(element, others, showing)
        old = record.shown
        # What nobody has looked at is made when someone does.
        if old is None or record.key in new_keys:
            continue
        fresh = showing.made(element)
        record.shown = fresh
        if fresh != old:
            changed.append(fresh)
    removed = [e.state.key for e in settling.removed if not e.state.alive]
    gone = set(removed)
    for key in list(showing.other) if settling.removed else ():
        owner = showing.ranges.get(key) or showing.loose.get(key)
        if owner is not None and not owner[1].state.alive:
            gone.add(key)
            removed.append(key)
            showing.other.pop(key)
            showing.ranges.pop(key, None)
            showing.loose.pop(key, None)
    for key in others:
        old = showing.other.get(key)
        if old is None or key in gone:
            continue
        fresh = showing.made_other(key)
        if fresh != old:
            showing.other[key] = fresh
            if key not in new_keys:
                changed.append(fresh)
    return Delta(
        changed=tuple(changed),
        added=tuple(new_states),
        removed=tuple(removed),
        values=_values(settling),
        repeats=tuple(settling.repeats),
        choices_changed=frozenset(settling.choices_changed - gone),
    )


def _others_of(element: Element, into: dict[str, None], showing: Showing) -> None:
    """Adds the keys of repeats and loose groups that stand at an element."""
    record = element.state
    if not record.plan.children and record.instance is None:
        return
    prefix = record.key
    if record.instance is not None:
        into[prefix.rpartition("{")[0]] = None
    for plan in record.many:
        into[f"{prefix}/{plan.name}"] = None
    for plan in record.plan.children.values():
        if plan.repeat is not None:
            into[f"{prefix}/{plan.name}"] = None
    for key, (_, owner) in showing.loose.items():
        if owner is element:
            into[key] = None


def _values(settling: Settling) -> tuple[ValueChange, ...]:
    found: list[ValueChange] = []
    before = settling.before
    for element, by_person in settling.changed.items():
        record = element.state
        value = element.text if record.alive else ""
        if value != before.get(element, ""):
            found.append(ValueChange(record.key, value or None, by_person))
    return tuple(found)
