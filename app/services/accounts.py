"""Accounts of the review team: making one, signing in and out, and what an account may do in a review."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from app.core.errors import LinkUsed, NameTaken, NotHere, SignInRefused
from app.core.statements import Origin
from app.core.workshops import AccountId, ReviewId, WorkshopId
from app.services import passwords
from app.services.tokens import hash_of, new_token
from app.storage.accounts import Account, Membership, Remote, SignIn, SignInLink
from app.storage.ready import answers_in, first_answer_in
from app.storage.statements import Review, Statement
from app.storage.workshops import Workshop

SIGN_IN_HOLDS = timedelta(days=7)
LINK_HOLDS = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who a browser is signed in as. `only` is the one workshop that a remote reaches; None for everything."""

    sign_in: int
    account: AccountId
    name: str
    has_password: bool
    only: WorkshopId | None = None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One of my reviews."""

    id: ReviewId
    title: str
    role: str
    statements: int
    workshops: int


def create_account(db: Session, name: str, *, review: ReviewId | None = None, role: str = "owner") -> AccountId:
    """Make an account without a password yet. Raises NameTaken."""
    if db.scalar(select(Account.id).where(Account.name == name)):
        raise NameTaken(name=name)
    account = Account(name=name)
    db.add(account)
    db.flush()
    if review is not None:
        db.add(Membership(account_id=account.id, review_id=review, role=role))
        db.flush()
    return AccountId(account.id)


def give_role(db: Session, account: AccountId, review: ReviewId, role: str) -> None:
    """Let an account be of a review's team, in this role from now on. Raises NotHere for a review that is not there."""
    if db.get(Review, review) is None:
        raise NotHere
    db.merge(Membership(account_id=account, review_id=review, role=role))
    db.flush()


def account_named(db: Session, name: str) -> AccountId | None:
    """The account of that name, if there is one."""
    found = db.scalar(select(Account.id).where(Account.name == name))
    return AccountId(found) if found else None


def names_of(db: Session, accounts: Collection[AccountId]) -> dict[AccountId, str]:
    """The names of these accounts."""
    found = db.execute(select(Account.id, Account.name).where(Account.id.in_(accounts)))
    return {AccountId(id): name for id, name in found}


def new_link(db: Session, account: AccountId, *, at: datetime) -> str:
    """A one-time sign-in link's token; holds twelve hours."""
    token = new_token()
    db.add(SignInLink(account_id=account, token_hash=hash_of(token), until=at + LINK_HOLDS))
    db.flush()
    return token


def use_link(db: Session, token: str, *, at: datetime) -> AccountId:
    """Use a link up. Raises LinkUsed when it is unknown, used or too old: all three alike."""
    link = db.scalar(select(SignInLink).where(SignInLink.token_hash == hash_of(token)))
    if link is None or link.used_at or link.until < at:
        raise LinkUsed
    link.used_at = at
    db.flush()
    return AccountId(link.account_id)


def sign_in(db: Session, name: str, password: str) -> AccountId:
    """Check a name and password. Raises SignInRefused, in the same time for an unknown name."""
    account = db.scalar(select(Account).where(Account.name == name))
    if not passwords.fits(password, account.password if account else None) or account is None:
        raise SignInRefused
    return AccountId(account.id)


def set_password(db: Session, account: AccountId, password: str) -> None:
    """Choose a password. Raises PasswordTooShort."""
    db.execute(update(Account).where(Account.id == account).values(password=passwords.hash_password(password)))


def start(db: Session, account: AccountId, *, at: datetime) -> str:
    """Sign a browser in; what comes back is its cookie."""
    token = new_token()
    db.add(SignIn(account_id=account, token_hash=hash_of(token), at=at, until=at + SIGN_IN_HOLDS))
    db.flush()
    return token


def whose(db: Session, token: str, *, at: datetime) -> Signed | None:
    """Who this cookie belongs to; None when it never held, has ended or is too old."""
    found = answers_in(db, _WHOSE, token=hash_of(token), at=at)
    if not found:
        return None
    sign_in, account, name, password, only = found[0]
    return Signed(sign_in, AccountId(account), name, password is not None, WorkshopId(only) if only else None)


def end(db: Session, sign_in: int, *, at: datetime) -> None:
    """Sign a browser out, at once."""
    db.execute(update(SignIn).where(SignIn.id == sign_in, SignIn.ended_at.is_(None)).values(ended_at=at))


def end_others(db: Session, account: AccountId, *, but: int, at: datetime) -> None:
    """Sign an account out everywhere but in one browser, and let no older link sign it in."""
    others = SignIn.account_id == account, SignIn.id != but, SignIn.ended_at.is_(None)
    db.execute(update(SignIn).where(*others).values(ended_at=at))
    links = SignInLink.account_id == account, SignInLink.used_at.is_(None)
    db.execute(update(SignInLink).where(*links).values(used_at=at))


def role_in(db: Session, account: AccountId, review: ReviewId) -> str | None:
    """The account's role in a review; None for a stranger."""
    role: str | None = first_answer_in(db, _ROLE, account=account, review=review)
    return role


def reviews_of(db: Session, account: AccountId) -> list[ReviewLine]:
    """The reviews an account belongs to, by title."""
    long_list = Statement.review_id == Review.id, Statement.origin == Origin.SHEET.value
    statements = select(func.count()).where(*long_list).scalar_subquery()
    workshops = select(func.count()).where(Workshop.review_id == Review.id).scalar_subquery()
    rows = db.execute(
        select(Review.id, Review.title, Membership.role, statements, workshops)
        .join(Membership, Membership.review_id == Review.id)
        .where(Membership.account_id == account)
        .order_by(Review.title)
    )
    return [ReviewLine(ReviewId(id), title, role, n, m) for id, title, role, n, m in rows]


# Made once: every page and every move of the team asks them, and a room waits for a move.
_WHOSE = (
    select(SignIn.id, Account.id, Account.name, Account.password, Remote.workshop_id)
    .join(Account, Account.id == SignIn.account_id)
    .outerjoin(Remote, Remote.sign_in_id == SignIn.id)
    .where(SignIn.token_hash == bindparam("token"), SignIn.ended_at.is_(None))
    .where(SignIn.until > bindparam("at", type_=SignIn.until.type))
)
_ROLE = select(Membership.role).where(
    Membership.account_id == bindparam("account"), Membership.review_id == bindparam("review")
)
