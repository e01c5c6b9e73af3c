"""Submissions as phones make them, and what became of them."""

from __future__ import annotations

from functools import partial
from threading import Event
from uuid import uuid4

from core.visits import answers_with_moments, fillings_of, list_visits
from sync.server.openrosa import inbox

ROOMS = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
  <h:head><h:title>Salas</h:title><model>
    <instance><data id="salas" version="2"><terreno_visit/><nome>por omissão</nome><dobro/><foto/>
      <sala jr:template=""><uso/></sala>
      <orx:meta><orx:instanceID/><orx:instanceName/></orx:meta></data></instance>
    <bind nodeset="/data/terreno_visit" type="string"/>
    <bind nodeset="/data/nome" type="string"/>
    <bind nodeset="/data/dobro" type="string" calculate="concat(/data/nome, /data/nome)"/>
    <bind nodeset="/data/foto" type="binary"/>
    <bind nodeset="/data/sala/uso" type="string"/>
    <bind nodeset="/data/orx:meta/orx:instanceName" calculate="concat('Lar ', /data/nome)"/>
  </model></h:head>
  <h:body><input ref="/data/nome"><label>Nome</label></input>
    <upload ref="/data/foto" mediatype="image/*"><label>Foto</label></upload>
    <group ref="/data/sala"><label>Sala</label><repeat nodeset="/data/sala">
      <input ref="/data/sala/uso"><label>Uso</label></input></repeat></group>
  </h:body></h:html>"""


def rooms(
    nome="Ana", *salas, instance="uuid:1", old="", foto="", visit="", version="2", more=""
) -> bytes:
    repeats = "".join(f"<sala><uso>{one}</uso></sala>" for one in salas)
    deprecated = f"<orx:deprecatedID>{old}</orx:deprecatedID>" if old else ""
    return (
        f'<data id="salas" version="{version}" xmlns:orx="http://openrosa.org/xforms">'
        f"<terreno_visit>{visit}</terreno_visit><nome>{nome}</nome><dobro>{nome}{nome}</dobro>"
        f"<foto>{foto}</foto>{more}{repeats}"
        f"<orx:meta><orx:instanceID>{instance}</orx:instanceID>{deprecated}"
        f"<orx:instanceName>Lar {nome}</orx:instanceName></orx:meta></data>"
    ).encode()


def short(visit="", *, instance="uuid:c", more="", **values) -> bytes:
    given = "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    return (
        f'<data id="curto" version="1"><terreno_visit>{visit}</terreno_visit>{given}{more}'
        f"<meta><instanceID>{instance}</instanceID></meta></data>"
    ).encode()


def submission(nome="Ana", *, instance=None, foto="", form_id="curto", more="") -> bytes:
    instance = instance or f"uuid:{uuid4()}"
    return (
        f'<data id="{form_id}" version="1" xmlns:orx="http://openrosa.org/xforms">'
        f"<nome>{nome}</nome><idade>44</idade><sala><uso>Tardes</uso></sala><nota>{foto}</nota>"
        f"{more}<orx:meta><orx:instanceID>{instance}</orx:instanceID></orx:meta></data>"
    ).encode()


def kept(centre):
    with centre.database() as connection:
        return {one.instance_id: one for one in inbox.list_submissions(connection)}


def until_applied(centre, instance: str) -> None:
    """The server's own thread makes a filling of it."""
    for _ in range(1200):
        if kept(centre)[instance].state == "applied":
            return
        Event().wait(0.05)
    raise AssertionError(kept(centre)[instance])


def new_visits(store):
    return [one for one in store.read(list_visits) if one.subject == ""]


def answers(store, filling_id):
    return {
        one.key: one for one in store.read(partial(answers_with_moments, filling_id=filling_id))
    }


def only_filling(store, visit_id):
    (one,) = store.read(partial(fillings_of, visit_id=visit_id))
    return one
