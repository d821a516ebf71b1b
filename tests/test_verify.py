"""`flask --app app verify`, as people run it."""

import pytest
from flask import Flask
from sqlalchemy import text

from app.storage.engine import Database
from exports.tidy import render
from tests.builders import Room
from tests.exports.reports import afternoon
from tests.test_cli import flask


@pytest.fixture
def room(database: Database) -> Room:
    """Eight people who judged one statement."""
    with database.writing() as db:
        room = Room(db, people=8)
        room.judge(room.rounds[0], [5, 4, 4, 5, 3, 4, 1, 5])
    return room


def test_a_review_that_agrees_ends_well(app: Flask, room: Room) -> None:
    ended = app.test_cli_runner().invoke(args=["verify", str(room.review)])
    assert ended.exit_code == 0
    assert "ok  8 ballots stand as they came" in ended.output
    assert ended.output.endswith("19 of 19 checks agree.\n")


def test_a_ballot_changed_by_hand_is_named_and_ends_badly(app: Flask, room: Room, database: Database) -> None:
    with database.writing() as db:
        db.execute(text("UPDATE ballot SET plausibility = 1 WHERE id = 3"))
    ended = app.test_cli_runner().invoke(args=["verify", str(room.review)])
    assert ended.exit_code == 1
    assert "--  Round 1, panellist 3: plausibility is not as it came" in ended.output


def test_an_archive_needs_no_settings(tmp_path):
    (tmp_path / "tidy.zip").write_bytes(render(afternoon(5)))
    ended = flask("verify", str(tmp_path / "tidy.zip"))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "10 of 10 checks agree." in ended.stdout


def test_a_review_needs_them(tmp_path):
    ended = flask("verify", "1")
    assert ended.returncode == 1
    assert "PLUMBLINE_DATA is not set" in ended.stderr


@pytest.mark.parametrize(("what", "sentence"), [
    ("99", "There is no review with the number 99."),
    ("nowhere.zip", "nowhere.zip cannot be read: name a review's number or a tidy.zip."),
    ("Makefile", "This file is not an archive of tables"),
])  # fmt: skip
def test_what_cannot_be_verified_is_said_in_one_sentence(app: Flask, what: str, sentence: str) -> None:
    ended = app.test_cli_runner().invoke(args=["verify", what])
    assert ended.exit_code == 1
    assert sentence in ended.output
