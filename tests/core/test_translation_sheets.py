"""The translators' sheet: what goes out comes back the same, and whatever else is in it is read or named."""

from collections.abc import Mapping, Sequence

import pytest

from app.core.instrument import Status
from app.core.statements import StatementText
from app.core.translation_reading import Comes, TranslationReading, read_translations
from app.core.translation_sheets import Known, headings, rows
from app.core.translations import Standing, Translation, TranslationId
from app.core.workshops import AccountId, VersionId
from tests.builders import a_statement

ASHA, MEERA = AccountId(1), AccountId(2)
TEXT = a_statement().text
PARTS = {1: "शहर से दूर औरतें", 2: "पास एक कमरा", 3: "पहुँच में लगता है", 4: "ज़्यादा औरतें आती हैं"}


def known(standing: Standing | None = None, *, version: int = 2, text: StatementText = TEXT) -> Known:
    status = Status(standing.value) if standing and standing is not Standing.OLDER else Status.DRAFT
    found = Translation(TranslationId(1), VersionId(version), "hi", 1, "", PARTS, status, ASHA, ASHA)
    return Known("S-1", version, text, {"hi": (standing, found)} if standing else {})


def sheet(each: Known, **changes: str) -> list[list[str]]:
    """The sheet as it went out, with cells changed: part and column, such as p1_text_hi."""
    first, *below = [list(row) for row in [headings(("hi",)), *rows([each], ("hi",))]]
    for place, text in changes.items():
        part, column = place.split("_", 1)
        for row in below:
            if part in {f"p{row[2]}", "all"}:
                row[first.index(column)] = text
    return [first, *below]


def filled(each: Known, parts: Mapping[int, str] = PARTS, **changes: str) -> list[list[str]]:
    return sheet(each, **{f"p{position}_text_hi": text for position, text in parts.items()}, **changes)


def read(
    grid: Sequence[Sequence[str]], each: Known, by: AccountId = MEERA, *, alone: bool = False
) -> TranslationReading:
    return read_translations(grid, [each], by=by, alone=alone)


def test_the_sheet_holds_a_row_for_each_part_with_its_original() -> None:
    first, *below = sheet(known())
    assert first == ["id", "version", "part", "kind", "text", "text_hi", "status_hi"]
    assert below[0] == ["S-1", "2", "1", "context", "Women far from town", "", ""]
    assert [row[2] for row in below] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("standing", [Standing.DRAFT, Standing.BACK_CHECKED, Standing.APPROVED])
def test_what_went_out_comes_back_unchanged(standing: Standing) -> None:
    found = read(sheet(known(standing)), known(standing))
    assert (found.problems, found.to_keep, found.may_be_kept) == ((), (), False)
    assert found.counts[Comes.UNCHANGED] == 1


def test_an_empty_sheet_brings_nothing_and_takes_nothing_away() -> None:
    assert read(sheet(known()), known()).entries == ()
    emptied = sheet(known(Standing.APPROVED), all_text_hi="", all_status_hi="")
    assert read(emptied, known(Standing.APPROVED)).entries == ()


def test_a_filled_statement_is_new_and_a_draft_whatever_its_status_says() -> None:
    entry = read(filled(known(), all_status_hi="approved"), known()).entries[0]
    assert (entry.comes, entry.status, entry.words.parts) == (Comes.NEW, Status.DRAFT, PARTS)
    assert read(filled(known(), all_status_hi="approved"), known(), alone=True).entries[0].status is Status.APPROVED


def test_a_changed_text_is_a_draft_again() -> None:
    before = known(Standing.APPROVED)
    entry = read(sheet(before, p1_text_hi="गाँव की औरतें"), before).entries[0]
    assert (entry.comes, entry.status) == (Comes.CHANGED, Status.DRAFT)


def test_somebody_else_checks_and_the_author_does_not() -> None:
    before = known(Standing.DRAFT)
    grid = sheet(before, all_status_hi="back-checked")
    entry = read(grid, before, by=MEERA).entries[0]
    assert (entry.comes, entry.status) == (Comes.CHECKED, Status.BACK_CHECKED)
    assert "you wrote this translation" in read(grid, before, by=ASHA).problems[0].finding
    assert read(grid, before, by=ASHA, alone=True).problems == ()


def test_an_older_text_waits_until_somebody_has_looked_at_it() -> None:
    before = known(Standing.OLDER)
    assert read(sheet(before), before).counts[Comes.OLDER] == 1
    assert read(sheet(before, all_status_hi="draft"), before).entries[0].comes is Comes.CHANGED
    assert read(sheet(before, p1_text_hi="गाँव"), before).entries[0].comes is Comes.CHANGED


def test_a_sheet_of_an_earlier_version_is_left_out_and_said() -> None:
    found = read(filled(known(version=1)), known(version=2))
    assert (found.counts[Comes.OLDER], found.to_keep, found.problems) == (1, (), ())


def test_a_sentence_without_parts_is_one_row() -> None:
    sentence = known(text=StatementText("Women come when it is near."))
    assert sheet(sentence)[1][:5] == ["S-1", "2", "whole", "", "Women come when it is near."]
    entry = read(sheet(sentence, pwhole_text_hi="पास हो तो औरतें आती हैं।"), sentence).entries[0]
    assert (entry.words.wording, entry.words.parts) == ("पास हो तो औरतें आती हैं।", {})


BAD = [
    ({"p2_text_hi": ""}, "Row 3, column text_hi: this cell is empty, and others of the statement are not."),
    ({"p1_text_hi": "=1+1"}, "this cell holds a formula"),
    ({"p1_text_hi": "x" * 5001}, "at most 5000 fit"),
    ({"p1_text_hi": "औ\ufffd"}, "letters were lost"),
    ({"all_status_hi": "perfect"}, 'we read "perfect", but this is no status'),
    ({"p1_status_hi": "draft", "p2_status_hi": "approved"}, "another row of this statement says draft"),
    ({"p1_id": "S-9"}, "no statement here has this id"),
    ({"p1_version": "3"}, "there is no such version"),
    ({"p1_version": "two"}, "there is no such version"),
    ({"p1_version": "२"}, "there is no such version"),
    ({"p1_part": "9"}, "this statement has no such part"),
    ({"p1_part": "whole"}, "this statement has no such part"),
    ({"p1_part": "2"}, "an earlier row is for this part too"),
]


@pytest.mark.parametrize(("change", "finding"), BAD, ids=[finding[:40] for _, finding in BAD])
def test_what_is_wrong_is_named_by_row_and_column(change: dict[str, str], finding: str) -> None:
    texts = {f"p{position}_text_hi": text for position, text in PARTS.items()}
    changed = sheet(known(), **(texts | change))
    found = read(changed, known())
    assert finding in " ".join(problem.finding for problem in found.problems)
    assert not found.may_be_kept


@pytest.mark.parametrize(
    "grid", [[], [["id", "version", "part"]], [["id", "text_hi"]], [["S-1", "2", "1", "=x"]], [[]]]
)
def test_a_sheet_that_is_not_ours_is_one_problem(grid: list[list[str]]) -> None:
    found = read(grid, known())
    assert "there is no column for" in found.problems[0].finding
    assert found.entries == ()


def test_short_rows_and_empty_rows_between_do_no_harm() -> None:
    grid = filled(known())
    ragged = [grid[0], [], *[row[:6] for row in grid[1:]], ["", ""]]
    assert read(ragged, known()).entries[0].comes is Comes.NEW
