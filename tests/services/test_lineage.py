"""From the long list to the condensed list: kept step by step, by two people at once, and nothing is ever deleted."""

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.errors import NotHere, SomeoneWasFaster
from app.core.errors_lineage import (
    DropReasonMissing,
    InACircle,
    IntoItself,
    MergedAlready,
    NoConfiguration,
    NoText,
    NothingChosen,
    NothingToUndo,
)
from app.core.lineage import Counts, Fate
from app.core.statements import Origin
from app.core.workshops import ReviewId, StatementId
from app.services import accounts, imports, lineage, progress, reviews
from app.services.condensed_texts import NewText
from app.services.lineage import Hand
from app.storage.lineage import LineageStep
from app.storage.statements import Statement
from tests.builders import LATER, NOON, a_review, a_statement


class Team:
    """A review of six configurations, and Asha, who condenses it with the newest state before her eyes."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.review, self.owner = a_review(db, statements=6)
        self.ids = {line.code: line.id for line in reviews.statements_of(db, self.review)}

    def of(self, *codes: str) -> list[StatementId]:
        return [self.ids[code] for code in codes]

    @property
    def hand(self) -> Hand:
        return Hand(self.owner, NOON, len(lineage.steps_of(self.db, self.review)))

    def keep(self, *codes: str) -> None:
        lineage.keep(self.db, self.review, self.of(*codes), self.hand)

    def merge(self, *codes: str, into: str) -> None:
        lineage.merge(self.db, self.review, self.of(*codes), self.ids[into], self.hand)

    def drop(self, *codes: str, reason: str = "Out of scope.") -> None:
        lineage.drop(self.db, self.review, self.of(*codes), reason, self.hand)

    def write(self, *codes: str, text: NewText | None = None) -> str:
        said = text or NewText(self.ids[codes[0]], parts=("Women far out", "A bus", "It feels near", "They come"))
        id = lineage.merge_anew(self.db, self.review, self.of(*codes), said, self.hand)
        code = self.db.get_one(Statement, id).code
        self.ids[code] = id
        return code

    def undo(self) -> None:
        lineage.undo(self.db, self.review, self.hand)

    @property
    def now(self) -> lineage.Lineage:
        return lineage.lineage_of(self.db, self.review)


@pytest.fixture
def team(db: Session) -> Team:
    return Team(db)


def test_every_configuration_ends_in_one_way_and_the_counts_add_up(team: Team) -> None:
    team.keep("S-1", "S-2")
    code = team.write("S-3", "S-4")
    team.drop("S-5")
    assert team.now.counts() == Counts(kept=2, merged=2, dropped=1, open=1, total=6)
    assert team.now.condensed() == {"S-1": ("S-1",), "S-2": ("S-2",), code: ("S-3", "S-4")}
    assert team.now.targets() == (code,)
    assert team.now.ending("S-5").reason == "Out of scope."


def test_a_condensed_text_is_a_statement_of_its_own_with_the_order_of_parts_of_the_one_it_was_begun_from(
    team: Team,
) -> None:
    code = team.write(
        "S-3", "S-4", text=NewText(team.ids["S-3"], ("Women <b>far</b>", "", " Near ", "Come"), title="Far")
    )
    (line,) = reviews.statements_of(team.db, team.review, Origin.CONDENSED)
    assert (code, line.code, line.title, line.version) == ("C-1", "C-1", "Far", 1)
    assert [(part.position, part.kind.value, part.text) for part in line.parts] == [
        (1, "context", "Women <b>far</b>"),
        (2, "reasoning", "Near"),
        (3, "outcome", "Come"),
    ]
    assert line.wording == "Women <b>far</b>. Near. Come."
    assert (line.family, line.mechanism) == ("Where", "Near by")
    assert "C-1" not in [each.code for each in reviews.statements_of(team.db, team.review)]


def test_a_statement_of_one_sentence_is_condensed_into_one_sentence(db: Session) -> None:
    team = Team(db)
    sheet = [a_statement(code, parts=(), wording="They come.") for code in ("T-1", "T-2")]
    imports.import_statements(db, team.review, sheet, at=NOON)
    team.ids |= {line.code: line.id for line in reviews.statements_of(db, team.review)}
    team.write("T-1", "T-2", text=NewText(team.ids["T-1"], wording="Both come."))
    (line,) = reviews.statements_of(db, team.review, Origin.CONDENSED)
    assert (line.wording, line.parts) == ("Both come.", ())


@pytest.mark.parametrize(
    ("told", "both"),
    [
        (("enabling", "enabling"), "enabling"),
        (("enabling", "constraining"), "mixed"),
        (("none", "constraining"), "constraining"),
        (("none", "none"), "none"),
    ],
)
def test_a_condensed_text_tells_of_what_its_parents_tell_of(team: Team, told: tuple[str, str], both: str) -> None:
    for code, polarity in zip(("S-1", "S-2"), told, strict=True):
        team.db.get_one(Statement, team.ids[code]).polarity = polarity
    team.db.get_one(Statement, team.ids["S-2"]).distress = True
    team.write("S-1", "S-2")
    (line,) = reviews.statements_of(team.db, team.review, Origin.CONDENSED)
    assert (line.polarity, line.distress) == (both, True)


def test_condensed_texts_do_not_lengthen_the_long_list(team: Team) -> None:
    team.write("S-1", "S-2")
    assert reviews.counts_of(team.db, team.review)["statements"] == 6
    assert accounts.reviews_of(team.db, team.owner)[0].statements == 6
    assert progress.progress_of(team.db, team.review).judged == 0
    assert team.now.counts().total == 6


def test_undoing_is_a_step_of_its_own_and_says_who_and_when(team: Team) -> None:
    code = team.write("S-1", "S-2")
    other = accounts.create_account(team.db, "meera", review=team.review, role="analyst")
    lineage.undo(team.db, team.review, Hand(other, LATER, 1))
    assert team.now.condensed() == {}
    steps = lineage.steps_of(team.db, team.review)
    assert [(each.number, each.step.act, each.by, each.at) for each in steps] == [
        (1, "write", "asha", NOON),
        (2, "undo", "meera", LATER),
    ]
    assert team.db.get_one(Statement, team.ids[code]).versions[0].parts, "what was written stays"
    assert team.write("S-1", "S-3") == "C-2", "a code is never given twice"


def test_what_a_step_is_about_can_be_said_twice_and_is_taken_once(team: Team) -> None:
    lineage.keep(team.db, team.review, team.of("S-1", "S-1"), team.hand)
    assert lineage.steps_of(team.db, team.review)[0].step.of == ("S-1",)


def test_a_sheet_that_comes_later_lengthens_the_list_and_what_was_decided_stays(team: Team) -> None:
    team.keep("S-1")
    team.write("S-2", "S-3")
    imports.import_statements(team.db, team.review, [a_statement("S-7")], at=LATER)
    assert team.now.counts() == Counts(kept=1, merged=2, dropped=0, open=4, total=7)


def test_two_people_work_on_different_configurations_at_once(team: Team) -> None:
    seen = team.hand
    team.keep("S-1")
    lineage.drop(team.db, team.review, team.of("S-2"), "Twice.", seen)
    assert (team.now.counts().kept, team.now.counts().dropped) == (1, 1)


def test_who_acts_on_what_another_has_changed_meanwhile_is_told_and_changes_nothing(team: Team) -> None:
    seen = team.hand
    team.keep("S-1")
    team.write("S-2", "S-3")
    team.keep("S-4")
    before = team.now
    attempts = (
        lambda: lineage.drop(team.db, team.review, team.of("S-1"), "Twice.", seen),
        lambda: lineage.merge(team.db, team.review, team.of("S-5"), team.ids["S-2"], seen),
        lambda: lineage.merge(team.db, team.review, team.of("S-5"), team.ids["C-1"], seen),
        lambda: lineage.undo(team.db, team.review, seen),
        lambda: lineage.merge_anew(team.db, team.review, team.of("S-3"), NewText(team.ids["S-3"], ("A",)), seen),
    )
    for attempt in attempts:
        with pytest.raises(SomeoneWasFaster) as refused:
            attempt()
        assert refused.value.say == "asha changed this a moment ago. Nothing was lost; this is how it stands now."
    assert team.now == before
    assert team.db.scalar(select(func.count()).where(Statement.origin == "condensed")) == 1


def test_what_was_changed_and_changed_back_stands_in_nobodys_way(team: Team) -> None:
    seen = team.hand
    team.keep("S-1")
    team.undo()
    lineage.drop(team.db, team.review, team.of("S-1"), "Twice.", seen)
    assert team.now.ending("S-1").fate is Fate.DROPPED


def test_what_cannot_be_done_is_refused_and_changes_nothing(team: Team) -> None:
    other, _ = a_review(team.db, statements=1, owner="bela")
    foreign = reviews.statements_of(team.db, other)[0].id
    team.ids["X"], team.ids["nothing"] = foreign, StatementId(999)
    team.merge("S-1", into="S-2")
    code = team.write("S-5")
    before, texts = team.now, team.db.scalar(select(func.count()).select_from(Statement))
    refused = {
        lambda: team.merge("S-3", into="S-3"): IntoItself,
        lambda: team.merge("S-2", into="S-1"): InACircle,
        lambda: team.merge("S-1", into="S-3"): MergedAlready,
        lambda: team.write("S-1"): MergedAlready,
        lambda: team.merge("S-3", into="X"): NoConfiguration,
        lambda: team.merge("X", into="S-3"): NoConfiguration,
        lambda: team.merge("S-3", into="nothing"): NoConfiguration,
        lambda: team.keep("X"): NoConfiguration,
        lambda: team.keep("nothing"): NoConfiguration,
        lambda: team.keep(code): NoConfiguration,
        team.keep: NothingChosen,
        lambda: lineage.merge_anew(team.db, team.review, [], NewText(team.ids["S-3"], ("A",)), team.hand): NothingChosen,
        lambda: team.drop("S-3", reason=" \n"): DropReasonMissing,
        lambda: team.write("S-3", text=NewText(team.ids["S-3"], (" ", ""))): NoText,
        lambda: team.write("S-3", text=NewText(foreign, ("A",))): NotHere,
        lambda: lineage.keep(team.db, ReviewId(999), team.of("S-3"), team.hand): NotHere,
        lambda: lineage.undo(team.db, other, Hand(team.owner, NOON, 0)): NothingToUndo,
    }  # fmt: skip
    for attempt, why in refused.items():
        with pytest.raises(why):
            attempt()
    assert team.now == before
    assert team.db.scalar(select(func.count()).select_from(Statement)) == texts


def test_the_database_itself_keeps_every_step_as_it_was(team: Team) -> None:
    team.drop("S-1")
    for change in ("UPDATE lineage_step SET reason = 'x'", "DELETE FROM lineage_step_statement"):
        with pytest.raises(IntegrityError, match="append-only"), team.db.begin_nested():
            team.db.connection().exec_driver_sql(change)
    row = {"review_id": team.review, "act": "keep", "reason": "", "account_id": team.owner, "at": NOON}
    for wrong in (
        {"number": 1},
        {"number": 2, "act": "drop"},
        {"number": 2, "act": "merge"},
        {"number": 2, "act": "x"},
    ):
        with pytest.raises(IntegrityError), team.db.begin_nested():
            team.db.execute(insert(LineageStep).values(**(row | wrong)))
