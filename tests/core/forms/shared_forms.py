"""The check-lists of the shared material, each read once."""

from __future__ import annotations

from pathlib import Path

from core.forms import Form, read_any

FORMS = [
    "whova_form.xlsx",
    "ifrc-distribution-site-assessment-v1.xlsx",
    "socio-economic-survey-v20240515.xlsx",
    "all-question-types-v2024091201-3.xlsx",
    "xlsform_spec_test.xlsx",
    "widgets.xls",
    "soar-facility-survey.xml",
    "child_vaccination_VOL_tool_v12.xml",
    "all-widgets.xml",
    "fieldlist-updates.xml",
    "likert_test.xml",
    "250q-form.xml",
    "nigeria-wards/nigeria_wards_external.xml",
    *(
        f"small/{name}"
        for name in (
            "cascading_select_test_equivalent.xls",
            "choice_filter_test.xlsx",
            "dynamic_required_question.xml",
            "external-csv-search.xml",
            "external_select_csv.xml",
            "field-list.xlsx",
            "group.xlsx",
            "loop.xlsx",
            "one-question-entity-registration.xml",
            "one-question-entity-update.xml",
            "one-question-last-saved.xml",
            "one-question-translation.xml",
            "or_other.xlsx",
            "pull_data.xml",
            "ranking_widget.xml",
            "repeat_date_test.xls",
            "repeat_group_form.xml",
            "selectOneExternal.xml",
            "setgeopoint-action.xml",
            "specify_other.xlsx",
            "table-list.xls",
            "track-changes-reason-on-edit.xml",
            "tutorial.xls",
            "xml_escaping.xls",
        )
    ),
]
_READ: dict[Path, Form] = {}


def form_at(path: Path) -> Form:
    """The form with whatever stands beside it; read once for all tests."""
    known = _READ.get(path)
    if known is None:
        media = {
            other.name: other.read_bytes()
            for other in path.parent.iterdir()
            if other.suffix in (".csv", ".xml") and other != path
        }
        known = _READ[path] = read_any(path.read_bytes(), filename=path.name, media=media)
    return known
