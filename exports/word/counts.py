"""Counts in words, as finely as they may be shown. Counts of people only: no percentages, no decimals."""

from collections.abc import Sequence

from app.core.agreement import disagreement_index
from app.core.confirmation import Class, Confirmation
from app.core.disclosure import Detail, ShownCounts, shown_counts
from app.core.report import ReportStatement
from app.core.report_rounds import ReportRound
from app.core.scales import NINE, Scale, Third
from app.core.wordings import HEADINGS, class_in_words
from app.core.workshops import RoundState

TOO_FEW = "too few answers to show"
Thirds = tuple[int, int, int]
ORDER = (Third.BOTTOM, Third.MIDDLE, Third.TOP)


def thirds_of(counts: Sequence[int], scale: Scale) -> Thirds | None:
    """No, in between and yes; None where too few people answered to show any count."""
    return thirds(shown_counts(counts, scale), scale)


def thirds(shown: ShownCounts, scale: Scale) -> Thirds | None:
    """No, in between and yes; None where no count may be shown."""
    if shown.detail is Detail.TOO_FEW:
        return None
    if shown.detail is Detail.THIRDS:
        no, between, yes = shown.values
        return no, between, yes
    points = [scale.third(point) for point in range(1, scale.points + 1)]
    no, between, yes = (
        sum(count for count, third in zip(shown.values, points, strict=True) if third is wanted) for wanted in ORDER
    )
    return no, between, yes


def in_words(counts: Sequence[int], scale: Scale, *, high: str = "yes", low: str = "no") -> str:
    """Such as "9 of 11 yes, 1 in between, 1 no"."""
    found = thirds_of(counts, scale)
    if found is None:
        return TOO_FEW
    no, between, yes = found
    return f"{yes} of {sum(found)} {high}, {between} in between, {no} {low}"


def result_in_words(confirmation: Confirmation, stands: Class, scale: Scale) -> str:
    """A class with its counts; where those may not be shown, with that said in their place."""
    lacking = stands is Class.INSUFFICIENT_DATA
    if lacking or thirds_of(confirmation.counts_plausibility, scale):
        return class_in_words(confirmation, stands)
    return f"{HEADINGS[stands]} ({TOO_FEW})"


def answers_of(statement: ReportStatement, scale: Scale) -> list[str]:
    """What was counted for a statement: plausibility, the ways not to judge, relevance, and what was said before."""
    found = statement.confirmation
    if found is None or not found.was_shown:
        return ["Not closed yet"]
    lines = [in_words(found.counts_plausibility, scale)]
    if lines != [TOO_FEW]:
        lines += [f"{found.abstained} could not judge it"] if found.abstained else []
        lines.append(f"Matters: {in_words(found.counts_relevance, scale, high='much', low='little')}")
    lines += index_of(found.counts_plausibility, scale)
    earlier = [round for round in statement.rounds if is_closed(round)][:-1]
    return lines + [f"Before the talk: {in_words(ratings_of(round, scale), scale)}" for round in earlier]


def index_of(counts: Sequence[int], scale: Scale) -> list[str]:
    """The disagreement index, on nine points and where these may be shown one by one; it decides nothing."""
    if scale != NINE or shown_counts(counts, scale).detail is not Detail.COUNTS:
        return []
    ratings = [point for point, people in enumerate(counts, start=1) for _person in range(people)]
    return [f"Disagreement index {disagreement_index(ratings).index:.2f}; above 1 a panel disagrees"]


def is_closed(round: ReportRound) -> bool:
    """Whether a round has been closed and is not open again."""
    return round.state in (RoundState.CLOSED, RoundState.REVEALED)


def ratings_of(round: ReportRound, scale: Scale) -> tuple[int, ...]:
    """The ratings of plausibility of one round, per point; late ballots left out."""
    given = (ballot.plausibility for ballot in round.ballots if not ballot.late)
    return scale.counts(rating for rating in given if rating is not None)
