"""The doctor names what is missing or damaged, and the self-check is silent when all is well."""

from __future__ import annotations

import json

import pytest

from core.cli import run


def looked(capsys):
    return {one["name"]: one for one in json.loads(capsys.readouterr().out)["seen"]}


def test_what_it_looks_at(capsys):
    run(["doctor", "--json"])
    seen = looked(capsys)
    assert {"libraries", "form", "sources", "report", "new store", "data", "disk"} <= set(seen)
    for name in ("libraries", "form", "sources", "report", "new store", "data"):
        assert seen[name]["state"] == "well", seen[name]


def test_a_damaged_and_a_missing_file_are_named(home_of_the_test, capsys):
    assert run(["visits", "list", "--sample"]) == 0
    files = sorted(
        path
        for path in (home_of_the_test / "stores" / "exemplo" / "files").rglob("*")
        if path.is_file()
    )
    assert len(files) >= 2
    files[0].unlink()
    files[1].write_bytes(files[1].read_bytes()[:-9])
    capsys.readouterr()
    assert run(["doctor", "--sample", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["seen"]
    troubles = [one["detail"] for one in told if one["name"] == "file"]
    assert len(troubles) == 2
    assert any("missing" in one for one in troubles)
    assert any("damaged" in one for one in troubles)


def test_a_probe_from_above_is_looked_at(capsys):
    def broken():
        raise OSError("no platform plugin")

    probes = [("window", lambda: "offscreen"), ("icons of the window", broken)]
    assert run(["doctor", "--json"], probes=probes) == 1
    seen = looked(capsys)
    assert seen["window"]["detail"] == "offscreen"
    assert seen["icons of the window"]["state"] == "broken"


def test_the_self_check_says_only_what_is_broken(capsys):
    code = run(["doctor", "--self-check"], probes=[("x", lambda: "y")])
    told = capsys.readouterr()
    assert told.out == ""
    assert bool(told.err) == bool(code)


@pytest.mark.parametrize("arguments", [[], ["--sample"]])
def test_lines_for_a_person(arguments, capsys):
    run(["doctor", *arguments])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 8
    assert all(": " in line for line in lines)
