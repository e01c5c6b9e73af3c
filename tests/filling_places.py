"""A filling in a store, and the Guião opened on it, as tests and benchmarks need them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from core.forms import Form
from core.inventory import add_facility, add_provider
from core.people import add_technician
from core.store import Store, Work
from core.visits import Member, assign_section, install_checklist, plan_visit, start_filling

AT = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)


def a_filling(
    store: Store,
    *,
    form: Form,
    groups: dict[str, str] | None = None,
    media: dict[str, bytes] | None = None,
) -> UUID:
    """A filling of this form, just started, during a visit to a day centre."""

    def make(work: Work) -> UUID:
        marta = add_technician(work, name="Marta", municipality="1306")
        provider = add_provider(work, name="Associação", municipality="1304")
        centre = add_facility(
            work, provider_id=provider, name="Centro de Dia", municipality="1304", address="Rua 1"
        )
        version = install_checklist(
            work, form=form, files=store.files, installed_at=AT, media=media or {}
        ).version_id
        visit = plan_visit(
            work,
            facility_id=centre,
            checklist_version_id=version,
            planned_for=AT,
            title="Visita ao Centro de Dia Fonte do Outeiro",
            team=(Member(marta, "A"),),
        )
        for section, group in (groups or {}).items():
            assign_section(work, visit_id=visit, section_key=section, group=group)  # type: ignore[arg-type]
        return start_filling(work, visit, at=AT)

    return store.write_now(make)
