"""Keep why a version was written and which one stands, what a team took back, and what a panel proposed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

# SQLite cannot change a constraint, and batch mode would empty a table that all others point at. So the column is made
# anew beside the old one, with the wider constraint, and takes its name.
NOW = "origin_now VARCHAR DEFAULT 'sheet' NOT NULL CONSTRAINT ck_statement_origin CHECK (origin_now IN ({origins}))"
ORIGIN = (
    f"ALTER TABLE statement ADD COLUMN {NOW}",
    "UPDATE statement SET origin_now = {value}",
    "ALTER TABLE statement DROP COLUMN origin",
    "ALTER TABLE statement RENAME COLUMN origin_now TO origin",
)


def upgrade() -> None:
    for step in ORIGIN:
        op.execute(step.format(origins="'sheet', 'condensed', 'panel'", value="origin"))
    op.execute("ALTER TABLE round ADD COLUMN taken_back_at DATETIME")
    op.create_table(
        "amendment",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("why <> ''", name="ck_amendment_why"),
        sa.CheckConstraint("from_id < version_id", name="ck_amendment_newer"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_amendment_account_id"),
        sa.ForeignKeyConstraint(["from_id"], ["statement_version.id"], name="fk_amendment_from_id"),
        sa.ForeignKeyConstraint(["version_id"], ["statement_version.id"], name="fk_amendment_version_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_amendment_workshop_id"),
        sa.PrimaryKeyConstraint("version_id", name="pk_amendment"),
    )
    op.create_index("ix_amendment_workshop_id", "amendment", ["workshop_id"])
    op.create_table(
        "kept_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name="ck_kept_version_reason"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_kept_version_account_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_kept_version_statement_id"),
        sa.ForeignKeyConstraint(["version_id"], ["statement_version.id"], name="fk_kept_version_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_kept_version"),
    )
    op.create_index("ix_kept_version_statement_id", "kept_version", ["statement_id"])
    op.create_table(
        "candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'adopted', 'aside')", name="ck_candidate_state"),
        sa.CheckConstraint(
            "(statement_id IS NOT NULL) = (state = 'adopted')", name="ck_candidate_adopted_as_something"
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name="fk_candidate_decided_by"),
        sa.ForeignKeyConstraint(["noted_by"], ["account.id"], name="fk_candidate_noted_by"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_candidate_review_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_candidate_statement_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_candidate_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_candidate"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_candidate_review_id", "candidate", ["review_id"])


def downgrade() -> None:
    """What a workshop wrote stays, as a version among the others, and what a panel proposed as a statement."""
    op.drop_table("candidate")
    op.drop_table("kept_version")
    op.drop_table("amendment")
    op.execute("ALTER TABLE round DROP COLUMN taken_back_at")
    for step in ORIGIN:
        kept = "CASE origin WHEN 'panel' THEN 'sheet' ELSE origin END"
        op.execute(step.format(origins="'sheet', 'condensed'", value=kept))
