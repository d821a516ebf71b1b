"""Keep workshops, their panels and rounds, and who moved what."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("questions_to", sa.String(), nullable=False),
        sa.Column("ethics", sa.String(), nullable=False),
        sa.Column("withdraw_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("help_name", sa.String(), nullable=False),
        sa.Column("help_phone", sa.String(), nullable=False),
        sa.Column("help_tried", sa.Boolean(), nullable=False),
        sa.Column("pilot", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("blanked", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("digits", sa.String(), nullable=True),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("screen_serial", sa.Integer(), nullable=False),
        sa.Column("current_round_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state = 'draft' OR help_tried", name="ck_workshop_help_before_doors"),
        sa.CheckConstraint("state IN ('draft', 'lobby', 'live', 'paused', 'ended')", name="ck_workshop_state"),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocol_version.id"], name="fk_workshop_protocol_id"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_workshop_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_workshop"),
        sa.UniqueConstraint("digits", name="uq_workshop_digits"),
        sa.UniqueConstraint("token", name="uq_workshop_token"),
    )
    op.create_index("ix_workshop_review_id", "workshop", ["review_id"], unique=False)
    op.create_table(
        "stakeholder_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_stakeholder_group_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stakeholder_group"),
        sa.UniqueConstraint("workshop_id", "name", name="uq_stakeholder_group_workshop_id_name"),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('queued', 'open', 'closed', 'revealed')", name="ck_round_state"),
        sa.ForeignKeyConstraint(["version_id"], ["statement_version.id"], name="fk_round_version_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_round_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_round"),
        sa.UniqueConstraint("workshop_id", "version_id", "number", name="uq_round_workshop_id_version_id_number"),
    )
    op.create_index("ix_round_version_id", "round", ["version_id"], unique=False)
    op.create_index(
        "uq_round_open",
        "round",
        ["workshop_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open' AND mode = 'plenary'"),
        postgresql_where=sa.text("state = 'open' AND mode = 'plenary'"),
    )
    op.create_table(
        "panellist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["stakeholder_group.id"], name="fk_panellist_group_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_panellist_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_panellist"),
        sa.UniqueConstraint("code_hash", name="uq_panellist_code_hash"),
        sa.UniqueConstraint("token_hash", name="uq_panellist_token_hash"),
    )
    op.create_index("ix_panellist_workshop_id", "panellist", ["workshop_id"], unique=False)
    op.create_table(
        "move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_move_account_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_move_round_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_move_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_move"),
    )
    op.create_index("ix_move_workshop_id", "move", ["workshop_id"], unique=False)


def downgrade() -> None:
    op.drop_table("move")
    op.drop_table("panellist")
    op.drop_table("round")
    op.drop_table("stakeholder_group")
    op.drop_table("workshop")
