"""Anyone with the archive and a bare Python comes to the same results."""

import csv
import hashlib
import random
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from app.core.protocol import Protocol
from app.core.report import Report
from exports.package import pack, unpack
from exports.tidy import render
from tests.exports.reports import GROUPS, afternoon, asked, ballot, report, statement

RULES = [
    Protocol(),
    Protocol(required=("plausibility",)),
    Protocol(groups="equal_group", smallest_cell=3),
    Protocol(rule="percent-70"),
    Protocol(rule="percent-80", scale="three"),
    Protocol(rule="comet-70-15", min_ratings=7),
    Protocol(scale="nine", smallest_cell=3),
    Protocol(
        questioned_people=3, questioned_share=0.4, small_panel=12, min_answered_share=0.8, max_abstained_share=0.2
    ),
    Protocol(late="count"),
    Protocol(changed_people=3, moved_people=2, moved_share=0.4, questioned_share=0.55, smallest_cell=3),
]


def recount(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the recount alone: isolated, so that nothing of ours can be imported."""
    command = [sys.executable, "-I", str(folder / "recount.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def unpacked(tmp_path):
    def write(found: Report | bytes) -> Path:
        archive = found if isinstance(found, bytes) else render(found)
        for name, body in unpack(archive).items():
            (tmp_path / name).write_bytes(body)
        (tmp_path / "tidy.zip").write_bytes(archive)
        return tmp_path

    return write


def chance_report(rules: Protocol, seed: int) -> Report:
    """Many small panels of every shape, some leaning, some divided by group."""
    chance = random.Random(seed)
    return report(*(chance_statement(f"S{at:03}", chance, rules) for at in range(120)), protocol=rules)


def chance_statement(id: str, chance: random.Random, rules: Protocol):
    points = range(1, rules.of_scale.points + 1)
    leaning = {group: [chance.random() ** 3 for _ in points] for group in GROUPS}
    ballots = []
    for number in range(chance.randrange(21)):
        group = chance.choice(GROUPS)
        rating = None if chance.random() < 0.15 else chance.choices(points, leaning[group])[0]
        parts = tuple(at for at in range(1, 5) if chance.random() < 0.3)
        changed = tuple(at for at in parts if chance.random() < 0.7)
        matters = chance.choice([*points, None])
        ballots.append(ballot(number, rating=rating, matters=matters, group=group, parts=parts, if_changed=changed))
    return statement(
        id, (asked(tuple(ballots), id=f"r-{id}", present=len(ballots) + chance.randrange(6)),), protocol=rules
    )


def test_an_afternoon_of_71_statements_recounts(unpacked):
    told = recount(unpacked(afternoon()))
    assert (told.returncode, told.stdout, told.stderr) == (0, "71 of 71 agree\n", "")


def test_the_archive_need_not_be_unpacked(unpacked):
    assert recount(unpacked(afternoon(3)), "tidy.zip").stdout == "3 of 3 agree\n"


def test_a_list_of_nothing_agrees(unpacked):
    assert recount(unpacked(report())).stdout == "0 of 0 agree\n"


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: f"{rules.rule}-{rules.scale}-{rules.groups}-{rules.late}")
def test_small_panels_of_every_shape_recount_by_every_rule(unpacked, rules):
    told = recount(unpacked(chance_report(rules, seed=7)))
    assert told.stdout == "120 of 120 agree\n", told.stderr


def test_one_changed_ballot_is_found_and_its_statement_named(unpacked):
    folder = unpacked(afternoon())
    change_cell(folder / "ballots.csv", row=0, column="plausibility", to="1")
    told = recount(folder)
    assert told.returncode == 1
    agreed, difference = told.stdout.splitlines()
    assert agreed == "70 of 71 agree"
    assert difference.startswith("WHE-01, ")


@pytest.mark.parametrize(
    ("column", "to"),
    [
        ("computed_class", "contested"),
        ("score", "0.5"),
        ("flags", "small_panel"),
        ("reasons", "mixed"),
        ("n_plausibility", "1"),
        ("median_relevance", "NA"),
    ],
)
def test_a_changed_result_is_found(unpacked, column, to):
    folder = unpacked(afternoon(3))
    change_cell(folder / "confirmations.csv", row=0, column=column, to=to)
    assert f"WHE-01, {column}" in recount(folder).stdout


def test_a_changed_threshold_is_found(unpacked):
    folder = unpacked(afternoon())
    rules = folder / "protocol.json"
    rules.write_text(rules.read_text().replace('"min_ratings":5', '"min_ratings":15'))
    assert recount(folder).returncode == 1


def test_whoever_answered_only_before_the_talk_still_counts(unpacked):
    before = tuple(ballot(number, rating=5) for number in range(1, 7))
    after = (*(ballot(number, rating=1) for number in range(1, 6)), ballot(6, rating=5, carried=True))
    rounds = asked(before, id="r1"), asked(after, id="r2", number=2, present=5)
    assert recount(unpacked(report(statement(rounds=rounds)))).stdout == "1 of 1 agree\n"


def test_late_ballots_are_left_out_as_the_rules_say(unpacked):
    ballots = (*(ballot(number) for number in range(1, 6)), ballot(6, rating=1, late=True))
    assert recount(unpacked(report(statement(rounds=(asked(ballots, present=6),))))).stdout == "1 of 1 agree\n"


def test_the_protocol_hash_is_that_of_its_file():
    found = afternoon(3)
    assert hashlib.sha256(unpack(render(found))["protocol.json"]).hexdigest() == found.protocol_hash


def test_the_recount_fits_on_a_page_and_stands_alone():
    source = Path("exports/tidy/recount.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 150
    assert "import app" not in source
    assert "from app" not in source


def change_cell(path: Path, *, row: int, column: str, to: str) -> None:
    rows = list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"))))
    assert rows[row][column] != to
    rows[row][column] = to
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_packing_again_changes_nothing():
    archive = render(afternoon(3))
    assert pack(unpack(archive)) == archive
