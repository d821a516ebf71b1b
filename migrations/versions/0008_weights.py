"""Keep the weights a team chose, and when they were locked and unlocked."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "weights_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_weights_version_account_id"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_weights_version_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_weights_version"),
        sa.UniqueConstraint("review_id", "number", name="uq_weights_version_review_id_number"),
    )
    op.create_table(
        "weights_lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("locked OR reason <> ''", name="ck_weights_lock_unlocked_for_a_reason"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_weights_lock_account_id"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_weights_lock_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_weights_lock"),
    )
    op.create_index("ix_weights_lock_review_id", "weights_lock", ["review_id"], unique=False)


def downgrade() -> None:
    op.drop_table("weights_lock")
    op.drop_table("weights_version")
