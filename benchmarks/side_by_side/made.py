"""Forms made for measuring, as XForms."""

from __future__ import annotations

_MODEL = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>bench</h:title><model><instance>
 <data id="bench">{nodes}<meta><instanceID/></meta></data></instance>{binds}</model></h:head>
 <h:body>{body}</h:body></h:html>"""


def questions(number: int) -> str:
    """A flat form: each question is shown once the one before is answered; one sum over all."""
    nodes = "".join(f"<q{i}/>" for i in range(number)) + "<total/>"
    binds = "".join(
        f'<bind nodeset="/data/q{i}" type="int" constraint=". &gt;= 0"'
        + (f" relevant=\"/data/q{i - 1} != ''\"" if i % 5 else "")
        + "/>"
        for i in range(number)
    )
    total = " + ".join(f"coalesce(/data/q{i}, 0)" for i in range(0, number, 20))
    binds += f'<bind nodeset="/data/total" calculate="{total}"/>'
    body = "".join(
        f'<input ref="/data/q{i}"><label>Pergunta {i}</label></input>' for i in range(number)
    )
    return _MODEL.format(nodes=nodes, binds=binds, body=body)


def repeats() -> str:
    """A repeat with a position and a sum over all of it."""
    nodes = '<rep jr:template=""><a/><n/></rep><rep><a/><n/></rep><sum/>'
    binds = (
        '<bind nodeset="/data/rep/a" type="int"/>'
        '<bind nodeset="/data/rep/n" calculate="position(..)"/>'
        '<bind nodeset="/data/sum" calculate="sum(/data/rep/a)"/>'
    )
    body = (
        '<group ref="/data/rep"><label>R</label><repeat nodeset="/data/rep">'
        '<input ref="/data/rep/a"><label>A</label></input></repeat></group>'
    )
    return _MODEL.format(nodes=nodes, binds=binds, body=body)


def wide_repeats(number: int) -> str:
    """A repeat of many questions, half of them shown by the one before, with a total of its own."""
    names = [f"q{i}" for i in range(number)]
    inside = "".join(f"<{name}/>" for name in names) + "<own/>"
    nodes = f'<rep jr:template="">{inside}</rep><rep>{inside}</rep><all/>'
    binds = "".join(
        f'<bind nodeset="/data/rep/{name}" type="int"'
        + (f" relevant=\"../q{i - 1} != ''\"" if i % 2 else "")
        + "/>"
        for i, name in enumerate(names)
    )
    own = " + ".join(f"coalesce(../{name}, 0)" for name in names[::5])
    binds += f'<bind nodeset="/data/rep/own" calculate="{own}"/>'
    binds += '<bind nodeset="/data/all" calculate="sum(/data/rep/own)"/>'
    asked = "".join(
        f'<input ref="/data/rep/{name}"><label>{name}</label></input>' for name in names
    )
    body = f'<group ref="/data/rep"><repeat nodeset="/data/rep">{asked}</repeat></group>'
    return _MODEL.format(nodes=nodes, binds=binds, body=body)


def chain(number: int) -> str:
    """Calculations that each depend on the one before."""
    nodes = "<a/>" + "".join(f"<c{i}/>" for i in range(number))
    binds = '<bind nodeset="/data/a" type="int"/><bind nodeset="/data/c0" calculate="/data/a + 1"/>'
    binds += "".join(
        f'<bind nodeset="/data/c{i}" calculate="/data/c{i - 1} + 1"/>' for i in range(1, number)
    )
    body = '<input ref="/data/a"><label>A</label></input>'
    return _MODEL.format(nodes=nodes, binds=binds, body=body)
