"""Questions of columns, made once and asked within a session's transaction, past the objects; see `storage.ready`.

A question made ready has no values of its own: whatever it compares with, and how many rows it wants, it is asked with.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.storage.ready import answers

Question = Select[*tuple[Any, ...]]


def ask(db: Session, question: Question, /, **values: Any) -> Sequence[tuple[Any, ...]]:
    """The rows that answer a question. What the session has not written yet is written first."""
    db.flush()
    return answers(db.connection(), question, values)


def ask_one(db: Session, question: Question, /, **values: Any) -> Any:
    """The first column of the first row; None where there is no row."""
    found = ask(db, question, **values)
    return found[0][0] if found else None
