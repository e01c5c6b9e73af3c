"""Large files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.store import mapping

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version's tables; safe while older processes serve (tables and columns only grow)."""
    op.create_table(
        "file_upload",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("device", mapping.Id16(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("received", sa.Boolean(), nullable=False),
        sa.Column("expires_at", mapping.UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_upload")),
    )
    for name in ("device", "sha256", "expires_at"):
        op.create_index(op.f(f"ix_file_upload_{name}"), "file_upload", [name], unique=False)
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("stored_at", mapping.UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "file_scope",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "scope", name=op.f("pk_file_scope")),
    )
    op.create_table(
        "erased_file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("erased_at", mapping.UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "scope", name=op.f("pk_erased_file")),
    )
