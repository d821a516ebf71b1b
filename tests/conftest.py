"""What tests share: a migrated database, an application on it, and browsers of people with different roles."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.factory import create_app
from app.storage.engine import Database
from app.storage.keys import CommentKeys
from app.storage.schema import upgrade
from config import Settings
from tests.builders import new_secret


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file at the newest revision, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "plumbline.db"
    database = Database(f"sqlite:///{path}")
    upgrade(database.engine)
    database.engine.dispose()
    return path


@pytest.fixture
def settings(tmp_path: Path, migrated: Path) -> Settings:
    """Settings of a server with an empty database of its own."""
    shutil.copy(migrated, tmp_path / "plumbline.db")
    url = f"sqlite:///{tmp_path / 'plumbline.db'}"
    return Settings(tmp_path, new_secret(), "http://localhost", "127.0.0.1", 8000, url)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """The database of these settings."""
    database = Database(settings.database_url)
    yield database
    database.engine.dispose()


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """One writing transaction, as a door opens it."""
    with database.writing() as db:
        yield db


@pytest.fixture
def keys(settings: Settings) -> CommentKeys:
    """The keys of comments."""
    return CommentKeys(settings.data / "keys")


@pytest.fixture
def app(settings: Settings) -> Flask:
    """The whole application on these settings, its sockets on threads."""
    return create_app(settings)
