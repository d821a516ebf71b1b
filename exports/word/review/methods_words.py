"""The methods paragraph, written from the record. What the record lacks is a gap, never a guess."""

from collections.abc import Iterator
from statistics import median

from app.core.error_rates import Shares, chance_confirmed
from app.core.instrument import Question
from app.core.review_report import ReviewReport, ReviewWorkshop
from app.core.rule_words import AND_RELEVANT, CONFIRMED
from exports.word.opening import day
from exports.word.quotations import NAMES
from exports.word.review.changes import decided, raised_and_lowered
from exports.word.review.gaps import gap

SPLIT: Shares = (0.45, 0.15, 0.40)  # yes, between, no: a profession that does not agree
WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def held(report: ReviewReport) -> list[ReviewWorkshop]:
    """The workshops in which a statement was opened."""
    return [each for each in report.workshops if each.put]


def methods_paragraphs(report: ReviewReport, appendix: str) -> Iterator[str]:
    """The paragraphs, in order: one for each workshop, then what holds for all. `appendix` holds the wording."""
    for each in held(report):
        yield " ".join(_of_workshop(each))
    if not held(report):
        yield gap("no workshop has been held yet: dates, people, place")
    yield " ".join((*_asked(report, appendix), *_rules(report)))
    yield " ".join(_people(report))


def _of_workshop(each: ReviewWorkshop) -> Iterator[str]:
    sitting = each.sitting
    when = day(sitting.started_at) if sitting.started_at else gap("date")
    invited = gap("how many were invited") if sitting.day.invited is None else str(sitting.day.invited)
    again = f", {each.asked_twice} of them again after talk" if each.asked_twice else ""
    yield (
        f"On {when} {sitting.attended} of {invited} invited practitioners ({_groups(each)}) judged {each.put} "
        f"{'statement' if each.put == 1 else 'statements'}{again} at {sitting.site or gap('place')}, {_mode(each)}, "
        f"in {_languages(each)}; {_read_aloud(each)}."
    )
    selection = sitting.day.selection or gap("how people were chosen")
    yield f"How people were chosen: {_ended(selection)}"
    if each.on_paper:
        yield f"{each.on_paper} answers were given on paper and typed in by the team."


def _groups(each: ReviewWorkshop) -> str:
    people = each.sitting.people
    if not people:
        return gap("the groups they spoke from")
    names = ", ".join(name for name, _ in people)
    if any(many is None for _, many in people):
        return f"{names}; numbers by group are held back, one is too small"
    return ", ".join(f"{name} {many}" for name, many in people)


def _mode(each: ReviewWorkshop) -> str:
    if each.self_paced == each.put:
        return "at their own pace on their own phones"
    if each.self_paced:
        return f"on their own phones, {each.self_paced} at their own pace and the others one at a time in the room"
    return "one at a time in the room, on their own phones"


def _languages(each: ReviewWorkshop) -> str:
    if not each.languages:
        return gap("the languages")
    shown = all(many is not None for _, many in each.languages)
    said = (f"{NAMES.get(code, code)} {many}" if shown else NAMES.get(code, code) for code, many in each.languages)
    return ", ".join(said) + ("" if shown else " (numbers are held back: one language had too few readers)")


def _read_aloud(each: ReviewWorkshop) -> str:
    if not each.read_aloud:
        return f"{WORDS[0]} was marked as read aloud"
    said = (f"{many} in {NAMES.get(code, code)}" for code, many in each.read_aloud)
    return f"statements read aloud: {', '.join(said)}"


def _asked(report: ReviewReport, appendix: str) -> Iterator[str]:
    asked = report.asked
    yield f"Plausibility was asked as “{asked.plausibility.full}” with {_labelled(asked.plausibility)}"
    yield f"and relevance as “{asked.relevance.full}” with {_labelled(asked.relevance)};"
    yield f"people could also say “{asked.outside}” or “{asked.unclear}”."
    yield f"The wording in all languages is in {appendix}."
    yield "Answers were anonymous to everyone, the facilitators included, and hidden until closing."


def _labelled(question: Question) -> str:
    many = len(question.labels)
    return f"{WORDS[many] if many < len(WORDS) else many} labelled answers"


def _rules(report: ReviewReport) -> Iterator[str]:
    before = f"before the first answer on {day(report.frozen_at)}," if report.frozen_at else "before any answer,"
    changed = len(report.deviations)
    then = f"changed {_times(changed)} since, with reasons" if changed else "not changed"
    yield f"Rules were fixed on {day(report.fixed_at)} (SHA-256 {report.protocol_hash[:12]}), {before} and {then}."
    said = [CONFIRMED[report.protocol.rule], *([AND_RELEVANT] * ("relevance" in report.protocol.required))]
    rule = " ".join(said).removeprefix("Confirmed: ")
    yield f"A statement was called confirmed by this rule: {rule}"
    yield false_confirmation(report)


def false_confirmation(report: ReviewReport) -> str:
    """How often the rule would confirm what a split profession says, at the usual number of answers."""
    answers = [each.counts.n for each in report.judged if each.counts.n]
    n = int(median(answers)) if answers else 0
    if n < report.protocol.min_ratings:
        return f"{gap('how often the rule would confirm a split panel: too few answers yet')}."
    often = round(100 * chance_confirmed(n, SPLIT, report.protocol)) or "fewer than 1"
    return (
        f"With {n} answers, the median here, this rule would call a panel confirmed in {often} of 100 cases if its "
        "people came from a profession split 45/15/40 between yes, in between and no."
    )


def _people(report: ReviewReport) -> Iterator[str]:
    led = max((each.sitting.facilitators for each in held(report)), default=0)
    if led:
        wrote = max(each.authors for each in held(report))
        yield (
            f"{'One person' if led == 1 else f'Up to {led} people'} led a workshop; {wrote} of them wrote texts for "
            f"the condensed list or changed texts in a room. {gap('how many of them had co-written the statements')}."
        )
    raised, lowered = raised_and_lowered(report)
    yield (
        f"Two named people of the team decided {decided(report)} of {len(report.judged)} statements after reading the "
        f"comments; the verdict differed from the rule for {raised + lowered} ({raised} raised, {lowered} lowered, "
        "listed in the review summary)."
    )
    yield "The panels were invited, not sampled; counts describe these people only."


def _times(many: int) -> str:
    return "once" if many == 1 else f"{many} times"


def _ended(text: str) -> str:
    return text if text.endswith((".", "]", "।", "!", "?")) else f"{text}."
