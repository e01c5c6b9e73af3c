"""ODK's little Markdown."""

from __future__ import annotations

import pytest

from desktop.questions.markup import is_plain, plain, rich


@pytest.mark.parametrize(
    ("label", "html", "words"),
    [
        ("**Nome** do *centro*", "<b>Nome</b> do <i>centro</i>", "Nome do centro"),
        ("__a__ e _b_", "<b>a</b> e <i>b</i>", "a e b"),
        ("um\ndois", "um<br>dois", "um dois"),
        ("[ODK](https://getodk.org/a_b)", '<a href="https://getodk.org/a_b">ODK</a>', "ODK"),
        ("snake_case_name <3", "snake_case_name &lt;3", "snake_case_name <3"),
        (r"\*sem\* ênfase", "*sem* ênfase", "*sem* ênfase"),
        ("a <br/> b", "a<br>b", "a b"),
        ("# Título\nresto", "<h3 style='margin:0'>Título</h3>resto", "Título resto"),
    ],
)
def test_labels(label, html, words):
    assert rich(label) == html
    assert plain(label) == words


def test_a_form_brings_no_markup_of_its_own():
    assert "<script" not in rich("<script>alert(1)</script>")
    assert "<img" not in rich('<img src="file:///etc/passwd">')
    assert "javascript" not in rich("[x](javascript:alert(1))").partition("href")[2]


def test_colour_is_kept_and_nothing_else_of_a_style():
    shown = rich('<span style="color:red; background:url(x)">x</span>')
    assert shown == '<span style="color: red">x</span>'


def test_most_labels_are_plain():
    assert is_plain("Quantas pessoas?")
    assert not is_plain("**Quantas**?")
