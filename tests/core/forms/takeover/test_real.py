"""Real check-lists, filled in at random, taken over by versions of themselves that were changed."""

from __future__ import annotations

import re
from random import Random

import pytest
from lxml import etree

from core.forms import FormRefused, read_form
from tests.core.forms.monkey import fill
from tests.core.forms.shared_forms import form_at
from tests.core.forms.takeover.nothing_lost import taken_over

SOME = [
    "ifrc-distribution-site-assessment-v1.xlsx",
    "socio-economic-survey-v20240515.xlsx",
    "all-question-types-v2024091201-3.xlsx",
    "widgets.xls",
    "all-widgets.xml",
    "250q-form.xml",
    "small/cascading_select_test_equivalent.xls",
    "small/external_select_csv.xml",
    "small/repeat_group_form.xml",
    "small/ranking_widget.xml",
    "small/loop.xlsx",
    "small/specify_other.xlsx",
]
XF = "{http://www.w3.org/2002/xforms}"


def changed(xml: bytes, *, random: Random, media):
    """A later version: some questions renamed, deleted, given another type, choices taken away."""
    root = etree.fromstring(xml)
    data = next(root.iter(f"{XF}instance"))[0]
    data.set("version", "later")
    binds = list(root.iter(f"{XF}bind"))
    for bind in random.sample(binds, max(1, len(binds) // 6)):
        if bind.get("type") in ("int", "string", "decimal", "date") and not bind.get("calculate"):
            bind.set("type", random.choice(["int", "string", "decimal", "date"]))
    items = [one for one in root.iter(f"{XF}item") if len(one.getparent()) > 2]
    items += [one for one in root.iter("item") if len(one.getparent()) > 2]
    for item in random.sample(items, len(items) // 5):
        item.getparent().remove(item)
    text = etree.tostring(root).decode()
    refs = [one.get("ref") for one in root.iter(f"{XF}input", f"{XF}select1", f"{XF}select")]
    for ref in random.sample(refs, len(refs) // 6):
        name = (ref or "").rpartition("/")[2]
        if not name or name in ("data", "name", "label", "value", "item", "root"):
            continue
        if len(re.findall(rf"\b{re.escape(name)}\b", text)) <= 6 and random.random() < 0.5:
            text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", f"{name}_novo", text)
        elif len(re.findall(rf"/{re.escape(name)}(?![\w-])", text)) == 2:
            shorter = etree.fromstring(text.encode())
            for one in list(shorter.iter()):
                place = one.get("ref") or one.get("nodeset")
                if place == ref:
                    one.getparent().remove(one)
            text = etree.tostring(shorter).decode()
    return read_form(text.encode(), media=media)


@pytest.mark.parametrize("name", SOME)
def test_a_real_check_list_that_was_changed_loses_nothing(shared_folder, name):
    path = shared_folder / "forms" / name
    old = form_at(path)
    media = dict(old.made_media) | {
        one.name: one.read_bytes() for one in path.parent.iterdir() if one.suffix == ".csv"
    }
    random = Random(name)
    done = 0
    for seed in range(4):
        try:
            new = changed(old.xml, random=random, media=media)
        except (FormRefused, etree.XMLSyntaxError):
            continue  # the random edit left a path that leads nowhere
        taken_over(old, new, fill(old, seed=seed, limit=400))
        done += 1
    assert done


def test_a_large_check_list_that_is_the_same_keeps_everything(shared_folder):
    old = form_at(shared_folder / "forms" / "whova_form.xlsx")
    new = read_form(old.xml, media=dict(old.made_media))
    made = taken_over(old, new, fill(old, seed=2, eager=True))
    assert made.given > 100
    assert not made.aside
    assert not made.changed
