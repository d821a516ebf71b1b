"""Accounts of the review team: links that work once, sign-ins that end at once, and who may do what."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import LinkUsed, NameTaken, PasswordTooShort, SignInRefused
from app.core.workshops import ReviewId
from app.services import accounts, passwords, reviews
from app.storage.accounts import Account, SignIn, SignInLink
from tests.builders import LATER, NOON, a_review

GOOD = "a long enough one"


def test_a_link_signs_in_once(db: Session) -> None:
    asha = accounts.create_account(db, "asha")
    link = accounts.new_link(db, asha, at=NOON)
    assert accounts.use_link(db, link, at=LATER) == asha
    with pytest.raises(LinkUsed):
        accounts.use_link(db, link, at=LATER)


@pytest.mark.parametrize(("hours", "holds"), [(12, True), (12.01, False)])
def test_a_link_holds_twelve_hours(db: Session, hours: float, holds: bool) -> None:
    link = accounts.new_link(db, accounts.create_account(db, "asha"), at=NOON)
    then = NOON + timedelta(hours=hours)
    if holds:
        assert accounts.use_link(db, link, at=then)
    else:
        with pytest.raises(LinkUsed):
            accounts.use_link(db, link, at=then)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 4000], ids=ascii)
def test_a_link_nobody_was_given_is_answered_like_a_used_one(db: Session, token: str) -> None:
    with pytest.raises(LinkUsed):
        accounts.use_link(db, token, at=NOON)


def test_links_and_cookies_are_kept_only_as_hashes(db: Session) -> None:
    asha = accounts.create_account(db, "asha")
    link, cookie = accounts.new_link(db, asha, at=NOON), accounts.start(db, asha, at=NOON)
    kept = [*db.scalars(select(SignInLink.token_hash)), *db.scalars(select(SignIn.token_hash))]
    assert not {link, cookie} & set(kept)
    assert [len(each) for each in kept] == [64, 64]


def test_signing_out_acts_at_once_and_on_this_browser_only(db: Session) -> None:
    asha = accounts.create_account(db, "asha")
    here, there = accounts.start(db, asha, at=NOON), accounts.start(db, asha, at=NOON)
    signed = accounts.whose(db, here, at=LATER)
    assert signed is not None
    assert (signed.account, signed.name, signed.has_password) == (asha, "asha", False)
    accounts.end(db, signed.sign_in, at=LATER)
    assert accounts.whose(db, here, at=LATER) is None
    assert accounts.whose(db, there, at=LATER) is not None


def test_a_sign_in_ends_by_itself_after_a_week(db: Session) -> None:
    cookie = accounts.start(db, accounts.create_account(db, "asha"), at=NOON)
    assert accounts.whose(db, cookie, at=NOON + timedelta(days=6, hours=23))
    assert accounts.whose(db, cookie, at=NOON + timedelta(days=7)) is None


@pytest.mark.parametrize("cookie", ["", "x", "\ud800"], ids=ascii)
def test_a_cookie_that_never_held_is_nobodys(db: Session, cookie: str) -> None:
    accounts.start(db, accounts.create_account(db, "asha"), at=NOON)
    assert accounts.whose(db, cookie, at=NOON) is None


def test_name_and_password_sign_in(db: Session) -> None:
    asha = accounts.create_account(db, "asha")
    accounts.set_password(db, asha, GOOD)
    assert accounts.sign_in(db, "asha", GOOD) == asha


@pytest.mark.parametrize(
    ("name", "password"),
    [("asha", "a wrong long one"), ("asha", ""), ("nobody", GOOD), ("", ""), ("meera", ""), ("meera", "nobody")],
)
def test_an_unknown_name_is_answered_like_a_wrong_password(db: Session, name: str, password: str) -> None:
    accounts.set_password(db, accounts.create_account(db, "asha"), GOOD)
    accounts.create_account(db, "meera")  # has no password yet
    with pytest.raises(SignInRefused) as refused:
        accounts.sign_in(db, name, password)
    assert refused.value.say == "Name and password do not fit together. Please try again."


def test_an_unknown_name_is_checked_as_thoroughly_as_a_known_one(monkeypatch: pytest.MonkeyPatch, db: Session) -> None:
    checked: list[str] = []
    verify = passwords._hasher.verify
    watched = type(
        "Watched", (), {"verify": staticmethod(lambda kept, given: checked.append(kept) or verify(kept, given))}
    )
    monkeypatch.setattr(passwords, "_hasher", watched)
    with pytest.raises(SignInRefused):
        accounts.sign_in(db, "nobody", GOOD)
    assert checked == [passwords._NOBODY], "hashing is what takes the time; it happens for nobody too"


def test_passwords_are_kept_as_argon2id_and_never_short(db: Session) -> None:
    asha = accounts.create_account(db, "asha")
    with pytest.raises(PasswordTooShort) as refused:
        accounts.set_password(db, asha, "short")
    assert refused.value.say == "A password needs at least 12 characters."
    accounts.set_password(db, asha, GOOD)
    kept = db.scalar(select(Account.password).where(Account.id == asha))
    assert kept is not None
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept


def test_a_broken_hash_fits_no_password() -> None:
    assert not passwords.fits(GOOD, "not a hash")


def test_a_name_is_given_once(db: Session) -> None:
    accounts.create_account(db, "asha")
    with pytest.raises(NameTaken) as refused:
        accounts.create_account(db, "asha")
    assert refused.value.facts == {"name": "asha"}


def test_a_role_belongs_to_one_review(db: Session) -> None:
    review, owner = a_review(db)
    other = reviews.create_review(db, "Another", owner=accounts.create_account(db, "meera"), at=NOON)
    analyst = accounts.create_account(db, "bela", review=review, role="analyst")
    roles = {(who, where): accounts.role_in(db, who, where) for who in (owner, analyst) for where in (review, other)}
    assert roles == {
        (owner, review): "owner",
        (owner, other): None,
        (analyst, review): "analyst",
        (analyst, other): None,
    }
    assert accounts.role_in(db, owner, ReviewId(99)) is None


def test_my_reviews_are_mine_alone(db: Session) -> None:
    review, owner = a_review(db, statements=2)
    stranger = accounts.create_account(db, "meera")
    assert [(r.id, r.title, r.role, r.statements, r.workshops) for r in accounts.reviews_of(db, owner)] == [
        (review, "A review", "owner", 2, 0)
    ]
    assert accounts.reviews_of(db, stranger) == []
