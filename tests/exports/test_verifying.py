"""An archive verified: an honest one agrees twice over, and one changed cell is found and named."""

import csv
import random
from io import StringIO

import pytest

from app.core.protocol import Protocol
from exports.package import pack, unpack
from exports.tidy import render
from exports.tidy.archive import SUMS, checksums
from exports.tidy.checking import NotAnArchive
from exports.tidy.verifying import verify
from tests.exports.reports import GROUPS, afternoon, asked, ballot, half_condensed, report, statement

RULES = [
    Protocol(),
    Protocol(groups="equal_group", smallest_cell=3, criterion_4="class", criterion_5="gates"),
    Protocol(rule="comet-70-15", scale="nine", smallest_cell=3, min_ratings=7),
    Protocol(rule="percent-80", required=("plausibility",)),
]


def differences(archive: bytes) -> list[str]:
    """What does not agree."""
    return [each.differences[0] for each in verify(archive) if not each.holds]


def changed(archive: bytes, table: str, row: int, column: str, to: str, *, summed: bool = True) -> bytes:
    """The archive with one cell changed; with its checksums made again, as somebody who means it would."""
    members = unpack(archive)
    rows = list(csv.DictReader(StringIO(members[f"{table}.csv"].decode(), newline="")))
    assert rows[row][column] != to
    rows[row][column] = to
    out = StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    members[f"{table}.csv"] = out.getvalue().encode()
    return summed_again(members) if summed else pack(members)


def summed_again(members: dict[str, bytes]) -> bytes:
    """These files with the checksums they now have."""
    others = {name: body for name, body in members.items() if name != SUMS}
    return pack(others | {SUMS: checksums(others)})


@pytest.fixture(scope="module")
def archive() -> bytes:
    return render(half_condensed(afternoon(12)))


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: f"{rules.rule}-{rules.scale}-{rules.criterion_4}")
def test_an_afternoon_agrees_twice_over(rules):
    checks = verify(render(afternoon(71 if rules == Protocol() else 20, protocol=rules)))
    assert [each.line for each in checks if not each.holds] == []
    assert len(checks) == 10


def test_an_archive_of_nothing_agrees():
    assert differences(render(report())) == []


FAULTS = [
    ("ballots", 0, "plausibility", "1", "the ballots say"),
    ("ballots", 0, "plausibility", "6", "has a rating that is not on the scale"),
    ("ballots", 0, "round_id", "r99", "belongs to no closed round"),
    ("ballots", 0, "parts", "9", "names a part that its statement does not have"),
    ("ballots", 0, "abstained", "outside", "abstains and rates at once"),
    ("ballots", 1, "panellist", "p001", "one of two of one person"),
    ("ballots", 0, "late", "1", "the ballots say"),
    ("ballots", 0, "carried", "1", "first_answer_kept"),
    ("rounds", 0, "present", "2", "2 were present"),
    ("rounds", 0, "present", "40", "the ballots say 40"),
    ("rounds", 0, "reopened", "1", "the ballots say"),
    ("workshops", 0, "protocol_hash", "0", "judged by other rules"),
    ("confirmations", 0, "computed_class", "contested", "WHE-01, computed_class"),
    ("confirmations", 0, "score", "0.5", "WHE-01, score"),
    ("confirmations", 0, "high", "0.5", "WHE-01, high"),
    ("confirmations", 0, "flags", "small_panel", "WHE-01, flags"),
    ("confirmations", 0, "n_eff", "NA", "WHE-01, n_eff"),
    ("confirmations", 0, "verdict", "contested", "WHE-01, tier"),
    ("criteria", 0, "c2", "0.75", "WHE-01, c2"),
    ("criteria", 0, "c4", "0.1", "WHE-01, c4"),
    ("criteria", 1, "c5", "0.1", "weight"),
    ("weightings", 0, "tier", "D", "WHE-01, tier"),
    ("weightings", 0, "weight", "0.1", "WHE-01, weight"),
    ("weightings", 0, "weight_high", "0.1", "WHE-01, weight_high"),
    ("weightings", 0, "rank", "99", "rank"),
    ("weights", 0, "weight", "0.3", "weight"),
    ("evidence", 0, "stance", "contradicts", "c1"),
    ("lineage", 0, "fate", "kept", "has an ending that does not fit"),
    ("lineage", 0, "fate", "lost", "which is no ending"),
    ("lineage", 0, "merged_into", "C-9", "not in the table, or in a circle"),
    ("lineage", 0, "merged_into", "WHE-01", "not in the table, or in a circle"),
    ("lineage", 0, "merged_into", "HOW-01", "was merged into something that was dropped"),
    ("lineage", 0, "ends_in", "WHE-04", "lives on in C-1, and the table says WHE-04"),
    ("lineage", 4, "reason", "NA", "has an ending that does not fit"),
    ("lineage", 11, "statement_id", "WHE-01", "stands 2 times"),
    ("lineage", 11, "statement_id", "XXX-01", "statements.csv and lineage.csv say different things"),
    ("statements", 0, "merged_into", "NA", "statements.csv and lineage.csv say different things"),
]


@pytest.mark.parametrize(("table", "row", "column", "to", "found"), FAULTS)
def test_one_changed_cell_is_found_though_the_checksums_were_made_again(archive, table, row, column, to, found):
    assert any(found in difference for difference in differences(changed(archive, table, row, column, to)))


def test_the_sum_of_the_lineage_is_told(archive):
    says = [each.line for each in verify(archive)]
    assert "ok  12 configurations are accounted for: 7 kept, 3 merged, 1 dropped, 1 open" in says


@pytest.mark.parametrize("table", ["statements", "comments", "people", "instrument", "codebook"])
def test_one_changed_byte_in_any_file_is_found(archive, table):
    members = unpack(archive)
    body = bytearray(members[f"{table}.csv"])
    body[-2] ^= 1
    found = differences(pack(members | {f"{table}.csv": bytes(body)}))
    assert f"{table}.csv is not as it was made" in found


def test_a_changed_threshold_is_found(archive):
    members = unpack(archive)
    members["protocol.json"] = members["protocol.json"].replace(b'"min_ratings":5', b'"min_ratings":9')
    assert "judged by other rules" in differences(summed_again(members))[0]


def test_a_script_that_is_not_ours_is_never_run(archive, tmp_path):
    members = unpack(archive)
    trap = tmp_path / "sprung"
    members["recount.py"] = f"open({str(trap)!r}, 'w')".encode()
    assert any("so nothing was run" in each for each in differences(summed_again(members)))
    assert not trap.exists()


@pytest.mark.parametrize("file", [b"", b"PK", b"no zip at all", pack({"ballots.csv": b""})])
def test_another_file_is_refused_in_one_sentence(file):
    with pytest.raises(NotAnArchive):
        verify(file)


@pytest.mark.parametrize("seed", range(3))
def test_any_panels_agree(seed):
    chance = random.Random(seed)
    made = [panel(f"S-{at:02}", chance) for at in range(30)]
    assert differences(render(report(*made))) == []


def panel(id, chance):
    """People of two groups who are asked once or twice."""
    people = range(chance.randrange(18))
    named = chance.random() < 0.6

    def said(number):
        parts = tuple(at for at in range(1, 5) if chance.random() < 0.3)
        rating = chance.choice((None, 1, 2, 3, 4, 4, 5, 5))
        group = GROUPS[number % 2] if named else ""
        return ballot(
            number, rating=rating, matters=chance.randint(1, 5), group=group, parts=parts, if_changed=parts[:1]
        )

    first = tuple(said(number) for number in people)
    rounds = (asked(first, id=f"{id}-1"),)
    if chance.random() < 0.5 and first:
        again = tuple(said(number) for number in list(people)[: len(people) // 2])
        kept = tuple(b for b in first[len(people) // 2 :])
        carried = tuple(
            ballot(
                int(b.panellist[1:]),
                rating=b.plausibility,
                matters=b.relevance,
                group=b.group,
                parts=b.parts,
                if_changed=b.if_changed,
                carried=True,
            )
            for b in kept
        )
        rounds += (asked((*again, *carried), id=f"{id}-2", number=2),)
    return statement(id, rounds)
