"""Keys for bundles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version's tables; safe while older processes serve (tables and columns only grow)."""
    op.add_column("sync_device", sa.Column("sealing_key", sa.LargeBinary(), nullable=True))
