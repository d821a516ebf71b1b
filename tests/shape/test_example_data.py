"""The example review is what its note says: a real sheet, and invented values that say they are."""

import csv
import json
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "ipv"


def table(name):
    with (EXAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sources_of(row):
    return [source for source in row["sources"].split(";") if source]


def test_the_sheet_has_the_71_statements_of_the_review():
    rows = table("statements.csv")
    assert len({row["id"] for row in rows}) == len(rows) == 71
    assert len({row["family"] for row in rows}) == 10
    assert sum(row["polarity"] == "constraining" for row in rows) == 22
    assert sum(bool(sources_of(row)) for row in rows) == 53
    assert len({source for row in rows for source in sources_of(row)}) == 55


@pytest.mark.parametrize("name", ["evidence.csv", "coherence.csv"])
def test_every_invented_row_says_that_it_is(name):
    assert {row["invented"] for row in table(name)} == {"yes"}


def test_evidence_has_one_row_for_each_statement_and_source():
    pairs = [(row["id"], row["source"]) for row in table("evidence.csv")]
    assert pairs == [(row["id"], source) for row in table("statements.csv") for source in sources_of(row)]


def test_evidence_is_graded_in_known_words_or_not_assessed():
    rows = table("evidence.csv")
    assert {row["driven"] for row in rows} == {"data", "theory", ""}
    assert {row["depth"] for row in rows} == {"thick", "thin", ""}


def test_coherence_is_marked_from_1_to_5_or_not_assessed():
    rows = table("coherence.csv")
    assert [row["id"] for row in rows] == [row["id"] for row in table("statements.csv")]
    assert {row[rater] for row in rows for rater in ("rater_a", "rater_b")} == {"", "1", "2", "3", "4", "5"}
    assert any(not row["rater_a"] for row in rows)


def test_the_conceptual_model_holds_what_it_counts():
    model = json.loads((EXAMPLE / "model.json").read_text(encoding="utf-8"))
    families = model["families"]
    assert len(families) == model["counts"]["families"] == 7
    for column in ("mechanisms", "reasonings", "intermediate_outcomes", "final_outcomes"):
        assert sum(len(family[column]) for family in families) == model["counts"][column]
    assert sum(len(group["items"]) for group in model["contexts"]) == model["counts"]["context_items"]


def test_the_model_gathers_the_mechanisms_of_the_sheet():
    model = json.loads((EXAMPLE / "model.json").read_text(encoding="utf-8"))
    known = {label for family in model["families"] for label in family["mechanisms"]}
    assert {row["mechanism"] for row in table("statements.csv")} == known


def test_the_note_names_the_paper_and_what_is_invented():
    note = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    for word in ("10.1371/journal.pone.0264845", "Paphitis", "Creative Commons", "invented", "not the 73 statements"):
        assert word in note
