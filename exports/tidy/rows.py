"""The rows of each table, in the order of its columns in the codebook."""

from collections.abc import Callable, Iterator, Mapping

from app.core.confirmation import confirm
from app.core.instrument_texts import texts_of
from app.core.report import Report, ReportStatement
from app.core.report_rounds import ReportBallot, ReportRound
from exports.tidy.cells import MISSING, SUPPRESSED, code, flag, listed, moment, number, text

Row = tuple[str, ...]
INVENTED = "driven and depth invented for the example"
INVENTED_CRITERIA = "criteria 2, 3 and 5 invented for the example"


def of_statements(report: Report) -> Iterator[Row]:
    """One row per statement version on the workshop's list."""
    merged = {each.id: text(each.into) for each in report.lineage.endings}
    for each in report.texts:
        labels = text(each.section), text(each.family), text(each.mechanism), text(each.title)
        status = "shown" if each.was_shown else "taken_back" if each.was_taken_back else "not_reached"
        into = merged.get(each.id, MISSING)
        change = (str(each.change.before), text(each.change.why)) if each.change else (MISSING, MISSING)
        said = each.origin, *labels, text(each.wording), each.polarity, status, into
        yield (*_version(each), *said, flag(each.kept), *change)


def of_parts(report: Report) -> Iterator[Row]:
    """One row per part, in the published order."""
    for each in report.texts:
        for part in each.parts:
            said = text(part.text), text(part.who), text(part.code), text(part.level)
            yield (*_version(each), str(part.position), part.kind, *said, flag(part.absent))


def of_translations(report: Report) -> Iterator[Row]:
    """One row per part of each translation, or one for the whole of a statement without parts."""
    for each in report.statements:
        for found in each.translations:
            which = (*_version(each), found.lang, str(found.number), found.status)
            if not found.parts:
                yield (*which, MISSING, text(found.wording))
            for position, said in found.parts:
                yield (*which, str(position), text(said))


def of_evidence(report: Report) -> Iterator[Row]:
    """One row per statement and source."""
    for each in report.statements:
        note = INVENTED if each.invented else MISSING
        for link in each.evidence:
            yield text(each.id), text(link.source), code(link.driven), code(link.depth), link.stance, note


def of_workshops(report: Report) -> Iterator[Row]:
    """The one workshop, with the day as the team wrote it down."""
    room, day = report.workshop, report.workshop.day
    times = moment(room.started_at), moment(room.ended_at)
    about = room.id, text(room.site), *times, report.protocol_hash, flag(room.pilot)
    people = number(day.invited), number(day.accepted), str(room.attended), number(day.came)
    panel = text(day.selection), text(day.relation_to_team), text(day.languages), text(day.read_aloud)
    course = text(day.interruptions), text(day.adverse_events), text(day.departures), text(day.differently)
    yield (*about, *people, *panel, *course, moment(room.signed_off_at))


def of_rounds(report: Report) -> Iterator[Row]:
    """One row per asking, the queued ones too."""
    for each in report.texts:
        for round in each.rounds:
            yield (
                *(round.id, report.workshop.id, *_version(each), str(round.number), round.mode),
                *(moment(round.opened_at), _if_closed(round, moment(round.closed_at)), moment(round.revealed_at)),
                *(_if_closed(round, number(round.present)), str(round.reopened), listed(round.read_aloud)),
                flag(round.taken_back),
            )


def of_ballots(report: Report) -> Iterator[Row]:
    """The ballots of closed rounds, sorted by pseudonym: their order says nothing of who came when."""
    for each in report.texts:
        for round in (round for round in each.rounds if round.counts):
            for ballot in sorted(round.ballots, key=lambda ballot: (ballot.panellist, ballot.late, ballot.ballot)):
                yield _ballot(round, ballot)


def _ballot(round: ReportRound, ballot: ReportBallot) -> Row:
    group = text(ballot.group) if ballot.group else SUPPRESSED
    ratings = number(ballot.plausibility), number(ballot.relevance), code(ballot.abstained)
    marks = listed(ballot.parts), listed(ballot.if_changed)
    came = ballot.channel, flag(ballot.late), flag(ballot.carried)
    read = (ballot.lang, ballot.status) if ballot.lang else (SUPPRESSED, SUPPRESSED)
    return (ballot.ballot, round.id, ballot.panellist, group, *ratings, *marks, *came, *read)


def of_confirmations(report: Report) -> Iterator[Row]:
    """One row per statement version; one that was never shown has its row too."""
    for each in report.texts:
        found = each.confirmation or confirm((), 0, report.protocol)
        counts = found.n_plausibility, found.n_relevance, found.present, found.abstained
        numbers = found.yes_share, found.n_eff, found.score, found.low, found.high
        verdict = (each.verdict.stands.value, text(each.verdict.reason)) if each.verdict else (MISSING, MISSING)
        yield (
            *_version(each),
            *map(number, (*counts, found.median_plausibility, found.median_relevance, *numbers)),
            *(found.suggested.value, listed(found.reasons), listed(found.flags), *verdict),
        )


def of_comments(report: Report) -> Iterator[Row]:
    """The approved comments, as approved."""
    for each in report.texts:
        for comment in sorted(each.comments, key=lambda comment: comment.comment):
            about = comment.comment, comment.round_id, text(each.id), number(comment.part)
            english = comment.english
            told = (text(english.text), text(english.by), text(english.checked_by)) if english else (MISSING,) * 3
            yield (*about, flag(comment.seen), comment.lang or SUPPRESSED, text(comment.text), *told, *[MISSING] * 3)


def of_criteria(report: Report) -> Iterator[Row]:
    """The five grades of each statement."""
    for each in report.statements:
        yield text(each.id), *map(number, each.criteria.grades), INVENTED_CRITERIA if each.invented else MISSING


def of_weightings(report: Report) -> Iterator[Row]:
    """The place of each statement in the weighting of the whole list."""
    for each in report.statements:
        place, note = each.weighed, INVENTED_CRITERIA if each.invented else MISSING
        numbers = place.weight, place.low, place.high, place.rank
        drawn = place.p_top, place.rank_low, place.rank_high, place.rank_without_c4
        yield text(each.id), text(place.tier), *map(number, (*numbers, *drawn, report.top, report.seed)), note


def of_weights(report: Report) -> Iterator[Row]:
    """What each criterion weighs, and what people said to get there."""
    given = report.weights.given or (None,) * len(report.weights.values)
    for at, (weight, said) in enumerate(zip(report.weights.values, given, strict=True), start=1):
        yield f"c{at}", _exact(weight), report.weights.method, number(said)


def of_locks(report: Report) -> Iterator[Row]:
    """Every locking and unlocking of the weights."""
    for each in report.locks:
        yield moment(each.at), "locked" if each.locked else "unlocked", text(each.by), text(each.reason)


def of_lineage(report: Report) -> Iterator[Row]:
    """Every configuration of the long list, and every text written for the condensed list."""
    for each in report.lineage.endings:
        went = text(each.into), text(each.ends_in), text(each.reason)
        yield text(each.id), each.fate, *went, moment(each.at), text(each.by)


def _exact(weight: float) -> str:
    """A weight in all its digits: everything else is worked out with it."""
    return repr(weight)


def of_people(report: Report) -> Iterator[Row]:
    """How many came from each group, where that may be said."""
    for group, people in report.workshop.people:
        yield text(report.workshop.site), text(group), SUPPRESSED if people is None else str(people)


def of_candidates(report: Report) -> Iterator[Row]:
    """What panels proposed and nobody judged, one row per part of it."""
    for each in report.candidates:
        for part in each.parts:
            about = each.id, text(each.workshop), text(each.title), str(part.position), part.kind, text(part.text)
            yield (*about, each.state, text(each.statement), moment(each.noted_at))


def of_instrument(report: Report) -> Iterator[Row]:
    """The questions and answers in every language they exist in."""
    for _, instrument in sorted(report.instruments.items()):
        for key, said in texts_of(instrument).items():
            yield instrument.language, key, text(said), instrument.status.value


def _version(statement: ReportStatement) -> tuple[str, str]:
    return text(statement.id), str(statement.version)


def _if_closed(round: ReportRound, cell: str) -> str:
    """What a round that is open again, or was taken back, had at its last closing is no result of it."""
    return cell if round.counts else MISSING


ROWS: Mapping[str, Callable[[Report], Iterator[Row]]] = {
    "statements": of_statements,
    "parts": of_parts,
    "translations": of_translations,
    "evidence": of_evidence,
    "workshops": of_workshops,
    "rounds": of_rounds,
    "ballots": of_ballots,
    "confirmations": of_confirmations,
    "comments": of_comments,
    "criteria": of_criteria,
    "weightings": of_weightings,
    "weights": of_weights,
    "locks": of_locks,
    "lineage": of_lineage,
    "candidates": of_candidates,
    "people": of_people,
    "instrument": of_instrument,
}
