"""The terminal, as people use it: every refusal is one sentence, and nothing is changed by it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.services import accounts
from tests.builders import a_review

ROOT = Path(__file__).parents[1]


def flask(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`flask --app app ...` with this environment alone."""
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    command = [sys.executable, "-m", "flask", "--app", "app", *words]
    return subprocess.run(
        command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=60, check=False
    )


REFUSED = [
    (["run"], {}, "Use: flask --app app serve"),
    (["serve"], {}, "PLUMBLINE_DATA is not set"),
    (["serve"], {"PLUMBLINE_SECRET": "secret" * 9, "PLUMBLINE_ORIGIN": "http://x"}, "PLUMBLINE_SECRET is too weak"),
    (["serve", "--example"], {"PLUMBLINE_PORT": "eighty"}, 'PLUMBLINE_PORT is "eighty"'),
    (["add-account", "asha"], {}, "PLUMBLINE_DATA is not set"),
]


@pytest.mark.parametrize(("words", "environment", "sentence"), REFUSED)
def test_a_command_that_lacks_something_says_what(tmp_path, words, environment, sentence):
    data = {"PLUMBLINE_DATA": str(tmp_path / "data")} if "not set" not in sentence else {}
    ended = flask(*words, **(data | environment))
    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_of_a_newer_version_is_left_alone(tmp_path, migrated):
    path = tmp_path / "plumbline.db"
    path.write_bytes(migrated.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    ended = flask("serve", "--example", PLUMBLINE_DATA=str(tmp_path))
    assert ended.returncode == 1
    assert "written by a newer Plumbline (revision 9999" in ended.stderr
    assert path.read_bytes() == before
    given = {"PLUMBLINE_DATA": str(tmp_path), "PLUMBLINE_ORIGIN": "http://localhost:8000"}
    assert "written by a newer Plumbline" in flask("add-account", "Asha", **given).stderr
    assert path.read_bytes() == before


def test_a_data_folder_that_is_none_is_said_with_a_way_out(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    for data in (tmp_path / "file", tmp_path / "file" / "data"):
        ended = flask("serve", "--example", PLUMBLINE_DATA=str(data))
        assert ended.returncode == 1
        assert ended.stderr.startswith("Error: The data folder cannot be used: ")
        assert "make run DATA=" in ended.stderr


def test_the_first_account_makes_the_database_readable_by_its_owner_only(tmp_path, settings):
    given = {"PLUMBLINE_SECRET": settings.secret, "PLUMBLINE_ORIGIN": "http://localhost:8000"}
    (tmp_path / "new").mkdir(mode=0o755)
    made = flask("add-account", "Asha", PLUMBLINE_DATA=str(tmp_path / "new"), **given)
    assert made.stdout.startswith("http://localhost:8000/first/")
    assert (tmp_path / "new" / "plumbline.db").stat().st_mode & 0o077 == 0


def test_an_account_made_in_the_terminal_signs_in_by_its_link(tmp_path, migrated, settings):
    environment = {
        "PLUMBLINE_DATA": str(settings.data),
        "PLUMBLINE_SECRET": settings.secret,
        "PLUMBLINE_ORIGIN": "http://localhost:8000",
    }
    made = flask("add-account", "Asha", **environment)
    assert made.stdout.startswith("http://localhost:8000/first/")
    again = flask("add-account", "Asha", **environment)
    assert "There is an account with the name Asha already." in again.stderr
    assert flask("sign-in-link", "Asha", **environment).stdout.startswith("http://localhost:8000/first/")
    assert "There is no account with the name Bela." in flask("sign-in-link", "Bela", **environment).stderr


def test_a_second_facilitator_joins_a_reviews_team_from_the_terminal(database, settings):
    environment = {
        "PLUMBLINE_DATA": str(settings.data),
        "PLUMBLINE_SECRET": settings.secret,
        "PLUMBLINE_ORIGIN": "http://localhost:8000",
    }
    with database.writing() as db:
        review, _owner = a_review(db)
        bela = accounts.create_account(db, "Bela")
    assert flask("give-role", "Bela", str(review), "facilitator", **environment).returncode == 0
    assert flask("give-role", "Bela", str(review), "observer", **environment).returncode == 0
    with database.reading() as db:
        assert accounts.role_in(db, bela, review) == "observer"
    assert "no review with the number 99" in flask("give-role", "Bela", "99", "analyst", **environment).stderr
    assert "no account with the name Chitra" in flask("give-role", "Chitra", str(review), "owner", **environment).stderr
