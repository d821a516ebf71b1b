"""A statement is ordered parts, and reads as sentences."""

from app.core.statements import Part, PartKind, wording_of


def parts(*texts):
    kinds = [PartKind.CONTEXT, PartKind.RESOURCE, PartKind.REASONING, PartKind.OUTCOME]
    return [
        Part(position, kind, text) for position, (kind, text) in enumerate(zip(kinds, texts, strict=False), start=1)
    ]


def test_the_parts_joined_are_what_a_panel_reads():
    assert wording_of(parts("Survivors with few connections", "Chances to connect")) == (
        "Survivors with few connections. Chances to connect."
    )


def test_a_part_that_ends_by_itself_gets_no_second_full_stop():
    assert wording_of(parts("They live alone.", "साथ मिलता है।")) == "They live alone. साथ मिलता है।"


def test_words_before_a_part_are_read_with_it():
    assert wording_of([Part(1, PartKind.CONTEXT, "nobody asks", lead="When")]) == "When nobody asks."


def test_a_statement_without_parts_says_nothing_by_itself():
    assert wording_of([]) == ""
