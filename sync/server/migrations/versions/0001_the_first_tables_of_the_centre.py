"""The first tables of the centre."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.store import changes, mapping

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version's tables; safe while older processes serve (tables and columns only grow)."""
    op.create_table(
        "audit_entry",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("at", mapping.UtcInstant(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    op.create_table(
        "awaited_parent",
        sa.Column("id", mapping.Id16(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awaited_parent")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "centre_fact",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_centre_fact")),
    )
    op.create_table(
        "chain_mark",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "seq", name=op.f("pk_chain_mark")),
    )
    op.create_table(
        "change",
        sa.Column("number", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("id", mapping.Id16(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", mapping.Id16(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("parents", changes.IdTuple(), nullable=False),
        sa.Column("author", mapping.Id16(), nullable=False),
        sa.Column("device", mapping.Id16(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("transaction_id", mapping.Id16(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), server_default=sa.text("(-1)"), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("eff", sa.BigInteger(), nullable=True),
        sa.Column("refused", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
        sa.UniqueConstraint("id", name=op.f("uq_change_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_change_entity", "change", ["entity_id", "entity"], unique=False)
    op.create_index("ix_change_seq", "change", ["scope", "seq"], unique=True)
    op.create_index(
        "ix_change_waiting", "change", ["number"], unique=False, sqlite_where=sa.text("seq IS NULL")
    )
    op.create_table(
        "enrol_code",
        sa.Column("id", mapping.Id16(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("made_at", mapping.UtcInstant(), nullable=False),
        sa.Column("expires_at", mapping.UtcInstant(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("used_at", mapping.UtcInstant(), nullable=True),
        sa.Column("used_by", mapping.Id16(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrol_code")),
    )
    op.create_index(op.f("ix_enrol_code_hint"), "enrol_code", ["hint"], unique=False)
    op.create_table(
        "field_head",
        sa.Column("entity_id", mapping.Id16(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("change_id", mapping.Id16(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "entity_id", "entity", "field", "change_id", name=op.f("pk_field_head")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "held_row",
        sa.Column("entity_id", mapping.Id16(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "entity", name=op.f("pk_held_row")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scope_head",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_scope_head")),
    )
    op.create_table(
        "snapshot",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("made_at", mapping.UtcInstant(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_snapshot")),
    )
    op.create_index(op.f("ix_snapshot_scope"), "snapshot", ["scope"], unique=False)
    op.create_table(
        "store_state",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store_state")),
        sqlite_strict=True,
    )
    op.create_table(
        "sync_device",
        sa.Column("id", mapping.Id16(), nullable=False),
        sa.Column("technician_id", mapping.Id16(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("follows", mapping.Id16(), nullable=True),
        sa.Column("accepted", sa.BigInteger(), nullable=False),
        sa.Column("enrolled_at", mapping.UtcInstant(), nullable=False),
        sa.Column("seen_at", mapping.UtcInstant(), nullable=True),
        sa.Column("pushed_at", mapping.UtcInstant(), nullable=True),
        sa.Column("waiting", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", mapping.UtcInstant(), nullable=True),
        sa.Column("wipe", sa.Boolean(), nullable=False),
        sa.Column("wiped_at", mapping.UtcInstant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_device")),
    )
    op.create_table(
        "used_challenge",
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", mapping.UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_used_challenge")),
    )
    op.create_index(
        op.f("ix_used_challenge_expires_at"), "used_challenge", ["expires_at"], unique=False
    )
