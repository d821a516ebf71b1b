"""Keep what an approved comment says in English, with who wrote it and how far it was checked."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "comment_translation",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("checker_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'checked', 'older')", name="ck_comment_translation_status"),
        sa.CheckConstraint(
            "status <> 'checked' OR checker_id IS NOT NULL", name="ck_comment_translation_checked_by_someone"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name="fk_comment_translation_author_id"),
        sa.ForeignKeyConstraint(["checker_id"], ["account.id"], name="fk_comment_translation_checker_id"),
        # Whatever removes a comment, a withdrawal or the end of a rehearsal, removes its translation in one breath.
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name="fk_comment_translation_comment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", name="pk_comment_translation"),
    )


def downgrade() -> None:
    op.drop_table("comment_translation")
