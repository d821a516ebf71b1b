"""Keep what two people decided, and what they decided before."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("suggested", sa.String(), nullable=False),
        sa.Column("stands", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("second_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_name <> second_name", name="ck_verdict_two_people"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_verdict_account_id"),
        sa.ForeignKeyConstraint(["version_id"], ["statement_version.id"], name="fk_verdict_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_verdict"),
    )
    op.create_index("ix_verdict_version_id", "verdict", ["version_id"], unique=False)


def downgrade() -> None:
    op.drop_table("verdict")
