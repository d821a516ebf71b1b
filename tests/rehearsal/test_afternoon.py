"""A whole afternoon, small: real server, real sockets, and the documents it leaves."""

import json
import zipfile

import pytest
from click.testing import CliRunner

from app.rehearsal.command import rehearse
from app.rehearsal.proof import Tables
from tests.servers import server


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory):
    """Five people and two statements, the second asked again after the talk, over a network that is cut off at times."""
    out = tmp_path_factory.mktemp("afternoon")
    asked = ["--panellists", "5", "--statements", "2", "--seed", "1", "--cut", "30"]
    ran = CliRunner().invoke(rehearse, [*asked, "--out", str(out)])
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout), out


def test_every_acknowledged_ballot_is_in_the_export_once_whatever_was_cut_off_on_the_way(afternoon):
    told, _ = afternoon
    assert all(told["cut"].values()), told["cut"]
    assert told["ballots"]["sent"] == told["ballots"]["acknowledged"] == told["ballots"]["stored"] > 0


def test_it_says_what_it_did(afternoon):
    told, _ = afternoon
    parts = {"statements", "plan", "panellists", "ballots", "cut", "comments", "ack_ms", "classes", "files", "recount"}
    assert told.keys() == parts
    assert (told["statements"], told["panellists"], told["plan"], told["recount"]) == (2, 5, None, "agrees")
    assert told["ack_ms"]["p95"] >= told["ack_ms"]["p50"] > 0
    assert sum(told["classes"].values()) == 2


def test_the_documents_are_where_they_were_asked_for(afternoon):
    told, out = afternoon
    assert told["files"] == [str(out / "summary.docx"), str(out / "tidy.zip")]
    assert "word/document.xml" in zipfile.ZipFile(out / "summary.docx").namelist()


def test_the_second_asking_is_a_round_of_its_own(afternoon):
    _, out = afternoon
    rounds = list(Tables((out / "tidy.zip").read_bytes()).rows("rounds.csv"))
    assert [row["number"] for row in rounds] == ["1", "1", "2"]
    assert rounds[1]["statement_id"] == rounds[2]["statement_id"]


def test_a_running_server_can_be_rehearsed_on(tmp_path):
    with server() as running:
        said = CliRunner().invoke(
            rehearse,
            [
                "--panellists",
                "3",
                "--statements",
                "1",
                "--out",
                str(tmp_path),
                "--url",
                running.url,
                "--sign-in",
                running.desk,
            ],
        )
        assert said.exit_code == 0, said.output
        again = CliRunner().invoke(rehearse, ["--out", str(tmp_path), "--url", running.url, "--sign-in", running.desk])
    assert again.exit_code == 1
    assert "404" in again.output  # the link signed in already


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--panellists", "0"], "panellists"),
        (["--statements", "0"], "statements"),
        (["--url", "http://127.0.0.1:9"], "belong together"),
        (["--sign-in", "/first/x"], "belong together"),
    ],
)
def test_what_cannot_be_rehearsed_is_said(tmp_path, asked, said):
    ran = CliRunner().invoke(rehearse, ["--out", str(tmp_path), *asked])
    assert ran.exit_code == 2
    assert said in ran.output
