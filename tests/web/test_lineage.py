"""The condensed list as pages: chosen, merged, dropped and undone with plain forms, by several people at once."""

import re

import pytest

from app.services import lineage, reviews
from tests.builders import Room
from tests.web.team import Browser, signed_in, text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def room(database):
    """Six configurations; a panel confirmed the first two."""
    with database.writing() as db:
        room = Room(db, statements=6, people=10)
        room.judge(room.rounds[0], [5] * 10)
        room.judge(room.rounds[1], [5, 5, 5, 4, 4, 4, 4, 4, 4, 3])
        room.ids = {line.code: line.id for line in reviews.statements_of(db, room.review)}
        return room


@pytest.fixture
def asha(app, database, room) -> Browser:
    """The browser of the review's owner."""
    with database.writing() as db:
        return signed_in(app, db, "asha")


def place(room, rest=""):
    return f"/reviews/{room.review}/lineage{rest}"


def of(room, *codes):
    return [room.ids[code] for code in codes]


def do(browser, room, act, *codes, seen=None, **more):
    """Press a button of the list with these ticked, as the page shows it now or some steps ago."""
    page = browser.get(place(room)).text
    newest = re.search(r'name="seen" value="(\d+)"', page)[1]
    return browser.post(
        place(room), {"do": act, "of": of(room, *codes), "seen": newest if seen is None else seen, **more}
    )


def write(browser, room, *codes, seen="0", **more):
    fields = {"of": of(room, *codes), "like": room.ids[codes[0]], "seen": seen}
    said = {
        "title": "Far",
        "parts-0": "Women far out",
        "parts-1": "A bus",
        "parts-2": "It is near",
        "parts-3": "They come",
    }
    return browser.post(place(room, "/merge"), fields | said | more)


def sum_of(browser, room):
    return re.search(r'<p class="sum">([^<]+)</p>', browser.get(place(room)).text)[1]


def test_the_sum_of_every_list_adds_up_in_words(asha, room):
    assert sum_of(asha, room) == "6 = 0 kept + 0 merged + 0 dropped + 6 open"
    do(asha, room, "keep", "S-1", "S-2")
    write(asha, room, "S-3", "S-4", seen="1")
    asha.post(place(room, "/drop"), {"of": of(room, "S-5", "S-6"), "reason": "Out of scope.", "seen": "2"})
    assert sum_of(asha, room) == "6 = 2 kept + 2 merged into 1 + 2 dropped"
    page = asha.read(place(room))
    assert "dropped: Out of scope." in page
    assert "merged into C-1" in page
    assert "S-3, S-4 merged into the new text C-1" in page


def test_the_rest_can_be_kept_at_once_and_undone_at_once(asha, room):
    assert do(asha, room, "keep_rest").status_code == 303
    assert sum_of(asha, room) == "6 = 6 kept + 0 merged + 0 dropped"
    assert "Undo: S-1, S-2, S-3, S-4, S-5, S-6 kept" in asha.read(place(room))
    do(asha, room, "undo")
    assert sum_of(asha, room) == "6 = 0 kept + 0 merged + 0 dropped + 6 open"
    assert "2026-03-02, asha: undone: S-1, S-2, S-3, S-4, S-5, S-6 kept" in asha.read(place(room))


def test_merging_shows_the_chosen_beside_each_other_and_begins_with_the_first(asha, room):
    answer = do(asha, room, "merge", "S-2", "S-3")
    assert answer.status_code == 303
    page = asha.get(answer.location).text
    assert "Together they have 2 sources: 1, 2." in page
    assert "Confirmed (9 of 10 yes, 0 no)" in page
    assert re.search(r'name="parts-0"[^>]*>\s*Women far from town</textarea>', page)
    other = re.search(r'href="([^"]+like={}[^"]*)"'.format(room.ids["S-3"]), page)[1].replace("&amp;", "&")
    assert f'name="like" value="{room.ids["S-3"]}"' in asha.get(other).text


def test_a_new_text_has_a_page_that_shows_what_it_inherits_and_takes_a_verdict(asha, room):
    assert write(asha, room, "S-1", "S-2", "S-3").status_code == 303
    link = re.search(r'<a href="([^"]+)">merged into C-1</a>', asha.get(place(room)).text)[1]
    page = asha.read(link)
    assert "C-1 Far" in page
    assert "Confirmed (inherited from 2 of 3)" in page
    assert "Nobody judged this sentence. It comes from 3 sentences, 2 of which were judged." in page
    assert "2 of 3 configurations behind it were judged." in page
    assert "All that were judged are confirmed, and at least half were judged." in page
    assert "Its score is the lowest of theirs, .83; the highest is .86." in page
    assert "Confirmed (10 of 10 yes, 0 no)" in page, "the results of its parents stand beside it"
    assert "Most of the panel say it happens this way" not in page
    names = {"stands": "not_confirmed", "reason": "It claims more.", "first_name": "Asha", "second_name": "Meera"}
    assert asha.post(f"{link}/verdict", names | {"reason": ""}).status_code == 422
    assert asha.post(f"{link}/verdict", names).status_code == 303
    assert "Not confirmed (inherited from 2 of 3)" in asha.read(link)
    assert "The team lowered what the rule suggests." in asha.read(link)


def test_the_page_of_a_configuration_says_how_it_ends(asha, room):
    write(asha, room, "S-1", "S-2")
    asha.post(place(room, "/drop"), {"of": of(room, "S-3"), "reason": "Twice.", "seen": "1"})
    do(asha, room, "keep", "S-4")
    pages = [asha.read(f"/reviews/{room.review}/statements/{each}") for each in of(room, "S-1", "S-3", "S-4", "S-5")]
    for page, said in zip(
        pages,
        (
            "It was merged into C-1.",
            "It is not in the condensed list: Twice.",
            "It is kept in the condensed list as it is.",
            "Nobody has decided yet how it ends",
        ),
        strict=True,
    ):
        assert said in page


def test_a_statement_that_stays_takes_others_in_and_is_kept(asha, room):
    fields = {"of": of(room, "S-1", "S-2", "S-3"), "into": room.ids["S-2"], "seen": "0"}
    assert asha.post(place(room, "/merge"), fields).status_code == 303
    assert sum_of(asha, room) == "6 = 1 kept + 2 merged into 1 + 0 dropped + 3 open"
    page = asha.read(f"/reviews/{room.review}/statements/{room.ids['S-2']}")
    assert "What was merged into it, each with its own result" in page
    do(asha, room, "undo")
    do(asha, room, "undo")
    assert sum_of(asha, room) == "6 = 0 kept + 0 merged + 0 dropped + 6 open"


def test_further_configurations_can_go_into_a_text_that_is_there(asha, room, database):
    write(asha, room, "S-1", "S-2")
    with database.reading() as db:
        text_id = next(id for id in lineage.parents_of(db, room.review))
    assert f'<option value="{text_id}">C-1 Far' in asha.get(place(room, f"/merge?of={room.ids['S-3']}")).text
    asha.post(place(room, "/merge"), {"of": of(room, "S-3"), "into": text_id, "seen": "1"})
    assert sum_of(asha, room) == "6 = 0 kept + 3 merged into 1 + 0 dropped + 3 open"
    assert "inherited from 2 of 3" in asha.read(place(room))


def test_only_those_that_end_in_one_way_can_be_shown(asha, room):
    do(asha, room, "keep", "S-1")
    rows = re.findall(r'id="code-(\d+)"', asha.get(place(room, "?only=kept")).text)
    assert rows == [str(room.ids["S-1"])]
    assert "None ends this way." in asha.read(place(room, "?only=dropped"))
    assert len(re.findall(r'id="code-\d+"', asha.get(place(room, "?only=nonsense")).text)) == 6


def test_of_two_people_the_slower_is_told_and_loses_nothing_she_typed(app, database, asha, room):
    with database.writing() as db:
        meera = signed_in(app, db, "meera", review=room.review, role="analyst")
    write(asha, room, "S-1", "S-2")
    late = write(meera, room, "S-2", "S-3", title="My <b>own</b> words")
    assert late.status_code == 409
    assert "asha changed this a moment ago. Nothing was lost; this is how it stands now." in text(late)
    assert "My &lt;b&gt;own&lt;/b&gt; words" in late.text
    again = write(meera, room, "S-2", "S-3", seen=re.search(r'name="seen" value="(\d+)"', late.text)[1])
    assert again.status_code == 422
    assert "S-2 was merged into C-1 already. Leave it open again first." in text(again)
    late = meera.post(place(room, "/drop"), {"of": of(room, "S-1"), "reason": "My reason.", "seen": "0"})
    assert (late.status_code, "My reason." in late.text) == (409, True)
    undone = do(meera, room, "undo", seen="0")
    assert undone.status_code == 409
    assert sum_of(asha, room) == "6 = 0 kept + 2 merged into 1 + 0 dropped + 4 open"
    assert do(meera, room, "keep", "S-5", seen="0").status_code == 303, "nobody touched this one"


def test_what_cannot_be_done_is_said_on_the_page_and_the_ticks_stay(asha, room):
    refused = do(asha, room, "keep")
    assert (refused.status_code, "Choose at least one configuration first." in text(refused)) == (422, True)
    for act in ("merge", "drop", "reopen", "nonsense", ""):
        assert "Choose at least one configuration first." in text(do(asha, room, act)), act
    do(asha, room, "keep", "S-1")
    refused = do(asha, room, "keep", "S-1", "S-2", seen="0")
    assert refused.status_code == 409
    ticked = [int(each) for each in re.findall(r'name="of" value="(\d+)"[^>]* checked', refused.text)]
    assert ticked == of(room, "S-1", "S-2")
    assert do(asha, room, "undo").status_code == 303
    assert "There is nothing to undo." in text(do(asha, room, "undo"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"parts-0": " ", "parts-1": "", "parts-2": "", "parts-3": ""}, "Please write what the merged statement says."),
        ({"parts-0": "x" * 2_001}, "This is 2001 characters; at most 2000 fit."),
        ({"title": "x" * 201}, "This is 201 characters; at most 200 fit."),
        ({"into": "999"}, "This is no configuration of the long list."),
    ],
)
def test_a_text_that_cannot_be_kept_comes_back_with_what_was_typed(asha, room, fields, sentence):
    answer = write(asha, room, "S-1", "S-2", **fields)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "It is near" in answer.text or "parts-2" in fields
    assert sum_of(asha, room) == "6 = 0 kept + 0 merged + 0 dropped + 6 open"


def test_dropping_needs_a_reason(asha, room):
    answer = asha.post(place(room, "/drop"), {"of": of(room, "S-1"), "reason": " ", "seen": "0"})
    assert (answer.status_code, "Please fill this in." in text(answer)) == (422, True)


def test_statements_of_another_review_are_nobodys_here(asha, room, database):
    with database.writing() as db:
        other = Room(db, statements=1)
        foreign = reviews.statements_of(db, other.review)[0].id
    for path in ("", "/merge", "/drop"):
        fields = {"do": "keep", "of": foreign, "reason": "Mine.", "like": foreign, "parts-0": "Mine", "seen": "0"}
        answer = asha.post(place(room, path), fields)
        assert answer.status_code == 422, path
        assert "no configuration" in text(answer) or "Choose at least one" in text(answer)
    assert sum_of(asha, room) == "6 = 0 kept + 0 merged + 0 dropped + 6 open"


def test_an_observer_reads_and_has_no_button(app, database, room):
    with database.writing() as db:
        browser = signed_in(app, db, "olga", review=room.review, role="observer")
    page = browser.get(place(room)).text
    assert "6 = 0 kept" in page
    assert 'name="do"' not in page
    assert 'type="checkbox"' not in page


def test_hostile_words_stay_words(asha, room):
    hostile = "<script>alert(1)</script>{{ 7*7 }}%(n)s"
    write(asha, room, "S-1", title=hostile, **{"parts-0": hostile})
    asha.post(place(room, "/drop"), {"of": of(room, "S-2"), "reason": hostile, "seen": "1"})
    page = asha.get(place(room))
    assert "<script>alert" not in page.text
    assert text(page).count(hostile) >= 2


def test_the_weighting_has_a_switch_between_both_lists(asha, room):
    weighting = f"/reviews/{room.review}/weighting"
    assert "Which list" not in asha.get(weighting).text
    write(asha, room, "S-1", "S-2", "S-3")
    do(asha, room, "keep", "S-4")
    page = asha.get(weighting).text
    assert "the top is the first 2." in page, "as many as the condensed list has"
    assert "As many as the condensed list has" in page
    condensed = asha.get(f"{weighting}?list=condensed&by=rank")
    assert re.findall(r">([SC]-\d)</a>\s", condensed.text) == ["S-4", "C-1"]
    assert "the top is the first 1." in condensed.text
    assert "it inherits the lowest score of those that were judged" in text(condensed)
    assert "it inherits the lowest score" not in page
    assert "Confirmed (inherited from 2 of 3)" in text(condensed)
    assert '<input type="hidden" name="list" value="condensed">' in condensed.text
    assert all("list=condensed" in link for link in re.findall(r'href="([^"]*by=[a-z]+[^"]*)"', condensed.text))


def test_an_empty_condensed_list_says_so(asha, room):
    page = asha.read(f"/reviews/{room.review}/weighting?list=condensed")
    assert "It is empty until the first configuration is kept or merged." in page


def test_a_plan_offers_the_texts_of_the_condensed_list_for_a_round_of_their_own(asha, room):
    plan = f"/reviews/{room.review}/workshops/new"
    assert "Condensed list" not in asha.read(plan)
    assert "Plan a round" not in asha.read(place(room))
    write(asha, room, "S-1", "S-2")
    assert f'href="{plan}?list=condensed"' in asha.get(place(room)).text
    assert "C-1 Far" in asha.read(plan)
    ticked = re.findall(
        r'name="versions" value="\d+" id="version-(\d+)" checked', asha.get(f"{plan}?list=condensed").text
    )
    assert len(ticked) == 1
    link = re.search(r'<a href="([^"]+)">merged into C-1</a>', asha.get(place(room)).text)[1]
    do(asha, room, "undo")
    assert "C-1 Far" not in asha.read(plan)
    assert "nothing is merged into it now" in asha.read(link)


def test_the_review_leads_to_the_condensed_list(asha, room):
    assert f'href="{place(room)}"' in asha.get(f"/reviews/{room.review}").text


def test_who_forgot_the_reason_still_hears_that_somebody_was_faster(asha, room):
    do(asha, room, "keep", "S-3")
    forgot = asha.post(place(room, "/drop"), {"of": of(room, "S-3"), "seen": "0", "reason": ""})
    assert forgot.status_code == 422
    assert 'name="seen" value="0"' in forgot.text
    slower = asha.post(place(room, "/drop"), {"of": of(room, "S-3"), "seen": "0", "reason": "Out of scope."})
    assert slower.status_code == 409
