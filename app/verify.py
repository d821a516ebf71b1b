"""The command `verify`: count a review, or an archive of tables, again, and say what agrees."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.core.checks import Check
from app.core.errors import NotHere
from app.core.workshops import ReviewId
from app.services import verification
from app.web.parts import parts
from config import SettingsProblem, read_settings
from exports.tidy import verifying
from exports.tidy.checking import NotAnArchive


@click.command("verify")
@click.argument("what", metavar="REVIEW|ZIP")
@with_appcontext
def verify(what: str) -> None:
    """Count a review (by its number) or a tidy.zip again, from raw ballots and the protocol.

    Prints one line for each check. Exit status 1 when anything does not agree.
    """
    checks = _of_review(ReviewId(int(what))) if what.isdecimal() else _of_archive(Path(what))
    sys.exit(0 if _told(checks) else 1)


def _of_review(review: ReviewId) -> list[Check]:
    if "plumbline" not in current_app.extensions:
        _say_what_is_missing()
    try:
        with parts().database.reading() as db:
            return verification.verify(db, review)
    except NotHere:
        raise click.ClickException(f"There is no review with the number {review}.") from None


def _say_what_is_missing() -> None:
    """Without settings there is no database, so no review; an archive needs neither."""
    try:
        read_settings()
    except SettingsProblem as problem:
        raise click.ClickException(str(problem)) from None


def _of_archive(path: Path) -> list[Check]:
    try:
        return verifying.verify(path.read_bytes())
    except OSError:
        raise click.ClickException(f"{path} cannot be read: name a review's number or a tidy.zip.") from None
    except NotAnArchive as refused:
        raise click.ClickException(str(refused)) from None


def _told(checks: Iterable[Check]) -> bool:
    """Print each check; whether all hold."""
    found = list(checks)
    for each in found:
        click.echo(each.line)
    different = sum(not each.holds for each in found)
    click.echo(f"{len(found) - different} of {len(found)} checks agree.")
    return not different
