"""Paper at the desk: batches and sheets as plain forms; what cannot be read stays where it was typed."""

import re
from hashlib import sha256

import pytest
from sqlalchemy import select

from app.core.errors import PersonalCodeUnknown
from app.services import cards, withdrawal
from app.storage.ballots import Ballot
from app.storage.comments import Comment
from tests.builders import NOON
from tests.web.running import Running
from tests.web.team import text


@pytest.fixture
def running(app, database, keys, clock):
    running = Running(app, database, keys, people=5)
    running.now(lambda room: room.judge(running.rounds[0], [4] * 5))
    return running


def begin(running, **more):
    page = running.asha.get(f"/desk/{running.id}/paper").text
    group = re.search(r'<option value="(\d+)">Counsellors', page)[1]
    answer = running.asha.post(f"/desk/{running.id}/paper", {"group": group} | more)
    assert answer.status_code == 303
    return answer.location


def fields(running, *answers, **more):
    return {f"round-{id}": said for id, said in zip(running.rounds, answers, strict=False)} | more


def test_a_sheet_is_typed_in_and_the_next_number_waits(running):
    batch = begin(running, handed_in="1")
    page = running.asha.read(batch)
    assert "S-1" in page
    assert "S-2" not in page, "it was not opened"
    done = running.asha.post(batch, fields(running, "55", sheet="1"))
    assert (done.status_code, done.location) == (303, batch)
    page = running.asha.get(batch).text
    assert "Sheet 1 is kept: one answer." in page
    assert re.search(r'name="sheet"[^>]* value="2"', page)
    assert "55" not in re.sub(r'value="[^"]*"', "", page.split("<form")[2]), "what a sheet said is not shown again"


def test_what_cannot_be_read_stays_in_its_field_with_what_to_do(running):
    batch = begin(running)
    answer = running.asha.post(batch, fields(running, "5<", sheet="7"))
    assert answer.status_code == 422
    assert 'Statement S-1: we read "5<". Write two figures from 1 to 5' in text(answer)
    assert 'value="5&lt;"' in answer.text
    assert re.search(r'name="sheet"[^>]* value="7"', answer.text)
    assert "Typed in already" not in running.asha.read(batch)


def test_the_parts_that_were_ticked_are_typed_behind_the_figures(running):
    batch = begin(running, handed_in="1")
    assert running.asha.post(batch, fields(running, "21 x2 c4", sheet="1")).status_code == 303
    kept = running.now(lambda room: room.db.query(Ballot).filter_by(channel="paper").one())
    assert (kept.plausibility, kept.relevance, kept.parts, kept.if_changed) == (2, 1, [2, 4], [4])
    assert running.asha.post(batch, fields(running, "21 x9", sheet="2")).status_code == 422


@pytest.mark.parametrize(("more", "status", "said"), [
    ({"sheet": ""}, 422, "Write the number that stands on the sheet, from 1 to 1000."),
    ({"sheet": "0"}, 422, "Write the number that stands on the sheet, from 1 to 1000."),
    ({"sheet": "1"}, 409, "Sheet 1 of batch 1 was typed in already. To correct it, choose it from the list;"),
])  # fmt: skip
def test_a_sheet_without_a_number_of_its_own_is_not_kept(running, more, status, said):
    batch = begin(running)
    assert running.asha.post(batch, fields(running, "55", sheet="1")).status_code == 303
    answer = running.asha.post(batch, fields(running, "11") | more)
    assert (answer.status_code, said in text(answer)) == (status, True)
    assert 'value="11"' in answer.text


def test_a_sheet_is_corrected_from_an_empty_form(running):
    batch = begin(running, handed_in="1")
    running.asha.post(batch, fields(running, "55", sheet="1"))
    page = running.asha.get(f"{batch}?sheet=1").text
    assert "Correcting sheet 1: type only what is to change." in page
    assert 'value="55"' not in page
    assert running.asha.post(batch, fields(running, "11", correct="1")).status_code == 303
    bars = running.state()["bars"][0]["rows"]
    assert [row["n"] for row in bars if row["n"]] == [1, 5] or sum(row["n"] or 0 for row in bars) == 6
    assert running.asha.post(batch, fields(running, "11", correct="9")).status_code == 404


def test_before_the_first_opening_there_is_nothing_to_type(app, database, keys, clock):
    running = Running(app, database, keys)
    page = running.asha.get(f"/desk/{running.id}/paper").text
    group = re.search(r'<option value="(\d+)">', page)[1]
    answer = running.asha.post(f"/desk/{running.id}/paper", {"group": group})
    assert (answer.status_code, "No statement was opened yet." in text(answer)) == (409, True)


def test_what_was_written_beside_a_statement_is_a_comment_for_the_team(running):
    batch, first = begin(running, handed_in="1"), running.rounds[0]
    assert 'rows="2" maxlength="600"' in running.asha.get(batch).text
    beside = {f"beside-{first}": "Only where Lata drives us.", f"seen-{first}": "1"}
    assert running.asha.post(batch, fields(running, "55", sheet="1") | beside).status_code == 303
    assert "Sheet 1 is kept: one answer. 1 comment waits at the desk." in running.asha.read(batch)
    [said] = comments_of(running)
    assert (said["text"], said["code"], said["part"]) == ("Only where Lata drives us.", "S-1", None)
    assert (said["state"], said["seen"], said["may_show"]) == ("new", True, False)
    running.comment("Only where Lata drives us.")
    from_a_phone, on_paper = comments_of(running)
    assert from_a_phone | {each: on_paper[each] for each in ("id", "seen", "may_show")} == on_paper, (
        "nothing tells who wrote on paper"
    )
    assert tried_out(running, first, "Only where Lata drives us.") == []
    approve = f"/desk/{running.id}/comments/{said['id']}"
    running.asha.post(f"{approve}/approve", {"text": "Only where [name] drives us."})
    refused = running.asha.client.post(f"{approve}/wall", json={})
    assert (refused.status_code, refused.json["error"]) == (409, "author_keeps_it"), "it was not ticked on the sheet"


def test_a_comment_alone_makes_a_sheet_and_what_is_typed_again_stays_one(running):
    batch, first = begin(running), running.rounds[0]
    beside = {f"beside-{first}": "Not in the rains.", f"show-{first}": "1"}
    assert running.asha.post(batch, beside | {"sheet": "1"}).status_code == 303
    assert running.asha.post(batch, beside | {"correct": "1"}).status_code == 303
    assert [(each["text"], each["may_show"]) for each in comments_of(running)] == [("Not in the rains.", True)]
    without = {f"beside-{first}": "Not in the rains.", "correct": "1"}
    assert running.asha.post(batch, without).status_code == 303
    assert [each["may_show"] for each in comments_of(running)] == [False], "a tick that was a slip is taken away"
    again = running.asha.post(batch, beside | {"sheet": "1"})
    assert (again.status_code, "Not in the rains." in again.text) == (409, True)
    assert paper_answers(running) == 0


def tried_out(running, round, text):
    """The keys in the database that somebody finds who guesses the words."""
    digest = sha256(f"{round}:{text}".encode()).hexdigest()
    with running.database.reading() as db:
        return [key for key in db.scalars(select(Comment.key)) if digest[:8] in key]


def comments_of(running):
    path = f"/desk/{running.id}/comments"
    return running.asha.get(path, headers={"Accept": "application/json"}).json["comments"]


def test_with_the_letters_of_her_card_she_can_have_her_sheet_removed(app, running):
    secret = app.extensions["plumbline"].settings.secret
    one, other = running.now(lambda room: cards.make(room.db, room.id, 2, seen=0, secret=secret, at=NOON))
    batch = begin(running, handed_in="1")
    wrong = running.asha.post(batch, fields(running, "55", sheet="1", letters="ABCDEFGH"))
    assert (wrong.status_code, "No card that is still unused has these letters." in text(wrong)) == (404, True)
    assert 'value="ABCDEFGH"' in wrong.text
    letters = f" {one.code[:4].lower()} {one.code[4:]} "
    assert running.asha.post(batch, fields(running, "55", sheet="1", letters=letters)).status_code == 303
    again = running.asha.post(batch, fields(running, "55", sheet="2", letters=letters))
    assert again.status_code == 404, "a card is one person's"
    assert paper_answers(running) == 1
    withdrawn = running.now(lambda room: withdrawal.withdraw(room.db, one.code, secret=secret, at=NOON))
    assert (withdrawn.ballots, paper_answers(running)) == (1, 0)
    with pytest.raises(PersonalCodeUnknown):
        running.now(lambda room: withdrawal.withdraw(room.db, other.code, secret=secret, at=NOON))


def paper_answers(running):
    return running.now(lambda room: room.db.query(Ballot).filter_by(channel="paper").count())
