"""Keep statements as versions of ordered parts, with their evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "family",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_family_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_family"),
        sa.UniqueConstraint("review_id", "section", "name", name="uq_family_review_id_section_name"),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_source_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("review_id", "label", name="uq_source_review_id_label"),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mechanism", sa.String(), nullable=False),
        sa.Column("polarity", sa.String(), nullable=False),
        sa.Column("distress", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_statement_family_id"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_statement_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        sa.UniqueConstraint("review_id", "code", name="uq_statement_review_id_code"),
    )
    op.create_index("ix_statement_family_id", "statement", ["family_id"], unique=False)
    op.create_table(
        "statement_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_statement_version_statement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statement_version"),
        sa.UniqueConstraint("statement_id", "number", name="uq_statement_version_statement_id_number"),
    )
    op.create_table(
        "statement_part",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("absent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["statement_version.id"], name="fk_statement_part_version_id"),
        sa.PrimaryKeyConstraint("version_id", "position", name="pk_statement_part"),
    )
    op.create_table(
        "statement_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_statement_note_statement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statement_note"),
    )
    op.create_index("ix_statement_note_statement_id", "statement_note", ["statement_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("driven", sa.String(), nullable=True),
        sa.Column("depth", sa.String(), nullable=True),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.CheckConstraint("depth IN ('thick', 'thin')", name="ck_evidence_depth"),
        sa.CheckConstraint("driven IN ('data', 'theory')", name="ck_evidence_driven"),
        sa.CheckConstraint("stance IN ('supports', 'contradicts')", name="ck_evidence_stance"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_evidence_source_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_evidence_statement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("statement_id", "source_id", "stance", name="uq_evidence_statement_id_source_id_stance"),
    )
    op.create_table(
        "coherence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("rater", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name="ck_coherence_value"),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_coherence_statement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_coherence"),
        sa.UniqueConstraint("statement_id", "rater", name="uq_coherence_statement_id_rater"),
    )


def downgrade() -> None:
    op.drop_table("coherence")
    op.drop_table("evidence")
    op.drop_table("statement_note")
    op.drop_table("statement_part")
    op.drop_table("statement_version")
    op.drop_table("statement")
    op.drop_table("source")
    op.drop_table("family")
