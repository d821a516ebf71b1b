"""Keep with a panellist which phone she had before, whether a card moved her or the code she was shown."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    _add("panellist")
    op.execute("UPDATE panellist SET moved_from = (SELECT moved_from FROM card WHERE panellist_id = panellist.id)")
    _drop("card")


def downgrade() -> None:
    """Whom a code moved, and no card, is not told so any more."""
    _add("card")
    op.execute("UPDATE card SET moved_from = (SELECT moved_from FROM panellist WHERE id = card.panellist_id)")
    _drop("panellist")


def _add(table: str) -> None:
    op.add_column(table, sa.Column("moved_from", sa.String(), nullable=True))
    op.create_index(f"ix_{table}_moved_from", table, ["moved_from"])


def _drop(table: str) -> None:
    op.drop_index(f"ix_{table}_moved_from", table)
    op.execute(f"ALTER TABLE {table} DROP COLUMN moved_from")
