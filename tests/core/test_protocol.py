"""The protocol of a review."""

import json
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from app.core.errors import WorkshopError
from app.core.protocol import NoProtocol, Protocol, explained, protocol_hash, unwritten
from app.core.rule_words import rule_in_words
from app.core.thresholds import OutOfRange


def test_a_protocol_comes_back_from_its_json_as_it_was() -> None:
    protocol = Protocol(scale="nine", required=("plausibility",), weight_cap=1.5, smallest_cell=3)
    assert Protocol.from_json(protocol.to_json()) == protocol


def test_equal_rules_have_equal_hashes() -> None:
    assert protocol_hash(Protocol(weight_cap=2.0)) == protocol_hash(Protocol(weight_cap=2))


def test_every_field_moves_the_hash() -> None:
    others = {
        "scale": "nine", "required": ("plausibility",), "rule": "comet-70-15", "groups": "equal_group",
        "late": "count", "carry_first_round": False, "criterion_4": "class", "criterion_5": "gates",
        "min_answered_share": 0.4, "max_abstained_share": 0.4, "questioned_share": 0.4, "thick_share": 0.4,
        "min_ratings": 6, "weight_cap": 3, "smallest_cell": 6, "questioned_people": 3, "small_panel": 9,
        "several_sources": 3, "changed_people": 3, "moved_people": 2, "moved_share": 0.2, "coherent_from": 2.5,
        "coherence_apart": 3,
    }  # fmt: skip
    assert others.keys() == {field.name for field in fields(Protocol)}
    hashes = {protocol_hash(replace(Protocol(), **{name: value})) for name, value in others.items()}
    assert len(hashes | {protocol_hash(Protocol())}) == len(others) + 1


# A protocol as every review had it before the first of the later fields, and the hash that was printed with it.
EARLIER = (
    '{"carry_first_round":true,"criterion_4":"score","criterion_5":"breaks_ties","groups":"equal_person",'
    '"late":"leave_out","max_abstained_share":0.5,"min_answered_share":0.5,"min_ratings":5,"questioned_people":2,'
    '"questioned_share":0.25,"required":["plausibility","relevance"],"rule":"rand-ucla","scale":"five",'
    '"several_sources":2,"small_panel":8,"smallest_cell":5,"thick_share":0.5,"weight_cap":2}'
)


def test_an_earlier_protocol_reads_with_the_values_that_held_then_and_keeps_its_hash() -> None:
    read = Protocol.from_json(EARLIER)
    assert read == Protocol()
    assert unwritten() == {
        "changed_people": 2, "moved_people": 1, "moved_share": 0.15, "coherent_from": 3, "coherence_apart": 2
    }  # fmt: skip
    assert all(getattr(read, name) == value for name, value in unwritten().items())
    assert read.to_json() == EARLIER
    assert protocol_hash(read) == "20143d9f3b65cd2388ad71f16603d83003ccff812e54530c5fbf09433cb96122"


def test_a_later_field_is_written_where_it_is_not_as_it_always_was() -> None:
    stricter = Protocol(moved_share=0.3)
    assert json.loads(stricter.to_json())["moved_share"] == 0.3
    assert Protocol.from_json(stricter.to_json()) == stricter


def test_a_protocol_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Protocol().min_ratings = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"scale": "seven"}, "“scale” takes one of five, nine, three; this says 'seven'."),
        ({"min_ratings": 4}, "“min_ratings” takes a whole number from 5 to 15; this says 4."),
        ({"min_ratings": 5.0}, "“min_ratings” takes a whole number"),
        ({"min_ratings": True}, "“min_ratings” takes a whole number"),
        ({"smallest_cell": 2}, "“smallest_cell” takes a whole number from 3 to 15; this says 2."),
        ({"weight_cap": 0.5}, "“weight_cap” takes a number from 1 to 5; this says 0.5."),
        ({"weight_cap": True}, "“weight_cap” takes a number"),
        ({"questioned_share": "a quarter"}, "“questioned_share” takes a number"),
        ({"min_answered_share": None}, "“min_answered_share” takes a number from 0 to 1"),
        ({"rule": "majority"}, "“rule” takes one of rand-ucla"),
        ({"required": []}, "“required” takes plausibility alone, or plausibility and relevance"),
        ({"required": ["relevance"]}, "“required” takes plausibility alone"),
        ({"carry_first_round": 1}, "“carry_first_round” takes true or false"),
        ({"majority": 0.6}, "A protocol has no field called majority."),
    ],
)
def test_a_protocol_that_cannot_be_used_says_which_field_and_why(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(WorkshopError) as refused:
        Protocol.from_json(json.dumps(values))
    assert refused.value.say.startswith(sentence)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "5", "null", '{"weight_cap": NaN}', '{"weight_cap": 1e400}', f'{{"min_ratings": 1{"0" * 400}}}',
     f'{{"min_ratings": 1{"0" * 9999}}}', f'{{"scale": "{"x" * 100_000}"}}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_protocol_is_refused(text: str) -> None:
    with pytest.raises((NoProtocol, OutOfRange)):
        Protocol.from_json(text)


def test_every_field_gives_a_reason_and_a_source() -> None:
    for each in explained(Protocol()):
        assert each.value == each.default
        assert each.allowed
        assert each.reason.endswith(".")
        assert each.source


def test_the_rule_is_six_lines_for_people() -> None:
    lines = rule_in_words(Protocol(min_ratings=6))
    assert len(lines) == 6
    assert "at least 6 ratings" in lines[0]
    assert "50 % of those present" in lines[0]
    assert "how much it matters" in lines[2]


def test_the_rule_names_its_per_cents_and_leaves_out_what_is_not_asked() -> None:
    confirmed = rule_in_words(Protocol(rule="percent-75", required=("plausibility",)))[2]
    assert confirmed == "Confirmed: at least 75 % of the ratings say yes."


def test_the_rule_can_be_said_in_another_language() -> None:
    heard: dict[str, str] = {}
    rule_in_words(Protocol(), say=lambda text: heard.setdefault(text, text))
    assert any("%(min_ratings)d" in text for text in heard)
