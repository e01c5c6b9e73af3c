"""Values that the form asks of its surroundings: preloads and metadata."""

from __future__ import annotations

from typing import Final

from core.forms.definition.schema import Plan
from core.forms.session.lexical import stamp
from core.forms.states import SessionContext

# Nodes of `meta` that the form may leave without any preload, and the property they mean.
META_PROPERTIES: Final = {
    "deviceID": "deviceid",
    "userID": "username",
    "email": "email",
    "phoneNumber": "phonenumber",
}


def preloaded(plan: Plan, context: SessionContext) -> str | None:
    """The value a node is preloaded with at the start; None when it is not preloaded."""
    bind = plan.bind
    if bind is None or not bind.preload:
        return _meta(plan, context)
    return preload_value(bind.preload, bind.preload_parameter, context)


def preload_value(preload: str, parameter: str, context: SessionContext) -> str | None:
    """The value of a preload (ODK XForms, "Preload attributes"); None when it has none now."""
    if preload == "uid":
        return f"uuid:{context.uuid()}"
    if preload == "timestamp":
        return stamp(context.now()) if parameter == "start" else None
    if preload == "date" and parameter == "today":
        return context.now().date().isoformat()
    if preload == "property":
        return property_of(parameter, context)
    return None


def _meta(plan: Plan, context: SessionContext) -> str | None:
    if plan.parent is None or plan.parent.local != "meta" or plan.children:
        return None
    if plan.local == "instanceID" and "calculate" not in plan.jobs:
        return f"uuid:{context.uuid()}"
    if plan.local == "timeStart":
        return stamp(context.now())
    if plan.local in META_PROPERTIES and "calculate" not in plan.jobs:
        return property_of(META_PROPERTIES[plan.local], context)
    return None


def property_of(name: str, context: SessionContext) -> str | None:
    """A property of the device or person; None when it is not known here."""
    values = {
        "deviceid": context.device_id,
        "username": context.username,
        "email": context.email,
        "phonenumber": context.phone,
    }
    if name == "uri:deviceid":
        return f"terreno:{context.device_id}" if context.device_id else None
    return values.get(name) or None


def is_end(plan: Plan) -> bool:
    """Whether the node gets the moment of finalising."""
    bind = plan.bind
    if bind is not None and bind.preload == "timestamp" and bind.preload_parameter == "end":
        return True
    return plan.local == "timeEnd" and plan.parent is not None and plan.parent.local == "meta"
