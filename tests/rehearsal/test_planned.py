"""An afternoon of the planner's, small: blocks at one's own pace, talk, and the documents it leaves."""

import json

import pytest
from click.testing import CliRunner

from app.rehearsal import facilitator
from app.rehearsal.command import rehearse
from app.rehearsal.proof import Tables


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """Five people answer six statements at their own pace; three are talked about, and one of these gets other words."""
    out = tmp_path_factory.mktemp("planned")
    asked = ["--panellists", "5", "--statements", "6", "--self-paced", "--amend", "--out", str(out)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facilitator, "AT_LEAST", 3.0)  # who skips is never done, and is waited for twice
        ran = CliRunner().invoke(rehearse, asked)
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout), Tables((out / "tidy.zip").read_bytes())


def test_every_answer_given_at_ones_own_pace_is_in_the_export_and_the_recount_agrees(planned):
    told, _ = planned
    assert told["plan"] == "6 all"
    assert told["ballots"]["acknowledged"] == told["ballots"]["stored"] > 0
    assert told["recount"] == "agrees"


def test_after_the_blocks_some_are_talked_about_and_asked_again_in_the_room(planned):
    _, tables = planned
    asked = sorted((row["mode"], row["version"], row["number"]) for row in tables.rows("rounds.csv"))
    amended, again, first = ("plenary", "2", "1"), ("plenary", "1", "2"), ("self_paced", "1", "1")
    assert asked == [again] * 2 + [amended] + [first] * 6


def test_a_plan_that_is_not_offered_is_refused_with_those_that_are(tmp_path):
    asked = ["--panellists", "5", "--statements", "6", "--plan", "6 of 3", "--out", str(tmp_path)]
    ran = CliRunner().invoke(rehearse, asked)
    assert ran.exit_code == 1
    assert "The planner offers: 6 all" in ran.output


def test_what_is_no_plan_is_said(tmp_path):
    ran = CliRunner().invoke(rehearse, ["--plan", "everything", "--out", str(tmp_path)])
    assert ran.exit_code == 2
    assert 'Write "72 all", or "135 of 8".' in ran.output
