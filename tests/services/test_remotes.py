"""Remotes: a link that works once, for a minute, for one account and one workshop."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors_desk import RemoteLinkUsed
from app.services import accounts, remotes
from app.storage.accounts import RemoteLink
from tests.builders import NOON, Room


def test_a_link_makes_one_phone_the_remote_of_its_account_and_workshop(db: Session) -> None:
    room = Room(db)
    token = remotes.new_link(db, room.owner, room.id, at=NOON)
    cookie, workshop = remotes.use_link(db, token, at=NOON)
    signed = accounts.whose(db, cookie, at=NOON)
    assert signed is not None
    assert (workshop, signed.account, signed.only) == (room.id, room.owner, room.id)
    with pytest.raises(RemoteLinkUsed):
        remotes.use_link(db, token, at=NOON)


def test_a_link_is_over_after_a_minute_and_kept_only_hashed(db: Session) -> None:
    room = Room(db)
    token = remotes.new_link(db, room.owner, room.id, at=NOON)
    assert token not in db.scalars(select(RemoteLink.token_hash)).one()
    with pytest.raises(RemoteLinkUsed):
        remotes.use_link(db, token, at=NOON + timedelta(seconds=61))
    with pytest.raises(RemoteLinkUsed):
        remotes.use_link(db, "made up", at=NOON)


def test_a_remote_ends_with_the_day_and_an_ordinary_sign_in_reaches_everything(db: Session) -> None:
    room = Room(db)
    cookie, _ = remotes.use_link(db, remotes.new_link(db, room.owner, room.id, at=NOON), at=NOON)
    assert accounts.whose(db, cookie, at=NOON + timedelta(hours=12, seconds=1)) is None
    signed = accounts.whose(db, accounts.start(db, room.owner, at=NOON), at=NOON)
    assert signed is not None
    assert signed.only is None
