"""Where Alembic meets the tables. The database comes from `app.storage.schema`, or from PLUMBLINE_* on the terminal."""

from alembic import context
from sqlalchemy import Engine

from app.storage.engine import Database
from app.storage.tables import metadata
from config import read_settings


def run() -> None:
    """Run the migrations on the engine that was handed over."""
    engine = context.config.attributes.get("engine") or _engine_from_the_environment()
    with engine.connect() as connection:
        # SQLite's ALTER is small: batch mode makes a new table and moves the rows.
        context.configure(
            connection=connection, target_metadata=metadata, render_as_batch=True, transaction_per_migration=True
        )
        with context.begin_transaction():
            context.run_migrations()


def _engine_from_the_environment() -> Engine:
    return Database(read_settings().database_url).engine


run()
