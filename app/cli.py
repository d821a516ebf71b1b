"""The terminal: serving, accounts and their sign-in links, practising, counting again."""

import os
import socket
import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.core.errors import NameTaken, NotHere
from app.core.variants import MOST
from app.core.workshops import AccountId, ReviewId
from app.documents import write
from app.rehearsal.command import rehearse
from app.services import accounts
from app.services.example import PUBLISHED
from app.storage.engine import Database
from app.storage.schema import NewerDatabase, upgrade
from app.verify import verify
from app.web.access import MEMBERS
from app.web.parts import now, parts
from config import Settings, SettingsProblem, keep_new_secret, read_settings

OWNER_ONLY = 0o077  # what we write beside the database is nobody else's to read
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # compared with, not bound to


def install(app: Flask, *, problem: str | None = None) -> None:
    """Give an application its commands. With a `problem` in its settings, those that need none still work."""
    for command in (serve, rehearse, verify):
        app.cli.add_command(command)
    for command in (add_account, give_role, sign_in_link, write):
        app.cli.add_command(command if problem is None else _cannot(command, problem))


@click.command("serve")
@click.option("--example", is_flag=True, help="Serve the example review; makes what is missing in its data folder.")
@click.option(
    "--statements",
    type=click.IntRange(PUBLISHED, PUBLISHED * MOST),
    default=PUBLISHED,
    help=f"With --example: how many statements; those beyond the {PUBLISHED} published ones are generated variants.",
)
def serve(example: bool, statements: int) -> None:
    """Bring the database up to date, then serve until told to stop."""
    os.umask(OWNER_ONLY)
    try:
        if example:
            _fill_in_for_example()
        settings = read_settings()
        bring_up_to_date(settings)
    except (SettingsProblem, NewerDatabase) as problem:
        raise click.ClickException(str(problem)) from None
    except OSError as problem:
        raise click.ClickException(_no_folder(problem)) from None
    os.environ["PLUMBLINE_EXAMPLE"] = str(statements) if example else ""
    sys.stdout.flush()
    # A fresh interpreter: gevent must patch before anything else is imported.
    os.execv(sys.executable, [sys.executable, "-m", "app.server"])  # noqa: S606  # our own program


@click.command("add-account")
@click.argument("name")
@with_appcontext
def add_account(name: str) -> None:
    """Make an account for someone of the review team, and print a link that signs in once."""
    _make_ready()
    try:
        with parts().database.writing() as db:
            account = accounts.create_account(db, name)
            token = accounts.new_link(db, account, at=now())
    except NameTaken as refused:
        raise click.ClickException(refused.say) from None
    _print_link(token)


@click.command("give-role")
@click.argument("name")
@click.argument("review", type=int)
@click.argument("role", type=click.Choice(MEMBERS))
@with_appcontext
def give_role(name: str, review: int, role: str) -> None:
    """Let an account be of a review's team: the REVIEW's number stands in the address of its page."""
    _make_ready()
    try:
        with parts().database.writing() as db:
            accounts.give_role(db, _account(db, name), ReviewId(review), role)
    except NotHere:
        raise click.ClickException(f"There is no review with the number {review}.") from None


@click.command("sign-in-link")
@click.argument("name")
@with_appcontext
def sign_in_link(name: str) -> None:
    """Print a new link that signs an account in once."""
    _make_ready()
    with parts().database.writing() as db:
        token = accounts.new_link(db, _account(db, name), at=now())
    _print_link(token)


def _account(db: Session, name: str) -> AccountId:
    account = accounts.account_named(db, name)
    if account is None:
        raise click.ClickException(f"There is no account with the name {name}.")
    return account


def refuse_the_development_server() -> None:
    """Stop `flask run`, which Flask brings itself: its server would let every socket hang."""
    context = click.get_current_context(silent=True)
    if context is not None and context.info_name == "run":
        raise click.ClickException("This server would let every socket hang. Use: flask --app app serve")


def bring_up_to_date(settings: Settings) -> None:
    """Create or migrate the database; an older one is copied beside itself first. Raises SettingsProblem."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        upgrade(Database(settings.database_url).engine, backup=settings.data / "plumbline.db")
    except DatabaseError as problem:
        raise SettingsProblem(f"The database at {settings.database_url} cannot be read: {problem.orig}") from None


def _make_ready() -> None:
    """Bring the database up to date for a command that may be the first one. Raises ClickException."""
    os.umask(OWNER_ONLY)
    try:
        bring_up_to_date(parts().settings)
    except (SettingsProblem, NewerDatabase) as problem:
        raise click.ClickException(str(problem)) from None


def _no_folder(problem: OSError) -> str:
    return (
        f"The data folder cannot be used: {problem.strerror}, {problem.filename}. "
        "Choose a folder you may write to, for example: make run DATA=~/plumbline"
    )


def _fill_in_for_example() -> None:
    environment = os.environ
    data = Path(environment.setdefault("PLUMBLINE_DATA", "data")).absolute()
    host = environment.get("PLUMBLINE_HOST") or "127.0.0.1"
    port = environment.get("PLUMBLINE_PORT") or "8000"
    if not environment.get("PLUMBLINE_SECRET"):
        keep_new_secret(data)
    if not environment.get("PLUMBLINE_ORIGIN"):
        environment["PLUMBLINE_ORIGIN"] = f"http://{_reached_at(host)}:{port}"


def _reached_at(host: str) -> str:
    """The name or number a phone in the same network types for this host."""
    if host not in EVERYWHERE:
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # nothing is sent; the system only says which address it would use
        except OSError:
            return "127.0.0.1"
        return str(asked.getsockname()[0])


def _cannot(command: click.Command, problem: str) -> click.Command:
    def refuse(**given: object) -> None:
        raise click.ClickException(problem)

    return click.Command(command.name, callback=refuse, params=command.params, help=command.help)


def _print_link(token: str) -> None:
    click.echo(f"{current_app.extensions['plumbline'].settings.origin}/first/{token}")
