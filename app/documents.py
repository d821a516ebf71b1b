"""The command `write`: put a document of a review into a file."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.core.errors import NotHere, NotRendered
from app.core.workshops import ReviewId
from app.web.documents import DOCUMENTS, made_of, report_of


@click.command("write")
@click.argument("review", type=int)
@click.argument("document", type=click.Choice(DOCUMENTS))
@click.argument("file", type=click.Path(path_type=Path), required=False)
@with_appcontext
def write(review: int, document: str, file: Path | None) -> None:
    """Write a document of REVIEW (its number) into FILE, or under its own name.

    summary: the review summary; methods: the methods and reporting appendix; plain: the plain summary, in English,
    Hindi or Marathi; report.json: what they are made from, whose SHA-256 they print.
    """
    path = file or Path(document)
    try:
        here = ReviewId(review)
        data = made_of(here, report_of(here), document)
        path.write_bytes(data)
    except NotHere:
        raise click.ClickException(f"There is no review with the number {review}.") from None
    except NotRendered as refused:
        raise click.ClickException(refused.say) from None
    except OSError as problem:
        raise click.ClickException(f"{path} cannot be written: {problem.strerror}.") from None
    click.echo(f"{path}: {len(data):,} bytes")
