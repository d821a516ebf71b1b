"""Rendering in a process of its own."""

import subprocess
import sys

import pytest

from app.core.errors import NotRendered
from exports import tidy, word
from exports.aside import render_aside
from tests.exports.reports import afternoon


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


def test_without_a_kind_it_says_what_there_is():
    done = subprocess.run([sys.executable, "-m", "exports"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Say what to render: word or tidy or ")
