"""The page of the centre: people and their sessions; what laptops say still waits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.store import mapping

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version's tables; safe while older processes serve (tables and columns only grow)."""
    op.add_column(
        "sync_device", sa.Column("refused", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "sync_device", sa.Column("refused_why", sa.Text(), server_default="", nullable=False)
    )
    op.create_table(
        "web_person",
        sa.Column("id", mapping.Id16(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("not_before", mapping.UtcInstant(), nullable=True),
        sa.Column("made_at", mapping.UtcInstant(), nullable=False),
        sa.Column("seen_at", mapping.UtcInstant(), nullable=True),
        sa.Column("revoked_at", mapping.UtcInstant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_person")),
        sa.UniqueConstraint("login", name=op.f("uq_web_person_login")),
    )
    op.create_table(
        "web_session",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("person", mapping.Id16(), nullable=False),
        sa.Column("begun_at", mapping.UtcInstant(), nullable=False),
        sa.Column("seen_at", mapping.UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_person"), "web_session", ["person"])
    op.create_index(op.f("ix_web_session_begun_at"), "web_session", ["begun_at"])
