"""Translations: kept version by version, checked by somebody else, and told to rooms that read them."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.errors_translations import NotYetTranslated, OwnTranslation, TranslationChanged, TranslationUnfinished
from app.core.instrument import Status
from app.core.statements import Words
from app.core.translations import Standing
from app.core.workshops import AccountId, WorkshopMove, WorkshopState
from app.services import accounts, reviews, translations
from app.services.workshops import version_of
from app.storage.statements import StatementPart, StatementVersion
from tests.builders import LATER, NOON, Room, a_review

PARTS = {1: "शहर से दूर औरतें", 2: "पास एक कमरा", 3: "पहुँच में लगता है", 4: "ज़्यादा औरतें आती हैं"}
HINDI = Words("hi", PARTS)


class Desk:
    """A review with one statement, its owner Asha, and Meera who is of the team too."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.review, self.asha = a_review(db, statements=1)
        self.meera = accounts.create_account(db, "meera", review=self.review, role="analyst")

    @property
    def line(self):
        return reviews.statements_of(self.db, self.review)[0]

    @property
    def spoken(self) -> translations.Spoken:
        found = translations.of_review(self.db, self.review, [self.line])[self.line.id]
        return found.get("hi", translations.NOT_SPOKEN)

    @property
    def seen(self) -> int:
        stands = self.spoken.translation
        return stands.id if stands and self.spoken.standing is not Standing.OLDER else 0

    def write(self, words: Words = HINDI, *, seen: int | None = None) -> int | None:
        seen = self.seen if seen is None else seen
        return translations.write(self.db, self.line, words, seen=seen, by=self.asha, at=NOON)

    def check(self, status: Status, *, by: AccountId, seen: int | None = None, alone: bool = False) -> int | None:
        seen = self.seen if seen is None else seen
        return translations.set_status(self.db, self.line, "hi", status, seen=seen, by=by, alone=alone, at=LATER)

    def amend(self) -> None:
        """The text becomes another one."""
        old = self.line
        version = StatementVersion(
            statement_id=old.id, number=2, title="", wording="Another.", lang="en", created_at=NOON,
            parts=[StatementPart(position=p.position, kind=p.kind.value, text=f"{p.text} now", lead="", who="", code="", level="", absent=False) for p in old.parts],
        )  # fmt: skip
        self.db.add(version)
        self.db.flush()


@pytest.fixture
def desk(db: Session) -> Desk:
    return Desk(db)


def test_what_is_written_begins_as_a_draft(desk: Desk) -> None:
    assert desk.spoken.standing is Standing.MISSING
    desk.write()
    assert desk.spoken.standing is Standing.DRAFT
    assert desk.spoken.translation.parts == PARTS
    assert desk.spoken.translation.author == desk.asha
    assert desk.spoken.translation.wording.startswith("शहर से दूर औरतें.")


def test_the_same_words_again_are_no_new_version(desk: Desk) -> None:
    desk.write()
    assert desk.write() is None
    assert desk.write(Words("hi", {**PARTS, 1: "गाँव की औरतें"})) is not None
    assert desk.spoken.translation.number == 2


def test_half_a_translation_is_not_kept(desk: Desk) -> None:
    with pytest.raises(TranslationUnfinished):
        desk.write(Words("hi", {1: "शहर"}))
    assert desk.spoken.standing is Standing.MISSING


def test_two_people_who_write_at_once_do_not_lose_each_others_words(desk: Desk) -> None:
    desk.write(seen=0)
    with pytest.raises(TranslationChanged):
        desk.write(Words("hi", {**PARTS, 1: "गाँव"}), seen=0)
    assert desk.spoken.translation.parts == PARTS


def test_somebody_else_reads_it_back_and_a_changed_text_is_a_draft_again(desk: Desk) -> None:
    desk.write()
    with pytest.raises(OwnTranslation):
        desk.check(Status.BACK_CHECKED, by=desk.asha)
    desk.check(Status.BACK_CHECKED, by=desk.meera)
    assert (desk.spoken.standing, desk.spoken.translation.author) == (Standing.BACK_CHECKED, desk.asha)
    desk.write(Words("hi", {**PARTS, 1: "गाँव"}))
    assert desk.spoken.standing is Standing.DRAFT


def test_who_works_alone_checks_her_own(desk: Desk) -> None:
    assert not translations.is_alone(desk.db, desk.review)
    desk.write()
    desk.check(Status.APPROVED, by=desk.asha, alone=True)
    assert desk.spoken.standing is Standing.APPROVED
    assert translations.is_alone(desk.db, a_review(desk.db, owner="noor")[0])


def test_a_status_is_of_the_text_that_was_read(desk: Desk) -> None:
    with pytest.raises(NotYetTranslated):
        desk.check(Status.APPROVED, by=desk.meera, seen=0)
    first = desk.write()
    desk.write(Words("hi", {**PARTS, 1: "गाँव"}))
    with pytest.raises(TranslationChanged):
        desk.check(Status.APPROVED, by=desk.meera, seen=first)
    assert desk.check(Status.DRAFT, by=desk.asha) is None


def test_after_the_text_was_changed_its_translation_is_older_and_begins_anew(desk: Desk) -> None:
    desk.write()
    desk.amend()
    assert desk.spoken.standing is Standing.OLDER
    assert desk.spoken.translation.parts == PARTS
    assert translations.in_versions(desk.db, [desk.line.version_id]) == {}
    desk.write()
    assert desk.spoken.standing is Standing.DRAFT


@pytest.mark.parametrize(
    "change", ["UPDATE statement_translation SET wording = ''", "DELETE FROM statement_translation"]
)
def test_what_a_panel_may_have_read_is_never_changed(desk: Desk, change: str) -> None:
    desk.write()
    with pytest.raises(IntegrityError, match="append-only"):
        desk.db.execute(text(change))


def test_running_rooms_with_the_statement_look_again_and_others_do_not(db: Session) -> None:
    room = Room(db)
    versions = [line.version_id for line in reviews.statements_of(db, room.review)]
    before = version_of(db, room.id)
    assert translations.tell_rooms(db, versions[:1]) == [room.id]
    assert version_of(db, room.id) == before + 1
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    room.move(WorkshopMove.END, WorkshopState.LIVE)
    assert translations.tell_rooms(db, versions) == []
