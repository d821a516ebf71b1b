"""Find ballots by their keys without reading the whole record of them."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_index("ix_ballot_event_key", "ballot_event", ["key"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_ballot_event_key", table_name="ballot_event")
