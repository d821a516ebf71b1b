"""All tables at once, for migrations and for tests."""

from app.storage import (
    accounts,
    agendas,
    ballots,
    blocks,
    candidates,
    comments,
    days,
    evidence,
    lineage,
    paper,
    protocols,
    statements,
    translations,
    verdicts,
    versions,
    weightings,
    workshops,
)
from app.storage.base import Base

TABLES = (
    accounts,
    agendas,
    ballots,
    blocks,
    candidates,
    comments,
    days,
    evidence,
    lineage,
    paper,
    protocols,
    statements,
    translations,
    verdicts,
    versions,
    weightings,
    workshops,
)
metadata = Base.metadata
