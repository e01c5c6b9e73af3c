# ruff: noqa: E501 - the tables are as wide as a sheet
"""One filling, rule by rule."""

from __future__ import annotations

import pytest
from monkey import everything, fixed_context
from tables import form_of, session_of

from core.forms import FillingSession, NodeState
from core.forms.session.problems import FillingFinalised, NodeUnknown, RepeatFixed

SIMPLE = """
| survey |
| | type | name | label | relevant | constraint | constraint_message | required | calculation | default | hint |
| | text | nome | Nome | | | | yes | | | Como no cartão |
| | integer | idade | Idade | | . < 120 | Idade impossível | | | | |
| | date | nasceu | Nasceu | ${idade} >= 18 | | | | | | |
| | calculate | dobro | | | | | | ${idade} * 2 | | |
| | text | lugar | Lugar | | | | | | Porto | |
| | note | aviso | Tem ${dobro} | | | | | | | |
| settings |
| | form_id | version | form_title |
| | teste | 3 | Um teste |
"""

HOUSE = """
| survey |
| | type | name | label | repeat_count | calculation | relevant |
| | begin repeat | pessoa | Pessoa | | | |
| | text | nome | Nome | | | |
| | integer | idade | Idade de ${nome} | | | |
| | calculate | lugar | | | position(..) | |
| | begin repeat | filho | Filho | | | |
| | text | nome_filho | Nome | | | |
| | end repeat | | | | | |
| | end repeat | | | | | |
| | calculate | soma | | | sum(${idade}) | |
| | integer | quantos | Quantos | | | |
| | begin repeat | visita | Visita | ${quantos} | | |
| | text | quem | Quem | | | |
| | end repeat | | | | | |
| | note | total | ${soma} em ${quantos} | | | |
"""

CASCADE = """
| survey |
| | type | name | label | choice_filter | required |
| | select_one concelho | concelho | Concelho | | |
| | select_one freguesia | freguesia | Freguesia | concelho=${concelho} | |
| | select_multiple freguesia | varias | Várias | concelho=${concelho} | |
| | calculate | dita | | | |
| choices |
| | list_name | name | label | concelho |
| | concelho | gaia | Gaia | |
| | concelho | porto | Porto | |
| | freguesia | avintes | Avintes | gaia |
| | freguesia | canidelo | Canidelo | gaia |
| | freguesia | bonfim | Bonfim | porto |
""".replace("| | calculate | dita | | | |\n", "")

LANGUAGES = """
| survey |
| | type | name | label::Português (pt) | label::English (en) | hint::Português (pt) | constraint | constraint_message::Português (pt) |
| | text | nome | O nome | The name | Dica | | |
| | select_one sn | sim | Confirma? | Confirm? | | | |
| | integer | so | Só em português | | | . > 3 | Mais de três |
| choices |
| | list_name | name | label::Português (pt) | label::English (en) |
| | sn | s | Sim | Yes |
| | sn | n | Não | No |
"""


@pytest.fixture
def simple():
    return session_of(SIMPLE, context=fixed_context())


@pytest.fixture
def house():
    return session_of(HOUSE, context=fixed_context())


def by_key(states) -> dict[str, NodeState]:
    return {state.key: state for state in states}


def test_an_answer_tells_what_it_changed(simple):
    delta = simple.answer("/data/idade", "20")
    changed = by_key(delta.changed)
    assert changed["/data/nasceu"].relevant
    assert changed["/data/aviso"].label == "Tem 40"
    assert [(v.key, v.value, v.by_person) for v in delta.values] == [
        ("/data/idade", "20", True),
        ("/data/dobro", "40", False),
    ]


def test_the_same_answer_again_changes_nothing(simple):
    simple.answer("/data/idade", "20")
    assert not simple.answer("/data/idade", "20")


def test_a_constraint_is_shown_with_its_message_and_keeps_the_value(simple):
    simple.answer("/data/idade", "130")
    state = simple.state("/data/idade")
    assert (state.value, state.problem) == ("130", "Idade impossível")
    reasons = [(one.key, one.reason) for one in simple.validate()]
    assert reasons == [("/data/nome", "required"), ("/data/idade", "constraint")]
    simple.answer("/data/idade", "30")
    assert simple.state("/data/idade").problem is None


@pytest.mark.parametrize("text", ["doze", "1e3", "1 2"])
def test_what_is_no_number_is_a_type_problem(simple, text):
    simple.answer("/data/idade", text)
    assert [one.reason for one in simple.validate() if one.key == "/data/idade"] == ["type"]


def test_an_irrelevant_value_is_kept_but_not_sent(simple):
    simple.answer("/data/idade", "20")
    simple.answer("/data/nasceu", "2006-01-01")
    simple.answer("/data/idade", "10")
    assert not simple.state("/data/nasceu").relevant
    assert b"nasceu" not in simple.xml()
    simple.answer("/data/idade", "20")
    assert simple.state("/data/nasceu").value == "2006-01-01"
    assert b"<nasceu>2006-01-01</nasceu>" in simple.xml()


def test_a_default_is_there_and_a_cleared_one_stays_cleared(simple):
    assert simple.state("/data/lugar").value == "Porto"
    simple.answer("/data/lugar", None)
    again = FillingSession.resume(simple.form, simple.save(), fixed_context())
    assert again.state("/data/lugar").value == ""


def test_the_submission_names_form_version_and_instance(simple):
    xml = simple.xml().decode()
    assert 'id="teste"' in xml
    assert 'version="3"' in xml
    assert "<instanceID>uuid:00000000-0000-4000-8000-" in xml


def test_a_finalised_filling_refuses_answers(simple):
    simple.finalise()
    assert simple.state("/data/nome").readonly
    with pytest.raises(FillingFinalised):
        simple.answer("/data/nome", "Ana")


def test_an_unknown_key_is_a_known_problem(simple):
    with pytest.raises(NodeUnknown):
        simple.answer("/data/nada", "1")


def test_repeats_have_stable_ids_and_positional_refs(house):
    first = house.state("/data/pessoa").children[0]
    house.add_repeat("/data/pessoa")
    delta = house.add_repeat("/data/pessoa")
    third = delta.repeats[0]
    assert (third.op, third.position) == ("add", 3)
    key = f"/data/pessoa{{{third.instance}}}"
    assert by_key(delta.added)[key].position == 3
    house.answer(f"{key}/idade", "7")
    delta = house.remove_repeat(first)
    assert f"{first}/nome" in delta.removed
    assert house.state(f"{key}/idade").ref == "/data/pessoa[2]/idade"
    assert house.state(f"{key}/idade").value == "7"
    assert house.state(f"{key}/lugar").value == "2"


def test_an_aggregate_follows_answers_and_instances(house):
    first = house.state("/data/pessoa").children[0]
    house.answer(f"{first}/idade", "5")
    instance = house.add_repeat("/data/pessoa").repeats[0].instance
    house.answer(f"/data/pessoa{{{instance}}}/idade", "6")
    assert house.state("/data/soma").value == "11"
    house.remove_repeat(first)
    assert house.state("/data/soma").value == "6"


def test_a_counted_repeat_follows_its_count_and_cannot_be_changed_by_hand(house):
    assert house.state("/data/visita").children == ()
    delta = house.answer("/data/quantos", "2")
    assert [one.op for one in delta.repeats] == ["add", "add"]
    keys = house.state("/data/visita").children
    house.answer(f"{keys[0]}/quem", "Ana")
    house.answer("/data/quantos", "1")
    assert house.state("/data/visita").children == keys[:1]
    assert house.state(f"{keys[0]}/quem").value == "Ana"
    with pytest.raises(RepeatFixed):
        house.add_repeat("/data/visita")


def test_a_moved_instance_keeps_its_id(house):
    house.add_repeat("/data/pessoa")
    before = house.state("/data/pessoa").children
    delta = house.move_repeat(before[1], position=1)
    assert delta.repeats[0].op == "move"
    assert house.state("/data/pessoa").children == (before[1], before[0])
    assert house.state(f"{before[1]}/lugar").value == "1"


def test_labels_inside_a_repeat_speak_of_their_own_instance(house):
    house.add_repeat("/data/pessoa")
    first, second = house.state("/data/pessoa").children
    house.answer(f"{first}/nome", "Ana")
    house.answer(f"{second}/nome", "Rui")
    assert house.state(f"{first}/idade").label == "Idade de Ana"
    assert house.state(f"{second}/idade").label == "Idade de Rui"


def test_nested_repeats_are_saved_in_their_order(house):
    first = house.state("/data/pessoa").children[0]
    house.add_repeat(f"{first}/filho")
    house.add_repeat("/data/pessoa")
    house.answer(f"{house.state(f'{first}/filho').children[1]}/nome_filho", "Zé")
    saved = house.save()
    again = FillingSession.resume(house.form, saved, fixed_context())
    assert everything(again) == everything(house)
    assert again.save() == saved


def test_two_laptops_that_start_the_same_filling_share_its_first_instances():
    one, other = (session_of(HOUSE, context=fixed_context(seed=s)) for s in (1, 2))
    assert one.save().repeats == other.save().repeats


def test_a_cascade_offers_what_fits_and_drops_what_no_longer_does():
    session = session_of(CASCADE, context=fixed_context())
    assert session.choices("/data/freguesia") == ()
    delta = session.answer("/data/concelho", "gaia")
    assert delta.choices_changed == {"/data/freguesia", "/data/varias"}
    assert [c.label for c in session.choices("/data/freguesia")] == ["Avintes", "Canidelo"]
    session.answer("/data/freguesia", "avintes")
    session.answer("/data/varias", "canidelo avintes")
    delta = session.answer("/data/concelho", "porto")
    gone = {v.key: v.value for v in delta.values if not v.by_person}
    assert gone == {"/data/freguesia": None, "/data/varias": None}
    assert [c.value for c in session.choices("/data/freguesia")] == ["bonfim"]


def test_a_choice_that_is_not_offered_is_invalid():
    session = session_of(CASCADE, context=fixed_context())
    session.answer("/data/concelho", "lisboa")
    assert [one.reason for one in session.validate()] == ["choice"]


def test_another_language_changes_words_and_no_value():
    session = session_of(LANGUAGES, context=fixed_context())
    session.answer("/data/sim", "s")
    session.answer("/data/so", "1")
    delta = session.set_language("English (en)")
    assert not delta.values
    assert by_key(delta.changed)["/data/nome"].label == "The name"
    assert [c.label for c in session.choices("/data/sim")] == ["Yes", "No"]
    # What this language lacks is said in the default one.
    assert session.state("/data/so").label == "Só em português"
    assert session.state("/data/so").problem == "Mais de três"
    assert session.language == "English (en)"


def test_the_outline_counts_what_can_be_answered(simple):
    section = simple.outline()[0]
    assert (section.questions, section.answered) == (3, 1)
    simple.answer("/data/idade", "200")
    section = simple.outline()[0]
    assert (section.questions, section.answered, section.invalid) == (4, 2, 1)


def test_pages_follow_groups_field_lists_and_relevance():
    session = session_of(
        """
| survey |
| | type | name | label | appearance | relevant |
| | text | a | A | | |
| | begin group | g | Grupo | field-list | |
| | text | b | B | | |
| | text | c | C | | |
| | end group | | | | |
| | begin group | h | Outro | | ${a} = 'x' |
| | text | d | D | | |
| | end group | | | | |
""",
        context=fixed_context(),
    )
    assert [page.nodes for page in session.pages()] == [
        ("/data/a",),
        ("/data/g/b", "/data/g/c"),
    ]
    session.answer("/data/a", "x")
    assert [page.key for page in session.pages()] == ["/data/a", "/data/g", "/data/h/d"]


def test_a_trigger_sets_a_value_when_its_question_changes():
    session = session_of(
        """
| survey |
| | type | name | label | trigger | calculation | default |
| | text | a | A | | | |
| | text | b | B | ${a} | concat('de ', ${a}) | |
| | date | dia | Dia | | | today() |
""",
        context=fixed_context(),
    )
    assert session.state("/data/dia").value == "2026-01-31"
    delta = session.answer("/data/a", "x")
    assert session.state("/data/b").value == "de x"
    assert {v.key for v in delta.values} == {"/data/a", "/data/b"}
    session.answer("/data/b", "à mão")
    assert session.state("/data/b").value == "à mão"


def test_once_keeps_its_first_value_over_a_resume():
    session = session_of(
        """
| survey |
| | type | name | label | calculation |
| | calculate | sorte | | once(random()) |
| | text | a | A | |
""",
        context=fixed_context(),
    )
    first = session.state("/data/sorte").value
    session.answer("/data/a", "x")
    again = FillingSession.resume(session.form, session.save(), fixed_context(seed=99))
    assert first == session.state("/data/sorte").value == again.state("/data/sorte").value


def test_values_come_from_a_file_beside_the_form():
    session = session_of(
        """
| survey |
| | type | name | label | calculation |
| | text | codigo | Código | |
| | calculate | preco | | pulldata('produtos', 'preco', 'codigo', ${codigo}) |
| | select_one_from_file produtos.csv | qual | Qual | |
""",
        context=fixed_context(),
        media={"produtos.csv": b"codigo;preco;name;label\nA;12;a;Azeite\nB;9;b;Bacalhau\n"},
    )
    session.answer("/data/codigo", "B")
    assert session.state("/data/preco").value == "9"
    assert [c.label for c in session.choices("/data/qual")] == ["Azeite", "Bacalhau"]


def test_the_last_filling_fills_the_next():
    form = form_of(
        """
| survey |
| | type | name | label | default |
| | text | rua | Rua | ${last-saved#rua} |
"""
    )
    first = FillingSession.start(form, fixed_context())
    first.answer("/data/rua", "Rua Direita")
    from dataclasses import replace

    context = replace(fixed_context(), last_saved_xml=first.xml())
    assert FillingSession.start(form, context).state("/data/rua").value == "Rua Direita"


def test_the_name_of_a_choice_is_a_value():
    session = session_of(
        """
| survey |
| | type | name | label | calculation |
| | select_one sn | sim | Confirma? | |
| | calculate | dito | | jr:choice-name(${sim}, '${sim}') |
| choices |
| | list_name | name | label |
| | sn | s | Sim, senhor |
""",
        context=fixed_context(),
    )
    session.answer("/data/sim", "s")
    assert session.state("/data/dito").value == "Sim, senhor"


def test_a_running_total_over_earlier_instances():
    session = session_of(
        """
| survey |
| | type | name | label | calculation |
| | begin repeat | mes | Mês | |
| | integer | gasto | Gasto | |
| | calculate | total | | coalesce(indexed-repeat(${total}, ${mes}, position(..) - 1), 0) + coalesce(${gasto}, 0) |
| | end repeat | | | |
""",
        context=fixed_context(),
    )
    session.add_repeat("/data/mes")
    session.add_repeat("/data/mes")
    keys = session.state("/data/mes").children
    for key, amount in zip(keys, ("5", "6", "7"), strict=True):
        session.answer(f"{key}/gasto", amount)
    session.answer(f"{keys[0]}/gasto", "1")
    assert [session.state(f"{key}/total").value for key in keys] == ["1", "7", "14"]
