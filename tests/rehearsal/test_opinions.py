"""The simulated panel: the same seed holds the same opinions, and they are such as real people send."""

from collections import Counter

from app.core.ballots import Abstention
from app.core.rehearsal import panel, react

CODES = [f"WHE-{number:02}" for number in range(1, 41)]
PARTS = (1, 2, 3, 4)


def afternoon(seed, people=30, number=1):
    return [react(seed, person, code, PARTS, number=number) for code in CODES for person in panel(seed, people)]


def last_answers(reactions):
    return [reaction.answers[-1][1] for reaction in reactions if not reaction.skips]


def test_the_same_seed_holds_the_same_opinions():
    assert afternoon(7) == afternoon(7)


def test_another_seed_is_another_panel():
    assert afternoon(7) != afternoon(8)


def test_a_bigger_panel_begins_with_the_same_people():
    assert panel(3, 200)[:30] == panel(3, 30)


def test_ratings_stay_on_the_scale_and_objections_in_the_statement():
    for answer in last_answers(afternoon(1)):
        assert answer.plausibility in {None, 1, 2, 3, 4, 5}
        assert answer.relevance in {None, 1, 2, 3, 4, 5}
        assert set(answer.if_changed) <= set(answer.parts) <= set(PARTS)


def test_who_abstains_does_not_rate():
    abstained = [answer for answer in last_answers(afternoon(1)) if answer.abstained]
    assert {answer.abstained for answer in abstained} == set(Abstention)
    assert all(answer.plausibility is None and answer.relevance is None for answer in abstained)


def test_every_answer_ends_whole():
    assert all(answer.is_whole for answer in last_answers(afternoon(1)))


def test_a_room_is_lively():
    reactions = afternoon(1)
    ratings = Counter(answer.plausibility for answer in last_answers(reactions))
    assert all(ratings[point] > 40 for point in (1, 2, 3, 4, 5))
    assert any(reaction.skips for reaction in reactions)
    assert any(reaction.remark for reaction in reactions)
    assert any(reaction.goes_out for reaction in reactions)
    assert any(len(reaction.answers) == 3 for reaction in reactions)


def test_after_the_talk_some_have_moved_and_most_have_not():
    before, after = (
        {
            (code, person.number): react(1, person, code, PARTS, number=number).answers
            for code in CODES
            for person in panel(1, 30)
        }
        for number in (1, 2)
    )
    both = [key for key in before if before[key] and after[key]]
    moved = sum(before[key][-1][1].plausibility != after[key][-1][1].plausibility for key in both)
    assert 0.05 < moved / len(both) < 0.5


def test_a_statement_without_parts_draws_no_objection():
    answers = [react(1, person, "X", (), number=1).answers[-1:] for person in panel(1, 60)]
    assert all(not answer.parts for taps in answers for _, answer in taps)
