"""Rendering in a process of its own."""

import subprocess
import sys
from fcntl import LOCK_NB, LOCK_SH, flock
from pathlib import Path

import pytest

from app import documents
from app.core.errors import NotRendered
from exports import aside, tidy, word
from exports.__main__ import _render_into
from exports.aside import begin_aside, render_aside
from tests.exports.reports import afternoon
from tests.exports.review_reports import a_review_report


@pytest.mark.parametrize(("kind", "room"), [("word", word), ("tidy", tidy)])
def test_a_child_gives_the_same_bytes(kind, room):
    assert render_aside(kind, afternoon(3)) == room.render(afternoon(3))


def test_a_child_that_takes_too_long_is_ended():
    with pytest.raises(NotRendered) as refused:
        render_aside("word", afternoon(3), timeout=0.01)
    assert "more than 0.01 seconds" in refused.value.facts["reason"]


def test_a_child_that_stumbles_says_so_and_the_server_goes_on():
    with pytest.raises(NotRendered) as refused:
        render_aside("excel", afternoon(3))
    assert "word or tidy" in refused.value.facts["reason"]
    assert refused.value.say.startswith("This file could not be made just now.")


def test_a_child_that_cannot_begin_says_why(monkeypatch):
    monkeypatch.setattr(aside, "ROOT", Path("/"))  # where there is nothing to render with
    with pytest.raises(NotRendered) as refused:
        render_aside("word", afternoon(3))
    assert "No module named exports" in refused.value.facts["reason"]


def test_a_child_that_takes_nothing_in_has_stumbled_and_the_server_goes_on(tmp_path):
    """As when the machine has no memory left for it: more waits in the pipe than it holds, and nobody reads."""
    child = begin_aside("no such kind", b"x" * 10_000_000, tmp_path / "summary.docx")
    assert child.wait() == 2
    assert [path.name for path in tmp_path.iterdir()] == ["summary.stumbled"]


def test_while_a_child_writes_it_holds_a_lock_that_ends_with_it(tmp_path):
    path = tmp_path / "summary.docx"

    def render(_given):
        with path.with_suffix(".begun").open("rb") as begun, pytest.raises(BlockingIOError):
            flock(begun, LOCK_SH | LOCK_NB)
        return b"whole"

    _render_into(path, render, None)
    with path.open("rb") as made:
        flock(made, LOCK_SH | LOCK_NB)
        assert made.read() == b"whole"


STEPS = {"review": 10, "methods": 7, "plain": 8, "word": 1}


@pytest.mark.parametrize("kind", STEPS)
def test_whoever_waits_at_a_terminal_is_told_each_step_and_has_the_same_bytes(kind):
    found = afternoon(3) if kind == "word" else a_review_report()
    given = (found, "mr") if kind == "plain" else found
    heard = []
    made = documents.watched(kind, given, lambda done, total: heard.append((done, total)))
    assert made == render_aside(kind, given)
    assert heard == sorted(heard)
    assert heard[-1] == (STEPS[kind], STEPS[kind])


def test_without_a_kind_it_says_what_there_is():
    done = subprocess.run([sys.executable, "-m", "exports"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Say what to render: word or tidy or ")
