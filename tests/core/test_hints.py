"""What in a comment may point to a person, in Latin letters and in Devanagari; and what the hints miss."""

import pytest

from app.core.hints import hints

FOUND = [
    ("Call me on +91 98 765 43210 today", ["number +91 98 765 43210"]),
    ("मेरा नंबर ९८७६५ ४३२१० है", ["number ९८७६५ ४३२१०"]),
    ("Write to asha@example.org.", ["mail asha@example.org"]),
    ("It is on www.example.org/her", ["mail www.example.org/her"]),
    ("Find her as @meera_d", ["mail @meera_d"]),
    ("It was Sunita Devi who said it", ["name Sunita Devi"]),
    ("Meera told me last week", ["name Meera"]),
    ("Nobody came. Kavita said so", ["name Kavita"]),
    ("Dr. Rao refused", ["name Dr. Rao"]),
    ("A girl called Rekha", ["name called Rekha"]),
    ("Her daughter Pooja knows", ["name Her daughter Pooja"]),
    ("She lives near Lakeview, in the north", ["place Lakeview"]),
    ("the camp at rampur was shut", ["place rampur"]),
    ("She was 34 years old", ["age 34 years old"]),
    ("a 17-year-old came alone", ["age 17-year-old"]),
    ("She married at age 15", ["age age 15"]),
    ("वह 34 साल की थी", ["age 34 साल की"]),
    ("ती ३४ वर्षांची होती", ["age ३४ वर्षांची"]),
    ("उम्र: २५", ["age उम्र: २५"]),
    ("श्रीमती सुनीता देवी ने कहा", ["name श्रीमती सुनीता देवी"]),
    ("मीना जी आई थीं", ["name मीना जी"]),
    ("सुनीताताई म्हणाल्या", ["name सुनीताताई"]),
    ("उसका नाम रेखा था", ["name नाम रेखा"]),
    ("रामपुर में", ["place रामपुर"]),
    ("लक्ष्मी नगर थाने के पास", ["place नगर थाने"]),
    ("<b>Meera said</b>", ["name Meera"]),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_what_may_point_to_a_person_is_pointed_at(text: str, found: list[str]) -> None:
    assert [f"{hint.kind} {hint.text}" for hint in hints(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "It depends. I think so",
        "Only 3 of 12 came",
        "Women come on Monday. They said so.",
        "We asked 45 people in 2024",
        "यह हर जगह नहीं होता",
        "असं घडतं, पण नेहमी नाही",
        "It takes 2 years",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert hints(text) == ()


@pytest.mark.parametrize(
    "text",
    ["Meera cannot go home", "her husband the constable", "my only sister", "सुनीता कल आई", "she is thirty-four"],
)
def test_what_no_pattern_can_know_is_not_found_and_a_person_must_read(text: str) -> None:
    assert hints(text) == ()


def test_the_same_words_are_pointed_at_once_and_in_the_order_of_the_text() -> None:
    text = "Then Meera came to Lakeview, and at Lakeview Meera stayed with Dr. Rao"
    assert [hint.text for hint in hints(text)] == ["Meera", "Lakeview", "Lakeview Meera", "Dr. Rao"]


def test_every_hint_stands_in_the_text_as_it_was_written() -> None:
    for text, _ in FOUND:
        assert all(hint.text in text for hint in hints(text))
