"""Quotations: the approved comments as they may leave, each with its checked English.

A language that few of a room read in would say who wrote. Where one of them has fewer people than the smallest cell,
nobody's language is told: what was written in English and what the team put into English stand side by side, and what
has no checked English yet is not quoted.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from sqlalchemy import literal, select
from sqlalchemy.orm import Session, aliased

from app.core.comments import CommentState, TranslationState, is_foreign, written_in
from app.core.disclosure import may_name_groups
from app.core.protocol import Protocol
from app.core.report_rounds import CLOSED, InEnglish, ReportComment
from app.core.workshops import VersionId, WorkshopId
from app.services.workshops import workshop_row
from app.storage.accounts import Account
from app.storage.ballots import Withdrawal
from app.storage.comments import Comment, CommentTranslation
from app.storage.workshops import Panellist, Round

Quotations = Mapping[VersionId, Sequence[ReportComment]]


@dataclass(frozen=True, slots=True)
class _Found:
    """An approved comment as it lies in the database."""

    workshop: WorkshopId
    version: VersionId
    comment: Comment
    english: InEnglish | None


def of_workshops(db: Session, workshops: Collection[WorkshopId], version: VersionId | None = None) -> Quotations:
    """The quotations of these workshops by the version they were written beside, all or one; none of an open round."""
    return of_told(db, {each: languages_told(db, each) for each in workshops}, version)


def of_told(db: Session, told: Mapping[WorkshopId, bool], version: VersionId | None = None) -> Quotations:
    """The same, where it is known already of which workshops the languages may be told."""
    shown: dict[VersionId, list[tuple[int, ReportComment]]] = {}
    for found in _approved(db, list(told), version):
        comment = _shown(found, told=told[found.workshop])
        if comment is not None:
            shown.setdefault(found.version, []).append((found.comment.round_id, comment))
    return {version: tuple(_numbered(listed)) for version, listed in shown.items()}


def languages_told(db: Session, workshop: WorkshopId) -> bool:
    """Whether it may be told who of a room read and wrote in which language: nobody stands apart, or enough do.

    Whoever withdrew hides nobody: a comment is of one of those whose words are still here. Nor does she stand apart any
    more, or the reports would go on saying that somebody read in another language.
    """
    smallest = Protocol.from_json(workshop_row(db, workshop).protocol.body).smallest_cell
    stays = Panellist.workshop_id == workshop, Panellist.id.not_in(select(Withdrawal.panellist_id))
    read = select(Panellist.id, Panellist.language, literal("")).where(*stays)
    wrote = select(Comment.panellist_id, Comment.lang, Comment.text).join(Round).where(Round.workshop_id == workshop)
    people = {(person, written_in(lang, text or "")) for person, lang, text in db.execute(read.union_all(wrote))}
    spoken = Counter(lang for _person, lang in people)
    return len(spoken) <= 1 or may_name_groups(spoken.elements(), smallest)


def _approved(db: Session, workshops: Collection[WorkshopId], version: VersionId | None) -> Iterable[_Found]:
    author, checker, english = aliased(Account), aliased(Account), CommentTranslation
    rows = select(Round.workshop_id, Round.version_id, Comment, english.text, author.name, checker.name)
    joined = (
        rows.join(Round, Round.id == Comment.round_id)
        .outerjoin(english, (english.comment_id == Comment.id) & (english.status == TranslationState.CHECKED.value))
        .outerjoin(author, author.id == english.author_id)
        .outerjoin(checker, checker.id == english.checker_id)
    )
    approved, closed = Comment.state == CommentState.APPROVED.value, Round.state.in_(CLOSED)
    mine = joined.where(Round.workshop_id.in_(workshops), approved, closed)
    found = mine if version is None else mine.where(Round.version_id == version)
    for workshop, beside, comment, text, by, checked_by in db.execute(found):
        said = InEnglish(text, by, checked_by) if text else None
        yield _Found(WorkshopId(workshop), VersionId(beside), comment, said)


def _shown(found: _Found, *, told: bool) -> ReportComment | None:
    comment, english = found.comment, found.english
    text, lang = comment.text or "", written_in(comment.lang, comment.text or "")
    if not is_foreign(lang, text):
        english = None
    elif not told:
        if english is None:
            return None
        text, english = english.text, None
    of = f"r{comment.round_id}"
    return ReportComment(of, of, comment.part, comment.seen, lang if told else "", text, english)


def _numbered(listed: Sequence[tuple[int, ReportComment]]) -> Iterable[ReportComment]:
    """By text, not by the order of writing, which the room may remember."""
    ordered = sorted(listed, key=lambda pair: (pair[1].text, pair[0]))
    numbers: dict[str, count[int]] = {}
    for _round, each in ordered:
        number = next(numbers.setdefault(each.round_id, count(1)))
        yield replace(each, comment=f"{each.round_id}-c{number}")
