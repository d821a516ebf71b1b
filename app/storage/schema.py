"""The schema of a database: which revision it stands at, and bringing it to the newest."""

from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

FOLDER = Path(__file__).parents[2] / "migrations"


class NewerDatabase(Exception):
    """The database was written by a newer Plumbline. Its text says which revision it stands at."""


def upgrade(engine: Engine, *, backup: Path | None = None) -> None:
    """Bring a database to the newest revision. An older file is copied to `backup` first, where one is given.

    Raises NewerDatabase and leaves the database as it is when it knows revisions we do not.
    """
    before, newest = standing(engine), newest_revision()
    if before == newest:
        return
    if before is not None and before not in _known():
        raise NewerDatabase(
            f"This database was written by a newer Plumbline (revision {before}; this one knows {newest}). "
            "Nothing was changed. Start that newer version, or choose another DATA folder."
        )
    if before is not None and backup is not None and engine.dialect.name == "sqlite":
        _copy(engine, backup.with_name(f"{backup.name}.before-{newest}"))
    command.upgrade(config(engine), "head")


def standing(engine: Engine) -> str | None:
    """The revision a database stands at; None when it is new."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The newest revision there is."""
    return ScriptDirectory(str(FOLDER)).get_current_head() or ""


def config(engine: Engine) -> Config:
    """Alembic's configuration for this engine."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["engine"] = engine
    return made


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}


def _copy(engine: Engine, path: Path) -> None:
    path.unlink(missing_ok=True)
    # Past SQLAlchemy, which would begin a transaction: SQLite copies only outside of one.
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM INTO ?", (str(path),))
