"""Keep every ballot that came, and the one that stands."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# Nobody changes a ballot that came; its author may have it removed, which the withdrawal row records first.
APPEND_ONLY = (
    """CREATE TRIGGER ballot_event_never_changes BEFORE UPDATE ON ballot_event
    BEGIN SELECT RAISE(ABORT, 'ballot events are append-only'); END""",
    """CREATE TRIGGER ballot_event_stays BEFORE DELETE ON ballot_event
    WHEN NOT EXISTS (SELECT 1 FROM withdrawal WHERE panellist_id = OLD.panellist_id)
    BEGIN SELECT RAISE(ABORT, 'ballot events are append-only'); END""",
)


def upgrade() -> None:
    op.create_table(
        "ballot_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("panellist_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("plausibility", sa.Integer(), nullable=True),
        sa.Column("relevance", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.String(), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("if_changed", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["panellist_id"], ["panellist.id"], name="fk_ballot_event_panellist_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_ballot_event_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ballot_event"),
        sa.UniqueConstraint("panellist_id", "key", name="uq_ballot_event_panellist_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ballot_event_round_id", "ballot_event", ["round_id"], unique=False)
    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("panellist_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("plausibility", sa.Integer(), nullable=True),
        sa.Column("relevance", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.String(), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("if_changed", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.CheckConstraint(
            "abstained IS NULL OR (plausibility IS NULL AND relevance IS NULL)", name="ck_ballot_abstained_or_rated"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["ballot_event.id"], name="fk_ballot_event_id"),
        sa.ForeignKeyConstraint(["panellist_id"], ["panellist.id"], name="fk_ballot_panellist_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_ballot_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ballot"),
        sa.UniqueConstraint("round_id", "panellist_id", name="uq_ballot_round_id_panellist_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ballot_panellist_id", "ballot", ["panellist_id"], unique=False)
    op.create_table(
        "skip",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("panellist_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["panellist_id"], ["panellist.id"], name="fk_skip_panellist_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_skip_round_id"),
        sa.PrimaryKeyConstraint("round_id", "panellist_id", name="pk_skip"),
    )
    op.create_table(
        "withdrawal",
        sa.Column("panellist_id", sa.Integer(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["panellist_id"], ["panellist.id"], name="fk_withdrawal_panellist_id"),
        sa.PrimaryKeyConstraint("panellist_id", name="pk_withdrawal"),
    )
    for trigger in APPEND_ONLY:
        op.execute(trigger)


def downgrade() -> None:
    op.drop_table("withdrawal")
    op.drop_table("skip")
    op.drop_table("ballot")
    op.drop_table("ballot_event")
