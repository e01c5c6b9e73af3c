"""The closed lists of the inventory: states, kinds of figures, of sources, of banks."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Whether a social response, a facility or an offer is to be had."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class FigureKind(StrEnum):
    """What is counted of a social response."""

    CAPACITY = "capacity"
    SERVED = "served"
    VACANCIES = "vacancies"
    WAITING = "waiting"


class SourceKind(StrEnum):
    """Where a figure comes from."""

    WORKBOOK = "workbook"
    VISIT = "visit"
    ROUND = "round"
    PERSON = "person"
    DOCUMENT = "document"
    HSDS = "hsds"


class BankKind(StrEnum):
    """The metropolitan banks of the plan."""

    ASSISTIVE_PRODUCT = "assistive_product"
    FOOD = "food"
    HEALTH = "health"
    EDUCATION = "education"
    CLOTHING = "clothing"
    FURNITURE = "furniture"
    TIME = "time"
    OTHER = "other"


class ItemState(StrEnum):
    """The state that items of a bank are in."""

    NEW = "new"
    GOOD = "good"
    WORN = "worn"
    REPAIR = "repair"
    SCRAPPED = "scrapped"


class LoanState(StrEnum):
    """How far a loan has come."""

    RESERVED = "reserved"
    LENT = "lent"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class OfferKind(StrEnum):
    """Lighter entries of the plan's platforms."""

    TRAINING = "training"
    JOB = "job"
    VOLUNTEERING = "volunteering"
