"""Check-lists made for tests and benchmarks: a thousand questions, and one with a bit of all."""

from __future__ import annotations

HEAD = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<h:head><h:title>{title}</h:title><model>
<instance><data id="{form_id}" version="1">{nodes}
<meta><instanceID/></meta></data></instance>
{lists}{binds}
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body>{body}</h:body></h:html>"""

LIST = """<instance id="escala"><root>
<item><name>sim</name><label>Sim</label></item>
<item><name>parte</name><label>Em parte</label></item>
<item><name>nao</name><label>Não</label></item>
<item><name>nsa</name><label>Não se aplica</label></item></root></instance>
"""

SELECT = """<{control} ref="{ref}"><label>{label}</label>
<itemset nodeset="instance('escala')/root/item"><value ref="name"/><label ref="label"/></itemset>
</{control}>"""


def long_form(*, sections: int = 20, questions: int = 50) -> bytes:
    """An XForm with `sections` × `questions`: texts, numbers, dates, choices, one in seven of them
    depending on the one before, one in ten with a constraint, and a calculated total a section."""
    nodes, binds, body = [], [], []
    for section in range(1, sections + 1):
        inner, shown = [], []
        base = f"/data/s{section}"
        for number in range(1, questions + 1):
            name = f"q{number}"
            ref = f"{base}/{name}"
            inner.append(f"<{name}/>")
            kind = (number - 1) % 5
            label = (
                f"{section}.{number} "
                + (
                    "Quantas pessoas frequentam esta atividade por semana?",
                    "O que observaram durante esta parte da visita?",
                    "Esta prática está em uso na instituição?",
                    "Que condições existem neste espaço?",
                    "Quando começou?",
                )[kind]
            )
            extra = ""
            if number % 7 == 0:
                extra += f" relevant=\"../q{number - 1} != 'nunca'\""
            if kind == 0 and number % 2:
                extra += ' constraint=". &lt;= 500" jr:constraintMsg="No máximo 500 pessoas."'
            if number % 10 == 3:
                extra += ' required="true()"'
            form = ("int", "string", "string", "string", "date")[kind]
            binds.append(f'<bind nodeset="{ref}" type="{form}"{extra}/>')
            if kind in (2, 3):
                control = "select1" if kind == 2 else "select"
                shown.append(SELECT.format(control=control, ref=ref, label=label))
            else:
                shown.append(f'<input ref="{ref}"><label>{label}</label></input>')
        inner.append("<total/>")
        counted = [f"q{number}" for number in range(1, questions + 1, 5)]
        total = " + ".join(f"coalesce(number(../{name}), 0)" for name in counted[:10])
        binds.append(
            f'<bind nodeset="{base}/total" type="string" readonly="true()" calculate="{total}"/>'
        )
        shown.append(f'<input ref="{base}/total"><label>Total da secção</label></input>')
        nodes.append(f"<s{section}>{''.join(inner)}</s{section}>")
        body.append(
            f'<group ref="{base}"><label>Secção {section}: condições e atividades</label>'
            f"{''.join(shown)}</group>"
        )
    return HEAD.format(
        title="Mil perguntas",
        form_id=f"mil-{sections}-{questions}",
        nodes="".join(nodes),
        lists=LIST,
        binds="".join(binds),
        body="".join(body),
    ).encode()


SMALL = HEAD.format(
    title="Guião de ensaio",
    form_id="ensaio",
    nodes="""<casa><nome/><pessoas/><tem/><porque/><dia/><area/><nota/></casa>
<sala jr:template=""><uso/><lugares/></sala><fim><satisfacao/><obs/><total/></fim>""",
    lists=LIST,
    binds="""<bind nodeset="/data/casa/nome" type="string" required="true()"
  jr:requiredMsg="Diga o nome da instituição."/>
<bind nodeset="/data/casa/pessoas" type="int" constraint=". &lt;= 500"
  jr:constraintMsg="No máximo 500 pessoas."/>
<bind nodeset="/data/casa/tem" type="string"/>
<bind nodeset="/data/casa/porque" type="string" relevant="../tem = 'nao'"/>
<bind nodeset="/data/casa/dia" type="date"/>
<bind nodeset="/data/casa/area" type="decimal"/>
<bind nodeset="/data/casa/nota" type="string" readonly="true()"/>
<bind nodeset="/data/sala/uso" type="string"/><bind nodeset="/data/sala/lugares" type="int"/>
<bind nodeset="/data/fim/satisfacao" type="string" required="true()"/>
<bind nodeset="/data/fim/obs" type="string"/>
<bind nodeset="/data/fim/total" type="string" readonly="true()"
  calculate="sum(/data/sala/lugares)"/>""",
    body="""<group ref="/data/casa"><label>A casa</label>
<input ref="/data/casa/nome"><label>Nome da instituição</label></input>
<input ref="/data/casa/pessoas"><label>Pessoas inscritas</label></input>"""
    + SELECT.format(control="select1", ref="/data/casa/tem", label="Tem plano de atividades?")
    + """<input ref="/data/casa/porque"><label>Porque não?</label></input>
<input ref="/data/casa/dia"><label>Data da visita</label></input>
<input ref="/data/casa/area"><label>Área útil</label></input>
<input ref="/data/casa/nota"><label>Leia isto **em voz alta**.</label></input></group>
<group ref="/data/sala"><label>Sala</label><repeat nodeset="/data/sala">
<input ref="/data/sala/uso"><label>Uso da sala</label></input>
<input ref="/data/sala/lugares"><label>Lugares</label></input></repeat></group>
<group ref="/data/fim"><label>No fim</label>"""
    + SELECT.format(control="select", ref="/data/fim/satisfacao", label="O que correu bem?")
    + """<input ref="/data/fim/obs" appearance="multiline"><label>Observações</label></input>
<input ref="/data/fim/total"><label>Lugares ao todo</label></input></group>""",
).encode()
