"""The plain summary: two pages for those who answered, in English, Hindi or Marathi."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from docx.document import Document as Paper
from docx.shared import Cm

from app.core.brought import to_begin_with
from app.core.classes import Class
from app.core.instrument import Instrument, in_language
from app.core.instrument_texts import texts_of
from app.core.review_report import ReviewReport, ReviewStatement, ReviewWorkshop
from app.core.text import clean
from exports.progress import through
from exports.word.counts import thirds
from exports.word.finishing import about, finish, paper_of_review
from exports.word.opening import bullets, in_utc
from exports.word.paper import COMPLEX, write
from exports.word.review.changes import raised_and_lowered
from exports.word.review.methods_words import held
from exports.word.review.plain_words import PLAIN, PlainWords
from exports.word.tables import Heading, add_row, new_table, numbers

ROOMS, TOPICS, CONTACTS = 3, 5, 2
"""What fits on two pages: workshops, topics, people to ask and days. What is beyond is counted, or asked for."""

MARGIN = Cm(1.5)

LONGEST, NOTE, TITLE, NAME = 280, 240, 90, 27
"""Characters of a sentence that may be an example, of the review's note and title, and of a name in a table."""


def render(report: ReviewReport, language: str = "en") -> bytes:
    """The plain summary as .docx. A language it is not written in raises KeyError."""
    words = PLAIN[language]
    told = about(report, words.title, COMPLEX.get(language, "en-GB"))
    paper = paper_of_review(report, told)
    paper.sections[0].top_margin = paper.sections[0].bottom_margin = MARGIN
    for add in through(CHAPTERS):
        add(paper, report, words)
    footer = (_cut(report.review), told.facts[-1])
    return finish(paper, replace(told, kind="Plain summary", facts=footer, page=words.page))


def _add_head(paper: Paper, report: ReviewReport, words: PlainWords) -> None:
    write(paper.add_paragraph(style="Title"), words.title)
    write(paper.add_paragraph(style="Subtitle"), _cut(report.review, TITLE))
    notice = paper.add_paragraph(style="Notice")
    write(notice, words.made % {"day": _day(report.made_at)})
    for more in filter(None, (words.draft, _cut(report.note, NOTE))):
        notice.add_run(" ")
        write(notice, more)


def _add_asked(paper: Paper, report: ReviewReport, words: PlainWords) -> None:
    asked = _in_their_words(report, words.language)
    paper.add_heading(words.asked, 1)
    write(paper.add_paragraph(), words.asked_of)
    for question in (asked.plausibility, asked.relevance):
        answers = ", ".join(label.short for label in question.labels)
        bullets(paper, [f"{question.full} {words.answers % {'answers': answers}}"])
    write(paper.add_paragraph(), words.or_else % {"outside": asked.outside, "unclear": asked.unclear})


def _in_their_words(report: ReviewReport, language: str) -> Instrument:
    """What was asked, in the reader's language: as it was asked, else the draft that is brought for the same words."""
    asked, scale = in_language(report.instruments, language), report.protocol.scale
    if asked.language == language or texts_of(asked) != texts_of(to_begin_with(asked.language, scale)):
        return asked
    return to_begin_with(language, scale)


def _add_who(paper: Paper, report: ReviewReport, words: PlainWords) -> None:
    paper.add_heading(words.who, 1)
    rooms = held(report)
    if not rooms:
        write(paper.add_paragraph(), words.not_held)
        return
    people = sum(each.sitting.attended for each in rooms)
    write(paper.add_paragraph(), words.who_says % {"people": people, "workshops": len(rooms)})
    named = Heading(words.workshop, 4), Heading(words.day, 2)
    counted = (Heading(each, 1.4, number=True) for each in (words.people, words.shown))
    table = new_table(paper, [*named, *counted], words.who)
    for each in rooms[:ROOMS]:
        sitting = each.sitting
        name = _cut(", ".join(filter(None, [sitting.title, sitting.site])), TITLE // 2)
        began = _day(sitting.started_at) if sitting.started_at else ""
        add_row(table, [name, began, *numbers(sitting.attended, each.put)])
    if rest := rooms[ROOMS:]:
        people = sum(each.sitting.attended for each in rest)
        add_row(table, [words.more_workshops % {"n": len(rest)}, "", *numbers(people, "")])


def _add_found(paper: Paper, report: ReviewReport, words: PlainWords) -> None:
    paper.add_heading(words.found, 1)
    if not report.judged:
        write(paper.add_paragraph(), words.nothing_shown)
        return
    facts = {"n": len(report.judged), "moved": len(report.moved)}
    write(paper.add_paragraph(), words.found_says % facts)
    columns = Heading(words.class_heading, 2.4), Heading(words.means, 6), Heading(words.sentences, 1.4, number=True)
    table = new_table(paper, columns, words.found)
    for each, many in report.classes.items():
        add_row(table, [*words.classes[each], *numbers(many)])


def _add_topics(paper: Paper, report: ReviewReport, words: PlainWords) -> None:
    found: dict[str, list[ReviewStatement]] = {}
    for each in report.judged:
        found.setdefault(each.family, []).append(each)
    if not found:
        return
    paper.add_heading(words.topics, 1)
    columns = [Heading(words.classes[each][0], 1.6, number=True) for each in Class]
    head = [Heading(words.topic, 4.6), *columns, Heading(words.all, 1.1, number=True)]
    table = new_table(paper, head, words.topics)
    ordered = sorted(found.items(), key=lambda pair: -len(pair[1]))  # the largest first; equal ones as in the sheet
    for name, members in ordered[:TOPICS]:
        add_row(table, [_cut(name) or words.no_topic, *numbers(*_classes(members))])
    if rest := [each for _, members in ordered[TOPICS:] for each in members]:
        add_row(table, [words.more_topics % {"n": len(ordered) - TOPICS}, *numbers(*_classes(rest))])
    add_row(table, [words.all, *numbers(*_classes(report.judged))])


def _classes(statements: Sequence[ReviewStatement]) -> Iterator[int]:
    for each in Class:
        yield sum(statement.stands is each for statement in statements)
    yield len(statements)


def _add_examples(paper: Paper, report: ReviewReport, words: PlainWords) -> None:
    """The first confirmed and the first divided sentence that is short enough, as the counting has it by itself."""
    counted = [each for each in report.judged if not each.moved]
    for wanted, heading in ((Class.CONFIRMED, words.one_confirmed), (Class.CONTESTED, words.one_divided)):
        some = (_example(each, report, words) for each in counted if each.stands is wanted)
        if first := next(filter(None, some), ""):
            paper.add_heading(heading, 2)
            bullets(paper, [first])
    write(paper.add_paragraph(), words.left_out)


def _example(statement: ReviewStatement, report: ReviewReport, words: PlainWords) -> str:
    """A sentence in the reader's language with its counts; "" for a long one, or one whose counts may not be shown."""
    found = thirds(statement.counts, report.protocol.of_scale)
    text = dict(statement.wordings).get(words.language) or statement.wording
    text = clean(text, lines=False)
    if found is None or not text or len(text) > LONGEST:
        return ""
    return f"{text} ({words.counts % {'yes': found[2], 'n': sum(found), 'no': found[0]}})"


def _add_changed(paper: Paper, report: ReviewReport, words: PlainWords) -> None:
    paper.add_heading(words.changed, 1)
    raised, lowered = raised_and_lowered(report)
    adopted = sum(bool(each.statement) for each in report.candidates)
    lines = [
        words.changed_texts % {"n": len(report.changes)},
        words.proposals % {"n": len(report.candidates), "adopted": adopted},
        words.decided % {"raised": raised, "lowered": lowered},
    ]
    if report.condensed.statements:
        counts = {"long": len(report.long.statements), "short": len(report.condensed.statements)}
        lines.append(words.condensed % counts)
    bullets(paper, lines)


def _add_people(paper: Paper, report: ReviewReport, words: PlainWords) -> None:
    paper.add_heading(words.ask, 1)
    contacts = list(dict.fromkeys(filter(None, (_cut(each.questions_to, TITLE) for each in report.workshops))))
    bullets(paper, contacts[:CONTACTS] or [words.ask_nobody])
    paper.add_heading(words.removed, 1)
    days = sorted({_until(each) for each in held(report)})
    over = bool(days) and days[-1] < in_utc(report.made_at)
    said = words.removed_past if over else words.removed_until
    named = " / ".join(dict.fromkeys(map(_day, days[-CONTACTS:])))  # the day of each workshop stands on its cards
    bullets(paper, [said % {"day": named} if days else words.removed_nobody])


def _until(room: ReviewWorkshop) -> datetime:
    return in_utc(room.withdraw_until)


def _cut(text: str, limit: int = NAME) -> str:
    """A name on one line; a longer one is cut, and says so."""
    whole = clean(text, lines=False)
    return whole if len(whole) <= limit else f"{whole[: limit - 1].rstrip()}…"


def _day(moment: datetime) -> str:
    """Such as 22.11.2026: the same in all three languages."""
    return f"{in_utc(moment):%d.%m.%Y}"


CHAPTERS = (_add_head, _add_asked, _add_who, _add_found, _add_topics, _add_examples, _add_changed, _add_people)
"""The chapters in their order; each is a step that whoever waits is told of."""
