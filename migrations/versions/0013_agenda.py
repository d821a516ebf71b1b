"""Keep the afternoon that was chosen for a workshop, and the cards that people draw."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

# A column with its constraint in one breath: batch mode would empty tables that others point at.
ITEM_OF_A_BLOCK = (
    "ALTER TABLE block ADD COLUMN agenda_item_id INTEGER CONSTRAINT fk_block_agenda_item_id REFERENCES agenda_item (id)"
)


def upgrade() -> None:
    _agendas()
    op.create_table(
        "card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("panellist_id", sa.Integer(), nullable=True),
        sa.Column("moved_from", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["panellist_id"], ["panellist.id"], name="fk_card_panellist_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_card_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_card"),
        sa.UniqueConstraint("code_hash", name="uq_card_code_hash"),
        sa.UniqueConstraint("panellist_id", name="uq_card_panellist_id"),
        sa.UniqueConstraint("token_hash", name="uq_card_token_hash"),
    )
    op.create_index("ix_card_workshop_id", "card", ["workshop_id"], unique=False)
    op.create_index("ix_card_moved_from", "card", ["moved_from"], unique=False)


def _agendas() -> None:
    op.create_table(
        "agenda",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("each", "workshops", "place")),
        sa.Column("like_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("begins", "answering", "breaks")),
        sa.Column("by_link", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("self_paced", "plenary", "with_talk", "seed")),
        sa.Column("managers", sa.Boolean(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("aim IN ('plenary', 'everyone', 'classes', 'all', 'quick', 'talk')", name="ck_agenda_aim"),
        sa.CheckConstraint("begins BETWEEN 0 AND 1439", name="ck_agenda_begins"),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name="fk_agenda_changed_by"),
        sa.ForeignKeyConstraint(["like_id"], ["workshop.id"], name="fk_agenda_like_id"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_agenda_workshop_id"),
        sa.PrimaryKeyConstraint("workshop_id", name="pk_agenda"),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('link', 'welcome', 'answering', 'plenary', 'break', 'talk', 'closing')",
            name="ck_agenda_item_kind",
        ),
        sa.CheckConstraint("minutes >= 0", name="ck_agenda_item_minutes"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_agenda_item_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_agenda_item"),
    )
    op.create_index("ix_agenda_item_workshop_id", "agenda_item", ["workshop_id"], unique=False)
    op.execute(ITEM_OF_A_BLOCK)
    op.create_index("ix_block_agenda_item_id", "block", ["agenda_item_id"], unique=False)


def downgrade() -> None:
    """Blocks stay, without the item they belonged to; whoever drew a card stays, without it."""
    op.drop_index("ix_block_agenda_item_id", table_name="block")
    op.execute("ALTER TABLE block DROP COLUMN agenda_item_id")
    for table in ("card", "agenda_item", "agenda"):
        op.drop_table(table)
