"""Old files become today's files, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

import core.all_tables
from core.store import SampleKey, create_store, migrate, open_store, problems, schema
from core.store.engines import open_writer
from core.store.mapping import synced_tables
from core.store.rebuild import differences

SAMPLES = Path(__file__).parents[2] / "migrations"

ADD_A_COLUMN = """
import sqlalchemy as sa
from alembic import op
from core.store.capture import unguarded

revision, down_revision = "9999", {head!r}
branch_labels = depends_on = None


def upgrade():
    with op.batch_alter_table("attachment", recreate="always") as table:
        table.add_column(sa.Column("colour", sa.Text()))
    {then}
"""
GUARDED = 'op.execute("UPDATE attachment SET colour = name")'
IN_SO_MANY_WORDS = f"with unguarded(op.get_bind()):\n        {GUARDED}"
BREAKS = 'op.execute("INSERT INTO nowhere VALUES (1)")'


def fingerprint(connection):
    """Columns, keys, indices, strictness and guards of all tables but those of tests."""

    def rows(pragma, name):
        return [tuple(row) for row in connection.execute(text(f"PRAGMA {pragma}('{name}')"))]

    shape = {}
    for row in connection.execute(text("PRAGMA table_list")).all():
        name = row[1]
        if row[0] != "main" or name.startswith(("test_", "sqlite_")):
            continue
        indices = {one[1]: (one[2], one[3]) for one in rows("index_list", name)}
        shape[name] = {
            "strict": row[5],
            "rowid": row[4],
            "columns": {one[1]: one[2:] for one in rows("table_xinfo", name)},
            "foreign keys": sorted(one[2:] for one in rows("foreign_key_list", name)),
            "indices": {
                (each if not each.startswith("sqlite_") else "", kind, tuple(
                    one[2] for one in rows("index_info", each))) for each, kind in indices.items()
            },
        }  # fmt: skip
    guards = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    ).all()
    shape["guards"] = {name: sql for name, sql in guards if "test_" not in name}
    return shape


@pytest.fixture
def today(tmp_path):
    core.all_tables.load()
    engine = open_writer(tmp_path / "today.db", bytes(32))
    with engine.begin() as connection:
        schema.lay_out(connection)
        yield fingerprint(connection)
    engine.dispose()


def test_revisions_lay_out_what_the_models_say(tmp_path, today):
    """If this fails: `python -m core.store.revise "what changed" --samples tests/migrations`."""
    engine = open_writer(tmp_path / "upgraded.db", bytes(32))
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert fingerprint(connection) == today
        assert migrate.is_current(connection)
    engine.dispose()


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("[0-9]*")), ids=lambda path: path.name)
def test_each_older_file_opens_as_one_of_today(tmp_path, author, today, sample):
    folder = tmp_path / "old"
    shutil.copytree(sample, folder)
    with open_store(folder, unlock=SampleKey(), author=author) as store:
        assert store.read(lambda work: fingerprint(work.connection())) == today
        ours = [one for one in synced_tables() if not one.name.startswith("test_")]
        assert store.read(lambda work: differences(work, tables=ours)) == []
        assert store.files.check() == []
        names = store.read(lambda work: work.scalars(text("SELECT name FROM attachment")).all())
        assert "guião.txt" in names


def test_there_is_a_sample_of_this_version():
    assert (SAMPLES / schema.head_revision() / "terreno.db").is_file()


def test_a_file_of_a_later_version_is_left_alone(store, reopen):
    store.write_now(lambda work: work.execute(text("UPDATE alembic_version SET version_num='x'")))
    store.close()
    with pytest.raises(problems.StoreTooNew):
        reopen()
    assert not list((store.folder / "backups").glob("*-migration.db"))  # pushes no good one out


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """A later Terreno with one revision more, which ends as the test says."""

    def install(then):
        folder = tmp_path / "migrations"
        shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        script = ADD_A_COLUMN.format(head=schema.head_revision(), then=then)
        (folder / "versions" / "9999_colour.py").write_text(script)
        (folder / "HEAD").write_text("9999\n")
        monkeypatch.setattr(schema, "MIGRATIONS", folder)

    return install


@pytest.fixture
def old(tmp_path, author):
    core.all_tables.load()
    folder = tmp_path / "loja"
    store, _ = create_store(folder, unlock=SampleKey(), author=author)
    with store:
        store.write_now(_attachment)
    return folder


def _attachment(work):
    from core.store import Attachment

    work.add(Attachment(scope="g", sha256="0" * 64, size=1, media_type="x/y", name="azul"))


def test_an_upgrade_backs_up_first_and_guards_after(old, author, next_version):
    next_version(IN_SO_MANY_WORDS)
    with open_store(old, unlock=SampleKey(), author=author) as store:
        assert [one.kind for one in store.backups()] == ["migration"]
        colours = store.read(lambda work: work.execute(text("SELECT colour FROM attachment")).all())
        assert colours == [("azul",)]
        with pytest.raises(problems.PastTheCapture):
            store.write_now(lambda work: work.execute(text("DELETE FROM attachment")))
    open_store(old, unlock=SampleKey(), author=author).close()


def test_an_upgrade_that_breaks_changes_nothing(old, author, next_version, monkeypatch):
    before = schema.MIGRATIONS
    next_version(BREAKS)
    with pytest.raises(Exception, match="nowhere"):
        open_store(old, unlock=SampleKey(), author=author)
    monkeypatch.setattr(schema, "MIGRATIONS", before)
    with open_store(old, unlock=SampleKey(), author=author) as store:
        assert store.read(differences) == []
        names = store.read(
            lambda work: [row[1] for row in work.execute(text("PRAGMA table_info('attachment')"))]
        )
        assert "colour" not in names


def test_head_is_the_last_revision():
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(schema.MIGRATIONS))
    assert scripts.get_current_head() == schema.head_revision()
