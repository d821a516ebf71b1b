"""What tests of pages share."""

import dataclasses

import pytest

from tests.builders import NOON
from tests.web.rules import answered, mine

__all__ = ["answered", "clock", "mine"]


@pytest.fixture
def clock(app):
    """The application's clock, stopped at noon; set `clock.now` to move it on."""

    class Clock:
        now = NOON

    stopped = dataclasses.replace(app.extensions["plumbline"], clock=lambda: Clock.now)
    app.extensions["plumbline"] = stopped
    return Clock
