"""The steps of the tour, in the order of a visit; each step checks what it did."""

from __future__ import annotations

from desktop.app.tour.desk import AtTheDesk
from desktop.app.tour.field import InTheField

STEPS = (
    "first_start",
    "install_checklist",
    "plan_visit",
    "fill_in_while_recording",
    "review",
    "take_home",
    "look_around",
)


class Journey(InTheField, AtTheDesk):
    """One run of the tour: call `STEPS` in their order."""
