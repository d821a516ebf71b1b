"""Comments: written sealed, read by the team alone, shown only as approved."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from app.core.ballots import is_number
from app.core.catalogue import N_, Phrase
from app.core.comments import CommentState, TranslationState, read_comment
from app.core.errors import AnswerUnreadable, AuthorKeepsIt, KeyUsed, NotHere, Removed
from app.core.errors_desk import StatementStillOpen
from app.core.hints import Hint, hints
from app.core.instrument import in_language
from app.core.workshops import PanellistId, RoundId, RoundState, WorkshopId
from app.services.instruments import asked_in
from app.services.workshops import tell, workshop_row
from app.storage.comments import Comment, CommentTranslation
from app.storage.keys import CommentKeys
from app.storage.many import put_one
from app.storage.ready import answers, answers_in
from app.storage.statements import Statement, StatementPart, StatementVersion
from app.storage.workshops import Panellist, Round


@dataclass(frozen=True, slots=True)
class Written:
    """A comment as a phone sends it. `part` is a position of the statement, None for the whole of it."""

    key: str
    round: RoundId
    part: int | None
    text: str
    seen: bool
    may_show: bool


@dataclass(frozen=True, slots=True)
class DeskComment:
    """A comment as the review team reads it. `part_label` names the part it is about, "" for the whole statement.

    Whether it came on paper is told nowhere: few write on paper, and everybody in the room saw who.
    """

    id: int
    round: RoundId
    code: str
    part: int | None
    part_label: str
    text: str
    seen: bool
    may_show: bool
    state: CommentState
    shown_text: str | None
    on_wall: bool
    hints: tuple[Hint, ...]


def write(db: Session, keys: CommentKeys, panellist: PanellistId, written: Written, *, at: datetime) -> int:
    """Keep a comment; the same key keeps it once. Raises CommentEmpty, CommentTooLong, NotHere, KeyUsed, Removed."""
    db.flush()  # what is asked here goes past the session
    return write_on(db.connection(), keys, panellist, written, at=at)


def write_on(on: Connection, keys: CommentKeys, panellist: PanellistId, written: Written, *, at: datetime) -> int:
    """The same on a connection whose transaction has begun."""
    text = read_comment(written.text)
    asked = {"panellist": panellist, "round": written.round if is_number(written.round) else 0, "key": written.key}
    workshop, lang, is_gone, version, opened_at, earlier = next(iter(answers(on, _WRITER, asked)), _NOBODY)
    if is_gone:
        raise Removed
    if opened_at is None:
        raise NotHere
    _check_part(on, version, written.part)
    if earlier is not None:
        return _same(on, keys, workshop, earlier, text, written)
    comment = {
        "round_id": written.round,
        "panellist_id": panellist,
        "key": written.key,
        "sealed": keys.seal(workshop, text),
        "part": written.part,
        "seen": written.seen,
        "may_show": written.may_show,
        "lang": lang,
        "state": CommentState.NEW.value,
        "on_wall": False,
        "at": at,
    }
    (id,) = put_one(on, _COMMENT, comment)
    return int(id)


def waiting(db: Session, keys: CommentKeys, workshop: WorkshopId) -> list[DeskComment]:
    """All comments of a workshop, newest first, with what may point to a person."""
    rows = db.execute(
        select(Comment, Statement.code, StatementPart.kind)
        .join(Round, Round.id == Comment.round_id)
        .join(StatementVersion, StatementVersion.id == Round.version_id)
        .join(Statement, Statement.id == StatementVersion.statement_id)
        .outerjoin(
            StatementPart,
            (StatementPart.version_id == StatementVersion.id) & (StatementPart.position == Comment.part),
        )
        .where(Round.workshop_id == workshop)
        .order_by(Comment.id.desc())
    )
    labels = in_language(asked_in(db, workshop), "en").parts  # the desk reads English so far
    return [
        _for_desk(row, code, labels[kind] if kind else "", keys.unseal(workshop, row.sealed))
        for row, code, kind in rows
    ]


def counts(db: Session, workshop: WorkshopId) -> dict[str, int]:
    """How many comments are new, approved, parked and hidden."""
    rows = db.execute(
        select(Comment.state, func.count())
        .join(Round, Round.id == Comment.round_id)
        .where(Round.workshop_id == workshop)
        .group_by(Comment.state)
    )
    found = dict(rows.all())
    return {state.value: found.get(state.value, 0) for state in CommentState}


def on_wall(db: Session, round: RoundId) -> list[str]:
    """The approved comments now shown in the room for a round; none while it is open once more."""
    return [text for (text,) in answers_in(db, _ON_WALL, round=round, open=RoundState.OPEN.value) if text]


def approve(db: Session, workshop: WorkshopId, comment: int, *, text: str) -> None:
    """Approve a comment in these words: the author's, or with names covered by [brackets]."""
    row, kept = _own(db, workshop, comment), read_comment(text)
    if kept != row.text:
        _outdate(db, comment)
    row.state, row.text = CommentState.APPROVED.value, kept
    _tell_if_shown(db, workshop, row)


def set_aside(db: Session, workshop: WorkshopId, comment: int, state: CommentState) -> None:
    """Park or hide a comment; either takes it off the wall."""
    row = _own(db, workshop, comment)
    was_shown, row.on_wall, row.state = row.on_wall, False, state.value
    if was_shown:
        tell(workshop_row(db, workshop))
    db.flush()


def to_wall(db: Session, workshop: WorkshopId, comment: int, *, on: bool) -> None:
    """Show an approved comment in the room, or take it off.

    Raises AuthorKeepsIt where its author did not agree, and StatementStillOpen: nobody is told what others say first.
    """
    row = _own(db, workshop, comment)
    if on and not row.may_show:
        raise AuthorKeepsIt
    if on and row.state != CommentState.APPROVED:
        raise NotHere
    if on and db.get_one(Round, row.round_id).state == RoundState.OPEN:
        raise StatementStillOpen
    row.on_wall = on
    tell(workshop_row(db, workshop))
    db.flush()


def _same(on: Connection, keys: CommentKeys, workshop: int, id: int, text: str, written: Written) -> int:
    """The comment that is kept already. Who thought better of having it shown, before she heard back, is obeyed."""
    sealed = on.scalars(select(Comment.sealed).where(Comment.id == id)).one()
    if keys.unseal(workshop, sealed) != text:
        raise KeyUsed
    if not written.may_show:
        on.execute(update(Comment).where(Comment.id == id).values(may_show=False, on_wall=False))
    return id


def _outdate(db: Session, comment: int) -> None:
    """What was put into English were other words: perhaps a name that is covered now. It is not quoted until mended."""
    translated = db.get(CommentTranslation, comment)
    if translated is not None:
        translated.status, translated.checker_id = TranslationState.OLDER.value, None


def _check_part(on: Connection, version: int, part: int | None) -> None:
    if part is None:
        return
    its = select(StatementPart.kind).where(StatementPart.version_id == version, StatementPart.position == part)
    if not is_number(part) or on.scalar(its) is None:
        raise AnswerUnreadable(what=Phrase(N_("it names a part this statement does not have")))


def _own(db: Session, workshop: WorkshopId, comment: int) -> Comment:
    row = db.scalar(
        select(Comment)
        .join(Round, Round.id == Comment.round_id)
        .where(Comment.id == comment, Round.workshop_id == workshop)
    )
    if row is None:
        raise NotHere
    return row


def _tell_if_shown(db: Session, workshop: WorkshopId, row: Comment) -> None:
    if row.on_wall:
        tell(workshop_row(db, workshop))
    db.flush()


def _for_desk(row: Comment, code: str, part_label: str, raw: str) -> DeskComment:
    return DeskComment(
        row.id,
        RoundId(row.round_id),
        code,
        row.part,
        part_label,
        raw,
        row.seen,
        row.may_show,
        CommentState(row.state),
        row.text,
        row.on_wall,
        hints(raw),
    )


NEW = (
    select(func.count())
    .select_from(Comment)
    .join(Round, Round.id == Comment.round_id)
    .where(Round.workshop_id == bindparam("in_workshop"), Comment.state == CommentState.NEW.value)
    .scalar_subquery()
)
"""How many comments of `in_workshop` nobody has decided about, to be asked among other things."""

# By columns, made once and past the session: while a room votes and writes, whatever a comment takes ballots wait for.
_WRITER = (
    select(
        Panellist.workshop_id, Panellist.language, Panellist.removed_at.is_not(None) | Panellist.left_at.is_not(None)
    )
    .add_columns(Round.version_id, Round.opened_at, Comment.id)
    .outerjoin(Round, (Round.id == bindparam("round")) & (Round.workshop_id == Panellist.workshop_id))
    .outerjoin(Comment, (Comment.panellist_id == Panellist.id) & (Comment.key == bindparam("key")))
    .where(Panellist.id == bindparam("panellist"))
)
_NOBODY = 0, "", True, 0, None, None
_TABLE = Comment.metadata.tables[Comment.__tablename__]
_COMMENT = insert(_TABLE).returning(_TABLE.c.id)
_ON_WALL = (
    select(Comment.text)
    .join(Round, Round.id == Comment.round_id)
    .where(Comment.round_id == bindparam("round"), Comment.on_wall, Comment.text.is_not(None))
    .where(Round.state != bindparam("open"))
    .order_by(Comment.id)
)
