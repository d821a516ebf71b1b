"""Comments in English: written from the approved words, checked by another, quoted only then, gone with the comment."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.comments import CommentState, TranslationState
from app.core.errors import CommentEmpty, CommentTooLong, NotHere, WorkshopError
from app.core.errors_translations import CoverLost, NotYetTranslated, OwnTranslation, TranslationChanged
from app.core.report_rounds import InEnglish, ReportComment
from app.core.workshops import AccountId, RoundMove
from app.services import accounts, comments, quotations, withdrawal
from app.services import comment_translations as of
from app.storage.comments import CommentTranslation
from app.storage.keys import CommentKeys
from app.storage.workshops import Panellist
from tests.builders import LATER, NOON, SECRET, Room

HINDI, ENGLISH = "सिर्फ़ [नाम] के साथ", "Only with [name]"


class Talk:
    """A room in which some read Hindi; one of them wrote, and the team approved it. Asha and Meera are of the team."""

    def __init__(self, db: Session, keys: CommentKeys, *, hindi: int, english: int) -> None:
        self.room = Room(db, people=hindi + english)
        self.db, self.keys, self.people = db, keys, self.room.people
        readers = Panellist.id.in_(self.people[:hindi])
        db.execute(update(Panellist).where(readers).values(language="hi"))
        self.asha, self.meera = self.room.owner, accounts.create_account(db, "meera", review=self.room.review)
        self.room.judge(self.room.rounds[0], [4] * 5)
        self.comment = self.said(self.people[0], HINDI)

    def said(self, person: int, text: str) -> int:
        """Somebody wrote a comment, and it was approved so."""
        written = comments.Written("c", self.room.rounds[0], 2, text, seen=True, may_show=False)
        id = comments.write(self.db, self.keys, person, written, at=NOON)
        comments.approve(self.db, self.room.id, id, text=text)
        return id

    @property
    def foreign(self) -> of.Foreign:
        """The one comment that is not in English."""
        [found] = of.foreign_in(self.db, self.room.id)
        return found

    def write(self, text: str = ENGLISH, *, by: AccountId | None = None, seen: str | None = None) -> bool:
        """Asha puts it into English."""
        told = {"seen": self.foreign.seen if seen is None else seen, "by": by or self.asha, "at": LATER}
        return of.write(self.db, self.room.id, self.comment, text, **told)

    def check(self, *, by: AccountId | None = None, alone: bool = False, seen: str | None = None) -> bool:
        """Meera reads both."""
        told = {"seen": self.foreign.seen if seen is None else seen, "by": by or self.meera, "at": LATER}
        return of.check(self.db, self.room.id, self.comment, alone=alone, **told)

    @property
    def quoted(self) -> Sequence[ReportComment]:
        """What is quoted of the first statement."""
        found = quotations.of_workshops(self.db, [self.room.id])
        return next(iter(found.values()), ())


@pytest.fixture
def talk(db: Session, keys: CommentKeys) -> Talk:
    """Six read in Hindi and five in English."""
    return Talk(db, keys, hindi=6, english=5)


def test_a_draft_stays_with_the_team_until_somebody_else_has_read_both(talk: Talk) -> None:
    plain = ReportComment("r1-c1", "r1", 2, True, "hi", HINDI)
    assert talk.quoted == (plain,)
    assert talk.write()
    assert (talk.foreign.state, talk.foreign.by, talk.foreign.checked_by) == (TranslationState.DRAFT, "asha", "")
    assert talk.quoted == (plain,)
    with pytest.raises(OwnTranslation):
        talk.check(by=talk.asha)
    assert talk.check()
    assert not talk.check(), "it stands already"
    [said] = talk.quoted
    assert (said.text, said.lang, said.english) == (HINDI, "hi", InEnglish(ENGLISH, "asha", "meera"))


def test_whoever_is_the_whole_team_checks_her_own(talk: Talk) -> None:
    talk.write()
    assert talk.check(by=talk.asha, alone=True)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Only with Sunita", CoverLost),
        ("Only with [name", CoverLost),
        (" \x00 ", CommentEmpty),
        ("[a] " * 400, CommentTooLong),
    ],
    ids=["name said again", "half a bracket", "nothing", "too long"],
)
def test_what_is_covered_stays_covered_and_nothing_is_cut(talk: Talk, text: str, refusal: type[WorkshopError]) -> None:
    with pytest.raises(refusal):
        talk.write(text)
    assert talk.foreign.state is None


def test_hints_for_names_run_on_the_translation(talk: Talk) -> None:
    talk.write("Only with [name] from Wadala, Sunita said")
    assert [hint.text for hint in talk.foreign.hints] == ["Wadala", "Sunita"]


def test_of_two_who_write_at_once_the_second_is_told(talk: Talk) -> None:
    seen = talk.foreign.seen
    talk.write(seen=seen)
    with pytest.raises(TranslationChanged):
        talk.write("With [name] alone", by=talk.meera, seen=seen)
    with pytest.raises(TranslationChanged):
        talk.check(seen=seen)
    assert talk.foreign.english == ENGLISH


def test_when_more_is_covered_later_the_translation_is_quoted_no_more(talk: Talk) -> None:
    talk.write()
    talk.check()
    seen = talk.foreign.seen
    comments.approve(talk.db, talk.room.id, talk.comment, text="सिर्फ़ [नाम] के [रिश्ता]")
    assert talk.foreign.state is TranslationState.OLDER
    assert [said.english for said in talk.quoted] == [None]
    with pytest.raises(TranslationChanged):
        talk.check()
    with pytest.raises(TranslationChanged):
        talk.write("With the [kin] of [name]", seen=seen)
    with pytest.raises(CoverLost):
        talk.write(ENGLISH)
    talk.write("With the [kin] of [name]")
    assert (talk.foreign.state, talk.foreign.checked_by) == (TranslationState.DRAFT, "")


def test_before_anybody_saw_the_new_words_an_old_translation_is_not_taken(talk: Talk) -> None:
    seen = talk.foreign.seen
    comments.approve(talk.db, talk.room.id, talk.comment, text=f"{HINDI}?")
    with pytest.raises(TranslationChanged):
        talk.write(seen=seen)
    with pytest.raises(NotYetTranslated):
        talk.check()


def test_a_comment_that_was_hidden_or_is_elsewhere_is_not_there(talk: Talk) -> None:
    seen, other = talk.foreign.seen, Room(talk.db)
    with pytest.raises(NotHere):
        of.write(talk.db, other.id, talk.comment, ENGLISH, seen=seen, by=talk.asha, at=LATER)
    talk.write()
    talk.check()
    comments.set_aside(talk.db, talk.room.id, talk.comment, CommentState.HIDDEN)
    assert of.foreign_in(talk.db, talk.room.id) == []
    assert talk.quoted == ()
    with pytest.raises(NotHere):
        of.write(talk.db, talk.room.id, talk.comment, ENGLISH, seen=seen, by=talk.asha, at=LATER)


@pytest.mark.parametrize("goes", ["withdrawal", "everything of a rehearsal"])
def test_with_the_comment_its_translation_goes(talk: Talk, goes: str) -> None:
    talk.write()
    if goes == "withdrawal":
        withdrawal.withdraw(talk.db, talk.room.codes[0], secret=SECRET, at=LATER)
    else:
        withdrawal.remove_all(talk.db, talk.db.scalars(select(Panellist)).all(), at=LATER)
    assert talk.db.scalars(select(CommentTranslation.comment_id)).all() == []


def test_a_language_few_read_in_names_nobody(db: Session, keys: CommentKeys) -> None:
    talk = Talk(db, keys, hindi=2, english=9)
    talk.said(talk.people[5], "At [place] it is dark")
    assert not quotations.languages_told(db, talk.room.id)
    assert [(said.text, said.lang) for said in talk.quoted] == [("At [place] it is dark", "")]
    talk.write()
    talk.check()
    assert [(said.comment, said.text, said.lang, said.english) for said in talk.quoted] == [
        ("r1-c1", "At [place] it is dark", "", None),
        ("r1-c2", ENGLISH, "", None),
    ], "nothing tells which of the two was translated, not even the order"


def test_who_wrote_in_a_language_and_then_read_in_another_still_counts(db: Session, keys: CommentKeys) -> None:
    talk = Talk(db, keys, hindi=1, english=10)
    db.execute(update(Panellist).values(language="en"))
    assert not quotations.languages_told(db, talk.room.id)


def test_who_reads_english_and_writes_in_other_letters_is_not_told_by_them(db: Session, keys: CommentKeys) -> None:
    talk = Talk(db, keys, hindi=0, english=11)
    assert not quotations.languages_told(db, talk.room.id)
    assert talk.quoted == ()


def test_in_a_small_room_of_one_language_nobody_stands_apart(db: Session, keys: CommentKeys) -> None:
    assert quotations.languages_told(db, Talk(db, keys, hindi=3, english=0).room.id)


def test_who_withdrew_hides_nobody_who_is_still_quoted(db: Session, keys: CommentKeys) -> None:
    talk = Talk(db, keys, hindi=5, english=6)
    assert quotations.languages_told(db, talk.room.id)
    withdrawal.withdraw(db, talk.room.codes[4], secret=SECRET, at=LATER)
    assert not quotations.languages_told(db, talk.room.id)
    assert talk.quoted == ()


def test_who_withdrew_no_longer_stands_apart(db: Session, keys: CommentKeys) -> None:
    talk = Talk(db, keys, hindi=1, english=9)
    assert not quotations.languages_told(db, talk.room.id)
    withdrawal.withdraw(db, talk.room.codes[0], secret=SECRET, at=LATER)
    assert quotations.languages_told(db, talk.room.id)


def test_nothing_is_quoted_while_its_statement_is_open(talk: Talk) -> None:
    talk.room.step(talk.room.rounds[0], RoundMove.REOPEN)
    assert talk.quoted == ()
