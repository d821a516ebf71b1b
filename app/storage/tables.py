"""All tables at once, for migrations and for tests."""

from app.storage import accounts, ballots, comments, protocols, statements, verdicts, workshops
from app.storage.base import Base

TABLES = (accounts, ballots, comments, protocols, statements, verdicts, workshops)
metadata = Base.metadata
