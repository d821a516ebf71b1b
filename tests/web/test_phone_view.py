"""Which screen a phone shows; the same table holds static/phone/screens.js in tests/js/phone_screens.test.js."""

import json
from pathlib import Path

import pytest

from app.web.phone_view import NO_ROUND, NOTHING_YET, now_of, question_of, screen_of

CASES = json.loads((Path(__file__).parents[1] / "js" / "phone_screens.json").read_text(encoding="utf-8"))


def a_state(workshop, round):
    return {"workshop": {"state": workshop}, "rounds": [{**NO_ROUND, "state": round}] if round else []}


@pytest.mark.parametrize(("name", "workshop", "round", "show", "screen", "now"), CASES, ids=[case[0] for case in CASES])
def test_a_phone_shows_the_screen_that_is_due(name, workshop, round, show, screen, now):
    assert screen_of(a_state(workshop, round)) == screen
    assert now_of(screen, show) == now


@pytest.mark.parametrize(
    ("mine", "changing", "asked"),
    [
        ({}, "", "plausibility"),
        ({"plausibility": 4}, "", "relevance"),
        ({"plausibility": 4, "relevance": 2}, "", ""),
        ({"plausibility": 4, "relevance": 2}, "plausibility", "plausibility"),
        ({"abstained": "outside"}, "", ""),
        ({"abstained": "outside"}, "plausibility", "plausibility"),
        ({"skipped": True}, "", ""),
        ({}, "nonsense", "plausibility"),
    ],
)
def test_one_question_is_asked_at_a_time(mine, changing, asked):
    assert question_of({**NOTHING_YET, **mine}, changing) == asked
