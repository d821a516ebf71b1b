"""Keep why each rule is so, what people are asked, and who chose it, beside every version of a protocol."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# What everybody was asked until now, as it stood in the program. Later words belong to later versions.
ASKED = (
    '{"en":{"depends":"What does it depend on?","hints":{"actor":"who acts, or is reached","context":"who, '
    'where, when","reasoning":"think, feel, decide"},"if_changed":"It would be right if changed",'
    '"language":"en","notice":["Before you start","%(organisation)s asks people who do this work whether '
    'statements from research hold true. It takes about %(minutes)s minutes.","The statements are about '
    "violence at home, its effects, and help. Some may be hard to read. You can skip any of them, take a "
    'break, or leave. You need not say why, and nothing happens if you do.","We keep","your answers, what '
    'you write, the group you choose, your language, and the time. We do not ask your name or number.","Who '
    'sees it.","Only the review team (%(team)s) reads what you write. Nobody, not your manager and not the '
    "facilitator, is shown who gave which answer. Reports give counts. We may quote a comment without name "
    'or group.","In a small room somebody may still guess.","So write nothing that points to you or to '
    'anyone you work with, and please keep what is said here to yourself.","You can change an answer while '
    'it is open, and have everything removed until %(date)s: keep the code you are shown.","Help today: '
    '%(name)s, in the room.","Questions or complaints: %(name)s.","Ethics approval %(number)s.","I agree and '
    'want to take part","No, thank you"],"outside":"Outside my experience","parts":{"actor":"The people",'
    '"context":"The situation","intervention":"The programme","mechanism":"How it works","outcome":"What '
    'comes of it","reasoning":"How people respond","resource":"What is there, or missing"},'
    '"plausibility":{"full":"From what you know of this work, does it happen this way?","labels":[["No","No, '
    'it does not happen this way"],["Mostly no","Mostly it does not"],["Sometimes","Sometimes it does, '
    'sometimes not"],["Mostly yes","Mostly it does"],["Yes","Yes, it happens this way"]],"page":"Does it '
    'happen this way?"},"relevance":{"full":"How much does this matter for your work?","labels":[["Not at '
    'all","Not at all"],["A little","A little"],["Somewhat","Somewhat"],["Much","Much"],["Very much","Very '
    'much"]],"page":"How much does this matter for your work?"},"status":"approved","unclear":"The sentence '
    'is not clear to me","which_part":"Which part does not fit?"}}'
)


def upgrade() -> None:
    made = op.create_table(
        "protocol_basis",
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("instrument_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_protocol_basis_account_id"),
        sa.ForeignKeyConstraint(["protocol_id"], ["protocol_version.id"], name="fk_protocol_basis_protocol_id"),
        sa.PrimaryKeyConstraint("protocol_id", name="pk_protocol_basis"),
    )
    versions = op.get_bind().execute(sa.text("SELECT id FROM protocol_version")).scalars().all()
    kept = {"reasons": {}, "instrument": ASKED, "instrument_hash": hashlib.sha256(ASKED.encode()).hexdigest()}
    if versions:
        op.bulk_insert(made, [{"protocol_id": version, "account_id": None, **kept} for version in versions])


def downgrade() -> None:
    op.drop_table("protocol_basis")
