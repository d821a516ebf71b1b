"""Keep blocks of rounds that are answered at one's own pace, and the seats of a panel they are given to."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

# A column with its constraints in one breath: batch mode would empty tables that others point at.
BLOCK_OF_A_ROUND = (
    "ALTER TABLE round ADD COLUMN block_id INTEGER "
    "CONSTRAINT fk_round_block_id REFERENCES block (id) "
    "CONSTRAINT ck_round_mode CHECK (mode IN ('plenary', 'self_paced'))"
)
SEATS_OF_A_PANEL = "ALTER TABLE workshop ADD COLUMN seats JSON DEFAULT '[]' NOT NULL"


def upgrade() -> None:
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("seats", sa.JSON(), nullable=False),
        sa.Column("before_the_day", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name="fk_block_workshop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_block"),
    )
    op.create_index("ix_block_workshop_id", "block", ["workshop_id"], unique=False)
    op.execute(BLOCK_OF_A_ROUND)
    op.create_index("ix_round_block_id", "round", ["block_id"], unique=False)
    op.add_column("panellist", sa.Column("seat", sa.Integer(), nullable=True))
    op.execute(SEATS_OF_A_PANEL)


def downgrade() -> None:
    """Rounds of a block stay, as rounds that were asked."""
    op.execute("ALTER TABLE workshop DROP COLUMN seats")
    op.drop_column("panellist", "seat")
    op.drop_index("ix_round_block_id", table_name="round")
    op.execute("ALTER TABLE round DROP COLUMN block_id")
    op.drop_table("block")
