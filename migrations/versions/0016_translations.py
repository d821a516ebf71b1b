"""Keep translations of statements, and in which of them each ballot was read."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

BALLOTS = ("ballot_event", "ballot")
# What a panel has read cannot be made to have said something else.
APPEND_ONLY = tuple(
    f"""CREATE TRIGGER statement_translation_{name} BEFORE {move} ON statement_translation
    BEGIN SELECT RAISE(ABORT, 'translations are append-only'); END"""
    for name, move in (("never_changes", "UPDATE"), ("stays", "DELETE"))
)


def upgrade() -> None:
    op.create_table(
        "statement_translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'back_checked', 'approved')", name="ck_statement_translation_status"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_statement_translation_account_id"),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name="fk_statement_translation_author_id"),
        sa.ForeignKeyConstraint(["version_id"], ["statement_version.id"], name="fk_statement_translation_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statement_translation"),
        sa.UniqueConstraint("version_id", "lang", "number", name="uq_statement_translation_version_id_lang_number"),
        sqlite_autoincrement=True,
    )
    for trigger in APPEND_ONLY:
        op.execute(trigger)
    for table in BALLOTS:
        _read_in(table)


def _read_in(table: str) -> None:
    # A column with its constraint in one breath: batch mode would write the append-only record anew.
    named = f"CONSTRAINT fk_{table}_translation_id REFERENCES statement_translation (id)"
    op.execute(f"ALTER TABLE {table} ADD COLUMN translation_id INTEGER {named}")
    op.add_column(table, sa.Column("chosen", sa.String(), nullable=True))


def downgrade() -> None:
    """Ballots stay, without the translation they were read in."""
    for table in BALLOTS:
        for column in ("chosen", "translation_id"):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_table("statement_translation")
