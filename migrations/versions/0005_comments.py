"""Keep comments sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("panellist_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("may_show", sa.Boolean(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("on_wall", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state <> 'approved' OR text IS NOT NULL", name="ck_comment_approved_has_text"),
        sa.CheckConstraint("state IN ('new', 'approved', 'parked', 'hidden')", name="ck_comment_state"),
        sa.ForeignKeyConstraint(["panellist_id"], ["panellist.id"], name="fk_comment_panellist_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_comment_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sa.UniqueConstraint("panellist_id", "key", name="uq_comment_panellist_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_comment_round_id", "comment", ["round_id"], unique=False)


def downgrade() -> None:
    op.drop_table("comment")
