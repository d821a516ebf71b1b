"""Keep what the team changes in evidence and coherence, change by change."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "evidence_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("stance", sa.String(), nullable=True),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("before <> after", name="ck_evidence_act_something_changed"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_evidence_act_account_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_evidence_act_statement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_act"),
    )
    op.create_index("ix_evidence_act_statement_id", "evidence_act", ["statement_id"], unique=False)


def downgrade() -> None:
    op.drop_table("evidence_act")
