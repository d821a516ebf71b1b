"""Reporting guidelines item by item, in our own words, and how far the record answers each.

`docs/exports.md` says what of them was compared with what.
ACCORD: Gattrell et al., PLoS Med 2024;21:e1004326. GRIPP2 short form: Staniszewska et al., BMJ 2017;358:j3453.
RAMESES for realist syntheses: Wong et al., BMC Med 2013;11:21.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.core.review_report import ReviewReport
from exports.word.review import places as at
from exports.word.review.methods_words import held


class Status(StrEnum):
    """How far an item is answered."""

    FILLED = "filled"
    TO_DO = "to be completed"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """How far an item is answered, where that stands, and what is missing ("" for nothing)."""

    status: Status
    where: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a guideline: its number there, what it asks in our own words, and how the record answers it."""

    number: str
    asks: str
    answer: Callable[[ReviewReport], Answer]


Answering = Callable[[ReviewReport], Answer]


def stands(where: str) -> Answering:
    """What every report of a review that met a panel answers; before that it is to be completed."""

    def answer(report: ReviewReport) -> Answer:
        if not held(report):
            return Answer(Status.TO_DO, where, "No workshop has been held yet.")
        return Answer(Status.FILLED, where)

    return answer


def lacks(missing: str, where: str = "") -> Answering:
    """What no record of ours can answer; `where` names what it does hold of it."""
    return lambda report: Answer(Status.TO_DO, where, missing)


def where_written(name: str, where: str, missing: str) -> Answering:
    """What the team writes down of each day: filled once it has for every workshop."""

    def answer(report: ReviewReport) -> Answer:
        rooms = held(report)
        said = [getattr(each.sitting.day, name) not in (None, "") for each in rooms]
        return Answer(Status.FILLED, where) if rooms and all(said) else Answer(Status.TO_DO, where, missing)

    return answer


def _asked_again(report: ReviewReport) -> Answer:
    if held(report) and not any(each.asked_twice for each in report.workshops):
        return Answer(Status.NOT_APPLICABLE, missing="No statement was asked twice.")
    return stands(at.PARAGRAPH)(report)


def _rehearsed(report: ReviewReport) -> Answer:
    if report.rehearsals:
        return Answer(Status.FILLED, at.PEOPLE)
    return Answer(Status.TO_DO, missing="No rehearsal is on record: say what was tried out beforehand.")


def _recruited(report: ReviewReport) -> Answer:
    numbers = ("invited", "accepted", "came")
    known = [getattr(each.sitting.day, name) is not None for each in held(report) for name in numbers]
    if known and all(known):
        return Answer(Status.FILLED, at.PEOPLE)
    return Answer(Status.TO_DO, at.PEOPLE, "How people were invited, how many accepted, and how many came.")


def _accessible(report: ReviewReport) -> Answer:
    found = [each.read_aloud or each.on_paper or len(each.languages) > 1 for each in report.workshops]
    if any(found):
        return Answer(Status.FILLED, at.PARAGRAPH)
    return Answer(Status.TO_DO, missing="What was done so that everyone could take part; no such thing is on record.")


def _dated(report: ReviewReport) -> Answer:
    rooms = held(report)
    if rooms and all(each.sitting.ended_at for each in rooms):
        return Answer(Status.FILLED, at.PEOPLE)
    return Answer(Status.TO_DO, at.PEOPLE, "The dates of workshops that have not ended, or were not held.")


def _modified(report: ReviewReport) -> Answer:
    if held(report) and not (report.changes or report.candidates or report.lineage.has_begun):
        return Answer(Status.NOT_APPLICABLE, missing="No text was changed, added, merged or dropped.")
    return stands(at.CHANGES)(report)


def _connected(report: ReviewReport) -> Answer:
    written = where_written("relation_to_team", at.PEOPLE, "")(report).status is Status.FILLED
    return Answer(
        Status.TO_DO, at.PEOPLE if written else "", "Interests of the team and of panellists, and their handling."
    )


ACCORD: tuple[Item, ...] = (
    Item("T1", "Name the exercise and its method in the title", lacks("The title of the report.")),
    Item("I1", "Why a consensus exercise was chosen over other ways", lacks("The reasons.")),
    Item("I2", "The aim, for whom, and for which places", lacks("The aim, the readers, the places.")),
    Item("I3", "Whether this updates an earlier document, and why",
         lacks("Yes or no; if yes, why, and its reference.")),
    Item("M1", "Registration", lacks("Registry and link, or that there is none.", at.PARAGRAPH)),
    Item("M2", "Who directed it, and what they know", lacks("Roles and expertise of the team.", at.PARAGRAPH)),
    Item("M3", "Who could be a panellist, how many and why, and who chose",
         lacks("Why so many, and who chose.", at.PEOPLE)),
    Item("M4", "How panellists were invited", _recruited),
    Item("M5", "The part of survivors, carers and the public", lacks("Their part in each step, or none.")),
    Item("M6", "What the statements were made from", lacks("How the statements were written.", at.SOURCES)),
    Item("M7", "The search of the literature", lacks("The search, or the reference of its report.")),
    Item("M8", "How evidence was summed up, and whether panellists saw it", stands(at.SOURCES)),
    Item("M9", "By which methods and steps answers were gathered and agreement reached", stands(at.PARAGRAPH)),
    Item("M10", "How statements and answers were worded; whether people could explain and propose", stands(at.WORDING)),
    Item("M11", "What each step was for", stands(at.PARAGRAPH)),
    Item("M12", "What counted as agreement, in numbers, and why", stands(at.RULES)),
    Item("M13", "Whether what had been agreed was asked again", _asked_again),
    Item("M14", "For each step, how answers were collected, from people alone or in a group", stands(at.PARAGRAPH)),
    Item("M15", "How answers were processed", stands(at.RULES)),
    Item("M16", "What was tried out beforehand", _rehearsed),
    Item("M17", "What panellists were shown after each step: counts, comments, and whether without names",
         stands(at.RULES)),
    Item("M18", "Anonymity: planned for whom, and how it was kept", stands(at.PARAGRAPH)),
    Item("M19", "Whether those who directed it decided too",
         lacks("How many of those who led had co-written the statements.", at.PARAGRAPH)),
    Item("M20", "Incentives", lacks("What people were given for taking part, or that it was nothing.")),
    Item("M21", "What made taking part easier", _accessible),
    Item("R1", "When it was begun, how long each step took, and delays", _dated),
    Item("R2", "Departures from the protocol, and why",
         where_written("departures", at.DEVIATIONS, "The departures from the plan of each day.")),
    Item("R3", "For each step how many took part, of how many asked, and who they were", _recruited),
    Item("R4", "What it came to, in numbers or in words", stands(at.RESULTS)),
    Item("R5", "Which statements were changed or removed, when and why", _modified),
    Item("D1", "Strengths and limits of the method", lacks("The strengths; the discussion.", at.LIMITS)),
    Item("D2", "Whether it fits with earlier literature, and if not, why",
         lacks("The comparison, and reasons where it does not fit.")),
    Item("O1", "Organisations that endorse it", lacks("Which ones and their part, or that there are none.")),
    Item("O2", "Competing interests of those who directed it and of panellists, and how they were handled", _connected),
    Item("O3", "Funding, and the part of the funder", lacks("The funder and its part.")),
)  # fmt: skip

GRIPP2: tuple[Item, ...] = (
    Item("1", "Aim: what people were involved for", lacks("The aim.")),
    Item("2", "Methods: how they were involved", stands(at.PARAGRAPH)),
    Item("3", "Study results: what came of it, good and bad", stands(at.CHANGES)),
    Item("4", "Discussion and conclusions: how far it influenced the study, with effects good and bad",
         lacks("A comment on the counts there.", at.CHANGES)),
    Item("5", "Reflections, critical: what went well and what did not, so that others learn",
         where_written("differently", at.PEOPLE, "What the team would do differently, for each day.")),
)  # fmt: skip

RAMESES: tuple[Item, ...] = (
    Item("5", "Changes in the review process, and why", _modified),
    Item("11", "Analysis and synthesis: how the statements were built and weighed",
         lacks("How the statements were written.", at.WEIGHTING)),
    Item("13", "The documents that were included",
         lacks("Their characteristics; the summary names them by label.", at.SOURCES)),
    Item("14", "Main findings, with a focus on theory", stands(at.RESULTS)),
    Item("15", "Summary of findings", lacks("The summary in words.", at.RESULTS)),
    Item("16", "Strengths, limits, what should be studied next", lacks("Strengths and future research.", at.LIMITS)),
)  # fmt: skip
