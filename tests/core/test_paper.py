"""How an answer on paper is typed."""

import pytest

from app.core.ballots import Abstention, Answer
from app.core.errors_desk import SheetUnreadable
from app.core.paper import read_typed


@pytest.mark.parametrize(("text", "answer"), [
    ("45", Answer(4, 5)),
    (" 45 ", Answer(4, 5)),
    ("25 x2", Answer(2, 5, parts=(2,))),
    ("25 C3 x2 x2", Answer(2, 5, parts=(2, 3), if_changed=(3,))),
    ("u x4", Answer(abstained=Abstention.UNCLEAR, parts=(4,))),
    ("4-", Answer(4, None)),
    ("-5", Answer(None, 5)),
    ("--", Answer()),
    ("o", Answer(abstained=Abstention.OUTSIDE)),
    ("U", Answer(abstained=Abstention.UNCLEAR)),
    ("", None),
    ("   ", None),
])  # fmt: skip
def test_two_figures_are_an_answer(text, answer):
    assert read_typed(text, code="S-1", points=5, positions=frozenset({1, 2, 3, 4})) == answer


@pytest.mark.parametrize(
    "text",
    [
        "4",
        "456",
        "46",
        "04",
        "60",
        "x",
        "oo",
        "4o",
        "\u0664\u0665",
        "²³",
        "4_",
        "=1",
        "4 5",
        "45 x",
        "45 x5",
        "45 y1",
        "45 x02",
        "x2",
    ],
)
def test_what_cannot_be_read_is_said_with_its_statement_and_how_to_mend_it(text):
    with pytest.raises(SheetUnreadable) as refused:
        read_typed(text, code="S-7", points=5, positions=frozenset({1, 2, 3, 4}))
    assert f'Statement S-7: we read "{text}". Write two figures from 1 to 5' in refused.value.say


def test_nine_points_have_nine_figures():
    assert read_typed("99", code="S-1", points=9) == Answer(9, 9)
