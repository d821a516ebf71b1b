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
from app.rehearsal.planner import PlanWanted
from app.rehearsal.proof import Tables, acknowledged, lost, recount_agrees
from app.rehearsal.scratch import served

FILES = ("summary.docx", "tidy.zip")
PUBLISHED = 71  # statements of the example


class PlanType(click.ParamType[PlanWanted]):
    """A plan as one types it."""

    name = "plan"

    def convert(self, value: str | PlanWanted, param: click.Parameter | None, ctx: click.Context | None) -> PlanWanted:
        """Read it, or say how it is written."""
        try:
            return value if isinstance(value, PlanWanted) else PlanWanted.read(value)
        except ValueError:
            self.fail(f'{value!r} is no plan. Write "72 all", or "135 of 8".', param, ctx)


@click.command("rehearse")
@click.option("--panellists", type=click.IntRange(1, 1000), default=30, show_default=True, help="How many phones.")
@click.option(
    "--statements",
    type=click.IntRange(1, 2000),
    default=12,
    show_default=True,
    help="How many statements; beyond those of the example, generated variants.",
)
@click.option("--plan", type=PlanType(), help='A plan of the planner: "72 all", or "135 of 8" people each.')
@click.option("--self-paced", is_flag=True, help="All answer all statements at their own pace, before the talk.")
@click.option("--amend", is_flag=True, help="Amend one statement after the talk, and ask it again in its new words.")
@click.option(
    "--cut",
    type=click.IntRange(0, 90),
    default=0,
    show_default=True,
    help="Of 100 requests of a phone so many are cut off, on their way or on their way back; and as many sockets.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed holds the same opinions.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where the documents go.")
@click.option("--url", help="A running server; without it, one is started on a scratch database.")
@click.option("--sign-in", help="With --url: a sign-in link of that server that was not used yet.")
def rehearse(out: Path, url: str | None, sign_in: str | None, **asked: Any) -> None:
    """Rehearse a whole afternoon with a simulated panel over real HTTP and real sockets.

    Prints one JSON object. Exit status 1 when the tables that were downloaded do not hold each acknowledged ballot
    once, or when they do not count themselves again.
    """
    if bool(url) != bool(sign_in):
        raise click.UsageError(
            "--url and --sign-in belong together: the address of a server, and a link that signs in."
        )
    size = _size(**asked)
    try:
        with _door(url, sign_in, size.statements) as link, _bar(ticks(size)) as bar:
            desk = Desk(link)
            phones = hold(desk, size, tick=lambda _done: bar.update())
            documents = {name: desk.download(name) for name in FILES}
    except Unexpected as problem:
        raise click.ClickException(str(problem)) from None
    _keep(out, documents)
    outcome, wrong = _outcome(size, phones, Tables(documents["tidy.zip"]), [str(out / name) for name in FILES])
    agrees = recount_agrees(documents["tidy.zip"])
    click.echo(json.dumps(outcome | {"recount": "agrees" if agrees else "differs"}, indent=2))
    sys.exit(1 if wrong or not agrees else 0)


def _size(*, statements: int, plan: PlanWanted | None, self_paced: bool, **more: Any) -> Size:
    """The afternoon that was asked for; at one's own pace without a plan, everyone answers everything."""
    return Size(statements=statements, plan=plan or (PlanWanted(statements, None) if self_paced else None), **more)


@contextmanager
def _door(url: str | None, sign_in: str | None, statements: int) -> Iterator[str]:
    """The sign-in link of the server that was named, or of one of our own."""
    if url and sign_in:
        yield sign_in if "://" in sign_in else url.rstrip("/") + sign_in
    else:
        with served(statements=statements if statements > PUBLISHED else 0) as server:
            yield server.desk


def _bar(total: int | None) -> Any:
    return tqdm(total=total, unit="statement", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)


def _keep(out: Path, documents: dict[str, bytes]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, content in documents.items():
        (out / name).write_bytes(content)


def _outcome(size: Size, phones: list[Phone], tables: Tables, files: list[str]) -> tuple[dict[str, Any], int]:
    """What is printed, and how many ballots are missing or too many. A ballot is one panellist's in one round."""
    told, kept = acknowledged(phones), tables.ballots()
    outcome = {
        "statements": size.statements,
        "plan": str(size.plan) if size.plan else None,
        "panellists": size.panellists,
        "ballots": {
            "sent": sum(len(phone.sent) for phone in phones),
            "acknowledged": told.total(),
            "stored": kept.total(),
        },
        "cut": {what: sum(phone.cut[what] for phone in phones) for what in ("requests", "answers", "sockets")},
        "comments": sum(phone.comments for phone in phones),
        "ack_ms": _percentiles([each for phone in phones for each in phone.ack_ms]),
        "classes": tables.classes(),
        "files": files,
    }
    unsure = sum(len(phone.unsure) for phone in phones)
    return outcome, lost(told, kept, unsure) + lost(kept, told, unsure)


def _percentiles(times: list[float]) -> dict[str, float]:
    """The median and the 95th percentile, in milliseconds."""
    if len(times) < 2:
        return {"p50": round(sum(times), 1), "p95": round(sum(times), 1)}
    cuts = quantiles(times, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1)}
