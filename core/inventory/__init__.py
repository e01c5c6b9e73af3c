"""Who provides social responses, where, and the case studies that can be visited."""

from __future__ import annotations

from core.inventory.case_studies import (
    CaseStudy,
    CaseStudySummary,
    add_case_study,
    case_study,
    list_case_studies,
)
from core.inventory.facilities import (
    Facility,
    FacilitySummary,
    Provider,
    SocialResponse,
    SocialResponseSummary,
    add_facility,
    add_provider,
    add_social_response,
    facility,
    list_facilities,
    social_responses_of,
)
from core.inventory.problems import UnknownCaseStudy, UnknownFacility
from core.inventory.taxonomy import (
    SocialResponseType,
    social_response_type,
    social_response_types,
)

__all__ = [
    "CaseStudy",
    "CaseStudySummary",
    "Facility",
    "FacilitySummary",
    "Provider",
    "SocialResponse",
    "SocialResponseSummary",
    "SocialResponseType",
    "UnknownCaseStudy",
    "UnknownFacility",
    "add_case_study",
    "add_facility",
    "add_provider",
    "add_social_response",
    "case_study",
    "facility",
    "list_case_studies",
    "list_facilities",
    "social_response_type",
    "social_response_types",
    "social_responses_of",
]
