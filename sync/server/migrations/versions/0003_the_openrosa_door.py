"""The OpenRosa door: collectors, and what they hand in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.store import mapping

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version's tables; safe while older processes serve (tables and columns only grow)."""
    op.create_table(
        "openrosa_collector",
        sa.Column("id", mapping.Id16(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("digest_secret", sa.Text(), nullable=False),
        sa.Column("made_at", mapping.UtcInstant(), nullable=False),
        sa.Column("seen_at", mapping.UtcInstant(), nullable=True),
        sa.Column("revoked_at", mapping.UtcInstant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openrosa_collector")),
        sa.UniqueConstraint("login", name=op.f("uq_openrosa_collector_login")),
    )
    op.create_table(
        "openrosa_submission",
        sa.Column("id", mapping.Id16(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("follows", sa.Text(), nullable=False),
        sa.Column("collector", mapping.Id16(), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("received_at", mapping.UtcInstant(), nullable=False),
        sa.Column("changed_at", mapping.UtcInstant(), nullable=False),
        sa.Column("claimed_until", mapping.UtcInstant(), nullable=True),
        sa.Column("visit_id", mapping.Id16(), nullable=True),
        sa.Column("filling_id", mapping.Id16(), nullable=True),
        sa.Column("transaction_ids", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openrosa_submission")),
        sa.UniqueConstraint(
            "organisation",
            "instance_id",
            name=op.f("uq_openrosa_submission_organisation_instance_id"),
        ),
    )
    op.create_index(op.f("ix_openrosa_submission_state"), "openrosa_submission", ["state"])
    op.create_table(
        "openrosa_file",
        sa.Column("submission", mapping.Id16(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("submission", "name", name=op.f("pk_openrosa_file")),
    )
