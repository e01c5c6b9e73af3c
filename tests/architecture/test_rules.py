"""The house rules that no other tool checks."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

STREETS = ("core", "sync", "desktop", "resources")
LONGEST = 400  # lines
CONTRACTS = "from importlinter.cli import lint_imports_command as check; check()"
BANNED_NAMES = {"utils", "util", "helpers", "helper", "misc", "manager", "common"}
# Written in pieces, so that this file does not break its own rule.
MACHINES = re.compile(r"/(?:work/(?:main|shared|\.)|farm/\w|root/\.|home/\w+/)" + r"|C:\\\\Users")
REGISTRIES = re.compile(r"https?://[^\s\"')]*(?:py" + r"pi|python" + r"hosted|npm" + r"js|/simple)")


@pytest.fixture(scope="module")
def tracked(repository):
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repository,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git clone: the list of files is not known")
    names = [name for name in listing.stdout.decode().split("\0") if name]
    return [repository / name for name in names if (repository / name).is_file()]


@pytest.fixture(scope="module")
def modules(repository):
    return [path for street in STREETS for path in sorted((repository / street).rglob("*.py"))]


def named(paths, repository):
    return sorted(str(path.relative_to(repository)) for path in paths)


def test_contracts_between_rooms_hold(repository):
    done = subprocess.run(
        [sys.executable, "-c", CONTRACTS, "--no-cache"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_no_module_outgrows_one_idea(modules, repository):
    long = [
        path
        for path in modules
        # A migration is written once, by the tool, and is as long as the tables it lays out.
        if path.parent.name != "versions" and len(path.read_bytes().splitlines()) > LONGEST
    ]
    assert named(long, repository) == []


def test_no_drawer_for_everything(modules, repository):
    drawers = [
        path
        for path in modules
        if BANNED_NAMES & {path.stem, path.parent.name, *path.stem.split("_")}
    ]
    assert named(drawers, repository) == []


def test_every_module_says_what_lives_there(modules, repository):
    silent = [
        path
        for path in modules
        if path.read_bytes().strip() and not ast.get_docstring(ast.parse(path.read_bytes()))
    ]
    assert named(silent, repository) == []


def test_the_word_that_means_two_things_is_not_used(modules, repository):
    # "Resposta" is a social service and also what one gives to a question.
    allowed = re.compile(r"operational_?response|social_?response", re.IGNORECASE)
    # What libraries of HTTP call their classes cannot be renamed; only where HTTP is spoken.
    of_http = re.compile(r"(?:JSON|PlainText|Streaming)?Response|getresponse|responses")
    found = []
    for path in modules:
        speaks_http = {"server", "wire.py"} & set(path.relative_to(repository).parts[1:])
        for node in ast.walk(ast.parse(path.read_bytes())):
            name = getattr(node, "id", None) or getattr(node, "name", None)
            name = name or getattr(node, "attr", None) or getattr(node, "arg", None)
            if speaks_http and isinstance(name, str) and of_http.fullmatch(name):
                continue
            if isinstance(name, str) and "response" in allowed.sub("", name).lower():
                found.append(f"{path.relative_to(repository)}:{getattr(node, 'lineno', 0)} {name}")
    assert sorted(found) == []


def test_no_exception_is_swallowed(modules, repository):
    found = []
    for path in modules:
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ExceptHandler) and all(
                isinstance(step, ast.Pass) for step in node.body
            ):
                kind = ast.unparse(node.type) if node.type else ""
                if kind in {"", "Exception", "BaseException"}:
                    found.append(f"{path.relative_to(repository)}:{node.lineno}")
    assert found == []


def test_no_file_knows_one_machine_or_a_registry(tracked, repository):
    found = []
    for path in tracked:
        if path.suffix in {".png", ".otf", ".ttf", ".mp4", ".xlsx", ".xls", ".qm", ".zip", ".db"}:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [
            f"{path.relative_to(repository)}: {match.group()}"
            for pattern in (MACHINES, REGISTRIES)
            for match in pattern.finditer(text)
        ]
    assert found == []


def test_nothing_made_by_a_run_is_kept(tracked, repository):
    kept = [path for path in tracked if {"__pycache__", "tour-output"} & set(path.parts)]
    assert named(kept, repository) == []


def test_no_big_file_comes_in_unnoticed(tracked, repository):
    big = [path for path in tracked if path.stat().st_size > 6_000_000]
    assert named(big, repository) == []
