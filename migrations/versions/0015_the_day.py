"""Keep the day: notes, what was read aloud, how it went and its sign-off, paper, admissions, and remotes."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

COLUMNS = {
    "wifi": sa.String(),
    "shown_before_id": sa.Integer(),
    "shown_at": sa.DateTime(timezone=True),
    "signed_off_at": sa.DateTime(timezone=True),
    "tested_at": sa.DateTime(timezone=True),
    "tested_ms": sa.Integer(),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("workshop", sa.Column(name, kind, nullable=True))
    _beside_the_rounds()
    _paper()
    _ways_in()


def _beside_the_rounds() -> None:
    op.create_table(
        "desk_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_desk_note_account_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_desk_note_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_desk_note"),
    )
    op.create_index("ix_desk_note_round_id", "desk_note", ["round_id"], unique=False)
    op.create_table(
        "read_aloud",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_read_aloud_account_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_read_aloud_round_id"),
        sa.PrimaryKeyConstraint("round_id", "language", name="pk_read_aloud"),
    )
    texts = ("selection", "relation_to_team", "languages", "read_aloud", "interruptions", "adverse_events")
    op.create_table(
        "day_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("invited", "accepted", "came")),
        *(sa.Column(name, sa.String(), nullable=False) for name in (*texts, "departures", "differently")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_day_record_account_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_day_record_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_day_record"),
    )
    op.create_index("ix_day_record_workshop_id", "day_record", ["workshop_id"], unique=False)


def _paper() -> None:
    op.create_table(
        "paper_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("handed_in", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_paper_batch_account_id"),
        sa.ForeignKeyConstraint(["group_id"], ["stakeholder_group.id"], name="fk_paper_batch_group_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_paper_batch_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_batch"),
        sa.UniqueConstraint("workshop_id", "number", name="uq_paper_batch_workshop_id_number"),
    )
    op.create_table(
        "paper_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("panellist_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_paper_sheet_account_id"),
        sa.ForeignKeyConstraint(["batch_id"], ["paper_batch.id"], name="fk_paper_sheet_batch_id"),
        sa.ForeignKeyConstraint(["panellist_id"], ["panellist.id"], name="fk_paper_sheet_panellist_id"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_sheet"),
        sa.UniqueConstraint("batch_id", "number", name="uq_paper_sheet_batch_id_number"),
        sa.UniqueConstraint("panellist_id", name="uq_paper_sheet_panellist_id"),
    )


def _ways_in() -> None:
    op.create_table(
        "admission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_admission_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_admission"),
        sa.UniqueConstraint("token_hash", name="uq_admission_token_hash"),
    )
    op.create_table(
        "remote_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_remote_link_account_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_remote_link_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_remote_link"),
        sa.UniqueConstraint("token_hash", name="uq_remote_link_token_hash"),
    )
    op.create_table(
        "remote",
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_in.id"], name="fk_remote_sign_in_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_remote_workshop_id"),
        sa.PrimaryKeyConstraint("sign_in_id", name="pk_remote"),
    )


def downgrade() -> None:
    """Whoever answered on paper stays a panellist like any other."""
    for table in ("remote", "remote_link", "admission", "paper_sheet", "paper_batch"):
        op.drop_table(table)
    for table in ("day_record", "read_aloud", "desk_note"):
        op.drop_table(table)
    for name in COLUMNS:
        op.execute(f"ALTER TABLE workshop DROP COLUMN {name}")
