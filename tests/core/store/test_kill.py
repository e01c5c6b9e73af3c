"""A process killed while it writes: what it said was saved is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, String, Table, select

from core.store import SampleKey, create_store, open_store
from core.store.rebuild import rows_from_log

ROUNDS = 8
SCRIPT = Path(__file__).with_name("killed.py")
ROOT = Path(__file__).parents[3]
HERE = os.environ | {"PYTHONPATH": str(ROOT)}

numbers = Table("test_note", MetaData(), Column("number", Integer), Column("body", String))


def test_every_acknowledged_write_survives_a_kill(tmp_path, author):
    folder = tmp_path / "s"
    made = subprocess.run(
        [sys.executable, str(SCRIPT), str(folder)],
        cwd=ROOT, env=HERE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    chance = random.Random(20261123)
    said: list[int] = []
    for turn in range(ROUNDS):
        process = subprocess.Popen(
            [sys.executable, str(SCRIPT), str(folder), str(turn * 10_000)],
            cwd=ROOT, env=HERE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        said += [int(process.stdout.readline()) for _ in range(chance.randint(1, 40))]
        process.kill()
        said += [int(line) for line in process.stdout.read().splitlines() if line.isdigit()]
        process.wait()
        process.stdout.close()
        with open_store(folder, unlock=SampleKey(), author=author) as store:
            assert store.was_interrupted
            rows = store.read(lambda work: work.execute(select(numbers)).all())
            log = store.read(rows_from_log)
        kept = {row.number for row in rows}
        assert kept >= set(said)
        assert len(log) == len(rows)
        # At most the write that was on its way when the process died is there unsaid.
        assert len(kept) <= len(said) + turn + 1


def test_a_creation_that_was_killed_can_be_repeated(tmp_path, author):
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "terreno.db").write_bytes(b"half")
    (folder / "vault.json.new").write_bytes(b"{")
    create_store(folder, unlock=SampleKey(), author=author)[0].close()
    assert [path.read_bytes() for path in (folder / "aside").rglob("terreno.db")] == [b"half"]
    open_store(folder, unlock=SampleKey(), author=author).close()
