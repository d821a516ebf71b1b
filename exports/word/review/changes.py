"""What changed because of the panels: texts, proposals, verdicts, and the tiers that hang on them."""

from collections.abc import Iterator, Sequence
from functools import partial

from docx.document import Document as Paper
from docx.table import _Cell

from app.core.report import ReportCandidate
from app.core.review_report import ReviewChange, ReviewReport, ReviewStatement
from exports.word.captions import Captions
from exports.word.changes import put_pieces
from exports.word.opening import day
from exports.word.paper import write
from exports.word.tables import Heading, add_row, line_in, new_table

STATES = {"aside": "Set aside", "waiting": "Not decided yet"}


def changed_in_short(report: ReviewReport) -> Iterator[str]:
    """What changed, in one sentence; nothing while no panel has met."""
    if not any(each.put for each in report.workshops):
        return
    raised, lowered = raised_and_lowered(report)
    adopted = sum(bool(each.statement) for each in report.candidates)
    yield (
        f"Because of the panels, {_texts(len(report.changes))} changed in a room; {len(report.candidates)} "
        f"{'proposal was' if len(report.candidates) == 1 else 'proposals were'} noted, {adopted} of them adopted. "
        f"Two people of the team decided {decided(report)} statements: {raised} raised above what the rule "
        f"suggests, {lowered} lowered."
    )


def decided(report: ReviewReport) -> int:
    """How many of the statements that were shown have a verdict."""
    return sum(each.verdict is not None for each in report.judged)


def raised_and_lowered(report: ReviewReport) -> tuple[int, int]:
    """How many classes the team raised and how many it lowered."""
    moves = [each.moved for each in report.judged]
    return moves.count(1), moves.count(-1)


def add_changes(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    """Texts before and after, proposals, verdicts other than the rule suggests, and what these do to tiers."""
    paper.add_heading("What changed because of the panels", 1)
    _add_texts(paper, report.changes, captions)
    _add_proposals(paper, report.candidates, captions)
    _add_verdicts(paper, report, captions)
    _add_tiers(paper, report)


def _add_texts(paper: Paper, changes: Sequence[ReviewChange], captions: Captions) -> None:
    paper.add_heading("Texts that were changed in the room", 2)
    if not changes:
        write(paper.add_paragraph(), "None was changed.")
        return
    write(
        paper.add_paragraph(),
        "What came and what went are tracked changes: accepting all of them leaves the newer text, rejecting all the "
        "older one. Answers to the text before stay with it; a changed text counts once it was judged.",
    )
    captions.table("Texts that were changed in the room, with their changes")
    columns = Heading("Statement", 1.8), Heading("What changed in it", 8), Heading("Why, where, when", 3.4)
    table = new_table(paper, columns, "Each changed text with its changes tracked, and the reason.")
    for each in changes:
        place = ", ".join(filter(None, [each.workshop, each.site]))
        told = f"{each.why}\n{place}, {day(each.at)}{', by ' + each.by if each.by else ''}."
        stands = "It is the text that is kept." if each.kept else "Another text is kept."
        versions = f"{each.id}, version {each.before} to {each.after}"
        add_row(table, [versions, partial(_put_text, change=each), f"{told}\n{stands}"])


def _put_text(cell: _Cell, change: ReviewChange) -> None:
    """A text part by part; accepting all changes leaves the newer text, rejecting all the older one."""
    for kind, each in zip(change.kinds, change.differences, strict=True):
        line = line_in(cell)
        if kind:
            write(line, f"{kind.capitalize()}:", "Label")
        put_pieces(line, change, each.pieces)


def _add_proposals(paper: Paper, found: Sequence[ReportCandidate], captions: Captions) -> None:
    paper.add_heading("What panels proposed", 2)
    if not found:
        write(paper.add_paragraph(), "No proposal was noted.")
        return
    captions.table("What panels proposed, and what became of it")
    columns = Heading("Proposal", 6), Heading("Where", 3), Heading("What became of it", 2.4)
    table = new_table(paper, columns, "Each proposal, where it was made, and what the team made of it.")
    for each in found:
        lines = [f"{part.kind.capitalize()}: {part.text}" for part in each.parts]
        became = f"Adopted as {each.statement}" if each.statement else STATES.get(each.state, each.state)
        add_row(table, ["\n".join([each.title] * bool(each.title) + lines), each.workshop, became])


def _add_verdicts(paper: Paper, report: ReviewReport, captions: Captions) -> None:
    paper.add_heading("Verdicts other than the rule suggests", 2)
    raised, lowered = raised_and_lowered(report)
    write(
        paper.add_paragraph(),
        f"Of {len(report.judged)} statements that were shown, two named people decided {decided(report)} after "
        f"reading the comments. They raised {raised} above what the rule suggests and lowered {lowered}.",
    )
    if not report.moved:
        return
    captions.table("Verdicts that raised or lowered what the rule suggests")
    columns = Heading("Statement", 1.6), Heading("The rule", 3), Heading("The verdict", 3), Heading("Why, and who", 4)
    table = new_table(paper, columns, "Each verdict that differs from the rule, with its reason and two names.")
    for each in report.moved:
        assert each.verdict is not None  # nothing else moves a class
        who = " and ".join(each.verdict.names)
        add_row(table, [each.name, each.by_rule, each.result, f"{each.verdict.reason}\n{who}"])


def _add_tiers(paper: Paper, report: ReviewReport) -> None:
    paper.add_heading("What hangs on it", 2)
    other = [each for each in report.judged if each.by_rule_tier != each.weighed.tier]
    write(
        paper.add_paragraph(),
        f"With the classes the rule suggests in place of verdicts, {_tiers(len(other))} be another"
        + (f": {'; '.join(map(_other, other))}." if other else "."),
    )
    for name, found in (("long list", report.long), ("condensed list", report.condensed)):
        ranked = [each for each in found.statements if each.weighed.rank is not None]
        moved = sum(each.weighed.rank != each.weighed.rank_without_c4 for each in ranked)
        if ranked:
            write(
                paper.add_paragraph(),
                f"Without criterion 4, {moved} of {len(ranked)} statements of the {name} would have another rank.",
            )


def _other(statement: ReviewStatement) -> str:
    return f"{statement.name} {statement.weighed.tier}, by the rule alone {statement.by_rule_tier}"


def _texts(many: int) -> str:
    return "1 text was" if many == 1 else f"{many} texts were"


def _tiers(many: int) -> str:
    return "1 tier would" if many == 1 else f"{many} tiers would"
