"""Signing in and out, the one-time link, choosing a password."""

from datetime import timedelta

import pytest

from app.services import accounts
from tests.builders import NOON
from tests.web.team import Browser, signed_in, text

pytestmark = pytest.mark.usefixtures("clock")

GOOD = "four words make one"


@pytest.fixture
def asha(app, database):
    """Asha has an account with a password."""
    with database.writing() as db:
        account = accounts.create_account(db, "asha")
        accounts.set_password(db, account, GOOD)
    return account


def test_name_and_password_open_the_home_page(app, asha):
    browser = Browser(app)
    answer = browser.post("/sign-in", {"name": "asha", "password": GOOD})
    assert (answer.status_code, answer.location) == (303, "/home")
    assert "Drop your sheet here" in browser.read("/home")


def test_an_unknown_name_and_a_wrong_password_are_told_alike(app, asha):
    said = [
        text(Browser(app).post("/sign-in", {"name": name, "password": "something else"})) for name in ("asha", "nobody")
    ]
    assert said[0] == said[1]
    assert "Name and password do not fit together. Please try again." in said[0]


def test_the_name_stays_typed_and_the_password_does_not(app, asha):
    answer = Browser(app).post("/sign-in", {"name": "asha", "password": "wrong wrong"})
    assert answer.status_code == 401
    assert 'value="asha"' in answer.text
    assert "wrong wrong" not in answer.text


def test_after_many_wrong_passwords_she_waits_and_is_not_locked_out(app, asha):
    browser = Browser(app)
    for _ in range(10):
        browser.post("/sign-in", {"name": "asha", "password": "wrong wrong"})
    answer = browser.post("/sign-in", {"name": "asha", "password": GOOD})
    assert answer.status_code == 429
    assert "Please wait a minute, then try again." in text(answer)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "",
        "/\t/elsewhere.example",
        "///elsewhere.example",
        "////elsewhere.example",
        "/home\r\nSet-Cookie: a=b",
    ],
)
def test_signing_in_never_leads_to_another_site(app, asha, wanted):
    answer = Browser(app).post("/sign-in", {"name": "asha", "password": GOOD, "next": wanted})
    assert answer.location == "/home"


def test_signing_in_leads_back_to_the_page_that_was_wanted(app, asha):
    wanted = Browser(app).get("/account")
    assert wanted.status_code == 303
    page = Browser(app).get(wanted.location).text
    answer = Browser(app).post("/sign-in", {"name": "asha", "password": GOOD, "next": "/account"})
    assert 'name="next" value="/account' in page
    assert answer.location == "/account"


def test_opening_a_link_uses_nothing_up(app, database, asha):
    with database.writing() as db:
        token = accounts.new_link(db, asha, at=NOON)
    for _ in range(3):
        assert "Sign in on this computer" in Browser(app).read(f"/first/{token}")


def test_a_link_signs_in_once_and_leads_to_choosing_a_password(app, database, asha):
    with database.writing() as db:
        token = accounts.new_link(db, asha, at=NOON)
    browser = Browser(app)
    assert browser.post(f"/first/{token}").location == "/account"
    assert "asha" in browser.read("/account")
    again = Browser(app).post(f"/first/{token}")
    assert again.status_code == 404
    assert "This sign-in link was used already or is too old." in text(again)


@pytest.mark.parametrize(
    ("wanted", "to"), [("/desk/1", "/desk/1"), ("//elsewhere.example/", "/account"), ("", "/account")]
)
def test_a_link_can_lead_on_to_a_page_of_ours_and_no_other(app, database, asha, wanted, to):
    with database.writing() as db:
        token = accounts.new_link(db, asha, at=NOON)
    assert Browser(app).post(f"/first/{token}?next={wanted}").location == to


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"password": "too short", "again": "too short"}, "A password needs at least 12 characters."),
    ({"password": GOOD, "again": "something else"}, "These two are not the same."),
    ({"password": "", "again": ""}, "Please fill this in."),
    ({"password": "x" * 1001, "again": "x" * 1001}, "This is 1001 characters; at most 1000 fit."),
])  # fmt: skip
def test_a_password_is_refused_with_what_to_do(app, database, typed, sentence):
    with database.writing() as db:
        browser = signed_in(app, db, "asha")
    answer = browser.post("/account", typed)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "-error" in answer.text


def test_a_new_password_works_at_once(app, database):
    with database.writing() as db:
        browser = signed_in(app, db, "asha")
    assert browser.post("/account", {"password": GOOD, "again": GOOD}).location == "/home"
    assert "Your password is kept." in browser.read("/home")
    assert Browser(app).post("/sign-in", {"name": "asha", "password": GOOD}).status_code == 303


def test_after_signing_out_a_captured_cookie_opens_nothing(app, database):
    with database.writing() as db:
        browser = signed_in(app, db, "asha")
    captured = browser.client.get_cookie("plumbline_desk").value
    assert browser.post("/sign-out").location == "/sign-in"
    assert Browser(app, captured).get("/home").location.startswith("/sign-in")


def test_a_sign_in_ends_by_itself_after_a_week(app, database, clock):
    with database.writing() as db:
        browser = signed_in(app, db, "asha")
    assert browser.get("/home").status_code == 200
    clock.now = NOON + timedelta(days=8)
    assert browser.get("/home").status_code == 303


@pytest.mark.parametrize("path", ["/home", "/account", "/reviews/1", "/workshops/1", "/workshops/1/summary.docx"])
def test_a_stranger_is_asked_to_sign_in(app, path):
    answer = Browser(app).get(path)
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in?next=")


def test_a_new_password_signs_out_every_other_browser(app, database, asha):
    here, lost = Browser(app), Browser(app)
    for browser in (here, lost):
        browser.post("/sign-in", {"name": "asha", "password": GOOD})
    with database.writing() as db:
        link = accounts.new_link(db, asha, at=NOON)
    assert here.post("/account", {"password": GOOD[::-1], "again": GOOD[::-1]}).status_code == 303
    assert here.get("/account").status_code == 200
    assert lost.get("/account").status_code == 303
    assert lost.post(f"/first/{link}").status_code == 404
