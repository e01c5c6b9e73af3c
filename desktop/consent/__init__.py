"""Who agreed to be recorded: asked while recording, on the visit's page and in the review."""

from __future__ import annotations

from desktop.consent.card import ConsentCard
from desktop.consent.dialog import ConsentDialog, GivenConsent
from desktop.consent.photographs import PhotographsDialog
from desktop.consent.rows import ConsentRows

__all__ = ["ConsentCard", "ConsentDialog", "ConsentRows", "GivenConsent", "PhotographsDialog"]
