"""All tables at once, for migrations and for tests."""

from app.storage import (
    accounts,
    agendas,
    ballots,
    blocks,
    comments,
    days,
    evidence,
    lineage,
    paper,
    protocols,
    statements,
    verdicts,
    weightings,
    workshops,
)
from app.storage.base import Base

TABLES = (
    accounts,
    agendas,
    ballots,
    blocks,
    comments,
    days,
    evidence,
    lineage,
    paper,
    protocols,
    statements,
    verdicts,
    weightings,
    workshops,
)
metadata = Base.metadata
