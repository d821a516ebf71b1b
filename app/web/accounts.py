"""Signing in and out, the first-run link, and choosing a password."""

from datetime import timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.errors import SignInRefused, TooManySignIns
from app.core.workshops import AccountId
from app.services import accounts
from app.storage.engine import Database
from app.web import errors
from app.web.access import DESK_COOKIE, current_account, for_anyone, keep_cookie, signed_in
from app.web.forms_accounts import PasswordForm, SignInForm
from app.web.parts import now, parts

pages = Blueprint("accounts", __name__)


@pages.get("/sign-in")
@for_anyone
def sign_in() -> ResponseReturnValue:
    """The page to sign in on."""
    return _sign_in_page(SignInForm())


@pages.post("/sign-in")
@for_anyone
def sign_in_now() -> ResponseReturnValue:
    """Check name and password, and sign this browser in."""
    form = SignInForm(request.form)
    if not form.validate():
        return _sign_in_page(form, status=422)
    try:
        account = _account_of(form.name.data or "", form.password.data or "")
    except (SignInRefused, TooManySignIns) as refused:
        return _sign_in_page(form, say=errors.say(refused), status=errors.STATUS[refused.kind])
    return _signed_in(account, _own_page(request.form.get("next", ""), url_for("reviews.home")))


@pages.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """Sign this browser out, at once."""
    signed = current_account()
    if signed:
        with parts().database.writing() as db:
            accounts.end(db, signed.sign_in, at=now())
        parts().broadcast.drop_account(signed.account)
    response = redirect(url_for(".sign_in"), 303)
    response.delete_cookie(DESK_COOKIE)
    return response


@pages.get("/first/<token>")
@for_anyone
def first(token: str) -> ResponseReturnValue:
    """A page with one button. Opening the link uses nothing up: previews and scanners open links too."""
    return render_template("accounts/first.html")


@pages.post("/first/<token>")
@for_anyone
def first_now(token: str) -> ResponseReturnValue:
    """Use the link up and sign this browser in: on to the page the link names, or to choosing a password."""
    with parts().database.writing() as db:
        account = accounts.use_link(db, token, at=now())
    return _signed_in(account, _own_page(request.args.get("next", ""), url_for(".account")))


@pages.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    """The page to choose a password on."""
    return _account_page(PasswordForm())


@pages.post("/account")
@signed_in
def set_password() -> ResponseReturnValue:
    """Keep a new password. Whoever was signed in with the old one elsewhere is not any more."""
    form, signed = PasswordForm(request.form), current_account()
    if not form.validate() or signed is None:
        return _account_page(form, status=422)
    with parts().database.writing() as db:
        accounts.set_password(db, g.account, form.password.data or "")
        accounts.end_others(db, g.account, but=signed.sign_in, at=now())
    parts().broadcast.drop_account(g.account)
    flash(_("Your password is kept. From now on you can sign in with it."))
    return redirect(url_for("reviews.home"), 303)


def _account_of(name: str, password: str) -> AccountId:
    limits, address = parts().limits, request.remote_addr or ""
    limits.may_sign_in(address, name)
    try:
        return parts().aside(_check, parts().database, name, password)
    except SignInRefused:
        limits.password_was_wrong(address, name)
        raise


def _check(database: Database, name: str, password: str) -> AccountId:
    with database.reading() as db:
        return accounts.sign_in(db, name, password)


def _signed_in(account: AccountId, to: str) -> ResponseReturnValue:
    with parts().database.writing() as db:
        token = accounts.start(db, account, at=now())
    response = redirect(to, 303)
    keep_cookie(response, DESK_COOKIE, token, hours=accounts.SIGN_IN_HOLDS // timedelta(hours=1))
    return response


def _own_page(address: str, otherwise: str) -> str:
    """Where to go after signing in: a page of ours, never another site."""
    # Of more slashes at its beginning some fall away on the way out, and two that stay name another site.
    is_ours = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if is_ours and address.isprintable() else otherwise


def _sign_in_page(form: SignInForm, *, say: str = "", status: int = 200) -> ResponseReturnValue:
    wanted = request.values.get("next", "")
    return render_template("accounts/sign_in.html", form=form, say=say, next=wanted), status


def _account_page(form: PasswordForm, *, status: int = 200) -> ResponseReturnValue:
    signed = current_account()
    return render_template("accounts/account.html", form=form, has_password=signed and signed.has_password), status
