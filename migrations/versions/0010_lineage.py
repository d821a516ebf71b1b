"""Keep the steps from the long list to the condensed list, and tell what was written for it apart."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# A column with its constraint in one breath: batch mode would empty a table that all others point at.
ORIGIN = (
    "ALTER TABLE statement ADD COLUMN origin VARCHAR DEFAULT 'sheet' NOT NULL "
    "CONSTRAINT ck_statement_origin CHECK (origin IN ('sheet', 'condensed'))"
)
APPEND_ONLY = tuple(
    f"""CREATE TRIGGER {table}_{name} BEFORE {what} ON {table}
    BEGIN SELECT RAISE(ABORT, 'the lineage is append-only'); END"""
    for table in ("lineage_step", "lineage_step_statement")
    for name, what in (("never_changes", "UPDATE"), ("stays", "DELETE"))
)


def upgrade() -> None:
    op.execute(ORIGIN)
    op.create_table(
        "lineage_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("act IN ('write', 'keep', 'merge', 'drop', 'reopen', 'undo')", name="ck_lineage_step_act"),
        sa.CheckConstraint("act <> 'drop' OR reason <> ''", name="ck_lineage_step_dropped_for_a_reason"),
        sa.CheckConstraint(
            "(into_id IS NOT NULL) = (act IN ('write', 'merge'))", name="ck_lineage_step_into_something"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_lineage_step_account_id"),
        sa.ForeignKeyConstraint(["into_id"], ["statement.id"], name="fk_lineage_step_into_id"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_lineage_step_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lineage_step"),
        sa.UniqueConstraint("review_id", "number", name="uq_lineage_step_review_id_number"),
    )
    op.create_table(
        "lineage_step_statement",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_lineage_step_statement_statement_id"),
        sa.ForeignKeyConstraint(["step_id"], ["lineage_step.id"], name="fk_lineage_step_statement_step_id"),
        sa.PrimaryKeyConstraint("step_id", "statement_id", name="pk_lineage_step_statement"),
    )
    for trigger in APPEND_ONLY:
        op.execute(trigger)


def downgrade() -> None:
    """Texts written for the condensed list stay, as statements among the others: nothing written is ever deleted."""
    op.drop_table("lineage_step_statement")
    op.drop_table("lineage_step")
    op.execute("ALTER TABLE statement DROP COLUMN origin")
