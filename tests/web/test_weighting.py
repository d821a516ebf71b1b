"""The weighting page: looked at under any weights, kept by the team, locked by the first answer."""

import re

import pytest
from sqlalchemy import update

from app.services import weights
from app.storage.statements import Coherence, Evidence
from tests.builders import NOON, Room, a_review
from tests.web.team import Browser, signed_in, text

pytestmark = pytest.mark.usefixtures("clock")

POINTS = {"method": "swing", "points_1": "100", "points_2": "0", "points_3": "0", "points_4": "100", "points_5": "0"}
PLACES = {"method": "ranking", **{f"place_{number}": str(number) for number in range(1, 6)}}


@pytest.fixture
def room(database):
    """Four statements of which two will be judged; nobody has answered yet."""
    with database.writing() as db:
        room = Room(db, statements=4, people=10)
        db.execute(update(Evidence).values(driven="data", depth="thick"))
        db.execute(update(Evidence).where(Evidence.statement_id == 3).values(depth="thin"))
        db.add(Coherence(statement_id=1, rater="A", value=4, invented=True))
        return room


@pytest.fixture
def judged(database, room):
    """The first two were judged: one confirmed by all, the other divided."""
    with database.writing() as db:
        room.db = db
        room.judge(room.rounds[0], [5] * 10)
        room.judge(room.rounds[1], [5, 5, 5, 5, 5, 1, 1, 1, 1, 1])
        return room


@pytest.fixture
def asha(app, database, room) -> Browser:
    """The browser of the review's owner."""
    with database.writing() as db:
        return signed_in(app, db, "asha")


def place(room):
    return f"/reviews/{room.review}/weighting"


def codes(page):
    """The statements of a page's tables, in its order."""
    return re.findall(r">(S-\d)</a>\s", page)


def cell(page, name):
    """What stands in the cell of this name."""
    return re.search(rf'data-live="{name}">([^<]*)<', page)[1].strip().replace("&gt;", ">")


def test_a_statement_shows_its_tier_its_ranks_and_what_it_stands_on(asha, judged):
    page = asha.get(place(judged)).text
    assert [cell(page, f"1-{name}") for name in ("rank", "ranks", "without", "weight")] == ["2", "1–2", "3", ".82"]
    assert 50 < int(cell(page, "1-top")) < 100
    said = text(asha.get(place(judged)))
    assert "Stands on each of these sources: 1, 2" in said
    assert "Confirmed (10 of 10 yes, 0 no)" in said
    assert "Top 1" in said, "a third of four"
    assert "† invented for the example" in said


def test_the_seed_and_the_method_of_the_weights_are_printed(asha, judged):
    page = asha.read(place(judged))
    assert "Weights: all five criteria count the same. Of 100: Sources 20, Data and theory 20" in page
    assert re.search(r"10,000 draws from seed \d+; the top is the first 1\.", page)
    assert page == asha.read(place(judged)), "reading it draws the same again"


def test_the_rule_is_explained_in_four_lines_with_its_sources(asha, room):
    lines = asha.get(place(room)).text.partition("<ol>")[2].partition("</ol>")[0]
    assert lines.count("<li>") == 4
    assert "pone" not in lines
    for source in ("PLoS ONE 2022; 17(3): e0264845", "Eur J Oper Res 1998; 106: 137"):
        assert source in lines


@pytest.mark.parametrize(("by", "order"), [
    ("tier", ["S-1", "S-4", "S-2", "S-3"]),
    ("rank", ["S-4", "S-1", "S-2", "S-3"]),
    ("class", ["S-1", "S-2", "S-4", "S-3"]),
    ("contested", ["S-2", "S-1", "S-4", "S-3"]),
    ("family", ["S-1", "S-2", "S-3", "S-4"]),
    ("nonsense", ["S-1", "S-4", "S-2", "S-3"]),
])  # fmt: skip
def test_it_can_be_read_in_several_orders(asha, judged, by, order):
    assert codes(asha.get(f"{place(judged)}?by={by}").text) == order


def test_classes_and_the_divided_have_headings(asha, judged):
    page = asha.get(f"{place(judged)}?by=class").text
    headings = re.findall(r"<h2>([^<]+)</h2>", page)
    assert headings == ["Confirmed", "The panel is divided", "Not shown"]
    divided = re.findall(r"<h2>([^<]+)</h2>", asha.get(f"{place(judged)}?by=contested").text)
    assert divided == ["The panel is divided", "The others"]


def test_weights_in_the_address_are_looked_at_and_not_kept(asha, judged, database):
    page = asha.get(place(judged), query_string=POINTS)
    assert page.status_code == 200
    assert "Of 100: Sources 50, Data and theory 0, Thick 0, Confirmed 50, Coherent 0." in text(page)
    assert 'role="status" data-preview>' in page.text
    assert "Sources 20" in asha.read(place(judged))
    with database.reading() as db:
        assert weights.versions_of(db, judged.review) == []


def test_without_weights_in_the_address_nothing_is_a_preview(asha, room):
    assert 'role="status" data-preview hidden>' in asha.get(place(room)).text


def test_the_other_orders_of_a_preview_stay_a_preview(asha, room):
    page = asha.get(place(room), query_string=POINTS | {"_external": "1", "review": "9"}).text
    link = re.search(r'href="([^"]+by=rank[^"]*)"', page)[1]
    assert "points_1=100" in link
    assert link.startswith(f"{place(room)}?")
    assert "external" not in link


def test_how_many_count_as_the_top_can_be_changed(asha, judged):
    page = asha.get(f"{place(judged)}?top=4").text
    assert [cell(page, f"{number}-top") for number in range(1, 5)] == [">99"] * 4
    assert "the top is the first 4." in page


@pytest.mark.parametrize("top", ["0", "5", "-1", "1.5", "many", "9" * 400, "nan", "inf"])
def test_a_top_that_cannot_be_is_refused_beside_its_field(asha, room, top):
    page = asha.read(f"{place(room)}?top={top}")
    assert "Write a whole number from 1 to 4." in page
    assert "the top is the first 1." in page


@pytest.mark.parametrize(("change", "sentence"), [
    ({"method": "ranking"}, "Criterion 1 has no place yet. Each of the five needs one."),
    (PLACES | {"place_2": "1"}, "Place 1 was given more than once. Give each place from 1 to 5 once, or use points for a tie."),
    (PLACES | {"place_2": "first"}, "Places are whole numbers from 1, for what matters most, to 5."),
    (PLACES | {"place_2": "nan"}, "Places are whole numbers from 1, for what matters most, to 5."),
    (PLACES | {"place_2": "6"}, "Places are whole numbers from 1, for what matters most, to 5."),
    (POINTS | {"points_3": ""}, "Criterion 3 has no number of points yet. Each of the five needs one."),
    (POINTS | {"points_3": "101"}, "Points are numbers from 0 to 100."),
    (POINTS | {"points_3": "a lot"}, "Points are numbers from 0 to 100."),
    (POINTS | {"points_3": "nan"}, "Points are numbers from 0 to 100."),
    (POINTS | {"points_1": "0", "points_4": "0"}, "All points are 0, so nothing would count. Give at least one criterion more than 0."),
    ({"method": "magic"}, "Weights are equal, from a ranking or from points; we do not know 'magic'."),
])  # fmt: skip
def test_weights_that_cannot_be_are_refused_beside_the_fields_and_what_was_typed_stays(asha, room, change, sentence):
    looked, kept = asha.get(place(room), query_string=change), asha.post(place(room), change)
    assert (looked.status_code, kept.status_code) == (200, 422)
    for page in (looked, kept):
        assert f'<p class="ask__error" id="weights-error">{sentence}' in page.text.replace("&#39;", "'")
        assert "all five criteria count the same" in page.text
        for name, value in change.items():
            assert name == "method" or name.startswith("place") or f'name="{name}" value="{value}"' in page.text


def test_a_team_keeps_weights_and_earlier_ones_stay_in_the_list(asha, room):
    answer = asha.post(place(room), PLACES)
    assert answer.status_code == 303
    asha.post(place(room), POINTS)
    page = asha.read(place(room))
    assert "Weights: from the team's points (swing weighting). Of 100: Sources 50" in page
    assert "asha: version 1. Weights: from the team's ranking of the criteria (rank-order centroid)" in page
    assert 'name="points_1" value="100"' in asha.get(place(room)).text


def test_the_first_answer_locks_and_only_a_reason_unlocks_for_one_change(asha, judged):
    page = asha.get(place(judged)).text
    assert "locked by the first answer." in page
    assert "Keep these weights" not in page
    refused = asha.post(place(judged), POINTS)
    assert refused.status_code == 409
    assert "The weights are locked, so nothing was changed." in text(refused)
    empty = asha.post(f"{place(judged)}/unlock", {"reason": " "})
    assert empty.status_code == 422
    assert "Please fill this in." in text(empty)
    assert asha.post(f"{place(judged)}/unlock", {"reason": "Points <b>were</b> swapped."}).status_code == 303
    assert "unlocked: “Points &lt;b&gt;were&lt;/b&gt; swapped.”" in asha.get(place(judged)).text
    assert asha.post(place(judged), POINTS).status_code == 303
    assert asha.post(place(judged), PLACES).status_code == 409


def test_a_team_can_lock_before_anyone_answers(asha, room):
    assert "The weights are open." in asha.read(place(room))
    asha.post(f"{place(room)}/lock")
    assert "asha: locked." in asha.read(place(room))
    assert asha.post(place(room), POINTS).status_code == 409


def test_an_observer_looks_and_changes_nothing(app, database, room):
    with database.writing() as db:
        browser = signed_in(app, db, "olga", review=room.review, role="observer")
    page = browser.get(place(room), query_string=POINTS)
    assert "Sources 50" in text(page)
    for word in ("Keep these weights", "Lock them now", "Unlock for one change"):
        assert word not in page.text


def test_the_token_of_the_form_is_never_in_the_address_of_a_preview(asha, room):
    form = asha.get(place(room)).text.partition("data-weights")[2].partition("</form>")[0]
    assert 'type="hidden" name="csrf_token"' not in form
    assert 'formmethod="post" name="csrf_token"' in form


def test_thresholds_and_weights_say_what_they_would_change(asha, judged):
    page = asha.read(place(judged))
    assert "at least 70 % say yes" in page
    assert "4 Confirmed, half as much again" in page
    assert "How far each rank moves with the weights" in page


def test_what_is_not_assessed_is_never_zero_and_has_its_interval(asha, judged):
    page = asha.get(place(judged)).text
    last = page.partition(">S-4</a>")[2].partition("</tr>")[0]
    assert ".00" not in last.replace("1.00", "")
    assert "not assessed: not shown" in page
    low, high = cell(page, "3-between").split(" – ")
    assert float(low) < float(high)


def test_a_review_without_statements_says_so(app, database):
    with database.writing() as db:
        review, _ = a_review(db, statements=0)
        browser = signed_in(app, db, "asha")
    assert "There are no statements here yet." in browser.read(f"/reviews/{review}/weighting")


def test_the_review_leads_to_both_pages(asha, room):
    page = asha.get(f"/reviews/{room.review}").text
    assert f'href="{place(room)}"' in page
    assert f'href="/reviews/{room.review}/sources"' in page


def test_draws_run_aside_so_that_phones_need_not_wait(app, asha, room):
    import dataclasses

    done = []
    parts = app.extensions["plumbline"]

    def aside(work, *args):
        done.append(work.__name__)
        return parts.aside(work, *args)

    app.extensions["plumbline"] = dataclasses.replace(parts, aside=aside)
    asha.read(place(room))
    assert done == ["worked_out"]
    asha.get(f"/workshops/{room.id}/tidy.zip")
    assert len(done) == 2


def test_a_gate_of_coherence_is_explained_and_keeps_the_incoherent_in_the_last_tier(asha, judged, database):
    from dataclasses import replace

    from app.core.protocol import Protocol
    from app.storage.protocols import ProtocolVersion

    with database.writing() as db:
        db.execute(update(ProtocolVersion).values(body=replace(Protocol(), criterion_5="gates").to_json()))
        db.add(Coherence(statement_id=3, rater="A", value=1, invented=False))
    page = asha.get(place(judged)).text
    assert "Coherence is a gate" in page
    row = page.partition(">S-3</a>")[0].rpartition("<tr>")[2]
    assert '<td class="grid__tier">D</td>' in row


def test_times_are_days(asha, room):
    asha.post(f"{place(room)}/lock")
    assert f"{NOON.date().isoformat()}, asha: locked." in asha.read(place(room))
