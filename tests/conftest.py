"""What tests share: a migrated database, an application on it, and browsers of people with different roles."""

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import create_engine
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app.factory import create_app
from app.storage import engine
from app.storage.engine import Database
from app.storage.keys import CommentKeys
from app.storage.schema import upgrade
from config import Settings
from tests.builders import settings_in

# What Python compiles is kept, whatever the environment says: a hundred servers are started from these files.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

SLOW = {
    "faults",
    "journeys",
    "live",
    "rehearsal",
}  # folders of tests that start servers and browsers, and wait for them


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Among several workers each begins with a share of the slow files: what is quick is left for the end.

    xdist gives each worker one run of this list and lets whoever is idle take from the ends of the others' runs, so the
    slow folders, neighbours by name, would be done by one worker while the others had nothing left.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        items[:] = dealt(items, workers)


def dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """The same tests in as many runs of one length, the files of the slow folders dealt to their beginnings."""
    files = [list(tests) for _, tests in groupby(items, key=attrgetter("path"))]
    slow = [tests for tests in files if tests[0].path.parent.name in SLOW]
    quick = [test for tests in files if tests not in slow for test in tests]
    runs: list[pytest.Item] = []
    for worker in range(workers):
        run = list(chain.from_iterable(slow[worker::workers]))
        rest = max(0, (len(items) - len(runs)) // (workers - worker) - len(run))
        runs += [*run, *quick[:rest]]
        del quick[:rest]
    return runs + quick


class Compiled(BytecodeCache):
    """Templates as Python code, for every application of this process."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was made before."""
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was made."""
        self.known[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def written_once() -> Iterator[None]:
    """Each test has a database and an application of its own; SQL, templates and addresses are compiled once for all.

    That took two thirds of the time of a test of a page. A dialect has no way to say that it is like another one. Nor do
    commits of this process wait for the disk, which takes 6 ms each; `test_engine.py` and every served one do.
    """

    def kind(dialect: object) -> tuple[object, ...]:
        return type(dialect), getattr(dialect, "paramstyle", None)

    shared = partial(create_engine, execution_options={"compiled_cache": {}})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLiteDialect, "__eq__", lambda one, other: kind(one) == kind(other))
        patch.setattr(SQLiteDialect, "__hash__", lambda one: hash(kind(one)))
        patch.setattr(engine, "create_engine", shared)
        patch.setattr(engine, "PRAGMAS", tuple(each.replace("FULL", "OFF") for each in engine.PRAGMAS))
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": Compiled()})
        patch.setattr(Rule, "compile", compiled_once(Rule.compile))
        yield


def compiled_once(made: Callable[[Rule], None]) -> Callable[[Rule], None]:
    """What compiles a rule of addresses, for all that look alike: the others take over what was made for the first."""
    known: dict[str, Rule] = {}

    def compiled(rule: Rule) -> None:
        alike = repr((rule.rule, rule.defaults, rule.subdomain, rule.host, rule.merge_slashes))
        first = known.setdefault(alike, rule)
        if first is rule:
            made(rule)
        else:
            like(first, rule)

    return compiled


def like(first: Rule, rule: Rule) -> None:
    """Give a rule what was compiled for the first that looked like it."""
    for name in ("_parts", "_trace", "_converters", "arguments"):
        setattr(rule, name, getattr(first, name))
    for name in ("_build", "_build_unknown"):
        setattr(rule, name, getattr(first, name).__func__.__get__(rule))


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
    return settings_in(tmp_path, migrated)


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
