"""Remotes: a facilitator's phone that moves one workshop on and reaches nothing else."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors_desk import RemoteLinkUsed
from app.core.workshops import AccountId, WorkshopId
from app.services.tokens import hash_of, new_token
from app.storage.accounts import Remote, RemoteLink, SignIn

LINK_HOLDS = timedelta(seconds=60)
REMOTE_HOLDS = timedelta(hours=12)


def new_link(db: Session, account: AccountId, workshop: WorkshopId, *, at: datetime) -> str:
    """A link's token for the phone of this account: one use, sixty seconds, this workshop."""
    token = new_token()
    link = RemoteLink(account_id=account, workshop_id=workshop, token_hash=hash_of(token), until=at + LINK_HOLDS)
    db.add(link)
    db.flush()
    return token


def use_link(db: Session, token: str, *, at: datetime) -> tuple[str, WorkshopId]:
    """Use a link up: the cookie of a new remote, and its workshop. Raises RemoteLinkUsed: used, old, unknown alike."""
    link = db.scalar(select(RemoteLink).where(RemoteLink.token_hash == hash_of(token)).with_for_update())
    if link is None or link.used_at or link.until < at:
        raise RemoteLinkUsed
    link.used_at = at
    cookie = new_token()
    sign_in = SignIn(account_id=link.account_id, token_hash=hash_of(cookie), at=at, until=at + REMOTE_HOLDS)
    db.add(sign_in)
    db.flush()
    db.add(Remote(sign_in_id=sign_in.id, workshop_id=link.workshop_id))
    db.flush()
    return cookie, WorkshopId(link.workshop_id)


def end_all(db: Session, workshop: WorkshopId, *, at: datetime) -> list[AccountId]:
    """End every remote of a workshop at once, and every code that waits; the accounts whose remotes those were."""
    waiting = RemoteLink.workshop_id == workshop, RemoteLink.used_at.is_(None)
    db.execute(update(RemoteLink).where(*waiting).values(used_at=at))
    remotes = select(Remote.sign_in_id).where(Remote.workshop_id == workshop)
    rows = db.scalars(select(SignIn).where(SignIn.id.in_(remotes), SignIn.ended_at.is_(None))).all()
    for row in rows:
        row.ended_at = at
    db.flush()
    return [AccountId(row.account_id) for row in rows]
