"""Technicians, devices and the consents of those who are recorded."""

from __future__ import annotations

from core.people.consents import (
    PURPOSES,
    Consent,
    ConsentSummary,
    Purpose,
    consents_by_visit,
    list_consents,
    reaches,
    record_consent,
    withdraw_consent,
)
from core.people.problems import UnknownConsent, UnknownTechnician
from core.people.technicians import (
    Device,
    Me,
    Owner,
    Technician,
    TechnicianSummary,
    add_technician,
    list_technicians,
    this_is_me,
    who_am_i,
)

__all__ = [
    "PURPOSES",
    "Consent",
    "ConsentSummary",
    "Device",
    "Me",
    "Owner",
    "Purpose",
    "Technician",
    "TechnicianSummary",
    "UnknownConsent",
    "UnknownTechnician",
    "add_technician",
    "consents_by_visit",
    "list_consents",
    "list_technicians",
    "reaches",
    "record_consent",
    "this_is_me",
    "who_am_i",
    "withdraw_consent",
]
