"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.store import changes, mapping

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version's tables; safe while older processes serve (tables and columns only grow)."""
    ${upgrades if upgrades else "pass"}
