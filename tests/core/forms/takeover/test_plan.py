"""A new version takes over a filling: each case of decision 0019, on small check-lists."""

from __future__ import annotations

import pytest

from core.forms import FillingSession
from core.forms.takeover import compare, plan_takeover
from tests.core.forms.monkey import fixed_context
from tests.core.forms.tables import form_of

BEFORE = """
| survey |
| | type | name | label | required |
| | text | nome | Nome | |
| | begin_group | sala | Sala | |
| | integer | area | Área | |
| | text | obs | Observações | |
| | end_group | | | |
| | begin_repeat | parceiro | Parceiros | |
| | text | quem | Quem | |
| | integer | anos | Há quantos anos | |
| | end_repeat | | | |
| | select_one tipo | tipo | Tipo | |
| | select_multiple dias | dias | Dias | |
| | decimal | custo | Custo | |
| | date | desde | Desde | |
| | image | foto | Foto | |
| choices |
| | list_name | name | label |
| | tipo | creche | Creche |
| | tipo | centro | Centro de dia |
| | dias | seg | Segunda |
| | dias | ter | Terça |
| | dias | qua | Quarta |
| settings |
| | form_id | version | |
| | ensaio | 1 | |
"""


def changed(*pairs):
    text = BEFORE.replace("| ensaio | 1 |", "| ensaio | 2 |")
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    return form_of(text)


@pytest.fixture(scope="module")
def old():
    return form_of(BEFORE)


@pytest.fixture
def filled(old):
    """A filling with something in each question, and two partners."""
    session = FillingSession.start(old, fixed_context())
    for key, value in {
        "/data/nome": "Ana",
        "/data/sala/area": "12",
        "/data/sala/obs": "boa luz",
        "/data/tipo": "centro",
        "/data/dias": "seg ter",
        "/data/custo": "3.5",
        "/data/desde": "2026-01-31",
        "/data/foto": "foto.jpg",
    }.items():
        session.answer(key, value)
    session.add_repeat("/data/parceiro")
    for number, key in enumerate(session.state("/data/parceiro").children, start=1):
        session.answer(f"{key}/quem", f"Junta {number}")
        session.answer(f"{key}/anos", str(number))
    return session


def people(session):
    from tests.core.forms.monkey import everything

    return {one.key for one in everything(session) if one.kind == "question" and one.value}


def plan(old, new, session):
    return plan_takeover(
        old, new, session.save(), by_person=people(session), context=fixed_context()
    )


def held(new, made):
    """What a filling of the new version holds after it was begun so."""
    return FillingSession.resume(new, made.saved, fixed_context()).save().values


def aside(made):
    return [(one.old_key, one.value, one.reason) for one in made.aside]


def instances(session):
    return session.state("/data/parceiro").children


def test_a_version_with_other_words_only_keeps_everything(old, filled):
    new = changed(("| Nome |", "| Como se chama |"))
    made = plan(old, new, filled)
    assert not made.aside
    assert {one.value for one in made.kept} >= {"Ana", "12", "Junta 2", "foto.jpg"}
    assert [(one.label_before, one.label) for one in made.changed] == [("Nome", "Como se chama")]
    before, after = filled.save().values, held(new, made)
    assert {k: v for k, v in before.items() if "meta" not in k}.items() <= after.items()
    assert made.saved.repeats == filled.save().repeats


def test_a_question_in_another_group_is_found_by_its_name(old, filled):
    new = changed(
        ("| | text | obs | Observações | |\n", ""),
        ("| | decimal | custo", "| | text | obs | Observações | |\n| | decimal | custo"),
    )
    made = plan(old, new, filled)
    moved = {one.old_key: one.key for one in made.kept if one.how == "moved"}
    assert moved == {"/data/sala/obs": "/data/obs"}
    assert held(new, made)["/data/obs"] == "boa luz"


def test_a_renamed_group_takes_its_questions_along(old, filled):
    new = changed(("begin_group | sala | Sala", "begin_group | espaco | Espaço"))
    made = plan(old, new, filled)
    assert not made.aside
    assert held(new, made)["/data/espaco/area"] == "12"
    assert made.sections["/data/sala"] == "/data/espaco"


def test_a_renamed_repeat_keeps_its_instances_and_their_ids(old, filled):
    new = changed(("begin_repeat | parceiro |", "begin_repeat | entidade |"))
    made = plan(old, new, filled)
    ids = [identifier for _range, identifier in filled.save().repeats]
    assert made.saved.repeats == tuple(("/data/entidade", one) for one in ids)
    assert held(new, made)[f"/data/entidade{{{ids[1]}}}/quem"] == "Junta 2"


def test_names_that_are_not_unique_are_not_guessed(old, filled):
    two = "".join(
        f"| | begin_group | {name} | G | |\n| | text | obs | O | |\n| | end_group | | | |\n"
        for name in "xy"
    )
    new = changed(
        ("| | integer | area | Área | |\n", ""),
        ("| | text | obs | Observações | |\n", "| | text | b | B | |\n"),
        ("| | decimal | custo", f"{two}| | decimal | custo"),
    )
    assert ("/data/sala/obs", "boa luz", "question-gone") in aside(plan(old, new, filled))


def test_what_is_gone_is_put_aside_in_the_words_it_was_asked_in(old, filled):
    new = changed(("| | select_one tipo | tipo | Tipo | |\n", ""))
    made = plan(old, new, filled)
    (one,) = made.aside
    assert (one.label, one.value, one.shown) == ("Tipo", "centro", "Centro de dia")
    assert one.reason == "question-gone"


def test_a_repeat_that_is_gone_is_put_aside_instance_by_instance(old, filled):
    start = BEFORE.index("| | begin_repeat")
    end = BEFORE.index("| | select_one tipo")
    new = changed((BEFORE[start:end], ""))
    made = plan(old, new, filled)
    assert [(one.value, one.instance, one.reason) for one in made.aside] == [
        ("Junta 1", "Parceiros 1", "repeat-gone"),
        ("1", "Parceiros 1", "repeat-gone"),
        ("Junta 2", "Parceiros 2", "repeat-gone"),
        ("2", "Parceiros 2", "repeat-gone"),
    ]
    assert made.saved.repeats == ()


def test_a_question_taken_out_of_a_repeat_is_not_guessed(old, filled):
    new = changed(
        ("| | integer | anos | Há quantos anos | |\n| | end_repeat | | | |",
         "| | end_repeat | | | |\n| | integer | anos | Há quantos anos | |"),
    )  # fmt: skip
    made = plan(old, new, filled)
    assert {reason for _key, _value, reason in aside(made)} == {"repeat-changed"}
    assert [value for _key, value, _reason in aside(made)] == ["1", "2"]


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        ("| | integer | area |", "| | decimal | area |", ("/data/sala/area", "12")),
        ("| | integer | area |", "| | text | area |", ("/data/sala/area", "12")),
        ("| | select_one tipo |", "| | text |", ("/data/tipo", "Centro de dia")),
        ("| | select_one tipo |", "| | select_multiple tipo |", ("/data/tipo", "centro")),
        ("| | select_multiple dias |", "| | text |", ("/data/dias", "Segunda; Terça")),
        ("| | date | desde |", "| | text | desde |", ("/data/desde", "2026-01-31")),
        ("| | image | foto |", "| | file | foto |", ("/data/foto", "foto.jpg")),
    ],
)
def test_types_that_lose_nothing_are_converted(old, filled, before, after, value):
    new = changed((before, after))
    made = plan(old, new, filled)
    assert not made.aside
    assert held(new, made)[value[0]] == value[1]


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("| | text | nome |", "| | integer | nome |", ("/data/nome", "Ana", "type-changed")),
        ("| | decimal | custo |", "| | integer | custo |", ("/data/custo", "3.5", "type-changed")),
        ("| | date | desde |", "| | dateTime | desde |",
         ("/data/desde", "2026-01-31", "type-changed")),
        ("| | image | foto |", "| | audio | foto |", ("/data/foto", "foto.jpg", "media-changed")),
        ("| | select_multiple dias |", "| | select_one dias |",
         ("/data/dias", "seg ter", "type-changed")),
        ("| | integer | area |", "| | select_one tipo | area |",
         ("/data/sala/area", "12", "type-changed")),
    ],
)  # fmt: skip
def test_types_that_would_guess_are_put_aside(old, filled, before, after, left):
    new = changed((before, after))
    made = plan(old, new, filled)
    assert aside(made) == [left]
    assert not held(new, made).get(left[0])


def test_a_choice_that_is_gone_is_put_aside_and_the_others_stay(old, filled):
    new = changed(("| | dias | ter | Terça |\n", ""), ("| | tipo | centro | Centro de dia |\n", ""))
    made = plan(old, new, filled)
    assert aside(made) == [
        ("/data/tipo", "centro", "choice-gone"),
        ("/data/dias", "ter", "choice-gone"),
    ]
    assert [one.shown for one in made.aside] == ["Centro de dia", "Terça"]
    assert held(new, made)["/data/dias"] == "seg"
    assert "/data/tipo" not in held(new, made)


def test_a_choice_that_a_filter_no_longer_offers_is_put_aside():
    text = """
    | survey |
    | | type | name | label | choice_filter |
    | | select_one zona | zona | Zona | |
    | | select_one sitio | sitio | Sítio | zona=${zona} |
    | choices |
    | | list_name | name | label | zona |
    | | zona | n | Norte | |
    | | zona | s | Sul | |
    | | sitio | a | A | n |
    | | sitio | b | B | n |
    | settings |
    | | form_id | version | |
    | | ensaio | VERSION | |
    """
    old = form_of(text.replace("VERSION", "1"))
    new = form_of(text.replace("VERSION", "2").replace("| b | B | n |", "| b | B | s |"))
    session = FillingSession.start(old, fixed_context())
    session.answer("/data/zona", "n")
    session.answer("/data/sitio", "b")
    made = plan(old, new, session)
    assert aside(made) == [("/data/sitio", "b", "choice-gone")]
    assert held(new, made)["/data/zona"] == "n"


def test_what_the_new_version_calculates_is_put_aside(old, filled):
    new = changed(
        ("| | type | name | label | required |",
         "| | type | name | label | required | calculation |"),
        ("| | text | nome | Nome | |", "| | calculate | nome | | | 'X' |"),
    )  # fmt: skip
    made = plan(old, new, filled)
    assert aside(made) == [("/data/nome", "Ana", "computed")]


def test_instances_that_a_count_leaves_no_room_for_are_put_aside(old, filled):
    new = changed(
        ("| | type | name | label | required |",
         "| | type | name | label | required | repeat_count |"),
        ("| | begin_repeat | parceiro | Parceiros | |",
         "| | begin_repeat | parceiro | Parceiros | | 1 |"),
    )  # fmt: skip
    made = plan(old, new, filled)
    assert [(v, reason) for _key, v, reason in aside(made)] == [
        ("Junta 2", "no-room"),
        ("2", "no-room"),
    ]


def test_new_required_questions_are_listed_as_to_be_answered(old, filled):
    new = changed(
        ("| | decimal | custo", "| | text | quanto | Quanto custa | yes |\n| | decimal | custo")
    )
    made = plan(old, new, filled)
    assert [(one.key, one.label) for one in made.asked] == [("/data/quanto", "Quanto custa")]


def test_an_answer_that_a_new_rule_refuses_is_kept_and_said(old, filled):
    new = changed(
        ("| | type | name | label | required |",
         "| | type | name | label | required | constraint | constraint_message |"),
        ("| | integer | area | Área | |", "| | integer | area | Área | | . < 10 | Demais |"),
    )  # fmt: skip
    made = plan(old, new, filled)
    assert not made.aside
    assert [(one.key, one.message) for one in made.doubtful] == [("/data/sala/area", "Demais")]


def test_defaults_of_new_questions_are_there(old, filled):
    new = changed(
        ("| | type | name | label | required |",
         "| | type | name | label | required | default |"),
        ("| | decimal | custo", "| | text | pais | País | | Portugal |\n| | decimal | custo"),
    )  # fmt: skip
    assert held(new, plan(old, new, filled))["/data/pais"] == "Portugal"


def test_a_default_that_was_cleared_stays_cleared():
    text = BEFORE.replace("| label | required |", "| label | required | default |", 1).replace(
        "| | text | nome | Nome | |", "| | text | nome | Nome | | Ninguém |"
    )
    old, new = form_of(text), form_of(text.replace("| ensaio | 1 |", "| ensaio | 2 |"))
    session = FillingSession.start(old, fixed_context())
    session.answer("/data/nome", None)
    made = plan(old, new, session)
    assert FillingSession.resume(new, made.saved, fixed_context()).state("/data/nome").value == ""


def test_the_instance_id_and_the_start_are_those_of_the_draft(old, filled):
    new = changed(("| Nome |", "| Como se chama |"))
    before, after = filled.save().values, held(new, plan(old, new, filled))
    assert after["/data/meta/instanceID"] == before["/data/meta/instanceID"]


def test_a_comparison_needs_no_answers(old):
    new = changed(
        ("| | text | obs | Observações | |\n", ""),
        ("| | tipo | centro | Centro de dia |\n", ""),
        ("| | date | desde | Desde |", "| | time | desde | Desde |"),
        ("| | decimal | custo", "| | text | quanto | Quanto custa | yes |\n| | decimal | custo"),
    )
    found = compare(old, new)
    assert [one.name for one in found.gone] == ["obs"]
    assert [(one.name, one.required) for one in found.fresh] == [("quanto", True)]
    assert [one.old.name for one in found.pairs if one.fits == "never"] == ["desde"]
    assert [(one.old.name, one.gone) for one in found.pairs if one.gone] == [("tipo", ("centro",))]
    assert not found.changes_nothing
    assert compare(old, old).changes_nothing
