"""The five criteria in Word: what they are called, and a grade of one of them."""

from exports.word.tables import NONE

CRITERIA = ("1 Sources", "2 Data and theory", "3 Thick evidence", "4 Confirmed", "5 Coherence")


def grade(value: float | None) -> str:
    """A grade or a weight from 0 to 1 as a whole number of 100. What was not assessed is no zero."""
    return NONE if value is None else str(int(100 * value + 0.5))
