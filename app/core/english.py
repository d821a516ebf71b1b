"""The instrument in English, as Plumbline brings it: words for each scale. A review can change every one of them.

Nine points are numbers with words at both ends and for each third, as in the RAND/UCLA Appropriateness Method; to a
screen reader and in print every point is named. Of three and five points each is put in words.
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.core.instrument import Instrument, Question, Status, labels
from app.core.instrument_scales import numbered, on

FIVE = Instrument(
    language="en",
    status=Status.APPROVED,
    plausibility=Question(
        full="From what you know of this work, does it happen this way?",
        page="Does it happen this way?",
        labels=labels(
            ("No", "No, it does not happen this way"),
            ("Mostly no", "Mostly it does not"),
            ("Sometimes", "Sometimes it does, sometimes not"),
            ("Mostly yes", "Mostly it does"),
            ("Yes", "Yes, it happens this way"),
        ),
    ),
    relevance=Question(
        full="How much does this matter for your work?",
        page="How much does this matter for your work?",
        labels=labels("Not at all", "A little", "Somewhat", "Much", "Very much"),
    ),
    depends="What does it depend on?",
    outside="Outside my experience",
    unclear="The sentence is not clear to me",
    which_part="Which part does not fit?",
    if_changed="It would be right if changed",
    parts={
        "intervention": "The programme",
        "context": "The situation",
        "actor": "The people",
        "mechanism": "How it works",
        "resource": "What is there, or missing",
        "reasoning": "How people respond",
        "outcome": "What comes of it",
    },
    hints={
        "context": "who, where, when",
        "actor": "who acts, or is reached",
        "reasoning": "think, feel, decide",
    },
    notice=(
        "Before you start",
        (
            "%(organisation)s asks people who do this work whether statements from research hold true. It takes "
            "about %(minutes)s minutes."
        ),
        (
            "The statements are about %(about)s. Some may be hard to read. You can skip any of them, take a break, "
            "or leave. You need not say why, and nothing happens if you do."
        ),
        "We keep",
        (
            "your answers, what you write, the group you choose, your language, and the time. We do not ask your "
            "name or number."
        ),
        "Who sees it.",
        (
            "Only the review team (%(team)s) reads what you write. Nobody, not your manager and not the "
            "facilitator, is shown who gave which answer. Reports give counts. We may quote a comment without "
            "name or group."
        ),
        "In a small room somebody may still guess.",
        (
            "So write nothing that points to you or to anyone you work with, and please keep what is said here to "
            "yourself."
        ),
        (
            "You can change an answer while it is open, and have everything removed until %(date)s: keep the code "
            "you are shown."
        ),
        "Help today: %(name)s, %(phone)s.",
        "Questions or complaints: %(name)s.",
        "Ethics approval %(number)s.",
        "I agree and want to take part",
        "No, thank you",
    ),
)


THREE = on(
    FIVE,
    labels(
        ("No", "No, it does not happen this way"),
        ("Sometimes", "Sometimes it does, sometimes not"),
        ("Yes", "Yes, it happens this way"),
    ),
    labels(("Little", "Little or not at all"), "Somewhat", ("Much", "Much or very much")),
)

_HAPPENS, _MATTERS = ("No", "Sometimes", "Yes"), ("Little", "Somewhat", "Much")
NINE = on(
    FIVE,
    numbered(
        _HAPPENS,
        low="No, it does not happen this way",
        middle="Sometimes it does, sometimes not",
        high="Yes, it happens this way",
    ),
    numbered(_MATTERS, low="Little or not at all", middle="Somewhat", high="Much, or very much"),
    _HAPPENS,
    _MATTERS,
)

ENGLISH: Mapping[str, Instrument] = MappingProxyType({"three": THREE, "five": FIVE, "nine": NINE})
"""By the name of the scale."""
