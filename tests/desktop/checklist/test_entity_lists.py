"""What one filling registers, the next one chooses from, without any server."""

from __future__ import annotations

from core.forms import read_form

TREES = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"
 xmlns:entities="http://www.opendatakit.org/xforms/entities">
 <h:head><h:title>Trees</h:title><model entities:entities-version="2024.1.0">
 <instance><data id="trees"><which/><species/>
 <meta><entity dataset="trees" id="" create="1"><label/></entity><instanceID/></meta>
 </data></instance>
 <instance id="trees" src="jr://file-csv/trees.csv"/>
 <bind nodeset="/data/species" type="string" entities:saveto="species"/>
 <bind nodeset="/data/meta/entity/@create" calculate="/data/which = ''"/>
 <setvalue event="odk-instance-first-load" ref="/data/meta/entity/@id" value="uuid()"/>
 <bind nodeset="/data/meta/entity/label" calculate="/data/species"/>
 </model></h:head><h:body>
 <select1 ref="/data/which"><label>Which</label>
 <itemset nodeset="instance('trees')/root/item"><value ref="name"/><label ref="label"/></itemset>
 </select1><input ref="/data/species"><label>Species</label></input></h:body></h:html>"""


def test_a_tree_registered_in_one_visit_is_a_choice_in_the_next(make_guiao):
    form = read_form(TREES)
    first = make_guiao(form=form)
    assert first.place.desk.session.choices("/data/which") == ()
    first.type("/species", "Sobreiro")
    first.settle()
    done = []
    first.place.desk.finalise(then=lambda: done.append(True))
    first.bot.waitUntil(lambda: done == [True], timeout=10_000)
    second = make_guiao(form=form)
    offered = second.place.desk.session.choices("/data/which")
    assert [choice.label for choice in offered] == ["Sobreiro"]
