"""The command `write`: put a document of a review into a file."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import TimeoutExpired
from tempfile import TemporaryDirectory

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from app.core.errors import NotHere, NotRendered
from app.core.review_report import canonical
from app.core.workshops import ReviewId
from app.services.making import steps
from app.web.documents import DOCUMENTS, FOR_WORD, rendering_of, report_of
from app.web.letterhead import of_review
from exports.aside import begin_aside

LOOK_EVERY = 0.1  # seconds


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
        data = _made(ReviewId(review), document)
        path.write_bytes(data)
    except NotHere:
        raise click.ClickException(f"There is no review with the number {review}.") from None
    except NotRendered as refused:
        raise click.ClickException(refused.say) from None
    except OSError as problem:
        raise click.ClickException(f"{path} cannot be written: {problem.strerror}.") from None
    click.echo(f"{path}: {len(data):,} bytes")


def _made(review: ReviewId, document: str) -> bytes:
    """A document, with a bar on a terminal while a child process makes it."""
    report = report_of(review)
    if document not in FOR_WORD:
        return canonical(report).encode()
    with tqdm(disable=None, desc=document, unit="step", leave=False) as bar:

        def move(done: int, total: int) -> None:
            bar.total = total or None
            bar.update(done - bar.n)

        kind, given = rendering_of(report, document)
        return watched(kind, given, move, letterhead=of_review(review))


def watched(kind: str, given: object, heard: Callable[[int, int], None], *, letterhead: bytes = b"") -> bytes:
    """Render in a child process, telling how many steps are done, of how many. Raises NotRendered."""
    with TemporaryDirectory(prefix="plumbline-") as folder:
        path = Path(folder) / "document.docx"
        child = begin_aside(kind, given, path, letterhead=letterhead)
        while child.returncode is None:
            with suppress(TimeoutExpired):
                child.wait(LOOK_EVERY)
            heard(*steps(path))
        if not path.exists():
            raise NotRendered(reason=f"it ended with {child.returncode}")
        return path.read_bytes()
