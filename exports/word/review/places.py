"""Where things stand: the headings of the methods appendix, and those of the review summary that it points at."""

METHODS_PARAGRAPH = "The methods paragraph"
WHO = "Who took part, and how the days went"
RULES_HEADING = "The rules in words, with every threshold"
DEVIATIONS_HEADING = "Changes to the rules after the first answer"
LIMITS_HEADING = "Limits"
INSTRUMENT_HEADING = "Appendix: the wording in all languages"

HERE, SUMMARY = "This document", "Review summary"


def _place(document: str, heading: str) -> str:
    return f"{document}: “{heading}”"


PARAGRAPH = _place(HERE, METHODS_PARAGRAPH)
PEOPLE = _place(HERE, WHO)
RULES = _place(HERE, RULES_HEADING)
DEVIATIONS = _place(HERE, DEVIATIONS_HEADING)
LIMITS = _place(HERE, LIMITS_HEADING)
WORDING = _place(HERE, INSTRUMENT_HEADING)
RESULTS = f"{SUMMARY}: “In short” and the tables of statements"
SOURCES = f"{SUMMARY}: the columns of sources and criteria"
CHANGES = _place(SUMMARY, "What changed because of the panels")
WEIGHTING = _place(SUMMARY, "The weighting, and how firm it is")
