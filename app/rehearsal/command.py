"""The command `rehearse`: hold an afternoon with a simulated panel, keep its documents, prove that nothing was lost."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

import click
from tqdm import tqdm

from app.rehearsal.afternoon import Size, hold, ticks
from app.rehearsal.desk import Desk
from app.rehearsal.line import Unexpected
from app.rehearsal.phone import Phone
from app.rehearsal.proof import Tables, acknowledged, lost
from app.rehearsal.scratch import served

FILES = ("summary.docx", "tidy.zip")


@click.command("rehearse")
@click.option("--panellists", type=click.IntRange(1, 1000), default=30, show_default=True, help="How many phones.")
@click.option("--statements", type=click.IntRange(1, 300), default=12, show_default=True, help="How many statements.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed holds the same opinions.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where the documents go.")
@click.option("--url", help="A running server; without it, one is started on a scratch database.")
@click.option("--sign-in", help="With --url: a sign-in link of that server that was not used yet.")
def rehearse(panellists: int, statements: int, seed: int, out: Path, url: str | None, sign_in: str | None) -> None:
    """Rehearse a whole afternoon with a simulated panel over real HTTP and real sockets.

    Prints one JSON object. Exit status 1 when an acknowledged ballot is not in the tables that were downloaded.
    """
    if bool(url) != bool(sign_in):
        raise click.UsageError(
            "--url and --sign-in belong together: the address of a server, and a link that signs in."
        )
    size = Size(panellists, statements, seed)
    try:
        with _door(url, sign_in) as link, _bar(ticks(size)) as bar:
            desk = Desk(link)
            phones = hold(desk, size, tick=lambda _done: bar.update())
            documents = {name: desk.download(name) for name in FILES}
    except Unexpected as problem:
        raise click.ClickException(str(problem)) from None
    _keep(out, documents)
    outcome, missing = _outcome(size, phones, Tables(documents["tidy.zip"]), [str(out / name) for name in FILES])
    click.echo(json.dumps(outcome, indent=2))
    sys.exit(1 if missing else 0)


@contextmanager
def _door(url: str | None, sign_in: str | None) -> Iterator[str]:
    """The sign-in link of the server that was named, or of one of our own."""
    if url and sign_in:
        yield sign_in if "://" in sign_in else url.rstrip("/") + sign_in
    else:
        with served() as server:
            yield server.desk


def _bar(total: int) -> Any:
    return tqdm(total=total, unit="statement", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)


def _keep(out: Path, documents: dict[str, bytes]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, content in documents.items():
        (out / name).write_bytes(content)


def _outcome(size: Size, phones: list[Phone], tables: Tables, files: list[str]) -> tuple[dict[str, Any], int]:
    """What is printed, and how many acknowledged ballots are missing. A ballot is one panellist's in one round."""
    told, kept = acknowledged(phones), tables.ballots()
    outcome = {
        "statements": size.statements,
        "panellists": size.panellists,
        "ballots": {
            "sent": sum(len(phone.sent) for phone in phones),
            "acknowledged": told.total(),
            "stored": kept.total(),
        },
        "comments": sum(phone.comments for phone in phones),
        "ack_ms": _percentiles([each for phone in phones for each in phone.ack_ms]),
        "classes": tables.classes(),
        "files": files,
    }
    return outcome, lost(told, kept, sum(len(phone.unsure) for phone in phones))


def _percentiles(times: list[float]) -> dict[str, float]:
    """The median and the 95th percentile, in milliseconds."""
    if len(times) < 2:
        return {"p50": round(sum(times), 1), "p95": round(sum(times), 1)}
    cuts = quantiles(times, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1)}
